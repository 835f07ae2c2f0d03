"""Where tables stand and what their columns hold."""

from __future__ import annotations

from datetime import date

from returns.small_grids import (
    HEADER,
    TITLE,
    grid_of,
    rules_of,
    table,
    understood,
    values_of,
)

from analysis.returns.table_plans import Role, TablePlan, find_tables

UNITS = ([1, "Xã Tân Hòa", 10, 6], [2, "Xã An Phú", 12, 9])


def roles(plan: TablePlan) -> list[str]:
    return [column.measure or column.role.value for column in plan.columns]


def test_plain_table() -> None:
    (plan,) = find_tables(grid_of(table(*UNITS)))
    assert (plan.header_rows, plan.first_row, plan.last_row) == ((2,), 3, 4)
    assert roles(plan) == ["number", "unit", "target", "admitted"]


def test_repeated_header_goes_on() -> None:
    (plan,) = find_tables(grid_of([[TITLE], HEADER, UNITS[0], HEADER, UNITS[1]]))
    assert plan.header_rows == (2, 4)


def test_repeated_page_with_its_title_goes_on() -> None:
    assert len(find_tables(grid_of([[TITLE], HEADER, UNITS[0], [TITLE], HEADER, UNITS[1]]))) == 1


def test_title_of_another_year_begins_another_table() -> None:
    before = "KẾT QUẢ KẾT NẠP ĐẢNG VIÊN NĂM 2023"
    rows = [[before], HEADER, UNITS[0], [TITLE], HEADER, [1, "Xã Tân Hòa", 11, 7]]
    years = {(f.value, f.period.end) for f in understood(rows).figures if f.period}
    assert years == {
        (10, date(2023, 12, 31)),
        (6, date(2023, 12, 31)),
        (11, date(2024, 12, 31)),
        (7, date(2024, 12, 31)),
    }


def test_tables_side_by_side_are_two() -> None:
    header = ["STT", "Đơn vị", "Kết quả", None, "STT", "Đơn vị", "Kết quả"]
    body = [1, "Xã Tân Hòa", 6, None, 3, "Phường Bình Sơn", 11]
    longer = [2, "Xã An Phú", 9]
    result = understood([[TITLE], header, body, longer])
    assert values_of(result) == {
        ("Xã Tân Hòa", "unit", "admitted", 6),
        ("Xã An Phú", "unit", "admitted", 9),
        ("Phường Bình Sơn", "unit", "admitted", 11),
    }
    assert [row.fate.value for row in result.rows] == ["header_or_note"] * 2 + ["kept"] * 2
    assert result.rows[2].label == "Xã Tân Hòa | Phường Bình Sơn"


def test_name_over_two_columns() -> None:
    header = ["STT", "Đơn vị", None, "Kết quả"]
    rows = [[TITLE], header, [1, "Xã", "Tân Hòa", 6], [2, "Phường", "Bình Sơn", 9]]
    result = understood(rows, (2, 2, 2, 3))
    assert {f.unit for f in result.figures} == {"Xã Tân Hòa", "Phường Bình Sơn"}


def test_two_columns_of_names_stop_the_file() -> None:
    header = ["STT", "Tên", "Đơn vị", "Kết quả"]
    result = understood(
        [[TITLE], header, [1, "Nguyễn Văn A", "Xã Tân Hòa", 1], [2, "Trần Thị B", "Xã An Phú", 1]]
    )
    assert "two_unit_columns" in rules_of(result, "stop")
    assert not result.figures


def test_group_that_is_repeated_beside_names() -> None:
    header = ["STT", "Đảng bộ", "Chi bộ", "Kết quả"]
    rows = [
        [TITLE],
        header,
        [1, "Đảng bộ xã Tân Hòa", "Chi bộ thôn 1", 2],
        [2, "Đảng bộ xã Tân Hòa", "Chi bộ thôn 2", 3],
    ]
    found = {(f.unit, f.group) for f in understood(rows).figures}
    assert found == {
        ("Chi bộ thôn 1", "Đảng bộ xã Tân Hòa"),
        ("Chi bộ thôn 2", "Đảng bộ xã Tân Hòa"),
    }


def test_counts_headed_like_units_are_not_glued_to_names() -> None:
    header = ["STT", "Đơn vị", "Chi bộ", "Kết quả"]
    result = understood([[TITLE], header, [1, "Xã Tân Hòa", 12, 6], [2, "Xã An Phú", 15, 9]])
    assert {f.unit for f in result.figures} == {"Xã Tân Hòa", "Xã An Phú"}
    assert rules_of(result) == ["column_ignored"]


def test_counts_of_organisations_by_kind() -> None:
    rows = [
        [TITLE],
        ["STT", "Đơn vị", "Số TCCSĐ", None, "Kết quả"],
        [None, None, "Đảng bộ", "Chi bộ", None],
        [1, "Huyện Tân Châu", 22, 18, 31],
    ]
    merges = [(2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 2, 4), (2, 5, 3, 5)]
    (plan,) = find_tables(grid_of(rows, *merges))
    assert roles(plan) == [
        "number",
        "unit",
        "org_grassroots_committees",
        "org_grassroots_cells",
        "admitted",
    ]


def test_numbers_of_months_below_a_heading() -> None:
    rows = [
        [TITLE],
        ["STT", "Đơn vị", "Kết quả kết nạp theo tháng", None, None],
        [None, None, 1, 2, 3],
        [1, "Xã Tân Hòa", 4, 5, 6],
    ]
    result = understood(rows, (2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 2, 5))
    months = {(f.period.start, f.period.end, int(f.value)) for f in result.figures if f.period}
    assert months == {
        (date(2024, 1, 1), date(2024, 1, 31), 4),
        (date(2024, 2, 1), date(2024, 2, 29), 5),
        (date(2024, 3, 1), date(2024, 3, 31), 6),
    }


def test_row_that_numbers_the_columns_is_no_row_of_months() -> None:
    (plan,) = find_tables(grid_of([[TITLE], HEADER, [1, 2, 3, 4], *UNITS]))
    assert (plan.header_rows, plan.first_row) == ((2, 3), 4)
    assert roles(plan) == ["number", "unit", "target", "admitted"]


def test_stray_figure_beside_the_table() -> None:
    result = understood([*table(*UNITS), [], [None] * 6 + [15]])
    assert len(result.figures) == 4
    assert rules_of(result) == ["stray_figure"]


def test_column_without_heading_beside_the_names_stops() -> None:
    result = understood(table([*UNITS[0], None, 16], [*UNITS[1], None, 21]))
    assert "unmapped_column" in rules_of(result, "stop")
    assert not result.figures


def test_title_below_the_header() -> None:
    result = understood([HEADER, [TITLE], *UNITS], (2, 1, 2, 4))
    assert {f.period.end for f in result.figures if f.period} == {date(2024, 12, 31)}
    assert {f.group for f in result.figures} == {""}


def test_criteria_below_chi_tieu() -> None:
    rows = [["TT", "Chỉ tiêu", "Kết quả"], [1, "Tổng số đảng viên mới kết nạp", 6], [2, "Nữ", 2]]
    (plan,) = find_tables(grid_of(rows))
    assert plan.is_criteria_form
    targets = [["TT", "Đơn vị", "Chỉ tiêu"], [1, "Xã Tân Hòa", 10]]
    (plan,) = find_tables(grid_of(targets))
    assert [column.role for column in plan.columns] == [Role.NUMBER, Role.UNIT, Role.MEASURE]


def test_true_date_in_a_header_is_not_guessed() -> None:
    rows = [[TITLE], ["STT", "Đơn vị", date(2024, 1, 1)], [1, "Xã Tân Hòa", 6]]
    result = understood(rows)
    assert rules_of(result, "stop")
    assert not result.figures
