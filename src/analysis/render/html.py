"""Blocks to one HTML page that opens anywhere: it asks for nothing and reads well without script.

The page forbids itself all but its one style sheet, its one script and drawings within it. Style
and script are allowed by their hash, so neither a name in the data nor a later edit adds any.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import chain

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from analysis.document.blocks import Block, Cell, Column, Figure, Heading, Table
from analysis.render.cover import Cover
from analysis.render.svg import inline_svg, outlines
from analysis.render.words import fixed_words
from analysis.theme import DARK, LIGHT

MOST_ROWS_WITHOUT_TOOLS = 10


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("analysis.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "drawing": _drawing,
        "classes": _classes,
        "shares": _shares,
        "sort_value": _sort_value,
        "without_stop": _without_stop,
        "stop": _stop,
    }
    return environment


def render_fragment(block: Block) -> str:
    """Render one block for a notebook cell."""
    template = _environment().get_template("blocks.html.j2")
    return str(template.make_module({"words": fixed_words(), "outlines": {}}).draw(block))


def render_page(cover: Cover, blocks: list[Block]) -> str:
    """Render the whole report as one page.

    Args:
        cover: What stands above and below the chapters.
        blocks: The chapters and annexes as ``arrange`` gives them.
    """
    style, script = _style(cover, blocks), _read("report.js")
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            cover=cover,
            blocks=blocks,
            contents=_contents(blocks),
            outlines=_outlines(blocks),
            words=fixed_words(),
            style=Markup(style),
            script=Markup(script),
            policy=_policy(style, script),
        )
    )


def _read(name: str) -> str:
    return (files("analysis.render") / "templates" / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Write the page's Content-Security-Policy."""
    return (
        f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(sha256(text.encode()).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _contents(blocks: Iterable[Block]) -> list[Heading]:
    return [block for block in blocks if isinstance(block, Heading) and block.level == 1]


def _style(cover: Cover, blocks: Iterable[Block]) -> str:
    """Join the style sheet with what depends on the palette, the columns and the warning."""
    return "\n".join(
        [
            *_palette_rules(),
            _read("report.css"),
            *_column_rules(blocks),
            *_page_head_rule(cover.warning),
        ]
    )


def _palette_rules() -> list[str]:
    """Define the colours; on dark screens they change, in the charts too.

    Within what a drawing uses again, a rule holds only if it names no ancestor.
    """
    recoloured = [
        f'[{paint}="{colour}"] {{ {paint}: var(--{name}); }}'
        for name, colour in LIGHT.items()
        for paint in ("fill", "stroke")
    ]
    return [
        f":root {{ {_variables(LIGHT)} }}",
        "@media screen and (prefers-color-scheme: dark) {",
        f":root {{ color-scheme: dark; {_variables(DARK)} }}",
        *recoloured,
        "}",
    ]


def _variables(palette: dict[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in palette.items())


def _column_rules(blocks: Iterable[Block]) -> list[str]:
    """Give each share of a table's width that occurs its class."""
    tables = [block for block in blocks if isinstance(block, Table)]
    shares = {share for table in tables for share in _shares(table.columns)}
    return [f".w{share} {{ width: {share}%; }}" for share in sorted(shares)]


def _shares(columns: Iterable[Column]) -> list[int]:
    """Give the widths of columns in whole percent of their table."""
    widths = [column.width for column in columns]
    return [round(100 * width / sum(widths)) for width in widths]


def _page_head_rule(warning: str) -> list[str]:
    """Repeat the warning at the head of each printed page."""
    if not warning:
        return []
    text = "".join(f"\\{ord(letter):x} " for letter in warning)
    return [f'@page {{ @top-center {{ content: "{text}"; }} }}']


def _classes(table: Table) -> str:
    """Say what helps a reader of a table: tools to find a row, a filter by unit."""
    rows = sum(row.kind != "total" for row in table.rows)
    is_by_unit = table.columns[0].head == fixed_words()["unit"]
    found = {
        "long": rows > MOST_ROWS_WITHOUT_TOOLS,
        "by-unit": is_by_unit,
    }
    return " ".join(["table", *(name for name, holds in found.items() if holds)])


def _sort_value(cell: Cell) -> str:
    """Give the number to sort by where the text does not say it plainly."""
    number = "" if cell.value is None else f"{cell.value:.12g}"
    return "" if number == cell.text else number


def _outlines(blocks: Iterable[Block]) -> dict:
    """Find what the drawings have in common, their letters, each in the first that has it."""
    figures = [block for block in blocks if isinstance(block, Figure)]
    found = [outlines(figure.svg, prefix=_prefix(figure)) for figure in figures]
    return dict(chain.from_iterable(each.items() for each in reversed(found)))


def _prefix(figure: Figure) -> str:
    return figure.id or "h" + sha256(figure.svg.encode()).hexdigest()[:8]


def _drawing(figure: Figure, known: dict) -> Markup:
    return inline_svg(
        figure.svg,
        prefix=_prefix(figure),
        title=figure.caption,
        description=figure.alt,
        known=known,
    )


def _without_stop(text: str) -> str:
    return text.removesuffix(".")


def _stop(text: str) -> str:
    """Give the full stop of a text, which comes after its references."""
    return text[len(_without_stop(text)) :]
