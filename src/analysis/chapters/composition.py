"""Chapter: who the new members are; groups that overlap are never added up."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.chapters.wording import bounded, capitalise, period_words, source_words
from analysis.charts.composition import composition_chart
from analysis.charts.theme import to_svg
from analysis.document.blocks import (
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Note,
    Paragraph,
    Row,
    Table,
)
from analysis.document.cells import (
    DOES_NOT_APPLY,
    NOT_PUBLISHED,
    count_cell,
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
from analysis.registers.composition import PARTITION
from analysis.report_data import ReportData
from analysis.text.display import format_count, format_number, format_percent, round_half_up

_OVERLAP_NOTE = "Một đồng chí có thể thuộc nhiều nhóm: các nhóm này không cộng lại với nhau."
_PRINTED_NOTE = "† Tỷ lệ do nguồn công bố; nguồn không công bố đủ số liệu để tính lại."
_HIDDEN_NOTE = f"{HIDDEN_TEXT} Không nêu trong báo cáo ra ngoài để không nhận ra được từng người."
_MISSING_NOTE = (
    f"{NOT_PUBLISHED} Nguồn không công bố.   {DOES_NOT_APPLY} Không so sánh được với cùng kỳ năm "
    "trước."
)
_ALONE_NOTE = (
    "Dòng “tiêu chí: nhóm” đứng riêng là nhóm duy nhất có số liệu theo tiêu chí đó, nên không cộng."
)
_SUMMED = "cộng từ báo cáo của "
_BLOCKS = {
    "age_2021": "Tuổi đời",
    "age_2012": "Tuổi đời",
    "age_31_40": "Trong nhóm 31–40 tuổi",
    "age_41_50": "Trong nhóm 41–50 tuổi",
    "age_over_50": "Trong nhóm trên 50 tuổi",
    "occupation": "Nghề nghiệp",
    "enterprise": "Trong doanh nghiệp",
    "students": "Học sinh, sinh viên",
    "schooling": "Giáo dục phổ thông",
    "qualification": "Trình độ chuyên môn",
    "vocational": "Từ trung cấp trở lên",
    "college": "Từ cao đẳng, đại học trở lên",
    "title": "Chức danh khoa học",
}


def heading() -> Heading:
    """Open the chapter."""
    text = "Cơ cấu đảng viên mới và tỷ lệ so với đảng viên"
    return Heading(level=1, text=text, method="co-cau")


def block_name(block: str) -> str:
    """Name a block of groups that exclude one another."""
    return _BLOCKS[block]


def group_name(data: ReportData, measure: str) -> str:
    """Name a group in short: "Nữ", "Người dân tộc thiểu số"."""
    label = str(data.measures.at[measure, "label_vi"])
    for start in ("Tỷ lệ đảng viên mới ", "Tỷ lệ ", "Đảng viên mới là ", "Đảng viên mới ",
                  "Đảng viên "):  # fmt: skip
        label = label.removeprefix(start)
    return capitalise(label.removesuffix(" trong đảng viên mới"))


def _loose(groups: pd.DataFrame) -> pd.DataFrame:
    """Keep the groups that overlap; one of a block never stands among them, not even alone."""
    return groups[groups["block"].eq("")]


def table(data: ReportData, found: Findings) -> list[Block]:
    """List the groups of the new members with their shares, and the same of the year before."""
    groups = _loose(found.composition)
    if found.composition.empty:
        text = f"Chưa có số liệu cơ cấu đảng viên mới năm {data.params.year} của {data.name}."
        return [Note(kind="info", text=text)]
    if groups.empty:
        return []
    when = period_words(groups.iloc[0].to_dict())
    listed = Table(
        sheet="CoCau",
        caption=f"Cơ cấu đảng viên mới của {data.name}, {when}",
        columns=(Column(head="Nhóm", width=3.2), *_COLUMNS),
        rows=tuple(
            Row(cells=(text_cell(group_name(data, row["measure"])), *_cells(row)))
            for row in groups.to_dict("records")
        ),
        notes=(
            _OVERLAP_NOTE,
            *_part_notes(data, groups),
            *_compared_notes(data, groups),
            *_marks(groups),
        ),
        source=_sources(data, groups),
    )
    sentence = _sentence(data, groups, when)
    return [*([Paragraph(text=sentence, role="lead")] if sentence else []), listed]


_COLUMNS = (
    Column(head="Số lượng (đồng chí)", align="right", width=1.2),
    Column(head="Trong tổng số (đảng viên mới)", align="right", width=1.3),
    Column(head="Tỷ trọng (%)", align="right", width=1.1),
    Column(head="Cùng kỳ năm trước (%)", align="right", width=1.2),
    Column(head="Thay đổi (điểm phần trăm)", align="right", width=1.3),
)


def _cells(row: dict) -> tuple[Cell, ...]:
    hidden = text_cell(HIDDEN_TEXT)
    return (
        hidden if row["is_hidden"] else _count_cell(row),
        count_cell(row["whole"]),
        hidden if row["is_hidden"] else _share_cell(row),
        percent_cell(_known(row["previous_share_pct"]), missing=DOES_NOT_APPLY),
        _points_cell(row["change_points"]),
    )


def _known(value: object) -> object:
    """Turn a missing value of a frame back into None."""
    return value if hasattr(value, "numerator") and not isinstance(value, float) else None


def _count_cell(row: dict) -> Cell:
    if pd.isna(row["count"]):
        return count_cell(None)
    text = bounded(int(row["count"]), row["qualifier"])
    return Cell(text=text, value=int(row["count"]))


def _share_cell(row: dict) -> Cell:
    share = _known(row["share_pct"])
    if share is not None or _known(row["printed_pct"]) is None:
        return percent_cell(share)
    printed, decimals = row["printed_pct"], int(row["printed_decimals"])
    text = _printed_words(row) + "†"
    return Cell(text=text, value=float(round_half_up(printed, 6)), decimals=decimals, after="†")


def _printed_words(row: dict) -> str:
    """Write a percentage as its source prints it, with its bound."""
    before = {"more_than": "trên ", "at_least": "từ ", "less_than": "gần ", "about": "khoảng "}
    words = before.get(row["printed_qualifier"], "")
    return words + format_percent(row["printed_pct"], int(row["printed_decimals"]))


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
        f"{_joined(data, rows['measure'])} – {note.removeprefix(_SUMMED)}"
        for note, rows in parts.groupby("note", sort=False)
    )
    return (
        "Cộng từ báo cáo của các đơn vị có số liệu, trong tổng số đảng viên mới của chính các đơn "
        f"vị đó: {told}.",
        f"Chỉ so sánh hai năm khi các đơn vị có số liệu giữ ít nhất {LEAST_COVERED_PCT}% đảng viên "
        "mới của cả hai năm.",
    )


def _compared_notes(data: ReportData, groups: pd.DataFrame) -> tuple[str, ...]:
    """Say over which units each of two compared shares is taken, where one is not over all."""
    is_part = groups["is_part"].astype(bool) | groups["previous_is_part"].astype(bool)
    compared = groups[is_part & groups["change_points"].notna()]
    if compared.empty:
        return ()
    told = "; ".join(
        f"{_joined(data, rows['measure'])} – kỳ này {_units_words(note)}, cùng kỳ năm "
        f"trước {_units_words(before)}"
        for (note, before), rows in compared.groupby(["note", "previous_note"], sort=False)
    )
    return (f"Đơn vị có số liệu của hai năm so sánh có thể khác nhau; tỷ trọng tính trên: {told}.",)


def _units_words(note: str) -> str:
    """Name the units of a sum by its note; a figure of the unit itself is of all."""
    if not note.startswith(_SUMMED):
        return "toàn đơn vị"
    units = note.removeprefix(_SUMMED)
    return units if " trong " in units else f"cả {units}"


def _joined(data: ReportData, measures: Iterable[str]) -> str:
    return ", ".join(_lower(group_name(data, measure)) for measure in measures)


def _marks(groups: pd.DataFrame) -> tuple[str, ...]:
    is_printed = groups["share_pct"].isna() & groups["printed_pct"].notna()
    return (
        *((_PRINTED_NOTE,) if is_printed.any() else ()),
        *((_HIDDEN_NOTE,) if groups["is_hidden"].any() else ()),
        _MISSING_NOTE,
    )


def _sources(data: ReportData, groups: pd.DataFrame) -> str:
    ids = dict.fromkeys(i for row in groups["source_ids"] for i in row)
    return source_words([i for i in ids if i in data.source_numbers], data)


def _sentence(data: ReportData, groups: pd.DataFrame, when: str) -> str:
    """Say the shares that are known; the empty text where none is."""
    known = [row for row in groups.to_dict("records") if _known(row["share_pct"]) is not None]
    if not known:
        return ""
    parts = [
        f"{_lower(group_name(data, row['measure']))} {format_percent(row['share_pct'], 2)} "
        f"({format_count(int(row['count']))} đồng chí)"
        for row in known
    ]
    whose = f"các đơn vị có số liệu của {data.name}" if known[0]["is_part"] else data.name
    return f"{capitalise(when)}, trong số đảng viên mới của {whose}: {'; '.join(parts)}."


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def chart(data: ReportData, found: Findings) -> list[Block]:
    """Draw the shares of the groups that overlap; nothing where no two are known."""
    groups = _loose(found.composition)
    rows = [row for row in groups.to_dict("records") if _drawn_pct(row) is not None]
    if len(rows) < 2:
        return []
    rows.sort(key=lambda row: -_drawn_pct(row))
    first, second = ((_lower(group_name(data, r["measure"])), _share_words(r)) for r in rows[:2])
    when = period_words(rows[0])
    return [
        Figure(
            caption=(
                f"Trong đảng viên mới {when}: {first[0]} chiếm {first[1]}, {second[0]} chiếm "
                f"{second[1]}"
            ),
            alt=_alt_text(data, rows),
            svg=to_svg(composition_chart(_to_draw(data, rows))),
            notes=(_OVERLAP_NOTE,),
            source=_sources(data, groups),
        )
    ]


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
    return _share_words(row) + count


def _to_draw(data: ReportData, rows: list[dict], sections: list[str] | None = None) -> pd.DataFrame:
    previous = [_known(row["previous_share_pct"]) for row in rows]
    return pd.DataFrame(
        {
            "name": [group_name(data, row["measure"]) for row in rows],
            "share_pct": [_drawn_pct(row) for row in rows],
            "label": [_label(row) for row in rows],
            "previous_pct": pd.Series(
                [
                    float(before) if _known(row["change_points"]) is not None else None
                    for row, before in zip(rows, previous, strict=True)
                ],
                dtype="float64",
            ),
            "section": sections or [""] * len(rows),
        }
    )


def _alt_text(data: ReportData, rows: list[dict]) -> str:
    listed = "; ".join(f"{group_name(data, row['measure'])}: {_label(row)}" for row in rows)
    return f"Biểu đồ thanh: tỷ trọng của các nhóm trong số đảng viên mới. {listed}."


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
        Heading(level=2, text="Tuổi đời, nghề nghiệp, trình độ"),
        *_remarks(data, found),
        *_partition_chart(data, summed, blocks),
        Table(
            sheet="CoCauTheoNhom",
            caption=f"Đảng viên mới theo các nhóm không chồng lên nhau, {_when(shown)}",
            columns=(Column(head="Nhóm", width=3.2), *_COLUMNS),
            rows=tuple(rows),
            notes=(
                *_part_notes(data, shown),
                *_compared_notes(data, shown),
                *((_ALONE_NOTE,) if len(alone) else ()),
                *_marks(shown),
            ),
            source=_sources(data, shown),
        ),
    ]


def _alone_row(data: ReportData, row: dict) -> Row:
    """List the only known group of a block after its name: "Nghề nghiệp: nông dân"."""
    name = f"{block_name(row['block'])}: {_lower(group_name(data, row['measure']))}"
    return Row(cells=(text_cell(name), *_cells(row)))


def _when(groups: pd.DataFrame) -> str:
    return period_words(groups.iloc[0].to_dict())


def _block_rows(data: ReportData, found: Findings, block: str) -> list[Row]:
    parts = found.composition[found.composition["block"].eq(block)]
    checks = found.composition_checks
    sums = checks.loc[checks["block"].eq(block), "total"]
    total = count_cell(None if sums.empty else int(sums.iloc[0]))
    if parts["is_hidden"].any():
        total = text_cell(DOES_NOT_APPLY)
    whole = count_cell(parts["block_whole"].iloc[0])
    blank = text_cell("")
    head = (text_cell(f"{block_name(block)}: cộng các nhóm"), total, whole, blank, blank, blank)
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
    name = _lower(group_name(data, most["measure"]))
    return [
        Figure(
            caption=f"Đông nhất trong đảng viên mới {_when(shown)}: {name}, {_share_words(most)}",
            alt=_alt_text(data, rows),
            svg=to_svg(composition_chart(frame)),
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
        name = group_name(data, row["measure"])
        return f"{name}: số liệu là {total}, lớn hơn tổng số {whole}; báo cáo giữ nguyên cả hai."
    verb = "khác" if row["rule"] == PARTITION else "lớn hơn"
    return (
        f"{block_name(row['block'])}: cộng các nhóm được {total}, {verb} tổng số {whole}; báo cáo "
        "giữ nguyên số liệu nhận được."
    )


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
        Heading(level=2, text="Cơ cấu theo từng đơn vị", method="so-nho"),
        Table(
            sheet="CoCauDonVi",
            caption=f"Số đảng viên mới theo nhóm của từng đơn vị năm {data.params.year} (đồng chí)",
            columns=(
                Column(head="Đơn vị", width=3),
                Column(head="Kết nạp", align="right"),
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
    return text_cell(HIDDEN_TEXT) if row["is_hidden"] else count_cell(row["count"])


def _unit_notes(units: pd.DataFrame) -> tuple[str, ...]:
    return (
        _OVERLAP_NOTE,
        *((_HIDDEN_NOTE,) if units["is_hidden"].any() else ()),
        f"{NOT_PUBLISHED} Không có số liệu; hàng tổng chỉ ghi khi mọi đơn vị đều có số liệu.",
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
        Heading(level=2, text="Cơ cấu đội ngũ đảng viên"),
        Table(
            sheet="CoCauDangVien",
            caption=f"Cơ cấu đảng viên của {data.name}, {_when(groups)}",
            columns=(
                Column(head="Nhóm", width=3.2),
                _COLUMNS[0],
                Column(head="Trong tổng số (đảng viên)", align="right", width=1.3),
                *_COLUMNS[2:],
            ),
            rows=tuple(
                Row(cells=(text_cell(group_name(data, row["measure"])), *_cells(row)))
                for row in groups.to_dict("records")
            ),
            notes=(_OVERLAP_NOTE, *_marks(groups)),
            source=_sources(data, groups),
        ),
    ]
