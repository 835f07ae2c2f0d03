"""Pages as an OpenDocument spreadsheet, as LibreOffice lays one out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from analysis.fictional.layouts.page import BOLD, BORDERED, ITALIC, LEFT, Drawn, Formula, Look, Page
from analysis.fictional.writers.zips import pack

_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
    )
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST = (
    _HEAD + '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    ' manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIMETYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
# LibreOffice writes the empty rest of a sheet as one repeated row.
_REST = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
)


def write_ods(pages: Sequence[Page]) -> bytes:
    """Write a spreadsheet with one table for each page."""
    tables = "".join(_table(page) for page in pages)
    styles = "".join(_style(look) for look in Look)
    columns = "".join(
        f'<style:style style:name="w{width:g}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * 0.19:.2f}cm"/></style:style>'
        for width in sorted({width for page in pages for width in page.widths.values()})
    )
    content = (
        f'{_HEAD}<office:document-content {_NAMESPACES} office:version="1.2">'
        f"<office:automatic-styles>{styles}{columns}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    parts = {"mimetype": _MIMETYPE, "META-INF/manifest.xml": _MANIFEST, "content.xml": content}
    return pack({name: text.encode() for name, text in parts.items()}, first="mimetype")


def _style(look: Look) -> str:
    border = ' fo:border="0.5pt solid #000000"' if look in BORDERED else ""
    weight = ' fo:font-weight="bold"' if look in BOLD else ""
    slope = ' fo:font-style="italic"' if look in ITALIC else ""
    align = "start" if look in LEFT else "center"
    wrap = ' fo:wrap-option="wrap"' if look in (Look.HEAD, Look.TITLE) else ""
    return (
        f'<style:style style:name="{look}" style:family="table-cell">'
        f'<style:table-cell-properties style:vertical-align="middle"{border}{wrap}/>'
        f'<style:paragraph-properties fo:text-align="{align}"/>'
        '<style:text-properties fo:font-family="Times New Roman"'
        f' fo:font-size="12pt"{weight}{slope}/></style:style>'
    )


def _table(page: Page) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="w{page.widths.get(index, 9.0):g}"/>'
        for index in range(1, page.last_column + 1)
    )
    rows = "".join(
        f"<table:table-row>{''.join(_row(page, row))}</table:table-row>"
        for row in range(1, page.last_row + 1)
    )
    return f"<table:table table:name={quoteattr(page.name)}>{columns}{rows}{_REST}</table:table>"


def _row(page: Page, row: int) -> Iterator[str]:
    spans, covered = page.spans, page.covered
    for column in range(1, page.last_column + 1):
        if (row, column) in covered:
            yield "<table:covered-table-cell/>"
            continue
        span = ""
        if merge := spans.get((row, column)):
            span = (
                f' table:number-columns-spanned="{merge.last_column - column + 1}"'
                f' table:number-rows-spanned="{merge.last_row - row + 1}"'
            )
        yield _cell(page.cells.get((row, column)), span)


def _cell(drawn: Drawn | None, span: str) -> str:
    if drawn is None:
        return f"<table:table-cell{span}/>"
    opening = f'<table:table-cell table:style-name="{drawn.look}"{span}'
    value = drawn.value
    if value is None or isinstance(value, Formula):
        return f"{opening}/>"
    if isinstance(value, str):
        shown = escape(value)
        return f'{opening} office:value-type="string"><text:p>{shown}</text:p></table:table-cell>'
    shown = str(value).replace(".", ",")
    return (
        f'{opening} office:value-type="float" office:value="{value}">'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )
