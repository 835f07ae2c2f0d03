"""Pages as the tables of a text document, with the paragraphs around them."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from analysis.fictional.layouts.page import BOLD, BORDERED, ITALIC, LEFT, Drawn, Look, Page
from analysis.fictional.writers.zips import pack
from analysis.office_files.grids import Merge

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_DOCUMENT_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
_STYLES = (
    f"{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    '<w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '</w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/></w:style></w:styles>'
)
_SECTION = (
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1134" w:header="567"'
    ' w:footer="567" w:gutter="0"/></w:sectPr>'
)
_TWIPS = 100


def write_docx(pages: Sequence[Page]) -> bytes:
    """Write a document with one table for each page."""
    body = "".join(_page(page) for page in pages)
    document = f"{_HEAD}<w:document {_W}><w:body>{body}{_SECTION}</w:body></w:document>"
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _RELATIONS,
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/styles.xml": _STYLES,
        "word/document.xml": document,
    }
    return pack({name: text.encode() for name, text in parts.items()}, first="[Content_Types].xml")


def _page(page: Page) -> str:
    before = "".join(_paragraph(text, look) for text, look in page.before)
    after = "".join(_paragraph(text, look) for text, look in page.after)
    return f"{before}{_table(page)}{after or '<w:p/>'}"


def _paragraph(text: str, look: Look) -> str:
    weight = "<w:b/>" if look in BOLD else ""
    slope = "<w:i/>" if look in ITALIC else ""
    align = "left" if look in LEFT else "center"
    if not text:
        return f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr></w:p>'
    return (
        f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr><w:r><w:rPr>{weight}{slope}</w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _table(page: Page) -> str:
    is_framed = any(drawn.look in BORDERED for drawn in page.cells.values())
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0"/>' for side in sides)
    frame = f"<w:tblBorders>{borders}</w:tblBorders>" if is_framed else ""
    grid = "".join(
        f'<w:gridCol w:w="{round(page.widths.get(column, 9.0) * _TWIPS)}"/>'
        for column in range(1, page.last_column + 1)
    )
    rows = "".join(_row(page, row) for row in range(1, page.last_row + 1))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:jc w:val="center"/>{frame}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(page: Page, row: int) -> str:
    cells, column = "", 1
    while column <= page.last_column:
        merge = _merge_over(page, row, column)
        last = merge.last_column if merge else column
        width = sum(page.widths.get(index, 9.0) for index in range(column, last + 1))
        properties = f'<w:tcW w:w="{round(width * _TWIPS)}" w:type="dxa"/>'
        if last > column:
            properties += f'<w:gridSpan w:val="{last - column + 1}"/>'
        if merge and merge.last_row > merge.first_row:
            value = ' w:val="restart"' if row == merge.first_row else ""
            properties += f"<w:vMerge{value}/>"
        properties += '<w:vAlign w:val="center"/>'
        cells += (
            f"<w:tc><w:tcPr>{properties}</w:tcPr>{_content(page.cells.get((row, column)))}</w:tc>"
        )
        column = last + 1
    return f"<w:tr>{cells}</w:tr>"


def _content(drawn: Drawn | None) -> str:
    if drawn is None or drawn.value is None:
        return "<w:p/>"
    return "".join(_paragraph(line, drawn.look) for line in str(drawn.value).split("\n"))


def _merge_over(page: Page, row: int, column: int) -> Merge | None:
    return next(
        (
            merge
            for merge in page.merges
            if merge.first_row <= row <= merge.last_row
            and merge.first_column <= column <= merge.last_column
        ),
        None,
    )
