"""Annex: the words of the report, as the report uses them."""

from __future__ import annotations

from analysis.chapters.wording import threshold_words
from analysis.document.blocks import Block, Heading
from analysis.document.tables import text_table
from analysis.report_data import ReportData
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_

_ENTRIES = (
    (
        N_("Đảng viên mới kết nạp"),
        N_("Quần chúng được kết nạp vào Đảng trong kỳ, kể cả kết nạp lại."),
    ),
    (
        N_("Chỉ tiêu"),
        N_("Số đảng viên phải kết nạp trong năm hoặc trong nhiệm kỳ do cấp có thẩm quyền giao."),
    ),
    (
        N_("Chỉ tiêu suy ra"),
        N_("Chỉ tiêu nguồn không in, tính ngược từ số kết nạp và tỷ lệ do nguồn công bố."),
    ),
    (N_("Tỷ lệ thực hiện"), N_("Số kết nạp chia cho chỉ tiêu của cùng đơn vị, tính bằng %.")),
    (
        N_("Dưới ngưỡng"),
        N_("Tỷ lệ thực hiện nhỏ hơn hẳn {threshold}; đúng {threshold} không phải là dưới ngưỡng."),
    ),
    (
        N_("Chưa kết nạp được đảng viên"),
        N_("Đơn vị báo cáo số kết nạp bằng 0; khác với đơn vị chưa có số liệu."),
    ),
    (
        N_("Còn thiếu, còn phải kết nạp"),
        N_("Chỉ tiêu trừ số đã kết nạp, tính bằng đồng chí; không nhỏ hơn 0."),
    ),
    (
        N_("Cùng kỳ"),
        N_("Kỳ của năm trước có cùng ngày đầu và ngày cuối trong năm."),
    ),
    (
        N_("Điểm phần trăm"),
        N_("Hiệu của hai tỷ lệ; khác với tăng, giảm bao nhiêu phần trăm."),
    ),
    (
        N_("Tiến độ"),
        N_("Phần chỉ tiêu đã đạt so với phần lẽ ra phải đạt vào ngày cuối của kỳ số liệu."),
    ),
    (
        N_("Nhiệm kỳ"),
        N_("Thời gian từ sau đại hội đảng bộ này đến đại hội sau; không trùng năm dương lịch."),
    ),
    (
        N_("Tỷ lệ kết nạp so với tổng số đảng viên"),
        N_("Số kết nạp cả năm chia cho số đảng viên cuối năm trước; không phải tỷ lệ chỉ tiêu."),
    ),
    (
        N_("Số dựng lại"),
        N_("Số của một đơn vị trước khi hợp nhất, cộng đủ từ các đơn vị cũ."),
    ),
    (
        N_("Đơn vị"),
        N_("Tổ chức đảng trực thuộc nơi báo cáo nói tới, có trong danh mục của năm đó."),
    ),
)


def glossary(data: ReportData) -> list[Block]:
    """Explain the words that the report uses in a fixed sense."""
    threshold = threshold_words(data.params.threshold_pct)
    rows = [(_(word), _explained(meaning, threshold)) for word, meaning in _ENTRIES]
    return [
        Heading(level=1, text=_("Giải thích từ ngữ"), part="annex", anchor="tu-ngu"),
        text_table(
            "TuNgu",
            _("Từ ngữ trong báo cáo"),
            ((_("Từ ngữ"), 1.0), (_("Nghĩa trong báo cáo này"), 2.5)),
            rows,
        ),
    ]


def _explained(meaning: str, threshold: str) -> str:
    return _(meaning, threshold=threshold) if "{threshold}" in meaning else _(meaning)
