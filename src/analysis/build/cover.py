"""The title block and imprint of a report."""

from __future__ import annotations

import pandas as pd

from analysis.build.manifest import inputs_digest
from analysis.chapters.wording import period_words, threshold_words
from analysis.findings import Findings
from analysis.metrics.achievement import leading
from analysis.render.cover import Cover
from analysis.report_data import ReportData
from analysis.text.display import format_count, format_date
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_

FICTIONAL = N_("Số liệu hư cấu, chỉ để minh họa và thử nghiệm: không có đơn vị nào như vậy.")


def make_cover(data: ReportData, found: Findings, manifest: dict) -> Cover:
    """Write the title block and the imprint.

    Args:
        data: What the report was made from.
        found: The figures of the report.
        manifest: As ``make_manifest`` returns it.
    """
    year = data.params.year
    return Cover(
        organisation=data.name,
        title=_("Báo cáo kết quả kết nạp đảng viên năm {year}", year=year),
        subject=_("kết quả kết nạp đảng viên năm {year}", year=year),
        period=_period(data, found),
        status=_status(data),
        warning=_(FICTIONAL) if data.is_fictional else "",
        imprint=_imprint(manifest),
        language=data.params.language,
        spelling=data.params.spelling,
        form=data.params.form if data.params.language == "vi" else "plain",
        issuance=data.issuance,
    )


def _imprint(manifest: dict) -> tuple[str, ...]:
    """Say how the report was made: program, parameters, inputs, versions."""
    packages = ", ".join(f"{name} {number}" for name, number in manifest["packages"].items())
    params = manifest["parameters"]
    given = ", ".join(f"{name} = {value}" for name, value in params.items() if value is not None)
    return (
        _(
            "Làm bằng ket-nap {version}; tham số: {parameters}.",
            version=manifest["version"],
            parameters=given,
        ),
        _(
            "Dữ liệu nguồn: {count} tệp, mã kiểm sha256 {digest}; chi tiết trong manifest.json.",
            count=format_count(len(manifest["inputs"])),
            digest=inputs_digest(manifest)[:16],
        ),
        f"Python {manifest['python']}; {packages}.",
    )


def _period(data: ReportData, found: Findings) -> str:
    own = leading(found.achievement_by_unit).iloc[0].to_dict()
    if own["period_kind"] is None or pd.isna(own["period_kind"]):
        return _("Kỳ báo cáo: năm {year} (chưa có số kết nạp của năm)", year=data.params.year)
    return _("Kỳ số liệu: {period}", period=period_words(own))


def _status(data: ReportData) -> str:
    kinds = data.in_scope["source_id"].map(data.sources["kind"])
    kinds = set(kinds[kinds.ne("computed")].eq("return"))
    origin = {
        (True,): _("Tổng hợp từ báo cáo của các đơn vị"),
        (False,): _("Tổng hợp từ số liệu đã công bố, chưa đối chiếu với đơn vị"),
    }.get(tuple(kinds), _("Tổng hợp từ số liệu đã công bố và báo cáo của các đơn vị"))
    words = _(
        "{origin}; ngưỡng nhắc nhở: dưới {threshold} chỉ tiêu.",
        origin=origin,
        threshold=threshold_words(data.params.threshold_pct),
    )
    return " ".join((words, *_limits(data)))


def _limits(data: ReportData) -> list[str]:
    """Say what the parameters leave out of the report."""
    words = []
    if data.params.as_of is not None:
        words.append(_("Chỉ dùng số liệu đến ngày {day}.", day=format_date(data.params.as_of)))
    if data.params.audience == "external":
        words.append(_("Bản dùng ngoài cơ quan: các số nhỏ về cơ cấu đảng viên được ẩn."))
    return words
