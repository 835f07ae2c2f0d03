"""The styles of the Word file, made from the values of a form: each is changed in one place.

Styles that Word knows keep their names, so that its navigation, captions and contents work; ours
have Vietnamese names, because people see them in Word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis import theme
from analysis.render.forms import Form
from analysis.render.table_pages import INSET_PT
from analysis.render.word.markup import Element, colour, make, points, twips
from analysis.render.word.pages import WARNING_LINE_MM
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_

LOCALES = {"vi": "vi-VN", "en": "en-GB"}
BULLETS = 1  # the list that bullets belong to
Align = Literal["left", "center", "right", "both"]

_NAMES = {
    "Lead": N_("Câu chính"),
    "Organisation": N_("Nơi được báo cáo"),
    "Period": N_("Dòng kỳ số liệu"),
    "Status": N_("Tình trạng số liệu"),
    "ContentsTitle": N_("Tiêu đề mục lục"),
    "Motto": N_("Tiêu đề văn bản"),
    "Superior": N_("Cơ quan cấp trên"),
    "Issuer": N_("Cơ quan ban hành"),
    "IssueNumber": N_("Số và ký hiệu"),
    "PlaceDate": N_("Địa danh, ngày tháng"),
    "Mark": N_("Dấu chỉ mức độ khẩn"),
    "Circulation": N_("Phạm vi lưu hành"),
    "Draft": N_("Lần dự thảo"),
    "UnderSubject": N_("Gạch dưới trích yếu"),
    "Authority": N_("Thể thức ký"),
    "Position": N_("Chức vụ người ký"),
    "Signer": N_("Họ tên người ký"),
    "RecipientsTitle": N_("Tiêu đề nơi nhận"),
    "Recipients": N_("Dòng nơi nhận"),
    "AnnexTitle": N_("Tên phụ lục"),
    "AnnexNote": N_("Văn bản của phụ lục"),
    "TableHead": N_("Bảng: đầu cột"),
    "TableText": N_("Bảng: chữ"),
    "TableFigure": N_("Bảng: số"),
    "ColumnNumber": N_("Bảng: số cột"),
    "TableEnd": N_("Bảng: hết"),
    "FigureImage": N_("Biểu đồ: hình"),
    "FigureSubtitle": N_("Biểu đồ: nội dung đo"),
    "Remark": N_("Dòng ghi chú"),
    "Source": N_("Dòng nguồn"),
    "NoteInfo": N_("Đoạn lưu ý"),
    "NoteAttention": N_("Đoạn chú ý"),
    "KeyName": N_("Số chính: tên"),
    "KeyValue": N_("Số chính: số"),
    "KeyDetail": N_("Số chính: so sánh"),
    "Warning": N_("Cảnh báo đầu trang"),
    "Imprint": N_("Cách lập báo cáo"),
}
_NATIVE = {
    "Normal": "Normal",
    "BodyText": "Body Text",
    "Title": "Title",
    "Subtitle": "Subtitle",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "ListBullet": "List Bullet",
    "Caption": "caption",
    "Header": "header",
    "TOC1": "toc 1",
}


@dataclass(frozen=True)
class _Look:
    """What a paragraph style says beyond the style that it is based on; None: the same."""

    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    underline: bool | None = None
    ink: str | None = None
    align: Align | None = None
    before: float | None = None
    after: float | None = None
    line: float | None = None
    first_mm: float | None = None
    left_mm: float | None = None
    keep_next: bool | None = None
    outline: int | None = None
    border: tuple[str, int, str] | None = None
    fill: str | None = None
    base: str = "Normal"
    following: str = ""


_BULLET_MM = 5
_PT_PER_MM = 72 / 25.4
_SINGLE = 0.0  # as high as the type needs


def styles_of(form: Form, language: str) -> Element:
    """Make the styles of a document.

    Args:
        form: Sizes, font and distances.
        language: The language of the text, for Word's spelling.
    """
    looks = {**_running_text(form), **_around(form), **_in_tables(form)}
    if form.is_official:
        looks |= _party_document(form)
    return make(
        "styles",
        _defaults(form, LOCALES[language]),
        *(_paragraph_style(name, look) for name, look in looks.items()),
        *_character_styles(),
        _table_normal(),
        _grid(),
    )


def _running_text(form: Form) -> dict[str, _Look]:
    sizes, spacing, heads = form.sizes_pt, form.spacing, form.headings
    between, line = spacing.between_paragraphs_pt, spacing.line_pt
    body: Align = "both" if form.is_official else "left"
    first = spacing.first_line_mm
    heading = _Look(keep_next=True, following="BodyText", first_mm=first, line=_SINGLE)
    chapter = {"size": sizes.chapter, "outline": 0, "before": 14, "after": between}
    section = {"size": sizes.section, "outline": 1, "before": 10, "after": between}
    return {
        "Normal": _Look(after=0),
        "BodyText": _Look(align=body, after=between, line=line, first_mm=first),
        "Lead": _Look(
            base="BodyText", size=None if form.is_official else 12, bold=not form.is_official
        ),
        "Heading1": _with(
            heading, **chapter, bold=heads.chapter_is_bold, caps=heads.chapter_is_caps
        ),
        "Heading2": _with(heading, **section, bold=heads.section_is_bold),
        "ListBullet": _Look(
            base="BodyText", left_mm=0 if first else _BULLET_MM, first_mm=first or -_BULLET_MM
        ),
        "NoteInfo": _Look(
            base="BodyText",
            first_mm=0,
            left_mm=3,
            before=6,
            after=10,
            line=_SINGLE,
            fill=theme.WASH,
            border=("left", 6, theme.SOFT),
            align="left",
        ),
        "NoteAttention": _Look(base="NoteInfo", border=("left", 36, theme.ATTENTION)),
    }


def _around(form: Form) -> dict[str, _Look]:
    """Style what stands around the text: the title, captions, sources, headers, the imprint."""
    sizes = form.sizes_pt
    centre: Align = "center" if form.is_official else "left"
    small = sizes.note + 1
    soft = None if form.is_official else theme.SOFT  # a Party document is black
    return {
        "Title": _Look(
            size=sizes.kind, bold=True, align=centre, before=18 if form.is_official else 0, after=2
        ),
        "Subtitle": _Look(size=sizes.subject, bold=True, align=centre, after=0),
        "Organisation": _Look(size=small, align=centre, after=2, ink=soft),
        "Period": _Look(size=small, align=centre, after=2),
        "Status": _Look(size=small, align=centre, italic=form.is_official, after=6, ink=soft),
        "AnnexTitle": _Look(
            base="Heading1",
            align=centre,
            before=0,
            after=4,
            first_mm=0 if form.is_official else None,
            following="BodyText",
        ),
        "AnnexNote": _Look(italic=True, align=centre, after=10, keep_next=True),
        "Caption": _Look(
            size=sizes.caption, bold=True, align=centre, before=12, after=4, keep_next=True
        ),
        "FigureSubtitle": _Look(size=sizes.note, align=centre, after=4, keep_next=True, ink=soft),
        "FigureImage": _Look(align="center", keep_next=True),
        "Remark": _Look(size=sizes.note, before=3, ink=soft),
        "Source": _Look(base="Remark", italic=form.is_official),
        "Header": _Look(size=form.page.number_pt, align="center"),
        "Warning": _Look(
            size=8,
            bold=True,
            align="center",
            line=WARNING_LINE_MM * _PT_PER_MM,
            ink=theme.ATTENTION,
        ),
        "ContentsTitle": _Look(bold=True, before=10, after=3),
        "TOC1": _Look(after=2, left_mm=0),
        "Imprint": _Look(
            size=sizes.imprint, before=2, ink=soft, align="left", border=("top", 4, theme.LINE)
        ),
    }


def _in_tables(form: Form) -> dict[str, _Look]:
    sizes = form.sizes_pt
    return {
        "TableText": _Look(size=sizes.table, before=1.5, after=1.5),
        "TableFigure": _Look(base="TableText", align="right"),
        "TableHead": _Look(base="TableText", bold=True, align="center", keep_next=True),
        "ColumnNumber": _Look(base="TableHead", size=sizes.note - 1, bold=False),
        "TableEnd": _Look(size=6, after=6),
        "KeyName": _Look(size=sizes.note, before=3, after=2),
        "KeyValue": _Look(size=sizes.kind, bold=True, after=2),
        "KeyDetail": _Look(size=sizes.note, after=4),
    }


def _party_document(form: Form) -> dict[str, _Look]:
    """Style head and signature of a Party document; their capitals are typed as such."""
    sizes = form.sizes_pt
    centre = _Look(align="center")
    return {
        "Motto": _with(centre, size=sizes.motto, bold=True, border=("bottom", 6, theme.INK)),
        "Superior": _with(centre, size=sizes.superior),
        "Issuer": _with(centre, size=sizes.issuer, bold=True),
        "IssueNumber": _with(centre, size=sizes.number),
        "PlaceDate": _with(centre, size=sizes.place_and_date, italic=True, before=4),
        "Mark": _with(centre, size=sizes.mark, bold=True, before=4),
        "Circulation": _with(centre, size=sizes.circulation, bold=True, before=4),
        "Draft": _with(centre, size=sizes.place_and_date, italic=True, before=4),
        "UnderSubject": _with(centre, size=sizes.subject, bold=True, after=12),
        "Authority": _with(centre, size=sizes.signature, bold=True, keep_next=True),
        "Position": _with(centre, size=sizes.signature, keep_next=True),
        "Signer": _with(centre, size=sizes.signature, bold=True),
        "RecipientsTitle": _Look(size=sizes.recipients_title, underline=True, keep_next=True),
        "Recipients": _Look(size=sizes.recipients),
    }


def _with(look: _Look, **more: object) -> _Look:
    return _Look(**{**look.__dict__, **more})


def _defaults(form: Form, locale: str) -> Element:
    font = form.fonts.named
    half_points = round(form.sizes_pt.body * 2)
    return make(
        "docDefaults",
        make(
            "rPrDefault",
            make(
                "rPr",
                make("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font),
                make("sz", val=half_points),
                make("szCs", val=half_points),
                make("lang", val=locale, eastAsia=locale, bidi="ar-SA"),
            ),
        ),
        make("pPrDefault", make("pPr", make("widowControl"))),
    )


def _paragraph_style(name: str, look: _Look) -> Element:
    shown = _NATIVE.get(name) or _(_NAMES[name])
    kind = {"default": 1} if name == "Normal" else {} if name in _NATIVE else {"customStyle": 1}
    style = make("style", make("name", val=shown), type="paragraph", styleId=name, **kind)
    if name != "Normal":
        style.append(make("basedOn", val=look.base))
    if look.following:
        style.append(make("next", val=look.following))
    style.append(make("qFormat"))
    for tag, parts in (("pPr", _paragraph_part(name, look)), ("rPr", _run_part(look))):
        if parts:
            style.append(make(tag, *parts))
    return style


def _paragraph_part(name: str, look: _Look) -> list[Element]:
    parts: list[Element] = []
    if look.keep_next:
        parts.append(make("keepNext"))
    if name == "ListBullet":
        parts.append(make("numPr", make("ilvl", val=0), make("numId", val=BULLETS)))
    if look.border:
        side, eighths, ink = look.border
        line = make(
            side, val="single", sz=eighths, space=2 if side == "bottom" else 4, color=colour(ink)
        )
        parts.append(make("pBdr", line))
    if look.fill:
        parts.append(make("shd", val="clear", color="auto", fill=colour(look.fill)))
    parts += [*_spacing(look), *_indent(look)]
    if look.align:
        parts.append(make("jc", val=look.align))
    if look.outline is not None:
        parts.append(make("outlineLvl", val=look.outline))
    return parts


def _spacing(look: _Look) -> list[Element]:
    values: dict[str, object] = {}
    if look.before is not None:
        values["before"] = points(look.before)
    if look.after is not None:
        values["after"] = points(look.after)
    if look.line == _SINGLE:
        values |= {"line": 240, "lineRule": "auto"}
    elif look.line is not None:
        values |= {"line": points(look.line), "lineRule": "exact"}
    return [make("spacing", **values)] if values else []


def _indent(look: _Look) -> list[Element]:
    values: dict[str, object] = {}
    if look.left_mm is not None:
        values["left"] = twips(look.left_mm)
    if look.first_mm is not None:
        hanging = look.first_mm < 0
        values["hanging" if hanging else "firstLine"] = twips(abs(look.first_mm))
    return [make("ind", **values)] if values else []


def _run_part(look: _Look) -> list[Element]:
    parts = []
    for tag, is_on in (("b", look.bold), ("i", look.italic), ("caps", look.caps)):
        if is_on is not None:
            parts.append(make(tag) if is_on else make(tag, val=0))
    if look.ink:
        parts.append(make("color", val=colour(look.ink)))
    if look.size:
        half_points = round(look.size * 2)
        parts += [make("sz", val=half_points), make("szCs", val=half_points)]
    if look.underline:
        parts.append(make("u", val="single"))
    return parts


def _character_styles() -> list[Element]:
    default = make("style", type="character", default=1, styleId="DefaultParagraphFont")
    default.extend(
        [
            make("name", val="Default Paragraph Font"),
            make("uiPriority", val=1),
            make("semiHidden"),
            make("unhideWhenUsed"),
        ]
    )
    strong = make("style", type="character", styleId="Strong")
    strong.extend([make("name", val="Strong"), make("qFormat"), make("rPr", make("b"))])
    return [default, strong]


def _table_normal() -> Element:
    style = make("style", type="table", default=1, styleId="TableNormal")
    sides = {"top": 0.0, "left": INSET_PT, "bottom": 0.0, "right": INSET_PT}
    margins = make(
        "tblCellMar", *(make(side, w=points(pt), type="dxa") for side, pt in sides.items())
    )
    style.extend(
        [
            make("name", val="Normal Table"),
            make("uiPriority", val=99),
            make("semiHidden"),
            make("unhideWhenUsed"),
            make("tblPr", make("tblInd", w=0, type="dxa"), margins),
        ]
    )
    return style


def _grid() -> Element:
    style = make("style", type="table", styleId="TableGrid")
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = (make(side, val="single", sz=4, space=0, color="auto") for side in sides)
    style.extend(
        [
            make("name", val="Table Grid"),
            make("basedOn", val="TableNormal"),
            make("tblPr", make("tblBorders", *lines)),
            make(
                "tblStylePr",
                make("tcPr", make("shd", val="clear", color="auto", fill=colour(theme.WASH))),
                type="firstRow",
            ),
        ]
    )
    return style
