"""Tables of words, and columns that need saying only once."""

import pytest

from analysis.document.blocks import Table
from analysis.document.tables import say_once, text_table


def _table(*periods: str) -> Table:
    rows = [(f"Đơn vị {n}", period) for n, period in enumerate(periods)]
    return text_table("T", "Kết quả", (("Đơn vị", 2), ("Kỳ", 1)), rows, notes=("Ghi chú.",))


def test_rows_and_widths_are_kept() -> None:
    table = _table("2023", "2024")
    assert [column.width for column in table.columns] == [2, 1]
    assert [cell.text for cell in table.rows[1].cells] == ["Đơn vị 1", "2024"]


def test_a_column_that_always_says_the_same_goes_into_the_caption() -> None:
    table = say_once(_table("2024", "2024"), "Kỳ", in_caption=True)
    assert table.caption == "Kết quả (2024)"
    assert [column.head for column in table.columns] == ["Đơn vị"]
    assert all(len(row.cells) == 1 for row in table.rows)


def test_or_into_the_first_note() -> None:
    assert say_once(_table("2024", "2024"), "Kỳ").notes == ("Kỳ: 2024.", "Ghi chú.")


@pytest.mark.parametrize("nothing", ["", "–"])
@pytest.mark.parametrize("in_caption", [True, False])
def test_a_column_that_says_nothing_goes_without_a_word(nothing: str, in_caption: bool) -> None:
    table = say_once(_table(nothing, nothing), "Kỳ", in_caption=in_caption)
    assert (table.caption, table.notes) == ("Kết quả", ("Ghi chú.",))
    assert len(table.columns) == 1


def test_a_column_that_differs_stays() -> None:
    table = _table("2023", "2024")
    assert say_once(table, "Kỳ") == table


def test_a_column_that_is_not_there_is_no_fault() -> None:
    table = _table("2024")
    assert say_once(table, "Căn cứ") == table
