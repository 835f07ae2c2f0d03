"""Chapter: who the new members are; groups that overlap are never added up."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.chapters.wording import (
    REBUILT_NOTE,
    bounded,
    capitalise,
    opening_words,
    period_words,
    rebuilt,
    rebuilt_mark,
    source_words,
)
from analysis.charts.composition import composition_chart
from analysis.charts.theme import to_svg
from analysis.document.blocks import (
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    NativeChart,
    Note,
    Paragraph,
    Row,
    Table,
)
from analysis.document.cells import (
    DOES_NOT_APPLY,
    count_cell,
    marked,
    percent_cell,
    text_cell,
)
from analysis.findings import Findings
from analysis.metrics.composition import (
    BY_UNIT,
    LEAST_COVERED_PCT,
    alone_in_block,
    shown_blocks,
)
from analysis.metrics.disclosure import HIDDEN_TEXT
from analysis.metrics.results import ADMITTED
from analysis.metrics.sums import units_in_note
from analysis.metrics.vintages import REBUILT_SOURCE
from analysis.registers.composition import PARTITION
from analysis.registers.measures import label_of
from analysis.report_data import ReportData
from analysis.text.display import format_count, format_number, format_percent, round_half_up
from analysis.text.language import current_language, ngettext
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_

_OVERLAP_NOTE = N_("Một đồng chí có thể thuộc nhiều nhóm: các nhóm này không cộng lại với nhau.")
_PRINTED_NOTE = N_("† Tỷ lệ do nguồn công bố; nguồn không công bố đủ số liệu để tính lại.")
_HIDDEN_NOTE = N_("{mark} Không nêu trong báo cáo ra ngoài để không nhận ra được từng người.")
_MISSING_NOTE = N_("… Nguồn không công bố.   – Không so sánh được với cùng kỳ năm trước.")
_ALONE_NOTE = N_(
    "Dòng “tiêu chí: nhóm” đứng riêng là nhóm duy nhất có số liệu theo tiêu chí đó, nên không cộng."
)
_REBUILT = ["is_count_rebuilt", "is_whole_rebuilt", "previous_is_rebuilt"]
_BLOCKS = {
    "age_2021": N_("Tuổi đời"),
    "age_2012": N_("Tuổi đời"),
    "age_31_40": N_("Trong nhóm 31–40 tuổi"),
    "age_41_50": N_("Trong nhóm 41–50 tuổi"),
    "age_over_50": N_("Trong nhóm trên 50 tuổi"),
    "occupation": N_("Nghề nghiệp"),
    "enterprise": N_("Trong doanh nghiệp"),
    "students": N_("Học sinh, sinh viên"),
    "schooling": N_("Giáo dục phổ thông"),
    "qualification": N_("Trình độ chuyên môn"),
    "vocational": N_("Từ trung cấp trở lên"),
    "college": N_("Từ cao đẳng, đại học trở lên"),
    "title": N_("Chức danh khoa học"),
}
# What stands before and after the name of a group in the labels of measures.
_BEFORE_GROUP = {
    "vi": (
        *("Tỷ lệ đảng viên mới ", "Tỷ lệ ", "Đảng viên mới là ", "Đảng viên mới "),
        "Đảng viên ",
    ),
    "en": (
        *("Share of newly admitted Party members: ", "Share of Party members: "),
        *("Newly admitted Party members: ", "Party members: "),
    ),
}
_AFTER_GROUP = {"vi": " trong đảng viên mới", "en": ""}


def heading() -> Heading:
    """Open the chapter."""
    text = _("Cơ cấu đảng viên mới và tỷ lệ so với đảng viên")
    return Heading(level=1, text=text, method="co-cau")


def block_name(block: str) -> str:
    """Name a block of groups that exclude one another."""
    return _(_BLOCKS[block])


def group_name(data: ReportData, measure: str) -> str:
    """Name a group in short: "Nữ", "Người dân tộc thiểu số"."""
    return capitalise(_group_within(data, measure))


def _group_within(data: ReportData, measure: str) -> str:
    """Name a group as it stands within a sentence: "nữ", "Youth Union members"."""
    label = label_of(data.measures, measure)
    name = label
    for start in _BEFORE_GROUP[current_language()]:
        name = name.removeprefix(start)
    name = name.removesuffix(_AFTER_GROUP[current_language()])
    return _lower(name) if name == label else name


def _loose(groups: pd.DataFrame) -> pd.DataFrame:
    """Keep the groups that overlap; one of a block never stands among them, not even alone."""
    return groups[groups["block"].eq("")]


def table(data: ReportData, found: Findings) -> list[Block]:
    """List the groups of the new members with their shares, and the same of the year before."""
    groups = _loose(found.composition)
    if found.composition.empty:
        text = _(
            "Chưa có số liệu cơ cấu đảng viên mới năm {year} của {name}.",
            year=data.params.year,
            name=data.name,
        )
        return [Note(kind="info", text=text)]
    if groups.empty:
        return []
    caption = _("Cơ cấu đảng viên mới của {name}, {period}", name=data.name, period=_when(groups))
    listed = Table(
        sheet="CoCau",
        caption=caption,
        columns=(_group_column(), *_columns()),
        rows=tuple(
            Row(cells=(text_cell(group_name(data, row["measure"])), *_cells(row)))
            for row in groups.to_dict("records")
        ),
        notes=(
            _(_OVERLAP_NOTE),
            *_part_notes(data, groups),
            *_compared_notes(data, groups),
            *_marks(groups),
        ),
        source=_sources(data, groups),
    )
    sentence = _sentence(data, groups)
    return [*([Paragraph(text=sentence, role="lead")] if sentence else []), listed]


def _group_column() -> Column:
    return Column(head=_("Nhóm"), width=3.2)


def _columns() -> tuple[Column, ...]:
    return (
        Column(head=_("Số lượng (đồng chí)"), align="right", width=1.2),
        Column(head=_("Trong tổng số (đảng viên mới)"), align="right", width=1.3),
        Column(head=_("Tỷ trọng (%)"), align="right", width=1.1),
        Column(head=_("Cùng kỳ năm trước (%)"), align="right", width=1.2),
        Column(head=_("Thay đổi (điểm phần trăm)"), align="right", width=1.3),
    )


def _cells(row: dict) -> tuple[Cell, ...]:
    hidden = text_cell(_(HIDDEN_TEXT))
    return (
        hidden if row["is_hidden"] else _count_cell(row),
        count_cell(row["whole"], mark=rebuilt_mark(is_rebuilt=row["is_whole_rebuilt"])),
        hidden if row["is_hidden"] else _share_cell(row),
        _previous_cell(row),
        _points_cell(row["change_points"]),
    )


def _known(value: object) -> object:
    """Turn a missing value of a frame back into None."""
    return value if hasattr(value, "numerator") and not isinstance(value, float) else None


def _count_cell(row: dict) -> Cell:
    if pd.isna(row["count"]):
        return count_cell(None)
    text = bounded(int(row["count"]), row["qualifier"])
    cell = Cell(text=text, value=int(row["count"]))
    return marked(cell, rebuilt_mark(is_rebuilt=row["is_count_rebuilt"]))


def _share_cell(row: dict) -> Cell:
    share = _known(row["share_pct"])
    if share is not None or _known(row["printed_pct"]) is None:
        return marked(percent_cell(share), rebuilt_mark(is_rebuilt=row["is_rebuilt"]))
    printed, decimals = row["printed_pct"], int(row["printed_decimals"])
    text = _printed_words(row) + "†"
    return Cell(text=text, value=float(round_half_up(printed, 6)), decimals=decimals, after="†")


def _previous_cell(row: dict) -> Cell:
    cell = percent_cell(_known(row["previous_share_pct"]), missing=DOES_NOT_APPLY)
    return marked(cell, rebuilt_mark(is_rebuilt=row["previous_is_rebuilt"]))


def _printed_words(row: dict) -> str:
    """Write a percentage as its source prints it, with its bound."""
    printed = format_percent(row["printed_pct"], int(row["printed_decimals"]))
    words = _PRINTED_BOUNDS.get(row["printed_qualifier"])
    return printed if words is None else _(words, figure=printed)


_PRINTED_BOUNDS = {
    "more_than": N_("trên {figure}"),
    "at_least": N_("từ {figure}"),
    "less_than": N_("gần {figure}"),
    "about": N_("khoảng {figure}"),
}


def _points_cell(points: object) -> Cell:
    known = _known(points)
    if known is None:
        return text_cell(DOES_NOT_APPLY)
    sign = "+" if known > 0 else "−" if known < 0 else ""
    return Cell(text=sign + format_number(abs(known), 2), value=float(known), decimals=2)


def _part_notes(data: ReportData, groups: pd.DataFrame) -> tuple[str, ...]:
    """Say of which units the sums are, groups of the same units together."""
    parts = groups[groups["is_part"].astype(bool)]
    if parts.empty:
        return ()
    told = "; ".join(
        f"{_joined(data, rows['measure'])} – {units_in_note(note)}"
        for note, rows in parts.groupby("note", sort=False)
    )
    return (
        _(
            "Cộng từ báo cáo của các đơn vị có số liệu, trong tổng số đảng viên mới của chính các "
            "đơn vị đó: {groups}.",
            groups=told,
        ),
        _(
            "Chỉ so sánh hai năm khi các đơn vị có số liệu giữ ít nhất {share}% đảng viên mới của "
            "cả hai năm.",
            share=LEAST_COVERED_PCT,
        ),
        *_outside_notes(data, parts),
    )


def _outside_notes(data: ReportData, parts: pd.DataFrame) -> tuple[str, ...]:
    """Say for readers outside why an earlier sum has fewer units than list a figure.

    ``metrics.known_sums`` keeps to the units of the later sum, so that the two tell of no unit.
    """
    if data.params.audience == "internal" or parts["period_kind"].eq("year").all():
        return ()
    return (
        _(
            "Báo cáo gửi ra ngoài chỉ cộng những đơn vị cũng có số liệu ở kỳ sau cùng năm, nếu đã "
            "có kỳ đó, để hiệu của hai tổng không làm lộ số của từng đơn vị; vì vậy tổng có thể ít "
            "đơn vị hơn bảng chi tiết và báo cáo nội bộ."
        ),
    )


def _compared_notes(data: ReportData, groups: pd.DataFrame) -> tuple[str, ...]:
    """Say over which units each of two compared shares is taken, where one is not over all."""
    is_part = groups["is_part"].astype(bool) | groups["previous_is_part"].astype(bool)
    compared = groups[is_part & groups["change_points"].notna()]
    if compared.empty:
        return ()
    told = "; ".join(
        _compared_words(data, rows)
        for _notes, rows in compared.groupby(["note", "previous_note"], sort=False)
    )
    text = N_("Đơn vị có số liệu của hai năm so sánh có thể khác nhau; tỷ trọng tính trên: {told}.")
    return (_(text, told=told),)


def _compared_words(data: ReportData, rows: pd.DataFrame) -> str:
    """Name groups, and the units of their shares in both years."""
    first = rows.iloc[0]
    return _(
        "{groups} – kỳ này {units}, cùng kỳ năm trước {units_before}",
        groups=_joined(data, rows["measure"]),
        units=_units_words(first["note"], is_part=bool(first["is_part"])),
        units_before=_units_words(first["previous_note"], is_part=bool(first["previous_is_part"])),
    )


def _units_words(note: str, *, is_part: bool) -> str:
    """Name the units of a sum by its note; a figure of the unit itself is of all."""
    units = units_in_note(note)
    if not units:
        return _("toàn đơn vị")
    return units if is_part else _("cả {units}", units=units)


def _joined(data: ReportData, measures: Iterable[str]) -> str:
    return ", ".join(_group_within(data, measure) for measure in measures)


def _marks(groups: pd.DataFrame) -> tuple[str, ...]:
    is_printed = groups["share_pct"].isna() & groups["printed_pct"].notna()
    return (
        *((_(_PRINTED_NOTE),) if is_printed.any() else ()),
        *((_hidden_note(),) if groups["is_hidden"].any() else ()),
        *((_(REBUILT_NOTE),) if groups[_REBUILT].any(axis=None) else ()),
        _(_MISSING_NOTE),
    )


def _hidden_note() -> str:
    return _(_HIDDEN_NOTE, mark=_(HIDDEN_TEXT))


def _sources(data: ReportData, groups: pd.DataFrame) -> str:
    """Name the sources of the groups, and of the shares of the year before where they are known."""
    before = groups.loc[groups["previous_share_pct"].notna(), "previous_source_ids"]
    ids = dict.fromkeys(i for row in (*groups["source_ids"], *before) for i in row)
    return source_words([i for i in ids if i in data.source_numbers], data)


def _sentence(data: ReportData, groups: pd.DataFrame) -> str:
    """Say the shares that are known; the empty text where none is."""
    known = [row for row in groups.to_dict("records") if _known(row["share_pct"]) is not None]
    if not known:
        return ""
    whose = data.name
    if known[0]["is_part"]:
        whose = _("các đơn vị có số liệu của {name}", name=data.name)
    whose = rebuilt(whose, is_rebuilt=any(row["is_rebuilt"] for row in known))
    return _(
        "{period}, trong số đảng viên mới của {name}: {groups}.",
        period=opening_words(groups.iloc[0].to_dict()),
        name=whose,
        groups="; ".join(_share_of(data, row) for row in known),
    )


def _share_of(data: ReportData, row: dict) -> str:
    """Write a group with its share and its count: "nữ 33,10% (335 đồng chí)"."""
    count = int(row["count"])
    return ngettext(
        "{group} {share} ({count} đồng chí)",
        count,
        group=_group_within(data, row["measure"]),
        share=format_percent(row["share_pct"], 2),
        count=format_count(count),
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def chart(data: ReportData, found: Findings) -> list[Block]:
    """Draw the shares of the groups that overlap; nothing where no two are known."""
    groups = _loose(found.composition)
    rows = [row for row in groups.to_dict("records") if _drawn_pct(row) is not None]
    if len(rows) < 2:
        return []
    rows.sort(key=lambda row: -_drawn_pct(row))
    first, second = ((_group_within(data, r["measure"]), _share_words(r)) for r in rows[:2])
    return [
        Figure(
            caption=_(
                "Trong đảng viên mới {period}: {first} chiếm {first_share}, {second} chiếm "
                "{second_share}",
                period=period_words(rows[0]),
                first=first[0],
                first_share=first[1],
                second=second[0],
                second_share=second[1],
            ),
            native=NativeChart(
                sheet="CoCau",
                kind="bar",
                labels=_("Nhóm"),
                series=(_("Tỷ trọng (%)"), _("Cùng kỳ năm trước (%)")),
            ),
            alt=_alt_text(data, rows),
            svg=to_svg(composition_chart(_to_draw(data, rows))),
            notes=(_(_OVERLAP_NOTE), *_drawn_notes(rows)),
            source=_sources(data, groups),
        )
    ]


def _drawn_notes(rows: list[dict]) -> tuple[str, ...]:
    """Say which shares of a chart are of figures that were added up from units before a merger."""
    is_before = any(row["previous_is_rebuilt"] and _is_compared(row) for row in rows)
    before = _("Cùng kỳ năm trước: số dựng lại, cộng từ các đơn vị trước khi hợp nhất.")
    return (
        *((_(REBUILT_NOTE),) if any(row["is_rebuilt"] for row in rows) else ()),
        *((before,) if is_before else ()),
    )


def _is_compared(row: dict) -> bool:
    """Tell whether a group can be held against the like period of the year before."""
    return _known(row["change_points"]) is not None


def _drawn_pct(row: dict) -> float | None:
    """Give the share to draw: computed, else printed as a plain figure."""
    share = _known(row["share_pct"])
    if share is None and row["printed_qualifier"] == "exact":
        share = _known(row["printed_pct"])
    return None if share is None or row["is_hidden"] else float(share)


def _share_words(row: dict) -> str:
    share = _known(row["share_pct"])
    return _printed_words(row) if share is None else format_percent(share, 2)


def _label(row: dict) -> str:
    """Write a share and, where known, the count."""
    count = "" if pd.isna(row["count"]) else f" ({format_count(int(row['count']))})"
    return _share_words(row) + count + rebuilt_mark(is_rebuilt=row["is_rebuilt"])


def _to_draw(data: ReportData, rows: list[dict], sections: list[str] | None = None) -> pd.DataFrame:
    previous = [_known(row["previous_share_pct"]) for row in rows]
    return pd.DataFrame(
        {
            "name": [group_name(data, row["measure"]) for row in rows],
            "share_pct": [_drawn_pct(row) for row in rows],
            "label": [_label(row) for row in rows],
            "previous_pct": pd.Series(
                [
                    float(before) if _is_compared(row) else None
                    for row, before in zip(rows, previous, strict=True)
                ],
                dtype="float64",
            ),
            "section": sections or [""] * len(rows),
        }
    )


def _alt_text(data: ReportData, rows: list[dict]) -> str:
    listed = "; ".join(f"{group_name(data, row['measure'])}: {_label(row)}" for row in rows)
    text = N_("Biểu đồ thanh: tỷ trọng của các nhóm trong số đảng viên mới. {groups}.")
    return _(text, groups=listed)


def partitions(data: ReportData, found: Findings) -> list[Block]:
    """Show the groups that add up: age, occupation, education; say where they do not.

    A group that is the only one known of its block has a line of its own and no bar.
    """
    groups = found.composition
    blocks, alone = shown_blocks(groups), alone_in_block(groups)
    if not blocks and alone.empty:
        return _remarks(data, found)
    summed = groups[groups["block"].isin(blocks)]
    shown = groups[groups["block"].isin([*blocks, *alone["block"]])]
    rows = [row for block in blocks for row in _block_rows(data, found, block)]
    rows += [_alone_row(data, row) for row in alone.to_dict("records")]
    return [
        Heading(level=2, text=_("Tuổi đời, nghề nghiệp, trình độ")),
        *_remarks(data, found),
        *_partition_chart(data, summed, blocks),
        Table(
            sheet="CoCauTheoNhom",
            caption=_(
                "Đảng viên mới theo các nhóm không chồng lên nhau, {period}", period=_when(shown)
            ),
            columns=(_group_column(), *_columns()),
            rows=tuple(rows),
            notes=(
                *_part_notes(data, shown),
                *_compared_notes(data, shown),
                *((_(_ALONE_NOTE),) if len(alone) else ()),
                *_marks(shown),
            ),
            source=_sources(data, shown),
        ),
    ]


def _alone_row(data: ReportData, row: dict) -> Row:
    """List the only known group of a block after its name: "Nghề nghiệp: nông dân"."""
    name = f"{block_name(row['block'])}: {_group_within(data, row['measure'])}"
    return Row(cells=(text_cell(name), *_cells(row)))


def _when(groups: pd.DataFrame) -> str:
    return period_words(groups.iloc[0].to_dict())


def _block_rows(data: ReportData, found: Findings, block: str) -> list[Row]:
    parts = found.composition[found.composition["block"].eq(block)]
    checks = found.composition_checks
    sums = checks.loc[checks["block"].eq(block), "total"]
    mark = rebuilt_mark(is_rebuilt=parts["is_count_rebuilt"].any())
    total = count_cell(None if sums.empty else int(sums.iloc[0]), mark=mark)
    if parts["is_hidden"].any():
        total = text_cell(DOES_NOT_APPLY)
    mark = rebuilt_mark(is_rebuilt=parts["is_whole_rebuilt"].any())
    whole = count_cell(parts["block_whole"].iloc[0], mark=mark)
    blank = text_cell("")
    name = text_cell(_("{block}: cộng các nhóm", block=block_name(block)))
    head = (name, total, whole, blank, blank, blank)
    return [
        Row(cells=head, kind="total"),
        *(
            Row(cells=(text_cell(group_name(data, row["measure"])), *_cells(row)))
            for row in parts.to_dict("records")
        ),
    ]


def _partition_chart(data: ReportData, shown: pd.DataFrame, blocks: list[str]) -> list[Block]:
    """Draw the blocks one below the other; nothing where no share is known."""
    rows = [
        row
        for block in blocks
        for row in shown[shown["block"].eq(block)].to_dict("records")
        if _drawn_pct(row) is not None
    ]
    if len(rows) < 2:
        return []
    frame = _to_draw(data, rows, [block_name(row["block"]) for row in rows])
    most = max(rows, key=_drawn_pct)
    name = _group_within(data, most["measure"])
    return [
        Figure(
            caption=_(
                "Đông nhất trong đảng viên mới {period}: {group}, {share}",
                period=_when(shown),
                group=name,
                share=_share_words(most),
            ),
            alt=_alt_text(data, rows),
            svg=to_svg(composition_chart(frame)),
            notes=_drawn_notes(rows),
            source=_sources(data, shown),
        )
    ]


def _remarks(data: ReportData, found: Findings) -> list[Block]:
    """Name both sums where groups do not add up; nothing is corrected."""
    wrong = found.composition_checks[~found.composition_checks["is_right"].astype(bool)]
    return [Note(kind="attention", text=_remark(data, row)) for row in wrong.to_dict("records")]


def _remark(data: ReportData, row: dict) -> str:
    total, whole = format_count(row["total"]), format_count(row["whole"])
    if row["measure"]:
        text = N_(
            "{group}: số liệu là {total}, lớn hơn tổng số {whole}; báo cáo giữ nguyên cả hai."
        )
        return _(text, group=group_name(data, row["measure"]), total=total, whole=whole)
    differs = N_(
        "{group}: cộng các nhóm được {total}, khác tổng số {whole}; báo cáo giữ nguyên số liệu "
        "nhận được."
    )
    exceeds = N_(
        "{group}: cộng các nhóm được {total}, lớn hơn tổng số {whole}; báo cáo giữ nguyên số liệu "
        "nhận được."
    )
    text = differs if row["rule"] == PARTITION else exceeds
    return _(text, group=block_name(row["block"]), total=total, whole=whole)


def by_unit(data: ReportData, found: Findings) -> list[Block]:
    """List the groups unit by unit, as an annex."""
    units = found.composition_by_unit
    told = units[units["measure"].ne(ADMITTED) & units["unit_id"].ne(data.scope.unit_id)]
    told = told[told["count"].notna() | told["is_hidden"]]
    measures = [measure for measure in BY_UNIT if measure in set(told["measure"])]
    if not measures:
        return []
    said = units.set_index(["unit_id", "measure"]).to_dict("index")
    listed = list(dict.fromkeys(units["unit_id"]))
    return [
        Heading(level=2, text=_("Cơ cấu theo từng đơn vị"), method="so-nho"),
        Table(
            sheet="CoCauDonVi",
            caption=_(
                "Số đảng viên mới theo nhóm của từng đơn vị năm {year} (đồng chí)",
                year=data.params.year,
            ),
            columns=(
                Column(head=_("Đơn vị"), width=3),
                Column(head=_("Kết nạp"), align="right"),
                *(Column(head=group_name(data, m), align="right") for m in measures),
            ),
            rows=tuple(
                Row(
                    cells=(
                        text_cell(data.units.name(unit)),
                        *(_unit_cell(said[unit, m]) for m in (ADMITTED, *measures)),
                    ),
                    kind="total" if unit == data.scope.unit_id else "body",
                )
                for unit in listed
            ),
            notes=_unit_notes(units),
            source=_unit_sources(data, units),
        ),
    ]


def _unit_cell(row: dict) -> Cell:
    if row["is_hidden"]:
        return text_cell(_(HIDDEN_TEXT))
    return count_cell(row["count"], mark=rebuilt_mark(is_rebuilt=_is_rebuilt_count(row)))


def _is_rebuilt_count(row: dict) -> bool:
    return row["source_id"] == REBUILT_SOURCE and pd.notna(row["count"])


def _unit_notes(units: pd.DataFrame) -> tuple[str, ...]:
    has_rebuilt = any(_is_rebuilt_count(row) for row in units.to_dict("records"))
    return (
        _(_OVERLAP_NOTE),
        *((_hidden_note(),) if units["is_hidden"].any() else ()),
        *((_(REBUILT_NOTE),) if has_rebuilt else ()),
        _("… Không có số liệu; hàng tổng chỉ ghi khi mọi đơn vị đều có số liệu."),
    )


def _unit_sources(data: ReportData, units: pd.DataFrame) -> str:
    ids = dict.fromkeys(units["source_id"].dropna())
    return source_words([i for i in ids if i in data.source_numbers], data)


def members(data: ReportData, found: Findings) -> list[Block]:
    """List the groups of all members on a day, where a source says."""
    groups = found.member_composition
    if groups.empty:
        return []
    return [
        Heading(level=2, text=_("Cơ cấu đội ngũ đảng viên")),
        Table(
            sheet="CoCauDangVien",
            caption=_(
                "Cơ cấu đảng viên của {name}, {period}", name=data.name, period=_when(groups)
            ),
            columns=(
                _group_column(),
                _columns()[0],
                Column(head=_("Trong tổng số (đảng viên)"), align="right", width=1.3),
                *_columns()[2:],
            ),
            rows=tuple(
                Row(cells=(text_cell(group_name(data, row["measure"])), *_cells(row)))
                for row in groups.to_dict("records")
            ),
            notes=(_(_OVERLAP_NOTE), *_marks(groups)),
            source=_sources(data, groups),
        ),
    ]
