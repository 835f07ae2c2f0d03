"""Words for why no rate of members can be computed: which of its two figures is missing."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.chapters.wording import bounded_members, date_words, period_words
from analysis.findings import Findings
from analysis.metrics.rate_of_members import MembersKind, distant_members
from analysis.report_data import ReportData
from analysis.text.language import gettext as _

Record = dict[str, Any]


def nothing_words(data: ReportData, found: Findings) -> str:
    """Say that there is no rate, what is missing for it, and which count lies too far away."""
    row = found.member_rates.iloc[0].to_dict()
    sentence = _(
        "Chưa tính được tỷ lệ kết nạp năm {year} so với tổng số đảng viên: {reason}; cũng không có "
        "tỷ lệ công bố nào để thay thế.",
        year=data.params.year,
        reason=_reason(row),
    )
    return " ".join(filter(None, (sentence, _distant_words(data, row))))


def _reason(row: Record) -> str:
    """Tell what is there of admissions and members, and what is not."""
    no_admissions, no_members = _admissions_fault(row), _members_fault(row)
    if no_admissions and no_members:
        return _("{one} và {other}", one=no_admissions, other=no_members)
    if no_members:
        known = _(
            "đã có số kết nạp ({period}: {count})",
            period=period_words(row),
            count=bounded_members(int(row["admitted"]), row["admitted_qualifier"]),
        )
        return _("{known} nhưng {fault}", known=known, fault=no_members)
    known = _(
        "đã có tổng số đảng viên (ngày {day}: {count})",
        day=date_words(row["members_as_of"]),
        count=bounded_members(int(row["members"]), "exact"),
    )
    return _("{known} nhưng {fault}", known=known, fault=no_admissions)


def _admissions_fault(row: Record) -> str:
    """Say why admissions cannot be divided; "" where they can."""
    if pd.isna(row["admitted"]):
        is_silent = pd.isna(row["period_key"])
        return _("chưa có số kết nạp") if is_silent else _("chưa rõ số kết nạp")
    if row["admitted_qualifier"] == "exact":
        return ""
    count = bounded_members(int(row["admitted"]), row["admitted_qualifier"])
    return _("số kết nạp chỉ được công bố là {count}", count=count)


def _members_fault(row: Record) -> str:
    """Say why members cannot divide; "" where they can."""
    if row["members_kind"] == MembersKind.NONE:
        nothing = _("chưa có số đảng viên đầu năm hoặc số công bố cách đó không quá một năm")
        return row["members_note"] or nothing
    if row["members_kind"] == MembersKind.BOUNDED:
        return _("tổng số đảng viên chỉ được công bố gần đúng")
    return "" if row["members"] else _("tổng số đảng viên được công bố là không")


def _distant_words(data: ReportData, row: Record) -> str:
    """Name the nearest published count of members where it lies too far to divide by."""
    distant = distant_members(data.observations, row["unit_id"], year=data.params.year)
    if distant is None:
        return ""
    return _(
        "Số đảng viên công bố gần nhất có ghi ngày là {count}, ngày {day}, cách đầu năm {year} hơn "
        "một năm nên không dùng làm mẫu số.",
        count=bounded_members(distant.members, distant.qualifier),
        day=date_words(distant.day),
        year=data.params.year,
    )
