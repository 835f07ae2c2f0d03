"""Parameters of a report: closed, typed, and refused with what is allowed."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.errors import ParameterError
from analysis.params import ReportParams, check_params, injected_names

GOOD = {"year": 2023, "scope": "long-an"}


def refusal(values: dict[str, object]) -> str:
    with pytest.raises(ParameterError) as caught:
        check_params(values)
    return str(caught.value)


def test_year_and_scope_are_enough() -> None:
    found = check_params(GOOD)
    assert found == ReportParams(
        year=2023,
        scope="long-an",
        threshold_pct=50,
        language="vi",
        as_of=None,
        audience="internal",
    )


@pytest.mark.parametrize("threshold", [0.1, 33.3, 50, 100])
def test_a_threshold_may_be_any_number_up_to_a_hundred(threshold: float) -> None:
    assert check_params(GOOD | {"threshold_pct": threshold}).threshold_pct == threshold


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", None),
        (None, None),
        ("2023-06-30", date(2023, 6, 30)),
        (date(2023, 1, 1), date(2023, 1, 1)),
        ("2024-03-31", date(2024, 3, 31)),
    ],
)
def test_the_day_of_the_report_is_written_year_month_day_or_left_out(
    written: object, read: date | None
) -> None:
    assert check_params(GOOD | {"as_of": written}).as_of == read


@pytest.mark.parametrize("audience", ["internal", "external"])
def test_a_report_is_for_inside_or_outside(audience: str) -> None:
    assert check_params(GOOD | {"audience": audience}).audience == audience


def test_parameters_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValueError, match="frozen"):
        check_params(GOOD).year = 2024


@pytest.mark.parametrize("name", ["yaer", "Year", "threshold", "nam", "", "scope "])
def test_an_unknown_or_misspelt_name_is_refused_with_the_allowed_ones(name: str) -> None:
    message = refusal(GOOD | {name: 2023})
    assert f"tham số không tồn tại: {name}" in message
    assert "year, scope, threshold_pct, language, as_of, audience, form, spelling" in message


def test_all_unknown_names_are_listed_at_once() -> None:
    assert "không tồn tại: nguong, yaer" in refusal(GOOD | {"yaer": 1, "nguong": 2})


def test_known_names_set_by_papermill_are_not_refused() -> None:
    assert check_params(GOOD, ["language", "year"]).year == 2023


def test_an_unknown_name_and_a_bad_value_are_named_together() -> None:
    with pytest.raises(ParameterError) as caught:
        check_params(GOOD | {"threshold_pct": 0}, ["yaer", "year"])
    assert "yaer" in str(caught.value)
    assert "threshold_pct = 0" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("year", "2023x"),
        ("year", "2023"),
        ("year", True),
        ("year", 2023.5),
        ("year", 2023.0),
        ("year", None),
        ("year", 23),
        ("year", 20230),
        ("year", [2023]),
        ("scope", "Long An"),
        ("scope", "long_an"),
        ("scope", ""),
        ("scope", "long-an\n"),
        ("scope", "../long-an"),
        ("scope", 5),
        ("scope", None),
        ("threshold_pct", 0),
        ("threshold_pct", -1),
        ("threshold_pct", 101),
        ("threshold_pct", 100.0001),
        ("threshold_pct", "50"),
        ("threshold_pct", "50%"),
        ("threshold_pct", True),
        ("threshold_pct", None),
        ("threshold_pct", float("nan")),
        ("threshold_pct", float("inf")),
        ("language", "fr"),
        ("form", "hd05"),
        ("spelling", "uy"),
        ("language", "VI"),
        ("language", None),
        ("as_of", "30/6/2023"),
        ("as_of", "2023-06-31"),
        ("as_of", "2022-12-31"),
        ("as_of", 20230630),
        ("audience", "public"),
        ("audience", ""),
        ("audience", None),
    ],
)
def test_a_wrong_value_is_refused_with_its_name_and_advice(name: str, value: object) -> None:
    message = refusal(GOOD | {name: value})
    assert f"{name} = {value!r} không hợp lệ" in message
    assert f"{name}: " in message.partition("→")[2]


def test_all_wrong_values_are_refused_at_once() -> None:
    message = refusal({"year": "2023", "scope": "Long An", "threshold_pct": 0})
    for name in ("year", "scope", "threshold_pct"):
        assert f"{name} = " in message


@pytest.mark.parametrize("missing", ["year", "scope"])
def test_a_missing_parameter_is_refused_by_name(missing: str) -> None:
    values = {name: value for name, value in GOOD.items() if name != missing}
    assert f"{missing} = None không hợp lệ" in refusal(values)


def test_the_names_that_papermill_set_are_found_in_order() -> None:
    cells = [
        "",
        "year = 2017\nscope = 'ha-noi'",
        "# Parameters\nyear = 2023\nyaer = 2024\nyear = 2025\n",
        "other = 1",
    ]
    assert injected_names(cells) == ["year", "yaer"]


def test_the_names_of_several_injected_cells_are_put_together() -> None:
    cells = ["# Parameters\nyear = 2023\n", "\n# Parameters\nscope = 'long-an'\nyear = 1\n"]
    assert injected_names(cells) == ["year", "scope"]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param([], id="nothing ran"),
        pytest.param(["year = 2017"], id="papermill set nothing"),
        pytest.param(["# Parameters\n"], id="an empty cell"),
        pytest.param(["# Parameters\nprint(year)"], id="a name that is only read"),
        pytest.param(["year = 1\n# Parameters"], id="the mark is not at the beginning"),
        pytest.param(["# Parameters\n'yaer = 1'"], id="a name in a text"),
    ],
)
def test_no_name_is_found_where_none_was_set(cells: list[str]) -> None:
    assert injected_names(cells) == []


def test_values_of_any_shape_do_not_hide_the_name() -> None:
    cell = "# Parameters\nscope = 'a = b'\nlists = [1, {'x': 2}]\nnothing = None\n"
    assert injected_names([cell]) == ["scope", "lists", "nothing"]
