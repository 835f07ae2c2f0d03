"""The form that senders fill in: ``data/raw/returns/template.xlsx``.

The form and the reader of returns are two sides of one thing: what can be chosen or typed here
without a warning is read without an issue, and a test holds the two together. No cell holds a
formula, so a program may fill the form in as well as a person; what is wrong is shown by rules of
validation and by colour. As shipped it holds an example that nobody can take for a return: units
that are called an example, and a year that no return is about.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from enum import StrEnum

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from analysis.render.workbook import _CREATED, _OPTIONS

DATA_SHEET = "Số liệu"
GUIDE_SHEET = "Hướng dẫn"
INPUT_ROWS = 300

# What may be chosen; a rule of validation holds at most 255 characters. Other periods are typed.
PERIOD_CHOICES = (
    "Cả năm",
    "6 tháng đầu năm",
    "6 tháng cuối năm",
    "9 tháng đầu năm",
    "10 tháng đầu năm",
    "11 tháng đầu năm",
    *("Quý I", "Quý II", "Quý III", "Quý IV"),
    *(f"Tháng {month}" for month in range(1, 13)),
)
_YEARS = (2020, 2099)
_DATE_PARTS = ("/", "tháng ", "quý ", "19??", "20??")  # in the name of a sender: a second period?


class _Entry(StrEnum):
    """What is typed into a column, and so how it is checked."""

    ORDER = "order"
    UNIT = "unit"
    COUNT = "count"
    TOTAL = "total"
    PART = "part"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the form.

    Attributes:
        head: Its heading; those of parts stand below a common one.
        width: Its width in characters.
        entry: What is typed into it.
        note: What to type: the note on the heading, and a line of the guide.
    """

    head: str
    width: float
    entry: _Entry
    note: str


_COLUMNS = (
    _Column("STT", 6, _Entry.ORDER, "Đánh số 1, 2, 3… liên tục, mỗi đơn vị một số."),
    _Column(
        "Đơn vị",
        37,
        _Entry.UNIT,
        "Tên đầy đủ của đơn vị, ví dụ «Đảng bộ xã …», «Đảng bộ phường …». Mỗi đơn vị một dòng, "
        "không ghi hai lần, không gộp ô.",
    ),
    _Column(
        "Chỉ tiêu năm",
        11,
        _Entry.COUNT,
        "Chỉ tiêu kết nạp được giao cho cả năm, kể cả khi báo cáo quý hay 6 tháng. Chưa được giao "
        "thì để trống, không ghi 0.",
    ),
    _Column(
        "Kết nạp trong kỳ (tổng số)",
        13,
        _Entry.TOTAL,
        "Tất cả đảng viên được kết nạp trong kỳ ghi ở đầu biểu. Không kết nạp được ai thì ghi 0; "
        "chưa có số liệu thì để trống.",
    ),
    _Column("Nữ", 9, _Entry.PART, "Số nữ trong tổng số kết nạp."),
    _Column("Dân tộc thiểu số", 9, _Entry.PART, "Số người dân tộc thiểu số trong tổng số kết nạp."),
    _Column("Tôn giáo", 9, _Entry.PART, "Số người theo tôn giáo trong tổng số kết nạp."),
    _Column("Đoàn viên", 9, _Entry.PART, "Số đoàn viên thanh niên trong tổng số kết nạp."),
    _Column(
        "Học sinh, sinh viên", 11, _Entry.PART, "Số học sinh, sinh viên trong tổng số kết nạp."
    ),
    _Column(
        "Doanh nghiệp tư nhân",
        11,
        _Entry.PART,
        "Số người làm việc trong doanh nghiệp tư nhân, trong tổng số kết nạp.",
    ),
    _Column(
        "Tổng số đảng viên cuối kỳ",
        14,
        _Entry.COUNT,
        "Toàn bộ đảng viên của đơn vị vào ngày cuối kỳ, không phải số mới kết nạp.",
    ),
    _Column("Ghi chú", 27, _Entry.REMARK, "Điều cần nói thêm. Số ghi ở cột này không được lấy."),
)
_PARTS_HEAD = "Trong đó"

# A year outside _YEARS stays marked until it is changed, and no report is about it.
_EXAMPLE_PERIOD, _EXAMPLE_YEAR = "6 tháng đầu năm", 2000
_EXAMPLE_REMARK = "Ví dụ, xóa trước khi gửi"
_EXAMPLE = (
    (1, "Đảng bộ xã Ví Dụ", 20, 12, 6, 3, 1, 9, 2, 1, 845, _EXAMPLE_REMARK),
    (2, "Đảng bộ phường Ví Dụ", 15, 9, 5, 0, 2, 7, 1, 3, 1032, _EXAMPLE_REMARK),
)

_GUIDE: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Trình tự",
        (
            (
                "Bước 1",
                f"Ở trang «{DATA_SHEET}», ghi tên đơn vị gửi, chọn kỳ số liệu, ghi năm bằng bốn "
                "chữ số.",
            ),
            (
                "Bước 2",
                "Xóa nội dung hai dòng ví dụ (chọn các ô rồi bấm phím Delete), sau đó ghi mỗi đơn "
                "vị một dòng.",
            ),
            ("Bước 3", "Sửa hết các ô nền đỏ; xem lại các ô nền vàng đậm."),
            (
                "Bước 4",
                "Lưu ở dạng Excel (.xlsx) rồi gửi cả tệp cho nơi đã gửi biểu này. Không gửi ảnh "
                "chụp hay bản in thay cho tệp.",
            ),
        ),
    ),
    (
        "Kỳ số liệu",
        (
            (
                "Kỳ thường dùng",
                "Chọn trong danh sách của ô; năm ghi ở ô bên cạnh. Kỳ 6 tháng đầu năm tính đến hết "
                "tháng 6, kỳ quý và tháng tính đến ngày cuối của quý, của tháng.",
            ),
            (
                "Khóa số liệu vào ngày khác",
                "Ghi đủ hai ngày vào ô kỳ số liệu, theo mẫu «từ ngày 01/01/2026 đến ngày "
                "10/9/2026», rồi chọn «Yes» (Có) khi Excel hỏi.",
            ),
        ),
    ),
    (
        "Các cột",
        tuple((f"Cột {xl_col_to_name(x)} «{c.head}»", c.note) for x, c in enumerate(_COLUMNS)),
    ),
    (
        "Quy ước",
        (
            ("Cách ghi số", "Chỉ ghi số nguyên, không kèm chữ, không tự gõ dấu ngăn hàng nghìn."),
            ("Ô trống và số 0", "Để trống là chưa có số liệu; ghi 0 là không có ai."),
            (
                f"Nhóm «{_PARTS_HEAD}»",
                "Một người có thể được tính ở nhiều cột, nên các cột này không cộng lại thành tổng "
                "số; mỗi cột không được lớn hơn tổng số.",
            ),
            (
                "Dòng tổng cộng",
                "Không cần. Nếu muốn, ghi «Tổng cộng» vào cột B của dòng cuối: số ở dòng đó sẽ "
                "được đối chiếu với các đơn vị ở trên.",
            ),
            (
                "Giữ nguyên mẫu",
                "Không thêm, bớt cột, không sửa tiêu đề, không ẩn dòng. Trang được khóa (không có "
                f"mật khẩu) để giữ tiêu đề. Có sẵn {INPUT_ROWS} dòng; cần thêm thì chèn dòng vào "
                "giữa bảng.",
            ),
            (
                "Chỉ số tổng hợp",
                "Không ghi họ tên, ngày sinh hay thông tin khác của cá nhân.",
            ),
        ),
    ),
)

_HINT = (
    "Chỉ nhập vào các ô nền vàng nhạt và các ô trắng của bảng. Ô thành màu đỏ: ghi sai; màu vàng "
    f"đậm: còn thiếu. Cách ghi: xem ghi chú trên tiêu đề cột hoặc trang «{GUIDE_SHEET}»."
)
_TITLE_ROW, _SENDER_ROW, _PERIOD_ROW, _HINT_ROW, _HEAD_ROW = range(5)
_GUIDE_WIDTH = 100
_FIRST_ROW = _HEAD_ROW + 2
_LAST_ROW = _FIRST_ROW + INPUT_ROWS - 1
_RULED_ROWS = 30  # further rows get their lines when they are reached: blank pages are not printed
_REMARK = len(_COLUMNS) - 1
_UNIT, _TOTAL = ([c.entry for c in _COLUMNS].index(e) for e in (_Entry.UNIT, _Entry.TOTAL))
_PARTS = [x for x, column in enumerate(_COLUMNS) if column.entry is _Entry.PART]
_FIGURES = range(_UNIT + 1, _REMARK)
_NAMES = xl_range_abs(_FIRST_ROW, _UNIT, _LAST_ROW, _UNIT)
_SENDER_PLACE = (_SENDER_ROW, 2, _SENDER_ROW, 8)
_PERIOD_PLACE = (_PERIOD_ROW, 2, _PERIOD_ROW, 5)
_YEAR_LABEL, _YEAR = 6, 7

FONT = "Times New Roman"
INK, SOFT, LINE, ACCENT = "#1C2127", "#56606B", "#9AA7B3", "#1F5A8A"
HEAD_FILL, _INPUT_FILL = "#E4ECF3", "#FFFBE6"
_WRONG = {"bg_color": "#F9D5D3", "font_color": "#A3231F"}
_MISSING = {"bg_color": "#FFD966"}
_SAMPLE = {"bg_color": "#F3F5F7", "font_color": SOFT, "italic": True}


def render_return_template() -> bytes:
    """Write the form, with its example and its guide; the same bytes every time."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    book.set_properties({"title": "Biểu số liệu kết nạp đảng viên", "created": _CREATED})
    _write_form(book, book.add_worksheet(DATA_SHEET))
    _write_guide(book, book.add_worksheet(GUIDE_SHEET))
    book.close()
    return buffer.getvalue()


def _style(book: xlsxwriter.Workbook, **settings: object) -> Format:
    look = {"font_name": FONT, "font_size": 12, "font_color": INK, "valign": "vcenter"}
    return book.add_format({**look, **settings})


def _write_form(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    _write_title(book, sheet)
    _write_heads(book, sheet)
    _write_body(book, sheet)
    _check_title(book, sheet)
    _check_body(sheet)
    _mark_body(book, sheet)
    sheet.freeze_panes(_FIRST_ROW, 2)
    sheet.set_selection(*_SENDER_PLACE)
    sheet.protect("", {"format_columns": True, "format_rows": True, "insert_rows": True})
    sheet.repeat_rows(_HEAD_ROW, _HEAD_ROW + 1)
    set_print(sheet)


def _write_title(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    title = _style(book, bold=True, font_size=15, font_color=ACCENT, align="center")
    label = _style(book, align="right", indent=1)
    hint = _style(book, italic=True, font_size=11, font_color=SOFT, align="left")
    entry = {"bg_color": _INPUT_FILL, "border": 1, "border_color": LINE, "locked": False}
    words = _style(book, num_format="@", bold=True, align="left", indent=1, **entry)
    year = _style(book, num_format="0", bold=True, align="center", **entry)
    sheet.merge_range(_TITLE_ROW, 0, _TITLE_ROW, _REMARK, "KẾT QUẢ KẾT NẠP ĐẢNG VIÊN", title)
    for row, text in ((_SENDER_ROW, "Đơn vị gửi:"), (_PERIOD_ROW, "Kỳ số liệu:")):
        sheet.merge_range(row, 0, row, 1, text, label)
    sheet.merge_range(*_SENDER_PLACE, "", words)
    sheet.merge_range(*_PERIOD_PLACE, _EXAMPLE_PERIOD, words)
    sheet.write_string(_PERIOD_ROW, _YEAR_LABEL, "Năm:", label)
    sheet.write_number(_PERIOD_ROW, _YEAR, _EXAMPLE_YEAR, year)
    sheet.merge_range(_HINT_ROW, 0, _HINT_ROW, _REMARK, _HINT, hint)
    for row, height in ((_TITLE_ROW, 27), (_SENDER_ROW, 21), (_PERIOD_ROW, 21), (_HINT_ROW, 22)):
        sheet.set_row(row, height)


def _write_heads(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    """Write the two header rows, each heading with a note."""
    head = _style(
        book,
        bold=True,
        text_wrap=True,
        align="center",
        bg_color=HEAD_FILL,
        border=1,
        border_color=LINE,
    )
    sheet.merge_range(_HEAD_ROW, _PARTS[0], _HEAD_ROW, _PARTS[-1], _PARTS_HEAD, head)
    for x, column in enumerate(_COLUMNS):
        sheet.set_column(x, x, column.width)
        if x in _PARTS:
            sheet.write_string(_HEAD_ROW + 1, x, column.head, head)
        else:
            sheet.merge_range(_HEAD_ROW, x, _HEAD_ROW + 1, x, column.head, head)
        look = {"font_name": FONT, "font_size": 11, "width": 250, "height": _note_height(column)}
        row = _HEAD_ROW + 1 if x in _PARTS else _HEAD_ROW
        sheet.write_comment(row, x, column.note, {**look, "color": _INPUT_FILL})
    sheet.set_row(_HEAD_ROW, 20)
    sheet.set_row(_HEAD_ROW + 1, 50)


def _note_height(column: _Column) -> int:
    return 20 + 19 * (1 + len(column.note) // 34)


def _write_body(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    """Write the unlocked rows, the first of them filled in as an example."""
    for row in range(_FIRST_ROW, _LAST_ROW + 1):
        is_ruled = row < _FIRST_ROW + _RULED_ROWS
        values = dict(enumerate(_EXAMPLE)).get(row - _FIRST_ROW, ("",) * len(_COLUMNS))
        for x, (column, value) in enumerate(zip(_COLUMNS, values, strict=True)):
            style = _entry_style(book, column.entry, is_ruled=is_ruled)
            if isinstance(value, int):
                sheet.write_number(row, x, value, style)
            elif value:
                sheet.write_string(row, x, value, style)
            else:
                sheet.write_blank(row, x, None, style)


def _entry_style(book: xlsxwriter.Workbook, entry: _Entry, *, is_ruled: bool) -> Format:
    lines = {"border": 1, "border_color": LINE} if is_ruled else {}
    if entry in (_Entry.UNIT, _Entry.REMARK):
        look = {"num_format": "@", "text_wrap": True, "align": "left", "indent": 1}
    elif entry is _Entry.ORDER:
        look = {"num_format": "0", "align": "center"}
    else:
        look = {"num_format": "#,##0_)", "align": "right", "bold": entry is _Entry.TOTAL}
    return _style(book, font_size=11, locked=False, **lines, **look)


def _check_title(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    """Say what belongs into the cells above the table, and mark them while it is missing."""
    first, last = _YEARS
    sender = xl_range_abs(*_SENDER_PLACE[:2], *_SENDER_PLACE[:2])
    found = "+".join(f'ISNUMBER(SEARCH("{part}",{sender}))' for part in _DATE_PARTS)
    sheet.data_validation(
        *_SENDER_PLACE,
        {
            "validate": "custom",
            "value": f"={found}=0",
            "error_type": "warning",
            "error_title": "Chỉ ghi tên đơn vị",
            "error_message": "Ngày, tháng, năm ghi ở ô này có thể bị hiểu là kỳ số liệu.",
        },
    )
    sheet.data_validation(
        *_PERIOD_PLACE,
        {
            "validate": "list",
            "source": list(PERIOD_CHOICES),
            "input_title": "Kỳ số liệu",
            "input_message": "Chọn kỳ trong danh sách. Năm ghi ở ô bên phải.",
            "error_type": "warning",
            "error_title": "Kỳ không có trong danh sách",
            "error_message": "Nếu số liệu khóa vào ngày khác, hãy ghi đủ hai ngày, ví dụ: từ ngày "
            "01/01/2026 đến ngày 10/9/2026.",
        },
    )
    sheet.data_validation(
        _PERIOD_ROW,
        _YEAR,
        _PERIOD_ROW,
        _YEAR,
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": first,
            "maximum": last,
            "input_title": "Năm của kỳ số liệu",
            "input_message": "Ghi bốn chữ số.",
            "error_title": "Năm không đúng",
            "error_message": f"Ghi năm bằng bốn chữ số, từ {first} đến {last}.",
        },
    )
    missing = book.add_format(_MISSING)
    year = f"${xl_col_to_name(_YEAR)}${_PERIOD_ROW + 1}"
    is_example = f"NOT(AND(ISNUMBER({year}),N({year})>={first}))"
    for place in (_SENDER_PLACE, _PERIOD_PLACE):
        cell = xl_range_abs(*place[:2], *place[:2])
        rule = f'=TRIM({cell})=""'
        sheet.conditional_format(*place, {"type": "formula", "criteria": rule, "format": missing})
    sheet.conditional_format(
        *(_PERIOD_ROW, _YEAR, _PERIOD_ROW, _YEAR),
        {"type": "formula", "criteria": f"={is_example}", "format": missing},
    )


def _cell(x: int) -> str:
    """Name a cell of the first row, its column fixed: rules are written for that row."""
    return f"${xl_col_to_name(x)}{_FIRST_ROW + 1}"


def _check_body(sheet: Worksheet) -> None:
    """Refuse what is no whole number and parts above their whole; ask about a repeated name."""
    for x, column in enumerate(_COLUMNS):
        rule = _rule_of(column.entry, x)
        if rule:
            sheet.data_validation(_FIRST_ROW, x, _LAST_ROW, x, rule)


def _rule_of(entry: _Entry, x: int) -> dict[str, object]:
    """Make the rule of validation of a column; empty for remarks."""
    own = xl_col_to_name(x) + str(_FIRST_ROW + 1)
    total, parts = _cell(_TOTAL), f"{_cell(_PARTS[0])}:{_cell(_PARTS[-1])}"
    whole = "Ghi số nguyên từ 0 trở lên, không kèm chữ"
    rules = {
        _Entry.ORDER: _integer_rule(1, "Ghi số thứ tự 1, 2, 3… cho từng đơn vị."),
        _Entry.COUNT: _integer_rule(0, f"{whole}; chưa có số liệu thì để trống."),
        _Entry.TOTAL: _figure_rule(
            own,
            f"{own}>=MAX({parts})",
            f"{whole}, không nhỏ hơn số nào ở các cột «{_PARTS_HEAD}».",
        ),
        _Entry.PART: _figure_rule(
            own,
            f'OR({total}="",{own}<=N({total}))',
            f"{whole}, không lớn hơn tổng số kết nạp của đơn vị.",
        ),
        _Entry.UNIT: {
            "validate": "custom",
            "value": f"=SUMPRODUCT(--({_NAMES}={own}))<=1",
            "error_type": "warning",
            "error_title": "Đơn vị đã có",
            "error_message": "Tên này đã ghi ở một dòng khác. Mỗi đơn vị chỉ ghi một lần.",
        },
    }
    return rules.get(entry, {})


def _integer_rule(least: int, message: str) -> dict[str, object]:
    """Make a rule for whole numbers."""
    limits = {"validate": "integer", "criteria": ">=", "value": least}
    return {**limits, "error_title": "Số không đúng", "error_message": message}


def _figure_rule(own: str, condition: str, message: str) -> dict[str, object]:
    """Make a rule for whole numbers that stand in a relation to others of their row."""
    value = f"=IF(ISNUMBER({own}),AND({own}>=0,INT({own})={own},{condition}),FALSE)"
    limits = {"validate": "custom", "value": value}
    return {**limits, "error_title": "Số không đúng", "error_message": message}


def _mark_body(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    """Colour what is wrong or missing (pasted figures escape validation), and the example."""
    wrong, missing, sample = map(book.add_format, (_WRONG, _MISSING, _SAMPLE))
    lines = book.add_format({"border": 1, "border_color": LINE})
    own, part = (xl_col_to_name(x) + str(_FIRST_ROW + 1) for x in (_FIGURES[0], _PARTS[0]))
    name, total, remark = _cell(_UNIT), _cell(_TOTAL), _cell(_REMARK)
    figures = f"{_cell(_FIGURES[0])}:{_cell(_FIGURES[-1])}"
    is_odd = f"IF(ISNUMBER({own}),OR({own}<0,INT({own})<>{own}),TRUE)"
    rules = (
        (_FIGURES[0], _FIGURES[-1], f'=AND({own}<>"",{is_odd})', wrong),
        (_PARTS[0], _PARTS[-1], f"=AND(ISNUMBER({part}),N({part})>N({total}))", wrong),
        (_UNIT, _UNIT, f'=AND({name}<>"",SUMPRODUCT(--({_NAMES}={name}))>1)', wrong),
        (_UNIT, _UNIT, f'=AND({name}="",COUNT({figures})>0)', missing),
        (_TOTAL, _TOTAL, f'=AND({name}<>"",{total}="")', missing),
        (0, _REMARK, f'=ISNUMBER(SEARCH("{_EXAMPLE_REMARK}",{remark}))', sample),
        (0, _REMARK, f"=COUNTA({name}:{_NAMES.partition(':')[2]})>0", lines),
    )
    for first, last, rule, look in rules:
        options = {"type": "formula", "criteria": rule, "format": look}
        sheet.conditional_format(_FIRST_ROW, first, _LAST_ROW, last, options)


def _write_guide(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    """Write the guide: sentences only, so that no reader takes it for a table."""
    title = _style(book, bold=True, font_size=15, font_color=ACCENT)
    section = _style(book, bold=True, font_size=13, bottom=1, bottom_color=LINE)
    term = _style(book, bold=True, text_wrap=True, valign="top", align="left", indent=1)
    text = _style(book, text_wrap=True, valign="top")
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, _GUIDE_WIDTH)
    sheet.write_string(0, 0, "CÁCH GHI BIỂU SỐ LIỆU KẾT NẠP ĐẢNG VIÊN", title)
    sheet.set_row(0, 27)
    row = 1
    for heading, lines in _GUIDE:
        sheet.set_row(row + 1, 20)
        sheet.write_string(row + 1, 0, heading, section)
        sheet.write_blank(row + 1, 1, None, section)
        row += 2
        for words, explanation in lines:
            sheet.write_string(row, 0, words, term)
            sheet.write_string(row, 1, explanation, text)
            sheet.set_row(row, 4 + 16 * lines_of(explanation, _GUIDE_WIDTH))
            row += 1
    sheet.hide_gridlines(2)
    sheet.protect()
    set_print(sheet, pages_high=1)


def lines_of(text: str, width: float) -> int:
    """Count the lines that a text takes in a column of a width, rather one too many.

    Programs fit the height of a row to its text only while somebody types, and never over merged
    cells, so heights are written down. A letter of this font is narrower than the digit by which
    widths are measured.
    """
    return sum(1 + int(len(line) / (width * 1.2)) for line in text.split("\n"))


def set_print(sheet: Worksheet, pages_high: int = 0) -> None:
    """Print on A4 across, one page wide; 0 pages high means as many as it takes."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, pages_high)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    sheet.set_footer(f'&L&"{FONT},Italic"&10&A&R&"{FONT},Regular"&10Trang &P/&N')
