"""The picture of what is known: who is drawn, who is left out, and what the words say."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pandas as pd
import pytest
from small_units import units_of

from analysis.chapters import below_threshold, coverage
from analysis.document.blocks import Block, Figure, Heading, Paragraph
from analysis.findings import make_findings
from analysis.metrics.coverage_by_year import Known
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.report_data import load_report_data

W, P, T, O, N, A = Known  # noqa: E741
UNITS = units_of(
    """
    tinh | Tỉnh | province
    a | Xã A | commune | tinh
    b | Xã B | commune | tinh | 2023-01-01
    c | Xã C | commune | tinh | | 2023-06-30
    d | Xã D | commune | tinh | 2023-07-01
    e | Xã E | commune | tinh | | 2023-12-31
    f | Xã F | commune | tinh | 1990-01-01 | 2030-12-31
    g | Xã G | commune | tinh | 2022-03-01 | 2024-03-31
    nuoc | Toàn Đảng | nation
    """
    + "".join(f"\nx{i} | Xã số {i} | commune | tinh" for i in range(150))
)


def known_of(years: tuple[int, ...] = (2022, 2023, 2024), **kinds: str) -> pd.DataFrame:
    rows = [
        {
            "unit_id": unit,
            "year": year,
            "known": known.value,
            "reached": pd.Timestamp(year, 6, 30) if known == P else pd.NaT,
            "is_rebuilt": False,
        }
        for unit, listed in kinds.items()
        for year, known in zip(years, listed, strict=True)
    ]
    columns = ["unit_id", "year", "known", "reached", "is_rebuilt"]
    return pd.DataFrame(rows, columns=columns).astype({"reached": "datetime64[s]"})


def picture(known: pd.DataFrame, scope: str = "tinh", year: int = 2024) -> list[Block]:
    data = SimpleNamespace(
        params=SimpleNamespace(year=year), units=UNITS, scope=SimpleNamespace(unit_id=scope)
    )
    found = SimpleNamespace(known_by_year=known)
    return [*coverage.overview(data, found), *coverage.picture(data, found)]


def figure_of(blocks: list[Block]) -> Figure:
    (figure,) = [block for block in blocks if isinstance(block, Figure)]
    return figure


def test_without_units_there_is_no_picture() -> None:
    assert picture(known_of()) == []


@pytest.mark.parametrize(("scope", "function"), [("tinh", "picture"), ("nuoc", "overview")])
def test_the_whole_country_has_its_picture_further_up(scope: str, function: str) -> None:
    data = SimpleNamespace(
        params=SimpleNamespace(year=2024), units=UNITS, scope=SimpleNamespace(unit_id=scope)
    )
    found = SimpleNamespace(known_by_year=known_of(a=[W, N, W], b=[N, N, W]))
    shown = [name for name in ("overview", "picture") if getattr(coverage, name)(data, found)]
    assert shown == [function]


def test_the_section_links_to_its_method() -> None:
    heading = picture(known_of(a=[W, W, W]))[0]
    assert heading == Heading(
        level=2, text="Số liệu hiện có của từng đơn vị qua các năm", method="so-sanh-don-vi"
    )


def test_the_year_of_the_report_is_counted_in_words() -> None:
    known = known_of(a=[W, W, W], b=[W, W, P], x1=[W, W, T], d=[W, W, O], x2=[W, W, N], f=[W, W, A])
    assert picture(known)[1] == Paragraph(
        text="Năm 2024, trong 5 đơn vị: 1 có kết quả cả năm, 1 chỉ có kết quả một phần năm, 1 chỉ "
        "có chỉ tiêu, 1 chỉ có số liệu khác, 1 chưa có số liệu."
    )


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (known_of(a=[N, N, W], b=[N, N, W]), "Năm 2024, cả 2 đơn vị có kết quả cả năm."),
        (known_of(a=[N, N, N]), "Năm 2024, đơn vị duy nhất chưa có số liệu."),
    ],
)
def test_one_kind_for_all_is_said_shortly(known: pd.DataFrame, said: str) -> None:
    assert picture(known)[1].text == said


def test_where_all_is_known_there_is_a_sentence_in_place_of_the_picture() -> None:
    blocks = picture(known_of(a=[W, W, W], b=[A, W, W]))
    assert [block.type for block in blocks] == ["heading", "paragraph", "paragraph"]
    assert blocks[2].text == (
        "Cả 2 đơn vị có kết quả cả năm trong các năm 2022–2024, trừ thời gian đơn vị không tồn tại."
    )
    assert picture(known_of(a=[W, W, W]))[2].text.startswith("Đơn vị này có kết quả cả năm trong")


def test_one_unit_alone_is_not_drawn() -> None:
    assert [block.type for block in picture(known_of(a=[W, N, W]))] == ["heading", "paragraph"]


def test_the_caption_states_the_finding() -> None:
    known = known_of(a=[W, N, N], b=[N, N, P])
    figure = figure_of(picture(known))
    assert figure.caption == (
        "Trong các năm 2022–2024, 1 trong 2 đơn vị có kết quả cả năm của ít nhất một năm"
    )
    assert figure.alt == (
        "Bảng ô: số liệu hiện có của từng đơn vị trong các năm 2022–2024. Xã A: 2022 có kết quả cả "
        "năm; Xã B (từ 2023): 2024 chỉ có kết quả một phần năm."
    )
    assert figure.notes == ()
    one = figure_of(picture(known_of((2024,), a=[P], b=[N])))
    assert one.caption == "Trong năm 2024, không đơn vị nào có kết quả cả năm"
    assert one.alt.endswith("Xã B: chưa có số liệu.")


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("a", "Xã A"),
        ("b", "Xã B (từ 2023)"),
        ("c", "Xã C (đến 6/2023)"),
        ("d", "Xã D (từ 7/2023)"),
        ("e", "Xã E (đến 2023)"),
        ("f", "Xã F"),
        ("g", "Xã G (từ 3/2022, đến 3/2024)"),
    ],
)
def test_the_life_of_a_unit_within_the_years_stands_beside_its_name(unit: str, name: str) -> None:
    figure = figure_of(picture(known_of(**{unit: [W, N, P], "x1": [N, N, N]})))
    assert f" {name}: 2022 có kết quả cả năm" in figure.alt


def test_a_list_of_more_than_thirty_units_is_counted_for_the_blind() -> None:
    known = known_of(**{f"x{i}": [W, N, T] for i in range(31)})
    assert figure_of(picture(known)).alt == (
        "Bảng ô: số liệu hiện có của từng đơn vị trong các năm 2022–2024. Số ô có kết quả cả năm: "
        "31; chỉ có chỉ tiêu: 31; chưa có số liệu: 31."
    )
    shorter = known[known["unit_id"].ne("x30")]
    assert "Xã số 29: 2022 có kết quả cả năm" in figure_of(picture(shorter)).alt


def test_the_nation_lists_its_units_without_any_figure_below_the_others() -> None:
    known = known_of(a=[N, N, O], b=[A, N, N], x1=[W, N, N], x2=[N, N, N])
    figure = figure_of(picture(known, scope="nuoc"))
    assert figure.alt == (
        "Bảng ô: số liệu hiện có của từng đơn vị trong các năm 2022–2024. Xã A: 2024 chỉ có số "
        "liệu khác; Xã số 1: 2022 có kết quả cả năm. 2 đơn vị chưa có số liệu nào trong các năm "
        "2022–2024: Xã B (từ 2023), Xã số 2."
    )
    assert figure.caption.startswith("Trong các năm 2022–2024, 1 trong 4 đơn vị")
    assert figure.notes == ()
    for unit in ("Xã A, năm 2024: ", "Xã B (từ 2023): chưa có số liệu", "Xã số 2: chưa có số liệu"):
        assert unit in figure.svg
    shown = figure_of(picture(known))
    assert shown.alt.endswith(
        "Xã B (từ 2023): chưa có số liệu; Xã số 1: 2022 có kết quả cả năm; "
        "Xã số 2: chưa có số liệu."
    )
    assert "Xã số 2, năm 2024: chưa có số liệu" in shown.svg


def test_a_nation_of_which_one_unit_is_known_has_a_picture_and_one_of_none_has_not() -> None:
    known = known_of(a=[N, N, O], b=[A, N, N])
    assert "1 đơn vị chưa có số liệu nào" in figure_of(picture(known, scope="nuoc")).alt
    blocks = picture(known_of(a=[N, N, N], b=[A, N, N]), scope="nuoc")
    assert [block.type for block in blocks] == ["heading", "paragraph"]
    assert blocks[1].text == "Năm 2024, cả 2 đơn vị chưa có số liệu."


def test_all_units_of_the_nation_stand_in_the_picture_of_2025(project: Project) -> None:
    """64 until 2024 are 63 and Thừa Thiên Huế, now Huế; 52 ended in 2025 and 23 were formed."""
    data = load_report_data(project, ReportParams(scope="toan-quoc", year=2025))
    found = make_findings(data)
    paragraph, figure = coverage.overview(data, found)[1:]
    assert paragraph.text.startswith("Năm 2025, trong 87 đơn vị: ")
    assert paragraph.text.endswith(
        ". 87 đơn vị gồm 35 đơn vị hoạt động ngày 31/12/2025 và 52 đơn vị đã chấm dứt trong năm "
        "2025."
    )
    assert figure.notes == (
        "88 đơn vị gồm 35 đơn vị hoạt động ngày 31/12/2025 và 53 đơn vị đã chấm dứt trong các năm "
        "2016–2025.",
    )
    units = found.known_by_year["unit_id"].unique()
    assert len(units) == 88
    assert len(data.scope.children) == 35
    named = set(re.findall(r"<title>(.+?)(?:, năm \d{4})?: ", figure.svg))
    assert len(named) == 88
    assert all(data.units.short_name(unit) in figure.alt for unit in units)
    silence = below_threshold.silence_sentence(data, found)
    assert "còn 35 đơn vị trực thuộc chưa có số kết nạp năm 2025" in silence
    assert silence.endswith(" Số này không kể 52 đơn vị đã chấm dứt trong năm 2025.")


def test_units_that_ended_within_the_year_are_counted_apart() -> None:
    known = known_of(a=[W, W, N], g=[W, W, P])
    figure = figure_of(picture(known))
    assert picture(known)[1].text == (
        "Năm 2024, trong 2 đơn vị: 1 chỉ có kết quả một phần năm, 1 chưa có số liệu. 2 đơn vị gồm "
        "1 đơn vị hoạt động ngày 31/12/2024 và 1 đơn vị đã chấm dứt trong năm 2024."
    )
    assert figure.notes[0].endswith("1 đơn vị đã chấm dứt trong các năm 2022–2024.")
    ended = known_of(a=[W, W, N], e=[W, W, A])
    assert picture(ended)[1].text == "Năm 2024, đơn vị duy nhất chưa có số liệu."
    assert figure_of(picture(ended)).notes[0].startswith("2 đơn vị gồm 1 đơn vị hoạt động")


def drawn(known: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> pd.DataFrame:
    """Catch the frame that is drawn."""
    caught: list[pd.DataFrame] = []
    draw = coverage.coverage_chart
    monkeypatch.setattr(
        coverage,
        "coverage_chart",
        lambda tiles, *below: caught.append(tiles) or draw(tiles, *below),
    )
    blocks = picture(known)
    caught[0].attrs["notes"] = figure_of(blocks).notes
    return caught[0]


def test_of_a_list_too_long_for_a_page_the_complete_units_are_left_out(monkeypatch) -> None:
    kinds = {f"x{i}": [W, W, W] if i < 100 else [W, N, W] for i in range(150)}
    tiles = drawn(known_of(**kinds), monkeypatch)
    assert list(dict.fromkeys(tiles["unit_id"])) == [f"x{i}" for i in range(100, 150)]
    assert tiles.attrs["notes"] == (
        "Không vẽ 100 đơn vị có số liệu đầy đủ hơn các đơn vị trong biểu đồ.",
    )


def test_of_gaps_too_many_for_a_page_the_widest_are_shown_in_order(monkeypatch) -> None:
    kinds = {f"x{i}": [W, N, W] if i % 10 == 0 else [W, N, T] for i in range(150)}
    tiles = drawn(known_of(**kinds), monkeypatch)
    shown = list(dict.fromkeys(tiles["unit_id"]))
    assert shown == [f"x{i}" for i in range(150) if i % 10]
    assert tiles.attrs["notes"] == (
        "Không vẽ 15 đơn vị có số liệu đầy đủ hơn các đơn vị trong biểu đồ.",
    )


def test_tiles_say_how_far_a_part_of_the_year_reaches(monkeypatch) -> None:
    known = known_of(a=[P, P, W], x1=[P, N, N])
    known.loc[1, "reached"] = pd.Timestamp(2023, 9, 10)
    known.loc[3, "reached"] = pd.NaT
    tiles = drawn(known, monkeypatch)
    assert list(tiles.columns) == [
        *("unit_id", "name", "year", "known", "share", "label", "is_rebuilt"),
    ]
    assert list(tiles["label"]) == ["6 th.", "10/9", "năm", "", "", ""]
    assert tiles["share"].iloc[0] == 181 / 365
    assert tiles["share"].iloc[1] == 253 / 365
    assert tiles["share"].iloc[2:].isna().all()


def test_a_leap_year_is_a_day_longer(monkeypatch) -> None:
    tiles = drawn(known_of(a=[N, N, P], x1=[N, N, N]), monkeypatch)
    assert tiles["share"].iloc[2] == 182 / 366


def test_rebuilt_tiles_have_a_note() -> None:
    known = known_of(a=[W, W, N], x1=[N, N, N]).assign(is_rebuilt=True)
    assert figure_of(picture(known)).notes == (
        "Ô gạch chéo: số dựng lại, cộng từ các đơn vị trước hợp nhất.",
    )
