"""The workbook: numbers are numbers, text is text, one sheet for each table."""

import io

import openpyxl
import pandas as pd
import pytest

from analysis.render.workbook import render_workbook

from .conftest import HOSTILE_NAMES


@pytest.fixture
def observations() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "unit_id": ["a", "b"],
            "value": [1514.0, float("nan")],
            "value_printed": ["1.514", "=1+1"],
            "period_end": pd.to_datetime(["2024-06-30", None]),
        }
    )


@pytest.fixture
def book(cover, blocks, observations) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_workbook(cover, blocks, observations)))


def test_each_table_and_the_observations_have_a_sheet(book) -> None:
    assert book.sheetnames == ["Thu", "QuanSat"]


def test_figures_are_numbers_whose_marks_are_only_shown(book) -> None:
    cell = book["Thu"]["B4"]
    assert (cell.value, cell.data_type, cell.number_format) == (1514, "n", '#,##0"*"')


def test_decimals_are_shown_as_in_the_report(book) -> None:
    rates = [row[1] for row in book["Thu"].iter_rows(min_row=4) if row[0].value == "Tỷ lệ"]
    assert (rates[0].value, rates[0].number_format) == (94.4, "#,##0.00")


def test_a_missing_figure_stays_words(book) -> None:
    totals = [row[1] for row in book["Thu"].iter_rows(min_row=4) if row[0].value == "Cộng"]
    assert (totals[0].value, totals[0].data_type) == ("…", "s")


def test_no_name_becomes_a_formula_or_a_link(book) -> None:
    names = [row[0] for row in book["Thu"].iter_rows(min_row=4, max_row=3 + len(HOSTILE_NAMES))]
    assert [cell.value for cell in names] == list(HOSTILE_NAMES)
    assert {cell.data_type for cell in names} == {"s"}
    assert all(cell.hyperlink is None for sheet in book for row in sheet for cell in row)


def test_observations_keep_numbers_text_and_gaps(book) -> None:
    rows = list(book["QuanSat"].iter_rows(min_row=2, values_only=True))
    assert rows[0][1] == 1514
    assert rows[1][1] is None
    assert rows[1][2] == "=1+1"
    assert book["QuanSat"]["C3"].data_type == "s"


def test_heads_are_frozen_and_filtered(book) -> None:
    assert book["Thu"].freeze_panes == "B4"
    assert book["Thu"].auto_filter.ref.startswith("A3:B")


def test_the_same_report_gives_the_same_bytes(cover, blocks, observations) -> None:
    first = render_workbook(cover, blocks, observations)
    assert first == render_workbook(cover, blocks, observations)
