"""What headings mean: pinned by intent, the cells above one another included."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.returns.headings import join_headings, measure_of, read_heading

ADMITTED = [
    *("KQ", "KQ thực hiện", "TS đảng viên mới kết nạp", "KN", "Số KN", "Đã KN", "KNĐ", "Số ĐVM"),
    *("SL kết nạp", "Kết nạp đ/v", "Quần chúng được kết nạp", "Tổng số ĐV KN", "TH", "Kết quả"),
    *("Số đồng chí được kết nạp", "Ket qua", "So dang vien ket nap", "Kết quả (ĐVT: người)"),
]
TARGETS = [
    *("Chỉ tiêu KN", "CTKN", "CT tỉnh giao", "Chỉ tiêu cấp trên giao", "Chỉ tiêu trên giao"),
    *("Chỉ tiêu theo NQ", "Chỉ tiêu BTV Tỉnh ủy giao", "Chỉ tiêu Đảng ủy giao", "Tỉnh ủy giao"),
    *("Giao", "Số được giao", "Cấp ủy giao", "KH", "Chi tieu", "Chỉ tiêu KH", "Nghị quyết"),
]
RATES = [
    *("% so KH", "% so với KH", "% so với NQ", "KQ/CT (%)", "Tỷ lệ % KQ/CT", "Tiến độ (%)"),
    *("Mức độ hoàn thành (%)", "% HT", "So sánh KQ/CT (%)", "Đạt (%)", "% so với tỉnh giao"),
    *("Đạt % so với chỉ tiêu Tỉnh ủy giao", "Ty le % so voi chi tieu", "So với chỉ tiêu"),
]
OPEN_RATES = ["%", "(%)", "Tỷ lệ", "Tỷ lệ % (4/3)", "Tỷ lệ (%) (4:3)", "Tỷ lệ % (4/3x100)"]
UNITS = [
    *("Tên các đơn vị", "Các đơn vị trực thuộc", "Đảng bộ trực thuộc Tỉnh ủy", "Đảng bộ/Chi bộ"),
    *("Xã/Phường/Đặc khu", "Đơn vị/Địa phương", "Cấp ủy", "Tên tổ chức đảng trực thuộc"),
    *("Tên đảng bộ, chi bộ", "Đảng bộ huyện, thị xã, thành phố", "Tên TCCS đảng", "Don vi"),
    *("Tên đơn vị (xã, phường)", "Cơ quan, đơn vị, doanh nghiệp", "Đơn vị - Địa phương"),
]
GROUPS = ["Huyện, thị xã, TP", "Các huyện, thị xã, thành phố", "Huyện/thành phố"]
NOT_UNDERSTOOD = [
    *("Số QĐ kết nạp", "Ngày kết nạp", "Tỷ lệ chưa đạt (%)", "Chỉ tiêu mơ ước", "Họ và tên"),
    *("Số hồ sơ kết nạp", "Đề nghị kết nạp", "Kết quả (30/6)", "Kết quả (4/3)", "Xã Tân Hòa"),
    *("Ban Tổ chức Tỉnh ủy", "Tỉnh ủy", "Chi bộ 3", "Không đạt", "Đơn vị/Chỉ tiêu"),
]
NO_MEASURE = [
    *("Tỷ lệ còn thiếu (%)", "Vượt chỉ tiêu (%)", "Tăng, giảm so với chỉ tiêu", "Nam"),
    *("Giảm so với chỉ tiêu", "Trên 40", "30 tuổi trở xuống", "Ước đạt (%)", "Số chi bộ"),
    *("Dự kiến kết nạp nữ", "Chỉ tiêu nữ", "Tổng số đảng viên so với cùng kỳ (%)"),
]


def joined(*texts: str) -> str:
    return measure_of(join_headings([read_heading(text) for text in texts]))


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        *(("admitted", text) for text in ADMITTED),
        *(("target", text) for text in TARGETS),
        *(("pct_of_target", text) for text in RATES),
        *(("rate", text) for text in OPEN_RATES),
        *(("", text) for text in NO_MEASURE),
    ],
)
def test_a_heading_names_its_measure(measure: str, text: str) -> None:
    heading = read_heading(text)
    assert not heading.unknown
    assert measure_of(heading) == measure


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_a_heading_with_an_unknown_word_is_not_understood(text: str) -> None:
    heading = read_heading(text)
    assert heading.unknown
    assert not measure_of(heading)


@pytest.mark.parametrize("text", UNITS)
def test_headings_of_units(text: str) -> None:
    assert read_heading(text).role == "unit"


@pytest.mark.parametrize("text", GROUPS)
def test_headings_of_districts_may_be_groups(text: str) -> None:
    assert read_heading(text).role == "group"


def test_number_headings_broken_letter_by_letter() -> None:
    assert read_heading("S\nT\nT").role == "number"


def test_organisations_head_names_or_counts() -> None:
    heading = read_heading("Tổ chức cơ sở đảng")
    assert (heading.role, heading.subject) == ("unit", "organisations")
    assert measure_of(heading) == "organisations_total"
    assert joined("Số TCCSĐ", "Đảng bộ") == "org_grassroots_committees"
    assert joined("Số TCCSĐ", "Chi bộ") == "org_grassroots_cells"


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Đoàn viên TN", "admitted_youth_union"),
        ("Đồng bào có đạo", "admitted_religious"),
        ("DN ngoài NN", "admitted_private_enterprise"),
        ("Trong DN ngoài KVNN", "admitted_private_enterprise"),
        ("Doanh nghiệp ngoài KV nhà nước", "admitted_private_enterprise"),
        ("Từ 31 đến 40 tuổi", "admitted_age_31_40"),
        ("51 tuổi trở lên", "admitted_age_over_50"),
        ("Trong do nu", "admitted_female"),
        ("Số TCCSĐ có kết nạp đảng viên", "org_with_admissions"),
        ("QCƯT học lớp nhận thức về Đảng", "pool_trained"),
        ("Còn thiếu so với chỉ tiêu", "admissions_remaining"),
        ("Chuyển Đảng chính thức", "members_made_full"),
        ("Kết quả/chỉ tiêu", "pct_of_target"),
        ("(+/-)", "yoy_change"),
    ],
)
def test_further_measures(text: str, measure: str) -> None:
    heading = read_heading(text)
    expected = "admitted_over_target" if heading.is_fraction else measure
    assert measure_of(heading) in (measure, expected)
    assert not heading.unknown


@pytest.mark.parametrize(
    ("texts", "measure"),
    [
        (("Học sinh, sinh viên", "Chỉ tiêu"), "target_students"),
        (("Trong đó: học sinh, sinh viên", "Kết quả"), "admitted_students"),
        (("Trong đó: Nữ", "Số kết nạp"), "admitted_female"),
        (("Trong đó: Nữ", "Tỷ lệ %"), "admitted_female_pct"),
        (("Kết quả kết nạp", "Số đảng viên"), "admitted"),
        (("Đảng viên mới kết nạp", "Tổng số đảng viên"), "admitted"),
        (("Đảng viên mới kết nạp", "Tổng số đảng viên hiện có"), "members_total"),
        (("Kết nạp", "Trong đó", "Đảng viên là người DTTS"), "admitted_ethnic_minority"),
        (("Tổng số đảng viên", "Nữ"), "members_female"),
        (("Kết nạp đảng viên", "TS"), "admitted"),
        (("Trình độ chuyên môn", "TS"), ""),
        (("Nữ", "SL"), "admitted_female"),
        (("Nữ", "%"), "admitted_female_pct"),
        (("So sánh", "(+/-)"), "yoy_change"),
        (("So sánh", "%"), "yoy_index_pct"),
    ],
)
def test_headings_above_one_another(texts: tuple[str, ...], measure: str) -> None:
    assert joined(*texts) == measure


def test_reached_may_be_a_count_or_a_rate() -> None:
    assert read_heading("Đạt").is_reached
    assert not read_heading("Đạt (%)").is_reached
    assert not read_heading("Đạt tỷ lệ").is_reached


def test_a_day_within_a_comparison_is_no_period() -> None:
    heading = read_heading("Tỷ lệ % so với tổng số đảng viên đầu năm")
    assert heading.hints == ()
    assert measure_of(heading) == "admission_rate_pct"


@given(st.text(max_size=120))
def test_reading_a_heading_never_raises(text: str) -> None:
    heading = read_heading(text)
    assert heading.text == text
    assert isinstance(measure_of(heading), str)


@given(st.lists(st.sampled_from(ADMITTED + TARGETS + RATES + UNITS + NO_MEASURE), min_size=1))
def test_joining_headings_never_raises(texts: list[str]) -> None:
    assert isinstance(joined(*texts), str)


@given(st.sampled_from(ADMITTED + TARGETS + RATES + OPEN_RATES + UNITS + GROUPS))
def test_capitals_and_blanks_do_not_matter(text: str) -> None:
    plain, loud = read_heading(text), read_heading(f"  {text.upper()} ")
    assert (plain.role, measure_of(plain)) == (loud.role, measure_of(loud))


@pytest.mark.parametrize(
    ("upper", "lower", "measure"),
    [
        ("Tỷ lệ đạt chỉ tiêu (%)", "Năm 2023", "pct_of_target"),
        ("Tỷ lệ (%)", "Tổng số", "rate"),
        ("Kết quả", "Năm 2023", "admitted"),
    ],
)
def test_a_rate_above_a_year_stays_a_rate(upper: str, lower: str, measure: str) -> None:
    assert measure_of(join_headings([read_heading(upper), read_heading(lower)])) == measure
