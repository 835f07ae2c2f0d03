"""Words about time, taken out of titles, headings and names of sheets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.returns.time_hints import HintKind, take_hints, time_key
from analysis.text.periods import Period, Reading, parse_period

PRINTED = [
    ("Từ ngày 01/4 đến 30/6/2024", "2024-04-01", "2024-06-30"),
    ("từ 01/7 - 30/9/2024", "2024-07-01", "2024-09-30"),
    ("từ 16/12/2023 đến 15/12/2024", "2023-12-16", "2024-12-15"),
    ("(01/01/2024 - 30/6/2024)", "2024-01-01", "2024-06-30"),
    ("từ tháng 01 đến tháng 6 năm 2024", "2024-01-01", "2024-06-30"),
    ("Tháng 1-6/2024", "2024-01-01", "2024-06-30"),
    ("Tính đến hết tháng 6 năm 2024", "2024-01-01", "2024-06-30"),
    ("đến hết tháng 2", "2024-01-01", "2024-02-29"),
    ("Số liệu đến tháng 9/2024", "2024-01-01", "2024-09-30"),
    ("ĐẾN HẾT QUÝ III/2024", "2024-01-01", "2024-09-30"),
    ("đến hết năm 2024", "2024-01-01", "2024-12-31"),
    ("Quý I+II/2024", "2024-01-01", "2024-06-30"),
    ("QUÝ I, II NĂM 2024", "2024-01-01", "2024-06-30"),
    ("Quý I và II năm 2024", "2024-01-01", "2024-06-30"),
    ("Qúy I năm 2024", "2024-01-01", "2024-03-31"),
    ("QUÍ I NĂM 2024", "2024-01-01", "2024-03-31"),
    ("Quy I-2024", "2024-01-01", "2024-03-31"),
    ("6 THANG DAU NAM 2024", "2024-01-01", "2024-06-30"),
    ("6 thang 2024", "2024-01-01", "2024-06-30"),
    ("NỬA ĐẦU NĂM 2024", "2024-01-01", "2024-06-30"),
    ("2024-06", "2024-06-01", "2024-06-30"),
    ("T6/2024", "2024-06-01", "2024-06-30"),
    ("Quý 1", "2024-01-01", "2024-03-31"),
]


@pytest.mark.parametrize(("text", "first", "last"), PRINTED)
def test_one_period_is_taken_out_whole(text: str, first: str, last: str) -> None:
    hints, rest = take_hints(text)
    assert len(hints) == 1
    period = parse_period(hints[0].in_year(2024), published=None, reading=Reading.FLOW)
    assert isinstance(period, Period)
    assert (str(period.start), str(period.end)) == (first, last)
    assert not rest.strip("() ")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("ĐỢT 1 NĂM 2024", [HintKind.ROUND, HintKind.YEAR]),
        ("Đợt 03/02/2024", [HintKind.ROUND]),
        ("năm 2023-2024", [HintKind.YEAR, HintKind.YEAR]),
        ("nhiệm kỳ 2020-2025, năm 2024", [HintKind.YEARS, HintKind.YEAR]),
        ("QUÝ II VÀ 6 THÁNG ĐẦU NĂM 2024", [HintKind.PART, HintKind.PART]),
        ("Quý II và 3 tháng cuối năm", [HintKind.PART, HintKind.PART]),
        ("cung ky nam truoc", [HintKind.PREVIOUS]),
        ("Tổng số đảng viên cuối năm trước", [HintKind.YEAR_END]),
        ("LK từ đầu năm", [HintKind.CUMULATIVE]),
        ("Cả năm 2024", [HintKind.WHOLE_YEAR]),
        ("CHI TIEU NAM", [HintKind.WHOLE_YEAR]),
        ("Nam", []),
        ("Dang vien nam", []),
        ("2024-06-30", []),
        ("từ 18-30 tuổi", []),
    ],
)
def test_kinds(text: str, kinds: list[HintKind]) -> None:
    assert [hint.kind for hint in take_hints(text)[0]] == kinds


def test_a_phrase_without_any_year_waits_for_one() -> None:
    (hint,) = take_hints("từ 01/01 đến 30/6")[0]
    assert hint.in_year(None) == ""
    assert hint.in_year(2024) == "từ ngày 01/01/2024 đến ngày 30/6/2024"


def test_only_ca_nam_is_the_whole_year() -> None:
    assert take_hints("Ước thực hiện cả năm")[0][0].is_whole
    assert not take_hints("Chỉ tiêu năm")[0][0].is_whole


@given(st.text(max_size=120))
def test_taking_hints_never_raises(text: str) -> None:
    hints, rest = take_hints(text)
    assert rest == " ".join(rest.split())
    assert all(hint.phrase for hint in hints)


@given(st.text(alphabet="0123456789/.-+ điTtQqIVntừế()áýuhnăgmàcyk", max_size=60))
def test_scraps_of_periods_never_raise(text: str) -> None:
    for hint in take_hints(text)[0]:
        parse_period(hint.in_year(2024), published=None, reading=Reading.STOCK)


@given(st.text(max_size=60))
def test_the_time_key_is_settled(text: str) -> None:
    assert time_key(time_key(text)) == time_key(text)
