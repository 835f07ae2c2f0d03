"""The words that every form of the report puts around the blocks, in the report's language."""

from __future__ import annotations

from analysis.text.language import gettext as _


def fixed_words() -> dict[str, str]:
    """Return the words by what they are for; templates know no words of their own."""
    return {
        "table": _("Bảng"),
        "figure": _("Biểu đồ"),
        "source": _("Nguồn"),
        "method": _("Cách tính"),
        "contents": _("Mục lục"),
        "search": _("Tìm trong bảng"),
        "sort": _("Sắp xếp"),
        "to_top": _("Về đầu trang"),
        "unit": _("Đơn vị"),
        "skip": _("Đến nội dung chính"),
        "warning": _("Lưu ý"),
        "unit_filter": _("Lọc mọi bảng dài theo đơn vị"),
        "rows": _("{shown} trong {total} dòng"),
    }
