"""The title block and imprint of a report."""

from __future__ import annotations

import pandas as pd

from analysis.build.manifest import inputs_digest
from analysis.chapters.wording import period_words, threshold_words
from analysis.findings import Findings
from analysis.metrics.achievement import leading
from analysis.render.cover import Cover
from analysis.report_data import ReportData
from analysis.text.display import format_date

FICTIONAL = "Số liệu hư cấu, chỉ để minh họa và thử nghiệm: không có đơn vị nào như vậy."


def make_cover(data: ReportData, found: Findings, manifest: dict) -> Cover:
    """Write the title block and the imprint.

    Args:
        data: What the report was made from.
        found: The figures of the report.
        manifest: As ``make_manifest`` returns it.
    """
    packages = ", ".join(f"{name} {number}" for name, number in manifest["packages"].items())
    params, digest = manifest["parameters"], inputs_digest(manifest)[:16]
    return Cover(
        organisation=data.name,
        title=f"Báo cáo kết quả kết nạp đảng viên năm {data.params.year}",
        subject=f"kết quả kết nạp đảng viên năm {data.params.year}",
        period=_period(data, found),
        status=_status(data),
        warning=FICTIONAL if data.is_fictional else "",
        imprint=(
            f"Làm bằng ket-nap {manifest['version']}; tham số: "
            + ", ".join(f"{name} = {value}" for name, value in params.items() if value is not None)
            + ".",
            f"Dữ liệu nguồn: {len(manifest['inputs'])} tệp, mã kiểm sha256 {digest}; chi tiết "
            "trong manifest.json.",
            f"Python {manifest['python']}; {packages}.",
        ),
        language=data.params.language,
        spelling=data.params.spelling,
        form=data.params.form if data.params.language == "vi" else "plain",
        issuance=data.issuance,
    )


def _period(data: ReportData, found: Findings) -> str:
    own = leading(found.achievement_by_unit).iloc[0].to_dict()
    if own["period_kind"] is None or pd.isna(own["period_kind"]):
        return f"Kỳ báo cáo: năm {data.params.year} (chưa có số kết nạp của năm)"
    return f"Kỳ số liệu: {period_words(own)}"


def _status(data: ReportData) -> str:
    threshold = threshold_words(data.params.threshold_pct)
    kinds = data.in_scope["source_id"].map(data.sources["kind"])
    kinds = set(kinds[kinds.ne("computed")].eq("return"))
    origin = {
        (True,): "Tổng hợp từ báo cáo của các đơn vị",
        (False,): "Tổng hợp từ số liệu đã công bố, chưa đối chiếu với đơn vị",
    }.get(tuple(kinds), "Tổng hợp từ số liệu đã công bố và báo cáo của các đơn vị")
    return f"{origin}; ngưỡng nhắc nhở: dưới {threshold} chỉ tiêu.{_limits(data)}"


def _limits(data: ReportData) -> str:
    """Say what the parameters leave out of the report."""
    words = ""
    if data.params.as_of is not None:
        words += f" Chỉ dùng số liệu đến ngày {format_date(data.params.as_of)}."
    if data.params.audience == "external":
        words += " Bản dùng ngoài cơ quan: các số nhỏ về cơ cấu đảng viên được ẩn."
    return words
