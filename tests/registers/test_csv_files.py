from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import SourceError
from analysis.registers.csv_files import place, read_strict_csv

COLUMNS = ("unit", "value")


def _write(folder: Path, content: bytes | str) -> Path:
    path = folder / "figures.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_keeps_every_field_as_written_and_the_line_it_stands_on(tmp_path: Path) -> None:
    path = _write(tmp_path, 'unit,value\nCầu Giấy,"112,15%"\nNA,007\n null ,\n')
    frame = read_strict_csv(path, COLUMNS)
    assert frame["unit"].tolist() == ["Cầu Giấy", "NA", " null "]
    assert frame["value"].tolist() == ["112,15%", "007", ""]
    assert frame["line"].tolist() == [2, 3, 4]
    assert list(frame.columns) == [*COLUMNS, "line"]


def test_line_is_where_a_record_begins_also_after_breaks_and_blank_lines(tmp_path: Path) -> None:
    path = _write(tmp_path, 'unit,value\n"a\nb",1\n\nc,2\n')
    assert read_strict_csv(path, COLUMNS)["line"].tolist() == [2, 5]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_reads_files_saved_on_any_system_with_or_without_a_mark(
    tmp_path: Path, ending: str
) -> None:
    path = _write(tmp_path, b"\xef\xbb\xbf" + f"unit,value{ending}Huế,1{ending}".encode())
    frame = read_strict_csv(path, COLUMNS)
    assert frame.to_dict("list") == {"unit": ["Huế"], "value": ["1"], "line": [2]}


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    frame = read_strict_csv(_write(tmp_path, "unit,value\n"), COLUMNS)
    assert frame.empty
    assert list(frame.columns) == [*COLUMNS, "line"]


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        pytest.param("", None, "tệp trống", id="empty file"),
        pytest.param("unit\nx\n", 1, "thiếu cột: value", id="missing column"),
        pytest.param("unit,value,extra\n", 1, "cột lạ: extra", id="unknown column"),
        pytest.param("unit;value\n", 1, "đọc được: unit;value", id="semicolons"),
        pytest.param("value,unit\n", 1, "sai thứ tự", id="columns in another order"),
        pytest.param("unit,value\na,1\nb,1,5\n", 3, "thừa ô", id="unquoted decimal comma"),
        pytest.param("unit,value\na\n", 2, "thiếu ô", id="too few fields"),
        pytest.param('unit,value\na,1\n"b,2\n', 3, "dấu nháy kép", id="quote left open"),
        pytest.param('unit,value\n"a"b,1\n', 2, "dấu nháy kép", id="text after a closed quote"),
        pytest.param(b"unit,value\nHu\xea,1\n", None, "UTF-8", id="legacy encoding"),
    ],
)
def test_refuses_and_says_where(
    tmp_path: Path, content: bytes | str, line: int | None, said: str
) -> None:
    path = _write(tmp_path, content)
    with pytest.raises(SourceError) as caught:
        read_strict_csv(path, COLUMNS)
    assert said in str(caught.value)
    assert caught.value.where == place(path, line)


def test_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="không tìm thấy tệp"):
        read_strict_csv(tmp_path / "none.csv", COLUMNS)


def test_place_names_folder_file_and_line_but_no_machine_path(tmp_path: Path) -> None:
    path = tmp_path / "registers" / "units.csv"
    assert place(path, 7) == "data/raw/registers/units.csv:7"
    assert place(path) == "data/raw/registers/units.csv"
