"""What headings leave to their neighbours and to the title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from returns.small_grids import TITLE, Value, grid_of

from analysis.returns.column_meanings import settle_columns
from analysis.returns.table_plans import Role, TablePlan, find_tables
from analysis.returns.title_subjects import subject_of_titles

HALF_TITLE = "KẾT QUẢ KẾT NẠP ĐẢNG VIÊN 6 THÁNG ĐẦU NĂM 2024"


def settled(header: list[str], *body: list[Value], title: str = TITLE) -> TablePlan:
    grid = grid_of([[title], ["STT", "Đơn vị", *header], *body])
    return settle_columns(grid, find_tables(grid)[0], [title])


def measures(header: list[str], *figures: list[Value], title: str = TITLE) -> list[str]:
    rows = figures or ([5] * len(header), [7] * len(header))
    body: list[list[Value]] = [
        [number, f"Xã Tân {'ABCDEFGH'[number]}", *row] for number, row in enumerate(rows, 1)
    ]
    plan = settled(header, *body, title=title)
    return [column.measure or column.role.value for column in plan.columns[2:]]


@pytest.mark.parametrize(
    ("title", "measure"),
    [
        ("PHÂN BỔ CHỈ TIÊU KẾT NẠP ĐẢNG VIÊN NĂM 2024", "target"),
        ("KẾ HOẠCH KẾT NẠP ĐẢNG VIÊN NĂM 2025", "target"),
        ("NGUỒN KẾT NẠP ĐẢNG VIÊN (QUẦN CHÚNG ƯU TÚ) NĂM 2024", "pool_candidates"),
        ("SỐ QUẦN CHÚNG HỌC LỚP BỒI DƯỠNG NHẬN THỨC VỀ ĐẢNG NĂM 2024", "pool_trained"),
        ("KẾT QUẢ CHUYỂN ĐẢNG CHÍNH THỨC CHO ĐẢNG VIÊN MỚI KẾT NẠP NĂM 2024", "members_made_full"),
        ("THỐNG KÊ ĐẢNG VIÊN ĐẾN 31/12/2024", "members_total"),
        ("KẾT QUẢ THỰC HIỆN CHỈ TIÊU KẾT NẠP ĐẢNG VIÊN NĂM 2024", "admitted"),
        ("KET QUA KET NAP DANG VIEN NAM 2024", "admitted"),
        ("KẾT QUẢ KẾT NẠP ĐẢNG VIÊN VÀ CHUYỂN ĐẢNG CHÍNH THỨC NĂM 2024", "unmapped"),
        ("CHỈ TIÊU, KẾT QUẢ KẾT NẠP ĐẢNG VIÊN NĂM 2024", "unmapped"),
        ("BIỂU TỔNG HỢP NĂM 2024", "unmapped"),
        ("KẾT QUẢ KẾT NẠP ĐẢNG VIÊN LÀ HỌC SINH, SINH VIÊN NĂM 2024", "admitted_students"),
    ],
)
def test_the_title_names_what_a_count_is_of(title: str, measure: str) -> None:
    assert measures(["Số lượng"], title=title) == [measure]


def test_a_purpose_in_brackets_is_not_what_a_table_is_about() -> None:
    lines = ["THỐNG KÊ ĐẢNG VIÊN ĐẾN 31/12/2024", "(Phục vụ công tác phát triển đảng viên)"]
    assert subject_of_titles(lines).subject == "members"


def test_groups_of_the_title_that_have_columns_are_several() -> None:
    title = "KẾT QUẢ KẾT NẠP ĐẢNG VIÊN NỮ, NGƯỜI DÂN TỘC THIỂU SỐ NĂM 2024"
    assert measures(["Tổng số", "Nữ"], title=title) == ["admitted", "admitted_female"]


def test_reached_is_the_result_beside_a_rate() -> None:
    assert measures(["Chỉ tiêu", "Đạt", "Tỷ lệ %"]) == ["target", "admitted", "pct_of_target"]


def test_reached_is_the_rate_beside_a_result() -> None:
    assert measures(["Chỉ tiêu", "Kết quả", "Đạt"]) == ["target", "admitted", "pct_of_target"]


def test_reached_alone_is_asked_for() -> None:
    assert measures(["CT giao", "Đạt"]) == ["target", "unmapped"]
    assert measures(["CT giao", "Đạt"], [10, "60%"], [12, "75%"]) == ["target", "pct_of_target"]


def test_members_beside_admissions_are_those_admitted() -> None:
    assert measures(["Kết nạp ĐV", "ĐV là nữ", "ĐV DTTS"]) == [
        "admitted",
        "admitted_female",
        "admitted_ethnic_minority",
    ]
    assert measures(["Tổng số đảng viên", "ĐV DTTS"]) == [
        "members_total",
        "members_ethnic_minority",
    ]


def test_categories_follow_the_nearest_subject() -> None:
    header = ["Kết nạp", "Nữ", "Tổng số đảng viên", "Nữ"]
    assert measures(header) == [
        "admitted",
        "admitted_female",
        "members_total",
        "members_female",
    ]


def test_understood_columns_without_a_measure_are_left_out_with_a_remark() -> None:
    plan = settled(
        ["Kết nạp", "Nam", "Trên 40", "Số chi bộ"],
        [1, "Xã Tân Hòa", 6, 4, 1, 12],
        [2, "Xã An Phú", 9, 5, 2, 15],
    )
    left_out = plan.columns[3:]
    assert {column.role for column in left_out} == {Role.IGNORED}
    assert all(column.heading.remark for column in left_out)


def test_a_rate_of_the_aim_for_a_group_is_no_share_of_the_group() -> None:
    rows: list[list[Value]] = [
        [TITLE],
        ["STT", "Đơn vị", "Học sinh, sinh viên", None, None],
        [None, None, "Chỉ tiêu", "Kết quả", "Tỷ lệ %"],
        [1, "Xã Tân Hòa", 4, 2, 50],
    ]
    grid = grid_of(rows, (2, 3, 2, 5))
    plan = settle_columns(grid, find_tables(grid)[0], [TITLE])
    names = [column.measure for column in plan.columns[2:]]
    assert names == ["target_students", "admitted_students", ""]
    assert plan.columns[4].role is Role.IGNORED


def test_a_comparison_over_percentages_is_an_index() -> None:
    header = ["Kết quả", "So với cùng kỳ"]
    assert measures(header, [10, "125%"], [9, "75%"])[1] == "yoy_index_pct"
    assert measures(header, [10, 2], [9, -3])[1] == "yoy_change"


def test_counts_headed_by_organisations() -> None:
    assert measures(["Tổ chức cơ sở đảng", "Kết nạp"]) == ["organisations_total", "admitted"]


@given(
    st.lists(
        st.sampled_from(
            ["Kết nạp", "Nữ", "%", "Đạt", "Chỉ tiêu", "Số lượng", "ĐV DTTS", "Nam", "Ghi chú", "?"]
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from([TITLE, HALF_TITLE, "PHÂN BỔ CHỈ TIÊU KẾT NẠP ĐẢNG VIÊN", "BIỂU 1"]),
)
def test_settling_never_raises_and_keeps_every_column(header: list[str], title: str) -> None:
    assert len(measures(["Kết quả", *header], title=title)) == len(header) + 1


@given(st.lists(st.text(max_size=60), max_size=4))
def test_reading_titles_never_raises(lines: list[str]) -> None:
    found = subject_of_titles(lines)
    assert bool(found.subject) == (len(found.named) == 1)
