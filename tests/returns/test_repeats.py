"""One unit twice in a file."""

from __future__ import annotations

from returns.small_grids import rules_of, table, understood, values_of


def test_same_figures_again_count_once() -> None:
    unit = [1, "Xã Tân Hòa", 10, 6]
    result = understood(table(unit, [2, "Xã An Phú", 12, 9], [3, *unit[1:]]))
    assert len(result.figures) == 4
    assert [row.fate.value for row in result.rows][-1] == "duplicate"
    assert rules_of(result, "stop", "warning") == []


def test_contradicting_figures_are_all_set_aside() -> None:
    result = understood(
        table([1, "Xã Tân Hòa", 10, 6], [2, "Xã An Phú", 12, 9], [3, "Xã Tân Hòa", 10, 7])
    )
    assert {unit for unit, *_ in values_of(result)} == {"Xã An Phú"}
    fates = {row.label: row.fate.value for row in result.rows}
    assert fates["Xã Tân Hòa"] == "quarantined"
    assert rules_of(result, "warning") == ["conflict", "conflict"]


def test_spelling_does_not_hide_a_repetition() -> None:
    result = understood(table([1, "Xã Tân Hoà", 10, 6], [2, "XÃ TÂN HÒA", 10, 6]))
    assert len(result.figures) == 2


def test_cells_of_one_name_in_two_communes() -> None:
    result = understood(
        table(
            ["I", "Đảng bộ xã Tân Hòa", 5, 3],
            [1, "Chi bộ Quân sự", 2, 1],
            [2, "Chi bộ Công an", 3, 2],
            ["II", "Đảng bộ xã An Phú", 7, 4],
            [1, "Chi bộ Quân sự", 3, 2],
            [2, "Chi bộ Công an", 4, 2],
        )
    )
    assert rules_of(result, "stop", "warning") == []
    assert len([f for f in result.figures if f.unit == "Chi bộ Quân sự"]) == 4


def test_commune_under_two_blocks_is_one() -> None:
    result = understood(
        table(
            ["I", "Khối xã"],
            [1, "Xã Tân Hòa", 10, 6],
            ["II", "Khối xã, phường"],
            [1, "Xã Tân Hòa", 10, 7],
        )
    )
    assert rules_of(result, "warning") == ["conflict", "conflict"]
