"""The sentences in English: rise, fall, unchanged, one, none, met, over, bounded, pace, term."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd
import pytest

from analysis.chapters import pace, persistence
from analysis.chapters.achievement import SMALL_NOTE, target_cell
from analysis.chapters.pace_words import need_sentence, outlook_sentence, pace_words, rule_sentence
from analysis.chapters.term_words import average_sentence, years_words
from analysis.chapters.wording import (
    bounded,
    change_words,
    missing_words,
    period_words,
    rate_words,
    result_sentence,
    short_period,
    source_date,
    target_words,
)
from analysis.metrics.pairing import RateKind, TargetKind
from analysis.metrics.targets import SMALL_TARGET
from analysis.metrics.term_progress import YearCount
from analysis.metrics.terms import YearlyAverage
from analysis.text.language import gettext, language

NAME = "Đảng bộ xã Thử"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with language("en"):
        yield


def result(**changes: object) -> dict:
    plain = {
        "period_kind": "part_year",
        "period_start": pd.Timestamp("2024-01-01"),
        "period_end": pd.Timestamp("2024-06-30"),
        "term": None,
        "admitted": 142,
        "admitted_qualifier": "exact",
        "target": 270,
        "target_kind": TargetKind.PUBLISHED,
        "target_qualifier": "exact",
        "rate_pct": Fraction(14200, 270),
        "rate_kind": RateKind.COMPUTED,
        "printed_pct": None,
        "printed_decimals": None,
        "printed_qualifier": "exact",
        "missing": 128,
    }
    return plain | changes


def of_year(**changes: object) -> dict:
    return result(period_kind="year", period_end=pd.Timestamp("2024-12-31"), **changes)


UNKNOWN_TARGET = {"target": None, "target_kind": TargetKind.NONE, "missing": None}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        pytest.param(
            result(),
            "In the first 6 months of 2024, Đảng bộ xã Thử admitted 142 Party members, achieving "
            "52.59% of the target of 270; 128 persons are still to be admitted.",
            id="short of the target",
        ),
        pytest.param(
            of_year(admitted=1, target=2, rate_pct=Fraction(50), missing=1),
            "In 2024, Đảng bộ xã Thử admitted 1 Party member, achieving 50.00% of the target of 2; "
            "1 person is still to be admitted.",
            id="one",
        ),
        pytest.param(
            of_year(admitted=1270, target=1270, rate_pct=Fraction(100), missing=0),
            "In 2024, Đảng bộ xã Thử admitted 1,270 Party members, achieving 100.00% of the target "
            "of 1,270; the target is met exactly.",
            id="exactly the target",
        ),
        pytest.param(
            of_year(admitted=271, rate_pct=Fraction(27100, 270), missing=0),
            "In 2024, Đảng bộ xã Thử admitted 271 Party members, achieving 100.37% of the target "
            "of 270; the target is exceeded by 1 person.",
            id="exceeded",
        ),
        pytest.param(
            of_year(admitted=0, rate_pct=Fraction(0), missing=270),
            "In 2024, Đảng bộ xã Thử admitted no Party member.",
            id="none",
        ),
        pytest.param(
            of_year(admitted_qualifier="more_than"),
            "In 2024, Đảng bộ xã Thử admitted more than 142 Party members, achieving more than "
            "52.59% of the target of 270; 128 persons are still to be admitted.",
            id="bounded",
        ),
        pytest.param(
            of_year(rate_pct=None, **UNKNOWN_TARGET),
            "In 2024, Đảng bộ xã Thử admitted 142 Party members; no target has been published to "
            "compare it with.",
            id="no target",
        ),
        pytest.param(
            of_year(
                admitted=None,
                rate_kind=RateKind.PUBLISHED,
                printed_pct=Fraction(19),
                printed_decimals=0,
                **UNKNOWN_TARGET,
            ),
            "In 2024, Đảng bộ xã Thử achieved 19% of the target (which the source does not "
            "publish).",
            id="only a rate",
        ),
        pytest.param(
            result(period_kind="term_to_date", term="2020-2025"),
            "In the 2020–2025 term up to 30 June 2024, Đảng bộ xã Thử admitted 142 Party members, "
            "achieving 52.59% of the target of 270; 128 persons are still to be admitted.",
            id="term",
        ),
    ],
)
def test_results(row: dict, sentence: str) -> None:
    assert result_sentence(NAME, row, 50) == sentence


@pytest.mark.parametrize(
    ("change", "pct", "words"),
    [
        (1134, Fraction(113400, 1533), "up 1,134 persons (73.97%) on 2022"),
        (-1, Fraction(-100, 1533), "down 1 person (0.07%) on 2022"),
        (0, Fraction(0), "unchanged from 2022"),
        (3, None, "up 3 persons on 2022"),
    ],
    ids=["rise", "fall", "unchanged", "from zero"],
)
def test_changes(change: int, pct: Fraction | None, words: str) -> None:
    assert change_words(change, pct, "2022") == words


def test_bounds() -> None:
    qualifiers = ("less_than", "more_than", "at_least", "about", "at_most")
    assert [bounded(1500, qualifier) for qualifier in qualifiers] == [
        "nearly 1,500",
        "more than 1,500",
        "at least 1,500",
        "about 1,500",
        "at most 1,500",
    ]
    assert rate_words(result(admitted_qualifier="less_than"), 50) == "less than 52.59%"


def test_targets() -> None:
    derived = result(target=1550, target_kind=TargetKind.DERIVED)
    assert target_words(derived) == "the target of 1,550 (derived from the published rate)"
    ends = result(target=1250, target_upper=1300)
    assert target_words(ends) == "the target of 1,250 to 1,300"
    cell = target_cell(ends)
    assert (cell.before, cell.text, cell.after) == ("", "1,250 to 1,300", " to 1,300")
    assert f" {SMALL_TARGET}: " in SMALL_NOTE
    assert f" {SMALL_TARGET}: " in gettext(SMALL_NOTE)


def test_what_is_missing() -> None:
    assert missing_words(result(missing=1)) == "1 person still to admit"
    minimum = result(target_kind=TargetKind.MINIMUM)
    assert missing_words(minimum) == "at least 128 persons still to admit"
    between = result(missing=None, missing_lowest=34, missing_highest=1036)
    assert missing_words(between) == "34 to 1,036 persons still to admit"
    few = result(missing=None, missing_lowest=0, missing_highest=1)
    assert missing_words(few) == "at most 1 person still to admit"


def test_periods_and_days() -> None:
    middle = result(period_end=pd.Timestamp("2023-12-15"), period_printed="giữa tháng 12")
    assert period_words(middle) == "2023 up to mid-December 2023"
    assert short_period(middle) == "to 15 December"
    ends = [pd.Timestamp("2024-01-31"), pd.Timestamp("2024-06-30")]
    assert [short_period(result(period_end=end)) for end in ends] == ["1 month", "6 months"]
    known = [source_date(day) for day in ("2021-11-29", "2022-03", "2011")]
    assert known == ["29 November 2021", "March 2022", "2011"]


def pace_row(band: str = "behind", **columns: object) -> dict:
    plain = {
        "band": band,
        "rule": "historical_own",
        "reason": "few_years",
        "period_end": pd.Timestamp("2024-06-30"),
        "achieved_pct": Fraction(30),
        "expected_pct": Fraction(382, 10),
        "reference_years": (2023, 2022),
        "reference_low_pct": Fraction(30),
        "reference_high_pct": Fraction(40),
        "final_low_pct": Fraction(80),
        "final_high_pct": Fraction(90),
        "is_rebuilt": False,
    }
    return plain | columns


def test_each_band_of_pace() -> None:
    bands = ("met", "on_pace", "behind", "below_threshold", "none_yet", "unknown")
    assert [pace_words(pace_row(band)) for band in bands] == [
        "target already met",
        "on pace (38.20% due)",
        "behind pace (38.20% was due)",
        "far behind pace (38.20% was due)",
        "no Party member admitted yet (38.20% was due)",
        "pace not determined",
    ]


def test_the_rule_of_a_pace() -> None:
    assert rule_sentence(pace_row("on_pace")) == (
        "The rate due is the organisation's own average at the same point of 2022, 2023, when it "
        "had achieved 30.00% to 40.00% of its target; those years ended at 80.00% to 90.00%, so "
        "being on pace does not yet mean that the target will be met."
    )


def test_the_outlook_and_what_is_needed() -> None:
    row = result(linear_low=261, linear_high=312, historical_low=None, verdict="open")
    assert outlook_sentence(row, 2024) == (
        "If the pace so far this year continues, 261 to 312 Party members will have been admitted "
        "by the end of 2024; the last months may be faster or slower than the first, so it cannot "
        "yet be concluded whether the target of 270 will be met."
    )
    needs = {"months_left": Fraction(1), "needed_per_month": Fraction(1)}
    row = result(missing=1, admitted_per_month=Fraction(1, 2), **needs)
    assert need_sentence(row) == (
        "To meet the target, 1 more person has to be admitted in the remaining 1 month: 1.0 a "
        "month on average (from the start of the year to 30 June 2024: 0.5 a month)."
    )


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        (["behind"], "the pace of 1 organisation is known: behind"),
        (["on_pace", "met"], "none of 2 organisations is behind pace"),
        (["behind", "met"], "1 of 2 organisations is behind pace"),
        (["behind", "none_yet"], "2 of 2 organisations are behind pace"),
    ],
)
def test_how_many_are_late(bands: list[str], words: str) -> None:
    assert pace._late_words([pace_row(band) for band in bands]) == words


@pytest.mark.parametrize(
    ("years", "is_known", "words"),
    [
        (1, True, "new on the list"),
        (3, True, "for 3 consecutive years"),
        (1, False, ""),
        (2, False, "for at least 2 consecutive years"),
    ],
)
def test_how_long_a_unit_has_been_below(years: int, is_known: bool, words: str) -> None:
    assert persistence.since_words({"years_below": years, "is_since_known": is_known}) == words


def test_terms() -> None:
    ends = [pd.Timestamp(2021, 12, 31), pd.Timestamp(2022, 12, 31), pd.Timestamp(2023, 6, 30)]
    years = tuple(
        YearCount(end.year, 10, end.date(), is_whole=end.month == 12, source_id="bao")
        for end in ends
    )
    assert years_words(years) == "2021, 2022 and the first 6 months of 2023"
    average = YearlyAverage(
        term="2010-2015",
        admitted=64998,
        years=5,
        average=Fraction(64998, 5),
        target_per_year=11000,
        target_printed="11.000",
        rate_pct=Fraction(6499800, 55000),
        source_ids=(),
    )
    assert average_sentence(average) == (
        "The 2010–2015 term: 64,998 Party members admitted, on average 12,999.6 a year (divided by "
        "5 years), equal to 118.18% of the yearly target (printed as “11.000”)."
    )
