"""The form with criteria down the side: ``Biểu số 2-BTCTW``, filled in by one committee."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from analysis.fictional.layouts.frames import NATIONAL_LINE, PROVINCE_LINE, put_remark
from analysis.fictional.layouts.lines import percent
from analysis.fictional.layouts.page import Drawn, Formula, Look, Page, Place, Truth
from analysis.fictional.names import MARK, Unit
from analysis.fictional.province import Province
from analysis.fictional.seasons import Season
from analysis.returns.records import UnitKind

_SPACE = "\u00a0"
_TOTAL = "admitted"
_MEAN = "admitted_age_mean"
_STOCKS = frozenset({"organisations_total", "org_grassroots_committees", "org_grassroots_cells"})
# The label of each row and its measure; no measure for a row that only heads others.
_ROWS: tuple[tuple[str, str], ...] = (
    ("I. Tổng số đảng viên mới kết nạp", _TOTAL),
    ("Trong đó:", ""),
    ("- Nữ", "admitted_female"),
    ("- Dân tộc thiểu số", "admitted_ethnic_minority"),
    ("- Người theo tôn giáo", "admitted_religious"),
    ("- Đoàn viên Đoàn TNCS Hồ Chí Minh", "admitted_youth_union"),
    ("- Chủ doanh nghiệp tư nhân", "admitted_business_owners"),
    ("- Có quan hệ hôn nhân với người nước ngoài", "admitted_foreign_spouse"),
    ("- Kết nạp lại", "admitted_readmitted"),
    ("II. Phân tích đảng viên mới kết nạp", ""),
    ("1. Nghề nghiệp", ""),
    ("- Viên chức đơn vị sự nghiệp công lập", "admitted_civil_employees"),
    ("- Quân đội, công an", "admitted_armed_forces"),
    ("- Sinh viên", "admitted_university_students"),
    ("2. Tuổi đời", ""),
    ("- Từ 18 đến 30 tuổi", "admitted_age_18_30"),
    ("- Từ 31 đến 35 tuổi", "admitted_age_31_35"),
    ("- Từ 36 đến 40 tuổi", "admitted_age_36_40"),
    ("- Từ 41 đến 45 tuổi", "admitted_age_41_45"),
    ("- Trên 60 tuổi", "admitted_age_over_60"),
    (f"{_SPACE * 4}Tuổi bình quân", _MEAN),
    ("3. Giáo dục phổ thông", ""),
    ("- Trung học phổ thông", "admitted_upper_secondary"),
    ("4. Chuyên môn nghiệp vụ", ""),
    ("- Trung cấp", "admitted_qual_intermediate"),
    ("- Cao đẳng", "admitted_qual_college"),
    ("- Đại học", "admitted_qual_university"),
    ("III. Số TCCSĐ có đến cuối kỳ", "organisations_total"),
    ("1. Đảng bộ cơ sở", "org_grassroots_committees"),
    ("2. Chi bộ cơ sở", "org_grassroots_cells"),
)
_READMITTED_YEAR = 2022


def form2(province: Province, unit: Unit, season: Season) -> Page:
    """Lay out the form of one unit for one season."""
    page = Page("Bieu 2", name_column=1, widths={1: 52.0, 2: 14.0, 3: 16.0, 4: 20.0})
    _put_head(page, unit, season)
    row = _put_headings(page, 7)
    filled = _Filled(page, province, unit, season)
    for label, measure in _ROWS:
        look = Look.NAME if label.startswith(("-", _SPACE, "T")) else Look.TOTAL_NAME
        page.put(row, 1, label, look)
        if measure:
            filled.put_row(row, measure)
        else:
            for column in (2, 3, 4):
                page.put(row, column, "X" if label == "Trong đó:" else None)
        row += 1
    put_remark(page, row + 1, 4)
    page.band(row + 3, (1, 1), "NGƯỜI LẬP BIỂU", Look.CENTRED_BOLD)
    page.band(row + 3, (2, 4), "T/M ĐẢNG ỦY", Look.CENTRED_BOLD)
    return page


def _put_head(page: Page, unit: Unit, season: Season) -> None:
    page.put(1, 1, PROVINCE_LINE, Look.CENTRED)
    page.band(1, (2, 4), NATIONAL_LINE, Look.CENTRED_BOLD)
    page.band(2, (2, 4), "Biểu số 2-BTCTW", Look.PLACE)
    page.band(3, (1, 4), f"THỐNG KÊ ĐẢNG VIÊN MỚI KẾT NẠP {season.words.upper()}", Look.TITLE)
    page.band(4, (1, 4), f"Kỳ báo cáo: {season.span_words} - {MARK}", Look.PLACE)
    page.band(5, (1, 4), f"Đơn vị báo cáo: {unit.bare}", Look.NOTE)


def _put_headings(page: Page, row: int) -> int:
    page.band(row, (1, 1), "Tiêu chí", Look.HEAD, rows=2)
    page.band(row, (2, 3), "Thực hiện", Look.HEAD)
    page.band(row, (4, 4), "(%) kỳ này so với cùng kỳ năm trước", Look.HEAD, rows=2)
    page.put(row + 1, 2, "Kỳ này", Look.HEAD)
    page.put(row + 1, 3, "Cùng kỳ năm trước", Look.HEAD)
    for column, text in enumerate((1, 2, 3, "4 (=2*100/3)"), start=1):
        page.put(row + 2, column, text)
    return row + 3


def _values(province: Province, unit: Unit, season: Season) -> Mapping[str, Decimal]:
    """Give the value of each row; what is not known from the province follows from the total."""
    known = province.figures[unit.unit_id, season]
    admitted, young = known[_TOTAL], known["admitted_age_18_30"]
    older = admitted - young
    counts = {
        **known,
        "admitted_readmitted": int(season.year == _READMITTED_YEAR),
        "admitted_armed_forces": admitted,
        "admitted_age_31_35": older - older // 3,
        "admitted_age_36_40": older // 3,
        "admitted_upper_secondary": admitted,
        "admitted_qual_intermediate": admitted // 5,
        "admitted_qual_college": admitted // 6,
        "admitted_qual_university": admitted // 2,
        "organisations_total": 40,
        "org_grassroots_committees": 18,
        "org_grassroots_cells": 22,
    }
    mean = Decimal(young * 25 + older * 34) / max(admitted, 1)
    return {name: Decimal(count) for name, count in counts.items()} | {
        _MEAN: mean.quantize(Decimal("0.1"))
    }


class _Filled:
    """The figures of one form: this period, the one a year before, and their ratio."""

    def __init__(self, page: Page, province: Province, unit: Unit, season: Season) -> None:
        self._page, self._unit = page, unit
        self._seasons = (season, season.earlier())
        self._values = [_values(province, unit, season) for season in self._seasons]

    def put_row(self, row: int, measure: str) -> None:
        """Draw the three figures of a row."""
        now, before = (values.get(measure, Decimal(0)) for values in self._values)
        self._put_value((row, 2), self._seasons[0], measure, now)
        self._put_value((row, 3), self._seasons[1], measure, before)
        if measure == _MEAN or not (now or before):
            self._page.put(row, 4, "X" if measure == _MEAN else "-")
        elif not before:
            self._page.put(row, 3, None)  # division by an empty cell
            self._page.put(row, 4, Formula(f"=B{row}*100/C{row}", "#DIV/0!"))
            about = "kết quả công thức là #DIV/0! vì cùng kỳ năm trước không có"
            self._page.blame((row, 4), "formula_error", about)
        else:
            self._put_index(row, measure, percent(int(now), int(before), 1))

    def _put_value(self, place: Place, season: Season, measure: str, value: Decimal) -> None:
        if not value:
            self._page.put(*place, "-")
            return
        self._page.put(*place, float(value) if measure == _MEAN else int(value))
        start = season.end if measure in _STOCKS else season.start
        self._say(place, measure, value, start, season)

    def _put_index(self, row: int, measure: str, value: Decimal) -> None:
        """Draw present * 100 / previous; only that of the total is a figure of its own."""
        formula = Formula(f"=ROUND(B{row}*100/C{row},1)", float(value))
        self._page.cells[row, 4] = Drawn(formula, Look.BODY, "0.0")
        if measure == _TOTAL:
            season = self._seasons[0]
            self._say((row, 4), "yoy_index_pct", value, season.start, season)

    def _say(self, place: Place, measure: str, value: Decimal, start: date, season: Season) -> None:
        truth = Truth(self._unit.bare, UnitKind.UNIT, measure, value, start, season.end)
        self._page.truths[place] = (truth,)
