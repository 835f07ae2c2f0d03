"""The words for pace and outlook: each band, each rule, each verdict, one and many."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest

from analysis.chapters.pace_words import (
    expected_words,
    need_sentence,
    outlook_sentence,
    pace_words,
    percent_range_words,
    range_words,
    rule_sentence,
    time_words,
    years_words,
)


def row(band: str = "behind", **columns: object) -> dict:
    plain = {
        "band": band,
        "rule": "linear",
        "reason": "few_years",
        "period_end": pd.Timestamp("2024-06-30"),
        "elapsed_pct": Fraction(18200, 366),
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


@pytest.mark.parametrize(
    ("band", "words"),
    [
        ("met", "đã hoàn thành chỉ tiêu"),
        ("on_pace", "kịp tiến độ (cần đạt 38,20%)"),
        ("behind", "chậm so với tiến độ (lẽ ra đạt 38,20%)"),
        ("below_threshold", "rất chậm so với tiến độ (lẽ ra đạt 38,20%)"),
        ("none_yet", "chưa kết nạp được đảng viên (lẽ ra đạt 38,20%)"),
        ("unknown", "chưa xác định được tiến độ"),
    ],
)
def test_each_band_has_its_words(band: str, words: str) -> None:
    assert pace_words(row(band)) == words


@pytest.mark.parametrize(
    ("band", "words"),
    [
        ("met", "đã hoàn thành chỉ tiêu"),
        ("behind", "chưa hoàn thành chỉ tiêu"),
        ("below_threshold", "chưa hoàn thành chỉ tiêu"),
        ("none_yet", "chưa kết nạp được đảng viên"),
        ("unknown", "chưa xác định được tiến độ"),
    ],
)
def test_at_the_end_of_the_year_there_is_no_pace(band: str, words: str) -> None:
    assert pace_words(row(band, reason="period_over", expected_pct=Fraction(100))) == words


def test_without_an_expected_share_none_is_named() -> None:
    found = pace_words(row("none_yet", expected_pct=None, reason="no_target"))
    assert found == "chưa kết nạp được đảng viên"


def test_the_expected_share_is_shown_on_its_side_of_the_result() -> None:
    close = {"achieved_pct": Fraction(38203, 1000), "expected_pct": Fraction(38204, 1000)}
    assert expected_words(row(**close)) == "38,204%"
    assert expected_words(row(achieved_pct=None)) == "38,20%"


def test_the_day_and_the_time_passed() -> None:
    assert time_words(row()) == "đến ngày 30/6/2024 (đã qua 49,73% thời gian của năm)"


def test_ranges_and_years_are_written_shortly() -> None:
    assert range_words(1549, 1989) == "từ 1.549 đến 1.989"
    assert range_words(7, 7) == "7"
    assert percent_range_words(Fraction(30), Fraction(40)) == "từ 30,00% đến 40,00%"
    assert percent_range_words(Fraction(30), Fraction(30)) == "30,00%"
    assert years_words((2023, 2022, 2021)) == "2021–2023"
    assert years_words((2023, 2021, 2020)) == "2020, 2021, 2023"
    assert years_words((2023, 2022)) == "2022, 2023"


def test_the_linear_rule_says_why_it_is_used() -> None:
    assert rule_sentence(row()) == (
        "Mức cần đạt tính đều theo thời gian đã qua của năm, vì trong năm năm trước chưa có đủ hai "
        "năm có số kết nạp đến cùng ngày và chỉ tiêu."
    )


def test_the_historical_rule_names_its_years_and_how_they_ended() -> None:
    assert rule_sentence(row(rule="historical_own", reason="own_years")) == (
        "Mức cần đạt là bình quân cùng kỳ các năm 2022, 2023 của chính đơn vị: đến ngày này đã đạt "
        "từ 30,00% đến 40,00% chỉ tiêu; các năm đó kết thúc ở mức từ 80,00% đến 90,00%."
    )


def test_years_added_up_from_former_units_are_said_to_be() -> None:
    found = rule_sentence(row(rule="historical_own", reason="own_years", is_rebuilt=True))
    assert found.endswith(
        "từ 80,00% đến 90,00%; số các năm trước cộng từ các đơn vị trước khi hợp nhất."
    )


def test_years_whose_end_is_unknown_say_nothing_of_it() -> None:
    parent = {"rule": "historical_parent", "reason": "parent_years"}
    ends = {"final_low_pct": None, "final_high_pct": None, "band": "on_pace"}
    assert rule_sentence(row(**parent, **ends)) == (
        "Mức cần đạt là bình quân cùng kỳ các năm 2022, 2023 của đơn vị cấp trên (đơn vị chưa có "
        "đủ hai năm): đến ngày này đã đạt từ 30,00% đến 40,00% chỉ tiêu."
    )


@pytest.mark.parametrize(("high", "warns"), [(99, True), (100, False)])
def test_on_the_pace_of_years_that_ended_short_is_no_promise(high: int, warns: bool) -> None:
    ends = {"final_high_pct": Fraction(high), "rule": "historical_own"}
    words = ", nên kịp tiến độ chưa có nghĩa là sẽ hoàn thành chỉ tiêu."
    assert rule_sentence(row("on_pace", **ends)).endswith(words) == warns
    assert not rule_sentence(row("behind", **ends)).endswith(words)


def test_without_a_rule_or_after_the_year_there_is_nothing_to_explain() -> None:
    assert rule_sentence(row(rule="none", reason="no_target")) == ""
    assert rule_sentence(row(reason="period_over")) == ""


def outlook(verdict: str = "open", **columns: object) -> dict:
    plain = {
        "low": 261,
        "high": 312,
        "linear_low": 261,
        "linear_high": 312,
        "historical_low": None,
        "historical_high": None,
        "reference_years": (),
        "verdict": verdict,
        "target": 270,
        "target_kind": "published",
        "target_qualifier": "exact",
        "missing": 1280,
        "period_end": pd.Timestamp("2024-06-30"),
        "months_left": Fraction(6),
        "needed_per_month": Fraction(1280, 6),
        "admitted_per_month": Fraction(142, 6),
    }
    return plain | columns


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("open", ", nên chưa kết luận được có đạt chỉ tiêu 270 hay không"),
        ("will_meet", ""),
        ("no_target", ""),
    ],
)
def test_the_linear_outlook_is_a_condition(verdict: str, words: str) -> None:
    assert outlook_sentence(outlook(verdict), 2024) == (
        "Nếu giữ nguyên tốc độ từ đầu năm, đến hết năm 2024 kết nạp từ 261 đến 312 đảng viên; "
        f"cuối năm có thể nhanh hoặc chậm hơn đầu năm{words}."
    )


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("open", "; khoảng này có thể đạt hoặc không đạt chỉ tiêu 270."),
        ("will_meet", "; cả khoảng này đạt chỉ tiêu 270."),
        ("will_miss", "; cả khoảng này thấp hơn chỉ tiêu 270."),
        ("no_target", "từ 300 đến 400)."),
    ],
)
def test_with_a_curve_the_whole_range_is_held_against_the_target(verdict: str, words: str) -> None:
    ways = {"historical_low": 300, "historical_high": 400, "reference_years": (2023, 2022)}
    assert outlook_sentence(outlook(verdict, **ways), 2024).endswith(words)


def test_with_a_curve_both_ways_are_told_apart() -> None:
    ways = {"historical_low": 300, "historical_high": 400, "high": 400}
    years = {"reference_years": (2023, 2022, 2021)}
    assert outlook_sentence(outlook("no_target", **ways, **years), 2024) == (
        "Dự báo đến hết năm 2024: từ 261 đến 400 đảng viên (nếu giữ nguyên tốc độ từ đầu năm: từ "
        "261 đến 312; nếu thời gian còn lại diễn biến như các năm 2021–2023: từ 300 đến 400)."
    )


def test_what_is_needed_stands_beside_what_came_so_far() -> None:
    assert need_sentence(outlook()) == (
        "Để hoàn thành chỉ tiêu còn phải kết nạp 1.280 đồng chí trong 6 tháng còn lại, bình quân "
        "mỗi tháng 213,3 đồng chí (từ đầu năm đến ngày 30/6/2024, mỗi tháng 23,7)."
    )
    assert "trong 4,5 tháng còn lại" in need_sentence(outlook(months_left=Fraction(9, 2)))
    assert need_sentence(outlook(needed_per_month=None)) == ""


def test_less_than_a_month_has_no_need_a_month() -> None:
    assert need_sentence(outlook(months_left=Fraction(1, 2))) == (
        "Để hoàn thành chỉ tiêu còn phải kết nạp 1.280 đồng chí trong chưa đầy một tháng còn lại "
        "(từ đầu năm đến ngày 30/6/2024, mỗi tháng 23,7)."
    )
