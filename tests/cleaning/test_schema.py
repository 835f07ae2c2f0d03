"""What must always hold of the table of observations."""

from __future__ import annotations

import pandas as pd
import pytest
from builders import observation, observations

from analysis.cleaning.schema import OBSERVATIONS, check_observations
from analysis.errors import CheckError


def test_a_correct_table_is_returned_unchanged() -> None:
    frame = observations(
        observation(),
        observation("pct_of_target", "52,53", until="2024-06-30"),
        observation(value=5866, term="2020-2025", until="2023-12-15"),
        observation(value=None, low=3, high=4, qualifier="between", year=None, report_year=None,
                    period_start=None, period_end=None, period_kind="undated"),
    )  # fmt: skip
    assert check_observations(frame) is frame


def test_an_empty_table_is_correct() -> None:
    assert check_observations(observations()).empty


@pytest.mark.parametrize(
    ("column", "value"),
    [
        pytest.param("unit_id", "Vũng Tàu", id="a name instead of an id"),
        pytest.param("measure", "Đảng viên", id="a label instead of a measure"),
        pytest.param("period_kind", "month", id="an unknown kind of period"),
        pytest.param("period_key", "", id="no key"),
        pytest.param("term", "2020", id="half a term"),
        pytest.param("qualifier", "roughly", id="an unknown qualifier"),
        pytest.param("value_printed", "", id="nothing printed"),
    ],
)
def test_a_broken_promise_names_the_column(column: str, value: str | None) -> None:
    with pytest.raises(CheckError, match=column):
        check_observations(observations(observation(**{column: value})))


def test_a_missing_source_names_the_column() -> None:
    with pytest.raises(CheckError, match="source_id"):
        check_observations(observations(observation(source_id=None)))


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        pytest.param(
            {"period_start": "2024-07-01", "period_end": "2024-06-30"},
            "period_start after period_end",
            id="a period that ends before it begins",
        ),
        pytest.param(
            {"value": None, "low": 4, "high": 3, "qualifier": "between"},
            "low above high",
            id="bounds the wrong way round",
        ),
        pytest.param({"value": None}, "neither value nor bounds", id="no figure at all"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(columns: dict, said: str) -> None:
    with pytest.raises(CheckError, match=said):
        check_observations(observations(observation(**columns)))


def test_zero_is_a_figure() -> None:
    assert len(check_observations(observations(observation(value=0)))) == 1


def test_one_locator_never_stands_for_two_rows() -> None:
    frame = observations(observation(locator="figures.csv:2"), observation(locator="figures.csv:2"))
    with pytest.raises(CheckError, match="locator"):
        check_observations(frame)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda frame: frame.assign(value="142"), id="a number as text"),
        pytest.param(lambda frame: frame.assign(report_year=2024.0), id="a year as a float"),
    ],
)
def test_a_column_of_another_type_is_refused(change) -> None:
    with pytest.raises(CheckError, match="không đúng lược đồ"):
        check_observations(change(observations(observation())))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda frame: frame.drop(columns="note"), id="a column missing"),
        pytest.param(lambda frame: frame.assign(extra=1), id="a column too many"),
        pytest.param(lambda frame: frame[list(frame.columns)[::-1]], id="another order"),
    ],
)
def test_a_table_with_other_columns_is_refused(change) -> None:
    with pytest.raises(CheckError, match="không đúng lược đồ"):
        check_observations(change(observations(observation())))


def test_at_most_ten_faults_are_listed() -> None:
    rows = [observation(unit_id=f"Đơn vị {i}") for i in range(30)]
    with pytest.raises(CheckError) as caught:
        check_observations(observations(*rows))
    assert str(caught.value).count("Đơn vị") == 10


def test_the_tests_and_the_cleaning_build_the_same_columns() -> None:
    assert list(observations().columns) == list(OBSERVATIONS.columns)
    assert isinstance(observations(observation()).at[0, "period_end"], pd.Timestamp)
