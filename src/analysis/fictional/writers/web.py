"""Pages as a web page, as spreadsheets and reporting systems save one under the name ``.xls``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from analysis.fictional.layouts.page import BOLD, BORDERED, ITALIC, LEFT, Drawn, Look, Page

_HEAD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"\r\n'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel">\r\n<head>\r\n'
    '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n<style>\r\n'
)


def write_html(pages: Sequence[Page]) -> bytes:
    """Write a web page with one table for each page."""
    styles = "".join(_style(look) for look in Look)
    tables = "".join(_table(page) for page in pages)
    text = f"{_HEAD}{styles}</style>\r\n</head>\r\n<body>\r\n{tables}</body>\r\n</html>\r\n"
    return text.encode()


def _style(look: Look) -> str:
    rules = ["font-family:'Times New Roman'", "font-size:12pt"]
    rules.append("text-align:left" if look in LEFT else "text-align:center")
    rules += ["border:.5pt solid black"] * (look in BORDERED)
    rules += ["font-weight:bold"] * (look in BOLD) + ["font-style:italic"] * (look in ITALIC)
    return f".{look} {{{';'.join(rules)}}}\r\n"


def _table(page: Page) -> str:
    rows = "".join(
        f"<tr>{''.join(_row(page, row))}</tr>\r\n" for row in range(1, page.last_row + 1)
    )
    return f"<table border=0 cellspacing=0 style='border-collapse:collapse'>\r\n{rows}</table>\r\n"


def _row(page: Page, row: int) -> Iterator[str]:
    spans, covered = page.spans, page.covered
    for column in range(1, page.last_column + 1):
        if (row, column) in covered:
            continue
        span = ""
        if merge := spans.get((row, column)):
            wide, high = merge.last_column - column + 1, merge.last_row - row + 1
            span = f" colspan={wide}" * (wide > 1) + f" rowspan={high}" * (high > 1)
        yield _cell(page.cells.get((row, column)), span)


def _cell(drawn: Drawn | None, span: str) -> str:
    if drawn is None:
        return f"<td{span}></td>"
    shown = "" if drawn.value is None else escape(str(drawn.value)).replace("\n", "<br>")
    return f"<td class={drawn.look}{span}>{shown or '&nbsp;'}</td>"
