"""What is said about files that cannot be read, or not wholly, and what people can do about it."""

from __future__ import annotations

from analysis.office_files.grids import Remark, UnreadableFileError

_RESAVE = "Hãy mở tệp bằng chương trình đã tạo ra nó, kiểm tra nội dung rồi lưu lại dạng .xlsx."
_ASK_AGAIN = "Hãy xin lại tệp từ nơi gửi."
_SAVE_XLSX = "Hãy mở bằng Excel rồi lưu lại dạng .xlsx."
_SAVE_DOCX = "Hãy mở bằng Word rồi lưu lại dạng .docx."
_ONLY_DATA = "Hãy chép riêng vùng số liệu sang một tệp mới rồi gửi lại."

REFUSALS = {
    "not_readable": "Không mở được tệp ({0}). Hãy kiểm tra tệp còn đó, không bị chương trình khác "
    "khóa và anh/chị có quyền đọc.",
    "empty": f"Tệp trống, không có nội dung nào. {_ASK_AGAIN}",
    "too_large": "Tệp lớn hơn {0} MB, quá mức của một biểu số liệu. " + _ONLY_DATA,
    "bomb": "Tệp nén bung ra lớn bất thường, có thể là tệp phá hoại nên không đọc. "
    "Hãy hỏi lại nơi gửi; nếu là số liệu thật thì chép riêng vùng số liệu sang một tệp mới.",
    "too_much_memory": f"Đọc tệp này cần nhiều bộ nhớ hơn mức cho phép. {_ONLY_DATA}",
    "far_cell": "Ô {0} ở quá xa vùng số liệu (giới hạn {1} dòng, {2} cột). "
    "Hãy xóa các ô thừa ở xa rồi lưu lại.",
    "too_many_rows": "Tệp có hơn {0} dòng, quá mức của một biểu số liệu. " + _ONLY_DATA,
    "too_many_columns": "Tệp có hơn {0} cột, quá mức của một biểu số liệu. " + _ONLY_DATA,
    "too_many_cells": "Bảng tính có quá nhiều ô (kể cả ô trống chỉ có định dạng). " + _ONLY_DATA,
    "too_many_sheets": "Tệp có hơn {0} trang tính hoặc bảng. " + _ONLY_DATA,
    "too_many_merges": f"Bảng tính có quá nhiều ô gộp. {_ONLY_DATA}",
    "too_much_text": f"Chữ trong các ô dài bất thường. {_ONLY_DATA}",
    "long_cell": "Có ô chứa hơn {0} ký tự ({1}), quá mức của một ô số liệu. " + _RESAVE,
    "long_line": "Có dòng dài hơn 1 MB; đây không phải là bảng số liệu dạng CSV. " + _RESAVE,
    "doctype": "Tệp chứa khai báo DOCTYPE/ENTITY có thể làm sai hoặc mất số liệu nên không đọc. "
    + _RESAVE,
    "encrypted": "Tệp đặt mật khẩu nên không đọc được. Hãy mở bằng mật khẩu, bỏ mật khẩu rồi lưu "
    "lại.",
    "truncated": f"Tệp bị cụt, có thể do gửi hoặc chép dở dang. {_ASK_AGAIN}",
    "damaged": f"Tệp hỏng, nội dung bên trong không đọc được. {_RESAVE}",
    "unsafe_names": "Tệp nén chứa tên không an toàn ({0}) nên không đọc. " + _RESAVE,
    "duplicate_parts": "Tệp nén chứa hai phần trùng tên ({0}), không biết phần nào là số liệu "
    "thật. " + _RESAVE,
    "binary": "Tệp chứa dữ liệu nhị phân, không phải bảng tính hay văn bản. Hãy kiểm tra đã chọn "
    "đúng tệp chưa.",
    "bad_encoding": "Tệp văn bản là UTF-8 nhưng có chỗ bị hỏng (gần dòng {0}), đọc tiếp sẽ sai "
    "chữ. Hãy lưu lại dạng CSV UTF-8.",
    "bad_quotes": "Dấu nháy kép mở mà không đóng, hoặc đóng không đúng chỗ (từ dòng {0}). "
    "Hãy sửa dấu nháy ở đó, hoặc lưu lại dạng .xlsx.",
    "unsupported_doc": f"Đây là tệp Word kiểu cũ (.doc), chưa đọc được. {_SAVE_DOCX}",
    "unsupported_odt": f"Đây là văn bản OpenDocument (.odt), chưa đọc được. {_SAVE_DOCX}",
    "unsupported_rtf": f"Đây là tệp RTF, chưa đọc được. {_SAVE_DOCX}",
    "unsupported_pdf": "Đây là tệp PDF, không đọc số liệu từ PDF. Hãy xin lại bảng tính hoặc tệp "
    "Word gốc.",
    "unsupported_image": "Đây là tệp ảnh, không đọc số liệu từ ảnh. Hãy xin lại bảng tính gốc.",
    "unsupported_slides": "Đây là tệp trình chiếu, không phải bảng tính. Hãy xin lại bảng tính "
    "gốc.",
    "unsupported_archive": "Đây là tệp nén. Hãy giải nén rồi đưa vào từng tệp bảng tính bên trong.",
    "unsupported_mhtml": f"Đây là trang web lưu một tệp (.mht). {_SAVE_XLSX}",
    "unsupported_xml_sheet": f"Đây là bảng tính XML kiểu 2003. {_SAVE_XLSX}",
    "unsupported_xml": f"Đây là tệp XML không phải bảng tính Excel hay Word. {_SAVE_XLSX}",
    "unsupported_old_xls": f"Đây là bảng tính Excel đời rất cũ (trước Excel 95). {_SAVE_XLSX}",
    "unsupported_ole": f"Đây là tệp Office kiểu cũ nhưng không phải bảng tính Excel. {_SAVE_XLSX}",
}

REMARKS = {
    "macros_ignored": "Tệp có macro. Macro không được chạy, chỉ đọc giá trị đã lưu trong ô.",
    "external_links_ignored": "Tệp có liên kết sang tệp khác. Chỉ đọc giá trị đã lưu, có thể đã "
    "cũ so với tệp nguồn.",
    "formulas_not_calculated": "Tệp do phần mềm khác ghi và yêu cầu Excel tính lại khi mở: kết quả "
    "công thức lưu trong tệp có thể chưa đúng. Hãy mở bằng Excel rồi lưu lại.",
    "covered_cells_ignored": "Có số liệu nằm khuất dưới ô gộp ({0}), không hiện ra nên không đọc. "
    "Hãy bỏ gộp ô để kiểm tra.",
    "formats_unknown": "Không đọc được định dạng ô (phần trăm, phông chữ) và dòng, cột ẩn của tệp "
    "này. Nếu có thể, hãy lưu lại dạng .xlsx.",
    "hidden_text_ignored": "Có chữ đang bị ẩn, không hiện ra nên không đọc.",
    "deleted_text_ignored": "Có chữ hoặc dòng đã đánh dấu xóa (theo dõi thay đổi), không đọc; chữ "
    "chèn thêm thì đọc.",
    "hidden_cells_ignored": "Có ô đang bị ẩn, không hiện ra nên không đọc.",
    "text_boxes_ignored": "Có hộp văn bản (text box); chữ và bảng trong đó không được đọc.",
}


def unreadable(rule: str, *details: object) -> UnreadableFileError:
    """Make the error of a rule; ``details`` fill the places in its message."""
    return UnreadableFileError(rule, REFUSALS[rule].format(*details))


def remark(rule: str, *details: object, locator: str = "") -> Remark:
    """Make the remark of a rule; ``details`` fill the places in its message."""
    return Remark(rule, REMARKS[rule].format(*details), locator)
