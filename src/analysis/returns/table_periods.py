"""Header rows that only number months or quarters: "1 2 3 …" below "Kết nạp theo tháng"."""

from __future__ import annotations

import re

from analysis.returns.grid import Grid
from analysis.text.normalise import match_key

_WORD = re.compile(r"(?<![0-9] )(?<!\w)(tháng|quý)(?!\w)(?! ?[0-9])")
_IN_HEADING = re.compile(
    r"[\s,(-]*(?:(?:chia|phân) )?(?:theo |từng |trong )?(?:các )?(?:tháng|quý)(?!\w)[)\s]*$",
    re.IGNORECASE,
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS = 12


def parts_of_year(grid: Grid, above: list[int], row: int) -> bool:
    """Tell whether a row does nothing but number the months or quarters named above it."""
    texts = grid.texts_of_row(row)
    named = [_part(grid, above, column, text) for column, text in texts.items()]
    return len(named) > 1 and all(named) and len(set(named)) == len(named)


def month_run(grid: Grid, row: int) -> tuple[int, ...]:
    """List the columns of a header row that are headed 1 to 12 one after the other."""
    texts = grid.texts_of_row(row)
    numbered = [c for c, text in texts.items() if re.fullmatch(r"0?[1-9]|1[0-2]", text)]
    is_year = [int(texts[column]) for column in numbered] == list(range(1, _MONTHS + 1))
    return tuple(numbered) if is_year else ()


def name_parts_of_year(grid: Grid, rows: list[int], column: int, path: list[str]) -> list[str]:
    """Write "Tháng 3" for a lone "3" over a column of the third month.

    Args:
        grid: The sheet.
        rows: The header rows.
        column: The column.
        path: The texts over it from top to bottom.
    """
    if not path:
        return path
    *upper, leaf = path
    if any(column in month_run(grid, row) and grid.text(row, column) == leaf for row in rows):
        return [*upper, f"Tháng {int(leaf)}"]
    lowest = next((n for n in reversed(range(len(upper))) if _WORD.search(match_key(upper[n]))), -1)
    name = _name(upper[lowest], leaf) if lowest == len(upper) - 1 and upper else ""
    if not name:
        return path
    rest = _IN_HEADING.sub("", upper[lowest])
    return [*upper[:lowest], *([rest] if rest else []), name]


def _part(grid: Grid, above: list[int], column: int, text: str) -> str:
    """Name the month or quarter that a cell numbers; empty where it does not."""
    over = next((t for row in reversed(above) if (t := _over(grid, row, column))), "")
    return _name(over, text)


def _over(grid: Grid, row: int, column: int) -> str:
    """Find the heading over a cell; files without merged cells write it at the left only."""
    text = grid.filled(row, column)
    if text or grid.is_merged(row, column):
        return text
    left = [c for c in grid.columns if c < column and grid.filled(row, c)]
    return grid.filled(row, max(left)) if left else ""


def _name(over: str, text: str) -> str:
    found = _WORD.search(match_key(over))
    if found is None:
        return ""
    key = match_key(text).strip("().")
    if found[1] == "tháng":
        number = int(key) if re.fullmatch(r"[0-9]{1,2}", key) else 0
        return f"Tháng {number}" if 1 <= number <= _MONTHS else ""
    number = _QUARTERS.get(key) or (int(key) if re.fullmatch(r"[1-4]", key) else 0)
    return f"Quý {number}" if number else ""
