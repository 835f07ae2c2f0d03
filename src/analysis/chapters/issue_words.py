"""What is wrong with a figure or a return, in a few words for each rule and reason.

Those who read and clean say in Vietnamese what they found, with all details. A report in another
language names the rule and quotes what stands in the cell.
"""

from __future__ import annotations

import re

from analysis.text.language import SOURCE_LANGUAGE, current_language
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_

RULES = {
    # The file.
    "not_readable": N_("không mở được tệp"),
    "empty": N_("trống, không có nội dung"),
    "too_large": N_("tệp quá lớn"),
    "bomb": N_("tệp nén bung ra lớn bất thường"),
    "too_much_memory": N_("đọc tệp cần quá nhiều bộ nhớ"),
    "far_cell": N_("có ô ở quá xa vùng số liệu"),
    "too_many_rows": N_("tệp có quá nhiều dòng"),
    "too_many_columns": N_("tệp có quá nhiều cột"),
    "too_many_cells": N_("bảng tính có quá nhiều ô"),
    "too_many_sheets": N_("tệp có quá nhiều trang tính"),
    "too_many_merges": N_("bảng tính có quá nhiều ô gộp"),
    "too_much_text": N_("chữ trong các ô dài bất thường"),
    "long_cell": N_("có ô quá dài"),
    "long_line": N_("có dòng quá dài"),
    "doctype": N_("tệp khai báo DOCTYPE, ENTITY"),
    "encrypted": N_("tệp đặt mật khẩu"),
    "truncated": N_("tệp bị cụt"),
    "damaged": N_("tệp hỏng"),
    "unsafe_names": N_("tệp nén chứa tên không an toàn"),
    "duplicate_parts": N_("tệp nén chứa hai phần trùng tên"),
    "binary": N_("không phải bảng tính hay văn bản"),
    "bad_encoding": N_("văn bản UTF-8 bị hỏng"),
    "bad_quotes": N_("dấu nháy kép không đóng"),
    "unsupported_doc": N_("tệp Word kiểu cũ (.doc)"),
    "unsupported_odt": N_("văn bản OpenDocument (.odt)"),
    "unsupported_rtf": N_("tệp RTF"),
    "unsupported_pdf": N_("tệp PDF"),
    "unsupported_image": N_("tệp ảnh"),
    "unsupported_slides": N_("tệp trình chiếu"),
    "unsupported_archive": N_("tệp nén"),
    "unsupported_mhtml": N_("trang web lưu một tệp (.mht)"),
    "unsupported_xml_sheet": N_("bảng tính XML kiểu 2003"),
    "unsupported_xml": N_("tệp XML khác"),
    "unsupported_old_xls": N_("bảng tính Excel đời rất cũ"),
    "unsupported_ole": N_("tệp Office kiểu cũ khác"),
    "reader_time": N_("đọc quá lâu nên đã dừng"),
    "reader_memory": N_("đọc cần quá nhiều bộ nhớ nên đã dừng"),
    "reader_crash": N_("chương trình đọc bị dừng đột ngột"),
    # Remarks on the file.
    "macros_ignored": N_("có macro, không chạy"),
    "external_links_ignored": N_("có liên kết ngoài, không mở"),
    "formulas_not_calculated": N_("công thức chưa tính lại trước khi lưu"),
    "covered_cells_ignored": N_("số bị ô gộp che, không lấy"),
    "formats_unknown": N_("không đọc được định dạng ô"),
    "hidden_text_ignored": N_("chữ ẩn, không lấy"),
    "deleted_text_ignored": N_("chữ đã đánh dấu xóa, không lấy"),
    "hidden_cells_ignored": N_("ô ẩn, không lấy"),
    "text_boxes_ignored": N_("chữ trong khung, không lấy"),
    # Tables, columns and rows.
    "unmapped_column": N_("tiêu đề cột không hiểu được"),
    "missing_column": N_("thiếu cột đơn vị hoặc cột số liệu"),
    "two_unit_columns": N_("nhiều cột cùng ghi tên đơn vị"),
    "layout_mismatch": N_("tiêu đề không đúng với bố cục đã khai báo"),
    "no_table": N_("có số liệu nhưng không nhận ra bảng"),
    "no_rows": N_("biểu trống"),
    "period_missing": N_("không thấy ghi kỳ số liệu"),
    "ambiguous_period": N_("kỳ của cột có hai cách hiểu"),
    "two_columns": N_("hai cột cùng nghĩa nhưng số khác nhau"),
    "change_or_index": N_("không rõ là tăng, giảm hay tỷ lệ so với cùng kỳ"),
    "repeated_column": N_("cột lặp lại cùng số liệu, lấy một cột"),
    "column_ignored": N_("cột không có chỉ số tương ứng, không lấy"),
    "stray_figure": N_("con số ngoài bảng, không lấy"),
    "hidden_row": N_("dòng bị ẩn, không lấy"),
    "hidden_column": N_("cột bị ẩn, không lấy"),
    "hidden_sheet": N_("trang tính bị ẩn, không lấy"),
    "no_unit": N_("số liệu không có tên đơn vị"),
    "unknown_unit": N_("tên không có trong danh mục đơn vị"),
    "no_figures": N_("đơn vị có tên nhưng chưa có số liệu"),
    "conflict": N_("các báo cáo ghi số khác nhau"),
    "comparison_row": N_("dòng so sánh, bình quân dưới bảng, không lấy"),
    "row_below_total": N_("dòng dưới dòng tổng, không rõ có phải đơn vị"),
    "parts_do_not_add_up": N_("các dòng bên dưới không cộng thành số của đơn vị"),
    "row_too_long": N_("dòng có nhiều ô hơn tiêu đề"),
    "unmapped_row": N_("tiêu chí không hiểu được"),
    "correction_without_file": N_("dòng sửa nói về tệp không có"),
    "stale_correction": N_("dòng sửa chờ một giá trị khác"),
    "corrected": N_("đã sửa theo data/raw/corrections.yml"),
    # Figures.
    "ambiguous_separator": N_("dấu ngăn có hai cách hiểu"),
    "bad_grouping": N_("nhóm chữ số sai chỗ"),
    "foreign_separator": N_("dấu ngăn kiểu ngôn ngữ khác"),
    "not_a_number": N_("không phải con số"),
    "non_ascii_digit": N_("chữ số khác 0-9"),
    "too_long": N_("quá dài"),
    "ordinal": N_("là số thứ tự, không phải số lượng"),
    "reversed_range": N_("cận dưới không nhỏ hơn cận trên"),
    "bad_fraction": N_("phân số không hợp lệ"),
    "conflicting_words": N_("các từ loại trừ nhau"),
    "not_exact": N_("chỉ là ước lượng"),
    "two_numbers": N_("hai con số trong một ô"),
    "none_or_unknown": N_("không rõ là 0 hay chưa có số liệu"),
    "unit_mismatch": N_("không cùng đơn vị với chỉ số"),
    "not_whole": N_("không phải số nguyên"),
    "negative": N_("là số âm"),
    "number_too_large": N_("số quá lớn"),
    "rate_or_fraction": N_("không rõ là phần trăm hay phân số"),
    "error_value": N_("lỗi của bảng tính"),
    "uncached_formula": N_("công thức chưa có kết quả lưu trong tệp"),
    "date_value": N_("là ngày, không phải con số"),
    "boolean_value": N_("là giá trị đúng, sai"),
    # Readings.
    "english_separators": N_("dấu phẩy ngăn hàng nghìn"),
    "thousands_as_decimals": N_("số hàng nghìn bị đổi thành số lẻ, đã đọc lại"),
    "legacy_letters": N_("chuyển bảng mã TCVN3, VNI"),
    "mojibake": N_("sửa chữ lỗi bảng mã"),
    "damaged_letters": N_("chữ bị mất, không khôi phục được"),
    # Arithmetic.
    "total_mismatch": N_("cộng các đơn vị không bằng dòng tổng"),
    "part_above_whole": N_("thành phần lớn hơn tổng số"),
    "partition_mismatch": N_("các thành phần không cộng thành tổng số"),
    "rate_mismatch": N_("tỷ lệ không khớp khi tính lại"),
    "balance_mismatch": N_("đầu kỳ, tăng, giảm không khớp cuối kỳ"),
    # Registers and periods.
    "unknown_measure": N_("không có trong danh mục chỉ số"),
    "unknown_source": N_("không có trong danh mục nguồn"),
    "bad_day_read": N_("không phải ngày hợp lệ"),
    "no_period": N_("không nhận ra kỳ số liệu"),
    "unread_number": N_("có con số không phải ngày, tháng, quý, năm"),
    "impossible_date": N_("ngày không tồn tại"),
    "reversed_years": N_("năm đầu không trước năm cuối"),
    "reversed_dates": N_("ngày đầu sau ngày cuối"),
    "school_year": N_("năm học, không có ngày cố định"),
    "comparison": N_("mốc so sánh, không phải kỳ số liệu"),
    "vague": N_("không nêu thời điểm xác định"),
    "several_periods": N_("nhiều hơn một kỳ"),
    "year_not_printed": N_("không in năm"),
    "future_period": N_("kết quả của kỳ chưa bắt đầu khi công bố"),
}

# What a correction changed, and who decided it, is told in its message only.
_CORRECTED = re.compile(
    r"đã sửa «(?P<before>.*?)» thành «(?P<after>.*?)»: (?P<reason>.*)", re.DOTALL
)


def rule_words(rule: str) -> str:
    """Name a rule of an issue, or a reason for setting a figure aside."""
    return _(RULES.get(rule, rule))


def issue_words(rule: str, message: str, value: str) -> str:
    """Say what is wrong: the message itself, in another language the rule and the value.

    Args:
        rule: The code.
        message: What the reader of the return says, in Vietnamese.
        value: What stands in the cell; empty where the issue is about more than one cell.
    """
    if current_language() == SOURCE_LANGUAGE:
        return message
    corrected = _CORRECTED.fullmatch(message)
    if corrected:
        return _("đã sửa «{before}» thành «{after}»: {reason}", **corrected.groupdict())
    return _("{rule}: «{value}»", rule=rule_words(rule), value=value) if value else rule_words(rule)


def reason_words(reason: str, message: str) -> str:
    """Say why a line was set aside; empty where it was not."""
    is_told = current_language() == SOURCE_LANGUAGE or not reason
    return message if is_told else rule_words(reason)
