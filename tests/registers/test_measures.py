from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import SourceError
from analysis.paths import Project, find_project
from analysis.registers.measures import label_of, read_measures
from analysis.text.language import language

HEADER = "measure,label_vi,label_en,group,reading,unit,numerator,denominator,parts_of,note\n"
ADMITTED = "admitted,Đảng viên mới kết nạp,Admissions,admission,flow,person,,,,\n"
TARGET = "target,Chỉ tiêu kết nạp,Target,target,target,person,,,,\n"
RATIO = "pct_of_target,Tỷ lệ thực hiện chỉ tiêu,Achieved,admission,flow,percent,admitted,target,,\n"


def test_is_indexed_by_measure_with_empty_text_where_nothing_is_said(
    project: Project, write_register
) -> None:
    write_register("measures.csv", HEADER + RATIO + ADMITTED + TARGET)
    measures = read_measures(project)
    assert measures.index.tolist() == ["pct_of_target", "admitted", "target"]
    assert measures.at["pct_of_target", "numerator"] == "admitted"
    assert measures.at["admitted", "denominator"] == ""
    assert "line" not in measures.columns


@pytest.mark.parametrize(
    ("rows", "line", "said"),
    [
        pytest.param(ADMITTED + ADMITTED, 3, "đã có ở dòng 2", id="measure twice"),
        pytest.param(ADMITTED.replace("admitted", "Kết nạp"), 2, "không đúng dạng", id="bad id"),
        pytest.param(TARGET + RATIO, 3, "mã lạ «admitted»", id="unknown numerator"),
        pytest.param(ADMITTED + RATIO, 3, "mã lạ «target»", id="unknown denominator"),
        pytest.param(ADMITTED.replace(",,,,", ",,,whole,"), 2, "mã lạ «whole»", id="unknown whole"),
        pytest.param(ADMITTED.replace("flow", "sum"), 2, "«sum»", id="unknown reading"),
        pytest.param(ADMITTED.replace("person", "người"), 2, "«người»", id="unknown unit"),
        pytest.param(ADMITTED.replace("admission", "other"), 2, "«other»", id="unknown group"),
        pytest.param(
            ADMITTED.replace("Đảng viên mới kết nạp", " "), 2, "label_vi còn trống", id="no label"
        ),
        pytest.param(
            ADMITTED.replace("Admissions", ""), 2, "label_en còn trống", id="no English label"
        ),
        pytest.param(
            TARGET + "admitted,Kết nạp,Admissions,admission,flow,person,target,,,\n",
            3,
            "không phải percent",
            id="ratio that is a count",
        ),
    ],
)
def test_refuses_and_says_where(
    project: Project, write_register, rows: str, line: int, said: str
) -> None:
    write_register("measures.csv", HEADER + rows)
    with pytest.raises(SourceError) as caught:
        read_measures(project)
    assert said in str(caught.value)
    assert caught.value.where == f"data/raw/registers/measures.csv:{line}"


def test_a_label_is_in_the_language_and_the_spelling_of_the_report(
    project: Project, write_register
) -> None:
    committee = TARGET.replace("Chỉ tiêu kết nạp", "Chỉ tiêu của cấp ủy")
    write_register("measures.csv", HEADER + committee)
    measures = read_measures(project)
    assert label_of(measures, "target") == "Chỉ tiêu của cấp ủy"
    with language("vi", "uỷ"):
        assert label_of(measures, "target") == "Chỉ tiêu của cấp uỷ"
    with language("en"):
        assert label_of(measures, "target") == "Target"


def test_english_labels_tell_measures_apart_and_are_english() -> None:
    labels = read_measures(find_project(Path(__file__).parent))["label_en"]
    assert labels.is_unique
    assert labels.str.isascii().all()
