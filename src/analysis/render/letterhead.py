"""The head and the foot of a Party document: who issues it, number, place, date, signature.

The PDF and the Word file set the same lines; sizes come from the form. What nobody has said stays
a blank, to be filled in by the office. A Party document is Vietnamese: its fixed words stand in the
form and are not translated.
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from analysis.registers.report_settings import Issuance
from analysis.render.cover import Cover
from analysis.render.forms import FixedText, Form
from analysis.text.normalise import spell_tones

BLANK = "……"
_BLANK_IN_DATE = "…"
_STOPS = ".;, "
_LAST_MONTH_WITH_ZERO = 2


class Letterhead(BaseModel):
    """The lines of the head, top down, and of the foot; a line that is not set is empty.

    Args:
        superior: Left, capitals: the body above the issuer; empty where the committee issues.
        issuer: Left, bold capitals.
        under_issuer: Left, the sign below the issuer.
        number: Left: ``Số 127-BC/BTCTU``.
        urgency: Left, bold capitals, below the number.
        draft: Left, italic, below the number: ``Dự thảo lần 2``.
        motto: Right, bold capitals, with a rule as long as the text below it.
        place_and_date: Right, italic, below the rule.
        circulation: Right, bold capitals, below the date: ``TÀI LIỆU HỘI NGHỊ``.
        kind: Centred, bold capitals: ``BÁO CÁO``.
        subject: Centred, bold, below the kind; begins in lower case.
        under_subject: Centred: five hyphens.
        authority: Foot, right, bold capitals: the power to sign; empty where none is used.
        position: Foot, right, capitals.
        lines_to_sign: Blank lines between position and name.
        signer: Foot, right, bold.
        recipients_title: Foot, left, underlined.
        recipients: Foot, left: each line with its hyphen and its stop.
        annex_note: Below the title of each annex, italic, in brackets: what it belongs to.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    superior: str
    issuer: str
    under_issuer: str
    number: str
    urgency: str
    draft: str
    motto: str
    place_and_date: str
    circulation: str
    kind: str
    subject: str
    under_subject: str
    authority: str
    position: str
    lines_to_sign: int
    signer: str
    recipients_title: str
    recipients: tuple[str, ...]
    annex_note: str


def letterhead(cover: Cover, form: Form) -> Letterhead | None:
    """Write the head and the foot of a report; None for a form that is no Party document."""
    if not form.is_official:
        return None
    issuance, words = cover.issuance, form.text
    is_committee = issuance.issuer == "committee"
    committee, commission = issuance.committee or BLANK, issuance.commission or BLANK
    lines = {
        "superior": "" if is_committee else committee.upper(),
        "issuer": committee.upper() if is_committee else commission.upper(),
        "under_issuer": words.under_issuer,
        "number": words.number.format(number=_number(issuance), symbol=_symbol(issuance)),
        "urgency": issuance.urgency.upper(),
        "draft": words.draft.format(number=issuance.draft) if issuance.draft else "",
        "motto": words.motto,
        "place_and_date": _place_and_date(issuance, words),
        "circulation": issuance.circulation.upper(),
        "kind": words.kind,
        "subject": cover.subject or cover.title,
        "under_subject": words.under_subject,
        "authority": issuance.authority.upper() or (words.for_board if is_committee else ""),
        "position": issuance.position.upper() or BLANK,
        "recipients_title": words.recipients_title,
        "annex_note": _annex_note(issuance, words),
    }
    return Letterhead(
        **{name: spell_tones(text, cover.spelling) for name, text in lines.items()},
        recipients=_recipients(issuance, words, cover.spelling),
        signer=issuance.signer or BLANK,  # a person's name keeps its own spelling
        lines_to_sign=form.spacing.lines_to_sign,
    )


def _number(issuance: Issuance) -> str:
    return BLANK if issuance.number is None else f"{issuance.number:02}"


def _symbol(issuance: Issuance) -> str:
    return issuance.known_symbol or BLANK


def _place_and_date(issuance: Issuance, words: FixedText) -> str:
    day, month, year = _date_parts(issuance.issued_on)
    place = issuance.place or BLANK
    return words.place_and_date.format(place=place, day=day, month=month, year=year)


def _date_parts(issued_on: date | None) -> tuple[str, str, str]:
    """Write day, month and year; days below 10 and the months 1 and 2 get a leading zero."""
    if issued_on is None:
        return (_BLANK_IN_DATE,) * 3
    month = issued_on.month
    short_month = f"{month:02}" if month <= _LAST_MONTH_WITH_ZERO else str(month)
    return f"{issued_on.day:02}", short_month, str(issued_on.year)


def _annex_note(issuance: Issuance, words: FixedText) -> str:
    """Say which document an annex belongs to."""
    day, month, year = _date_parts(issuance.issued_on)
    committee = issuance.committee or BLANK
    is_committee = issuance.issuer == "committee"
    body = words.board if is_committee else issuance.commission or BLANK
    return words.annex_note.format(
        number=_number(issuance),
        symbol=_symbol(issuance),
        date=f"{day}/{month}/{year}",
        issuer=f"{body} {committee}",
    )


def _recipients(issuance: Issuance, words: FixedText, spelling: str) -> tuple[str, ...]:
    given = issuance.recipients or (BLANK, f"{words.archive} {BLANK}")
    names = [spell_tones(name.lstrip("-– ").rstrip(_STOPS), spelling) for name in given]
    stops = [words.between_recipients] * (len(names) - 1) + [words.after_recipients]
    return tuple(f"- {name}{stop}" for name, stop in zip(names, stops, strict=True))
