"""The period of a sheet and of its columns: printed, completed, or asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.returns.headings import read_heading
from analysis.returns.return_periods import BasePeriod, base_period, column_period
from analysis.returns.title_lines import is_prose, title_lines, without_foreign_dates
from analysis.text.periods import Period, Reading

TITLE = "KẾT QUẢ KẾT NẠP ĐẢNG VIÊN"
YEAR = f"{TITLE} NĂM 2024"
HALF = f"{TITLE} 6 THÁNG ĐẦU NĂM 2024"

WHOLE = ("2024-01-01", "2024-12-31")
FIRST_HALF = ("2024-01-01", "2024-06-30")


def days(period: Period | str | None) -> tuple[str, str] | None:
    return (str(period.start), str(period.end)) if isinstance(period, Period) else None


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([YEAR, "(Theo Kế hoạch số 85-KH/TU, ngày 15/3/2024 của Tỉnh ủy)"], WHOLE),
        ([f"{YEAR} THEO KẾ HOẠCH SỐ 12-KH/HU NGÀY 05/01/2024"], WHOLE),
        ([f"PHỤ LỤC 1: {YEAR} (Kèm theo Báo cáo số 15-BC/HU ngày 05/01/2025)"], WHOLE),
        ([YEAR, "Ngày lập biểu: 08/01/2025"], WHOLE),
        ([f"{YEAR} (cập nhật ngày 05/01/2025)"], WHOLE),
        ([HALF, "Ngày in: 05/07/2024"], FIRST_HALF),
        ([HALF, "Hạn gửi báo cáo: trước ngày 10/7/2024"], FIRST_HALF),
        (["Tân Châu, ngày 10 tháng 7 năm 2024", HALF], FIRST_HALF),
        (["Bình Minh (hư cấu), ngày 08 tháng 01 năm 2025", YEAR], WHOLE),
        (["Tân Châu, tháng 7 năm 2024", HALF], FIRST_HALF),
        ([HALF, "Ngày báo cáo:", "2024-07-05"], FIRST_HALF),
        ([TITLE, "Số liệu đến ngày:", "2024-06-30"], FIRST_HALF),
        ([TITLE, "Số liệu đến ngày: 2024-06-30"], FIRST_HALF),
        (["BÁO CÁO SỐ LIỆU KẾT NẠP ĐẢNG VIÊN NĂM 2024"], WHOLE),
        (["Kết quả kết nạp đảng viên, tháng 6 năm 2024"], ("2024-06-01", "2024-06-30")),
        (["KẾT QUẢ THỰC HIỆN CHỈ TIÊU NGHỊ QUYẾT VỀ KẾT NẠP NĂM 2024"], WHOLE),
        (["KẾT QUẢ THỰC HIỆN CHỈ TIÊU NHIỆM KỲ 2020-2025, NĂM 2024"], WHOLE),
        ([YEAR, "(Kèm theo Báo cáo số 1-BC/HU; số liệu tính đến 30/6/2024)"], FIRST_HALF),
        ([YEAR, "Năm 2023, Đảng bộ kết nạp 120 đảng viên. Kết quả năm 2024 như sau:"], WHOLE),
        (["(Số liệu từ ngày 01/01/2024 đến ngày 30/6/2024)"], FIRST_HALF),
        (["KET QUA KET NAP DANG VIEN 6 THANG DAU NAM 2024"], FIRST_HALF),
        (["Năm báo cáo: 2024", "Kỳ báo cáo: 6 tháng đầu năm"], FIRST_HALF),
    ],
)
def test_the_period_of_the_title(lines: list[str], expected: tuple[str, str]) -> None:
    assert days(base_period(lines, "Sheet1").period) == expected


@pytest.mark.parametrize(
    ("lines", "sheet"),
    [
        ([HALF], "9 tháng"),
        ([YEAR], "2023"),
        ([f"{TITLE} ĐỢT 1 NĂM 2024"], ""),
        ([f"{TITLE} QUÝ IV VÀ CẢ NĂM 2024"], ""),
        ([f"{TITLE} QUÝ II VÀ 6 THÁNG ĐẦU NĂM 2024"], ""),
        ([f"{TITLE} TỪ ĐẦU NĂM 2024 ĐẾN NAY"], ""),
        (["KẾT QUẢ NĂM HỌC 2023-2024"], ""),
        ([YEAR, "Thời điểm: 05/01/2025"], ""),
        (["KẾT QUẢ NĂM 2024, PHƯƠNG HƯỚNG NĂM 2025"], ""),
        ([TITLE], ""),
    ],
)
def test_a_period_that_is_not_said_is_asked_for(lines: list[str], sheet: str) -> None:
    base = base_period(lines, sheet)
    assert base.period is None
    assert base.problem


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ("6 thang 2024", FIRST_HALF),
        ("Quy I-2024", ("2024-01-01", "2024-03-31")),
        ("2024-06", ("2024-06-01", "2024-06-30")),
        ("Nam 2024", WHOLE),
    ],
)
def test_the_name_of_the_sheet_completes_the_title(sheet: str, expected: tuple[str, str]) -> None:
    assert days(base_period([TITLE], sheet).period) == expected


@pytest.mark.parametrize(
    ("heading", "title", "reading", "expected"),
    [
        ("Chỉ tiêu giao đầu năm", YEAR, Reading.TARGET, WHOLE),
        ("Chỉ tiêu năm", HALF, Reading.TARGET, WHOLE),
        ("ĐV đầu năm", YEAR, Reading.STOCK, ("2023-12-31", "2023-12-31")),
        ("Tổng số đảng viên cuối năm trước", HALF, Reading.STOCK, ("2023-12-31", "2023-12-31")),
        ("Ước TH cả năm 2024", HALF, Reading.FLOW, WHOLE),
        ("Thực hiện cả năm 2023", HALF, Reading.FLOW, ("2023-01-01", "2023-12-31")),
        ("Quý I", HALF, Reading.FLOW, ("2024-01-01", "2024-03-31")),
        ("Cùng kỳ năm trước", HALF, Reading.FLOW, ("2023-01-01", "2023-06-30")),
        ("Kết quả", HALF, Reading.FLOW, FIRST_HALF),
        ("Kết quả từ 01/01 đến 30/6", YEAR, Reading.FLOW, FIRST_HALF),
        ("Lũy kế từ đầu năm", f"{TITLE} THÁNG 6 NĂM 2024", Reading.FLOW, FIRST_HALF),
    ],
)
def test_the_period_of_a_column(
    heading: str, title: str, reading: Reading, expected: tuple[str, str]
) -> None:
    base = base_period([title], "")
    assert days(column_period(read_heading(heading).hints, base, reading)) == expected


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Kết nạp đợt 1", YEAR),
        ("Kết nạp đầu năm", YEAR),
        ("Năm 2023", HALF),
        ("Lũy kế nhiệm kỳ", YEAR),
        ("Năm 2023, năm 2024", YEAR),
    ],
)
def test_a_column_that_can_be_read_in_two_ways_is_reported(heading: str, title: str) -> None:
    hints = read_heading(heading).hints
    found = column_period(hints, base_period([title], ""), Reading.FLOW)
    assert isinstance(found, str) or len(hints) > 1


def test_lines_that_are_no_titles() -> None:
    assert without_foreign_dates("Tân Châu, ngày … tháng 7 năm 2024") == ""
    assert is_prose("Trong kỳ toàn Đảng bộ kết nạp 15 đảng viên. Kết quả cụ thể như sau:")
    assert not is_prose("II. KẾT QUẢ KẾT NẠP ĐẢNG VIÊN 6 THÁNG ĐẦU NĂM 2024")
    assert title_lines(["2024-07-05", TITLE]) == [TITLE]


LINES = st.lists(
    st.one_of(st.text(max_size=60), st.sampled_from([YEAR, HALF, "Ngày in:", "2024-06-30"])),
    max_size=5,
)


@given(LINES, st.text(max_size=20))
def test_the_period_of_any_lines_never_raises(lines: list[str], sheet: str) -> None:
    base = base_period(lines, sheet)
    assert (base.period is None) == bool(base.problem)


@given(st.text(max_size=60), st.sampled_from(list(Reading)))
def test_the_period_of_any_heading_never_raises(text: str, reading: Reading) -> None:
    base = base_period([HALF], "")
    for known in (base, BasePeriod(None)):
        found = column_period(read_heading(text).hints, known, reading)
        assert found is None or isinstance(found, str | Period)
