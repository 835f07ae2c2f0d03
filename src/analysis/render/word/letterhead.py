"""The head and the foot of a Party document, each as a table of two columns without lines."""

from __future__ import annotations

import unicodedata

from analysis.render.letterhead import Letterhead
from analysis.render.table_pages import INSET_PT
from analysis.render.word.markup import Element, make, paragraph, points, run, text_paragraph
from analysis.render.word.tables import cell, frame

_LEFT_SHARE = 0.46
_FOOT_SHARE = 0.5
# Widths of Times Bold capitals in thousandths of the size, for a rule as long as the text.
_CAPITALS = {
    "A": 722, "B": 667, "C": 722, "D": 722, "E": 667, "F": 611, "G": 778, "H": 778, "I": 389,
    "J": 500, "K": 778, "L": 667, "M": 944, "N": 722, "O": 778, "P": 611, "Q": 778, "R": 722,
    "S": 556, "T": 667, "U": 722, "V": 722, "W": 1000, "X": 722, "Y": 722, "Z": 667, "Đ": 722,
    " ": 250,
}  # fmt: skip
_OTHER = 600


def draw_head(lines: Letterhead, width_pt: float, motto_pt: float) -> list[Element]:
    """Draw what stands above the text: who issues, number, motto, place and date, kind, subject."""
    left, right = width_pt * _LEFT_SHARE, width_pt * (1 - _LEFT_SHARE)
    issuer = [
        ("Superior", lines.superior),
        ("Issuer", lines.issuer),
        ("IssueNumber", lines.under_issuer),
        ("IssueNumber", lines.number),
        ("Mark", lines.urgency),
        ("Draft", lines.draft),
    ]
    party = [("PlaceDate", lines.place_and_date), ("Circulation", lines.circulation)]
    motto = _ruled_motto(lines.motto, right, motto_pt)
    head = frame("TableNormal", (left, right))
    row = make("tr", make("trPr", make("cantSplit")))
    row.append(cell(left, *_lines(issuer)))
    row.append(cell(right, motto, *_lines(party)))
    head.append(row)
    return [
        head,
        text_paragraph("Title", lines.kind),
        text_paragraph("Subtitle", lines.subject),
        text_paragraph("UnderSubject", lines.under_subject),
    ]


def draw_foot(lines: Letterhead, width_pt: float) -> list[Element]:
    """Draw what stands below the text: recipients on the left, signature on the right."""
    left, right = width_pt * _FOOT_SHARE, width_pt * (1 - _FOOT_SHARE)
    recipients = [
        ("RecipientsTitle", lines.recipients_title),
        *(("Recipients", line) for line in lines.recipients),
    ]
    signed_by = _lines([("Authority", lines.authority), ("Position", lines.position)])
    space = [paragraph("Position") for _ in range(lines.lines_to_sign)]
    foot = frame("TableNormal", (left, right))
    row = make("tr", make("trPr", make("cantSplit")))
    row.append(cell(left, *_lines(recipients)))
    row.append(cell(right, *signed_by, *space, text_paragraph("Signer", lines.signer)))
    foot.append(row)
    return [paragraph("TableEnd", keep_with_next=True), foot, paragraph("TableEnd")]


def _lines(styled: list[tuple[str, str]]) -> list[Element]:
    return [text_paragraph(style, text) for style, text in styled if text]


def _ruled_motto(motto: str, width_pt: float, size_pt: float) -> Element:
    """Indent the motto on both sides, so that the rule below it is as long as the text."""
    room = width_pt - 2 * INSET_PT - capitals_pt(motto, size_pt)
    side = points(max(room / 2, 0))
    ruled = paragraph("Motto", run(motto))
    ruled.pPr.append(make("ind", left=side, right=side))
    return ruled


def capitals_pt(text: str, size_pt: float) -> float:
    """Measure bold capitals of Times New Roman; marks above and below a letter take no width."""
    letters = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return sum(_CAPITALS.get(c, _OTHER) for c in letters) / 1000 * size_pt
