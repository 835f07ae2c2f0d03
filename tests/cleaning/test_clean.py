"""Printed figures to observations: every raw row ends in exactly one place."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from builders import figure, observation, observations, registered_measures, write_return
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.cleaning.clean import (
    CleaningResult,
    Disposition,
    add_report_year,
    check_accounting,
    clean_figures,
    find_duplicates,
)
from analysis.cleaning.raw import COLUMNS as FIGURE_COLUMNS
from analysis.cleaning.returns import Returns, no_returns
from analysis.errors import CheckError
from analysis.paths import Project
from analysis.registers.measures import read_measures
from analysis.registers.sources import read_sources
from analysis.registers.units import read_units

EMPTY = no_returns()
WRONG_PERCENT = {"measure": "pct_of_target"}


def ends(result: CleaningResult) -> list[str]:
    return list(result.dispositions["disposition"])


def reasons(result: CleaningResult) -> list[str]:
    return list(result.dispositions["reason"])


def only(result: CleaningResult) -> pd.Series:
    assert ends(result) == [Disposition.KEPT]
    return result.observations.iloc[0]


def test_a_printed_count_becomes_an_observation(clean) -> None:
    found = only(clean(figure("1.514", note="sơ bộ")))
    assert (found["unit_id"], found["measure"], found["value"]) == ("ben-luc", "admitted", 1514)
    assert (found["period_key"], found["report_year"]) == ("year:2024", 2024)
    assert (found["value_printed"], found["period_printed"]) == ("1.514", "năm 2024")
    assert (found["note"], found["qualifier"], found["decimals"]) == ("sơ bộ", "exact", 0)
    assert found["locator"] == "data/raw/published/figures.csv:2"


def test_a_printed_percentage_keeps_its_decimals(clean) -> None:
    found = only(clean(figure("52,50%", measure="pct_of_target", target_basis="Tỉnh ủy  giao")))
    assert (found["value"], found["decimals"]) == (52.5, 2)
    assert found["basis"] == "Tỉnh ủy giao"


def test_a_printed_bound_and_a_printed_range_keep_their_bounds(clean) -> None:
    result = clean(figure("gần 13.000"), figure("từ 90 - 100", measure="target_per_year"))
    bound, between = result.observations.to_dict("records")
    assert (bound["value"], bound["high"], bound["qualifier"]) == (13000, 13000, "less_than")
    assert (between["low"], between["high"], between["qualifier"]) == (90, 100, "between")
    assert pd.isna(between["value"])


def test_the_language_of_the_source_decides_how_numbers_are_read(clean) -> None:
    found = only(clean(figure("1,479", source_id="news-2024")))
    assert found["value"] == 1479


def test_zero_is_kept_and_an_empty_cell_is_not_zero(clean) -> None:
    result = clean(figure("0"), figure(""))
    assert list(result.observations["value"]) == [0]
    assert reasons(result) == ["", "empty"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        pytest.param(figure("năm thứ 3 liên tiếp"), "ordinal", id="an ordinal"),
        pytest.param(figure("nhiều"), "not_a_number", id="no number"),
        pytest.param(figure("1.51"), "ambiguous_separator", id="two readings"),
        pytest.param(figure("52,53%"), "unit_mismatch", id="a percentage as a count"),
        pytest.param(figure("1,5 nghìn"), "", id="a decimal that is whole in the end"),
        pytest.param(figure("12,5"), "not_whole", id="half a person"),
        pytest.param(figure(period="năm học 2023-2024"), "school_year", id="a school year"),
        pytest.param(figure(period=""), "", id="no period"),
        pytest.param(figure(period="giữa năm 2024"), "vague", id="a vague period"),
        pytest.param(figure(measure="admited"), "unknown_measure", id="a misspelt measure"),
        pytest.param(figure(source_id="bao-2042"), "unknown_source", id="an unknown source"),
        pytest.param(figure(unit="huyện Bến Lức 2"), "unknown_unit", id="an unknown unit"),
        pytest.param(figure(province="Tây Ninh"), "unknown_unit", id="a unit of another province"),
    ],
)
def test_a_row_that_cannot_be_read_is_set_aside_with_the_reason(clean, raw, reason: str) -> None:
    result = clean(raw, figure("7", period="năm 2023"))
    assert reasons(result) == [reason, ""]
    assert ends(result) == ["quarantined" if reason else "kept", "kept"]
    assert bool(result.dispositions.at[0, "message"]) is bool(reason)


def test_a_bad_row_never_stops_the_others(clean) -> None:
    good = figure("7", period="năm 2023")
    bad = [figure(value) for value in ("", "x" * 5000, "1e5", "٣", "=1+1", "\u200b", "1.2.3")]
    result = clean(*bad, good)
    assert ends(result) == ["quarantined"] * len(bad) + ["kept"]
    assert list(result.observations["value"]) == [7]


def test_nothing_but_bad_rows_gives_an_empty_table_of_the_right_form(clean) -> None:
    result = clean(figure("x"))
    assert result.observations.empty
    assert "report_year" in result.observations


def test_no_rows_at_all_give_two_empty_tables(clean) -> None:
    result = clean()
    assert (len(result.observations), len(result.dispositions)) == (0, 0)


def test_the_print_is_kept_for_a_row_that_was_set_aside(clean) -> None:
    row = clean(figure("nhiều", unit="huyện Bến Lức")).dispositions.iloc[0]
    assert (row["value"], row["unit"], row["locator"]) == (
        "nhiều",
        "huyện Bến Lức",
        "data/raw/published/figures.csv:2",
    )


def test_the_same_figure_of_another_source_is_a_duplicate_of_the_first(clean) -> None:
    result = clean(figure("142"), figure("142", source_id="dai-2024", period="Năm  2024"))
    assert ends(result) == ["kept", "duplicate"]
    assert result.dispositions.at[1, "duplicate_of"] == "data/raw/published/figures.csv:2"
    assert list(result.observations["source_id"]) == ["bao-2024"]


def test_a_third_repetition_points_to_the_first(clean) -> None:
    found = clean(figure(), figure(), figure()).dispositions["duplicate_of"]
    assert list(found) == ["", *["data/raw/published/figures.csv:2"] * 2]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"value": "143"}, id="another figure"),
        pytest.param({"value": "gần 142"}, id="a bound instead of a count"),
        pytest.param({"unit": "huyện Đức Hòa"}, id="another unit"),
        pytest.param({"period": "năm 2023"}, id="another period"),
        pytest.param({"measure": "admitted_female"}, id="another measure"),
        pytest.param({"target_basis": "Tỉnh ủy giao"}, id="another basis"),
    ],
)
def test_what_differs_in_any_part_is_no_duplicate(clean, other: dict[str, str]) -> None:
    assert ends(clean(figure(), figure(**other))) == ["kept", "kept"]


def test_more_printed_decimals_are_another_figure(clean) -> None:
    rows = [figure(value, measure="pct_of_target") for value in ("52,5%", "52,50%")]
    assert ends(clean(*rows)) == ["kept", "kept"]


def test_one_basis_in_two_spellings_is_one_basis(clean) -> None:
    rows = [figure(target_basis=basis) for basis in ("Tỉnh ủy giao", "tỉnh uỷ giao")]
    assert ends(clean(*rows)) == ["kept", "duplicate"]


@pytest.mark.parametrize(("source_id", "end"), [("bao-2024", "duplicate"), ("dai-2024", "kept")])
def test_a_figure_without_dates_repeats_another_within_its_source_only(
    clean, source_id: str, end: str
) -> None:
    undated = {"period": "những năm gần đây", "unit": "tỉnh Long An"}
    dated = [figure("9", source_id=name, unit="tỉnh Long An") for name in ("bao-2024", "dai-2024")]
    rows = [figure(**undated), figure(**undated, source_id=source_id)]
    assert ends(clean(*rows, dated[0]))[:2] == ["kept", end]


def test_an_open_end_repeats_another_within_its_source_only() -> None:
    end = {"period_kind": "part_year", "period_key": "part_year:2024-?", "period_end": None}
    frame = observations(
        observation(source_id="bao", **end),
        observation(source_id="dai", **end),
        observation(source_id="dai", **end),
    )
    assert find_duplicates(frame) == {"figures.csv:4": "figures.csv:3"}


def test_missing_parts_are_equal_to_missing_parts_only() -> None:
    between = {"value": None, "low": 3, "high": 4, "qualifier": "between"}
    frame = observations(observation(**between), observation(**between), observation(value=3))
    assert find_duplicates(frame) == {"figures.csv:3": "figures.csv:2"}


def test_names_are_data(clean) -> None:
    """A name with quotes, commas, braces or a formula is an unknown name and nothing else."""
    names = ['huyện "Bến" Lức', "huyện, Bến Lức", "{0} Bến Lức", "=Bến Lức", "Bến%Lức", "a\nb"]
    result = clean(*[figure(unit=name) for name in names])
    assert reasons(result) == ["unknown_unit"] * len(names)
    assert list(result.dispositions["unit"]) == names


def test_the_unit_is_the_one_that_bore_the_name_in_the_period(clean) -> None:
    shared = {"unit": "Đảng bộ Khối"}
    result = clean(figure(**shared, period="năm 2019"), figure(**shared, period="năm 2021"))
    assert list(result.observations["unit_id"]) == ["doan-2019", "khoi-2020"]


def test_a_figure_without_a_date_takes_the_unit_of_the_day_its_source_speaks_of(clean) -> None:
    fields = {"unit": "Đảng bộ Khối", "source_id": "bao-khong-ngay"}
    undated = figure("9", **fields, measure="members_total", period="")
    result = clean(undated, figure(**fields, period="năm 2018"))
    assert list(result.observations["unit_id"]) == ["doan-2019", "doan-2019"]


def test_a_shared_name_that_no_day_decides_is_set_aside(clean) -> None:
    row = figure(unit="Đảng bộ Khối", source_id="bao-khong-ngay", period="", measure="target")
    assert reasons(clean(row)) == ["unknown_unit"]


def test_a_result_after_its_unit_ended_is_set_aside(clean) -> None:
    row = figure(period="năm 2026", source_id="bao-khong-ngay")
    assert reasons(clean(row)) == ["unknown_unit"]


def test_an_aim_beyond_the_end_of_its_unit_is_kept(clean) -> None:
    found = only(clean(figure("160", measure="target", period="năm 2026")))
    assert (found["unit_id"], found["report_year"]) == ("ben-luc", 2026)


@pytest.mark.parametrize(("read_end", "agrees"), [("2024-12-31", True), ("2024-12-30", False)])
def test_the_transcribers_reading_of_the_period_is_compared(clean, read_end: str, agrees) -> None:
    found = only(clean(figure(period_end_read=read_end)))
    assert bool(found["period_agrees"]) is agrees


@pytest.mark.parametrize("read_start", ["01/01/2024", "2024-02-30", "không rõ"])
def test_a_reading_of_the_period_that_is_no_date_stops_no_other_row(clean, read_start: str) -> None:
    result = clean(figure(period_start_read=read_start), figure("7", period="năm 2023"))
    assert ends(result)[1] == "kept"


def test_fewer_than_no_persons_are_not_a_count(clean) -> None:
    assert ends(clean(figure("-5"))) == ["quarantined"]


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(figure("2 lần"), id="times as persons"),
        pytest.param(figure("5 năm"), id="years as persons"),
        pytest.param(figure("1,5 lần", **WRONG_PERCENT), id="times as a percentage"),
        pytest.param(figure("142/270", **WRONG_PERCENT), id="a fraction as a percentage"),
        pytest.param(figure("1,5 - 2"), id="half a person in a range"),
    ],
)
def test_a_figure_in_another_unit_than_its_measure_is_set_aside(clean, raw) -> None:
    assert ends(clean(raw)) == ["quarantined"]


def test_a_rise_and_a_fall_by_the_same_number_are_not_one_figure(clean) -> None:
    """The direction of a change stands in the note only."""
    notes = ("tăng so với năm 2023", "giảm so với năm 2023")
    rows = [figure("5", measure="yoy_change", note=note) for note in notes]
    assert ends(clean(*rows)) == ["kept", "kept"]


SOURCES = pd.DataFrame(
    {"published": ["2025-01-10", ""]}, index=["bao-dia-phuong", "bao-khong-ngay"]
)
UNDATED = {"period_kind": "undated", "period_start": None, "period_end": None}


def report_years(*rows: dict) -> list[int | None]:
    frame = observations(*rows)
    found = add_report_year(frame.drop(columns="report_year"), registered_measures(), SOURCES)
    return [None if pd.isna(year) else int(year) for year in found["report_year"]]


def test_a_result_belongs_to_the_year_in_which_its_period_ends() -> None:
    assert report_years(
        observation(until="2023-06-30"),
        observation(term="2020-2025", until="2022-12-15"),
        observation(period_start="2021-01-01", period_end="2022-12-31", period_kind="years"),
    ) == [2023, 2022, 2022]


def test_a_result_whose_end_is_not_printed_belongs_to_the_year_in_which_it_begins() -> None:
    assert report_years(observation(year=2019, period_end=None)) == [2019]


def test_a_target_for_a_whole_year_belongs_to_that_year() -> None:
    assert report_years(observation("target", year=2026)) == [2026]


def test_a_longer_aim_belongs_to_the_latest_result_of_its_source() -> None:
    aim = observation("target", term="2020-2025", period_end="2025-12-31")
    projection = observation(
        "admitted_projected", term="2020-2025", until="2025-12-31", is_projected=True
    )
    assert report_years(observation(year=2022), observation(year=2023), aim, projection)[2:] == [
        2023,
        2023,
    ]


def test_without_a_result_it_belongs_to_the_year_of_publication() -> None:
    assert report_years(observation("target", **UNDATED)) == [2025]


def test_without_anything_it_belongs_to_no_year() -> None:
    assert report_years(observation(source_id="bao-khong-ngay", **UNDATED)) == [None]


def test_the_result_of_another_source_says_nothing_about_the_year() -> None:
    undated = observation(source_id="bao-khong-ngay", **UNDATED)
    assert report_years(undated, observation(year=2023)) == [None, 2023]


def test_rows_that_do_not_add_up_are_refused() -> None:
    figures = pd.DataFrame({"locator": ["a", "b"]})
    dispositions = figures.assign(disposition=["kept", "quarantined"])
    kept = observations(observation())
    check_accounting(figures, kept, dispositions)
    for raw, out, ended in [
        (figures, observations(), dispositions),
        (figures.iloc[:1], kept, dispositions),
        (figures, kept, dispositions.assign(locator="a")),
        (figures, kept, dispositions.assign(disposition="kept")),
    ]:
        with pytest.raises(CheckError, match="số dòng không khớp"):
            check_accounting(raw, out, ended)


raw_rows = st.lists(
    st.builds(
        figure,
        st.sampled_from(["142", "0", "gần 13.000", "nhiều", "", "12,5", "3-4%", "52,53%"]),
        measure=st.sampled_from(["admitted", "pct_of_target", "target", "sai"]),
        unit=st.sampled_from(["huyện Bến Lức", "huyện Đức Hòa", "ở đâu đó"]),
        period=st.sampled_from(["năm 2024", "6 tháng đầu năm 2024", "hằng năm", "một ngày"]),
    ),
    max_size=8,
)
few_slow_examples = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
FIGURE_OF_A_ROW = ["unit_id", "measure", "period_key", "value", "low", "high", "report_year"]


def figures_of(result: CleaningResult) -> list[str]:
    """The kept figures in no particular order."""
    return sorted(map(str, result.observations[FIGURE_OF_A_ROW].to_dict("records")))


@few_slow_examples
@given(rows=raw_rows)
def test_every_raw_row_ends_in_exactly_one_place(clean, rows: list[dict[str, str]]) -> None:
    result = clean(*rows)
    counts = result.dispositions["disposition"].value_counts()
    assert set(counts.index) <= set(Disposition)
    assert counts.sum() == len(rows)
    assert counts.get("kept", 0) == len(result.observations)
    quarantined = result.dispositions["disposition"].eq("quarantined")
    assert result.dispositions["message"].ne("").eq(quarantined).all()


@few_slow_examples
@given(rows=raw_rows, data=st.data())
def test_a_repeated_row_changes_no_observation(clean, rows, data: st.DataObject) -> None:
    if not rows:
        return
    again = data.draw(st.sampled_from(rows))
    before, after = clean(*rows), clean(*rows, again)
    pd.testing.assert_frame_equal(before.observations, after.observations)
    assert ends(after)[:-1] == ends(before)
    assert ends(after)[-1] != "kept"


@few_slow_examples
@given(rows=raw_rows, order=st.randoms())
def test_the_order_of_the_rows_changes_no_figure(clean, rows, order) -> None:
    shuffled = list(rows)
    order.shuffle(shuffled)
    before, after = clean(*rows), clean(*shuffled)
    assert figures_of(after) == figures_of(before)
    assert sorted(ends(after)) == sorted(ends(before))


def with_returns(office: Project, read: Callable[[], Returns], *printed: dict) -> CleaningResult:
    """Clean printed figures together with the returns of a project."""
    figures = pd.DataFrame(printed, columns=list(FIGURE_COLUMNS)).assign(
        locator=[f"figures.csv:{line}" for line, _ in enumerate(printed, 2)]
    )
    return clean_figures(
        figures.astype("str"),
        units=read_units(office),
        measures=read_measures(office),
        sources=read_sources(office),
        returns=read(),
    )


def test_returned_figures_stand_beside_the_published_ones(office: Project, read) -> None:
    write_return(office, "2024/kn.csv", ("Huyện Bến Lức", 10, 6))
    result = with_returns(office, read, figure("142"))
    found = result.observations[["source_id", "unit_id", "measure", "value", "report_year"]]
    assert found.to_numpy().tolist() == [
        ["bao-2024", "ben-luc", "admitted", 142, 2024],
        ["2024/kn.csv", "ben-luc", "target", 10, 2024],
        ["2024/kn.csv", "ben-luc", "admitted", 6, 2024],
    ]
    assert ends(result) == ["kept"]
    assert list(result.return_rows["fate"]) == ["header_or_note", "header_or_note", "kept"]


def test_a_published_figure_is_no_duplicate_of_a_returned_one(office: Project, read) -> None:
    write_return(office, "2024/kn.csv", ("Huyện Bến Lức", 10, 6))
    result = with_returns(office, read, figure("6"))
    assert ends(result) == ["kept"]
    admitted = result.observations["measure"].eq("admitted")
    assert list(result.observations.loc[admitted, "value"]) == [6, 6]


def test_returns_alone_give_observations_too(office: Project, read) -> None:
    write_return(office, "2024/kn.csv", ("Huyện Bến Lức", 10, 6), title="KẾT NẠP NĂM 2023")
    result = with_returns(office, read)
    assert list(result.observations["report_year"]) == [2023, 2023]
    assert len(result.dispositions) == 0


def test_without_returns_their_tables_are_empty(clean) -> None:
    result = clean(figure())
    for name in ("return_files", "return_rows", "return_issues"):
        pd.testing.assert_frame_equal(getattr(result, name), getattr(EMPTY, name[7:]))


def test_a_half_year_target_belongs_to_its_year(office: Project, read) -> None:
    title = "KẾT QUẢ KẾT NẠP ĐẢNG VIÊN 6 THÁNG ĐẦU NĂM 2024"
    heads = ("TT", "Đơn vị", "Chỉ tiêu năm 2024", "Kết nạp")
    write_return(office, "2024/kn.csv", ("Huyện Bến Lức", 10, 6), title=title, heads=heads)
    found = with_returns(office, read).observations
    assert list(found["period_key"]) == ["year:2024", "part_year:2024-06-30"]
    assert list(found["report_year"]) == [2024, 2024]
