"""What the XML of a sheet says of its cells that values do not tell: styles, formulas, errors."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.office_files.excel_package import TRUE_WORDS
from analysis.office_files.extent import place_of
from analysis.office_files.grids import Merge, column_letters
from analysis.office_files.limits import MAX_MERGES
from analysis.office_files.messages import unreadable
from analysis.office_files.sheet_details import Place, SheetDetails
from analysis.office_files.xml_stream import Attributes, scan


class _Pass:
    """The state of the pass: the row, the cell, and the text being read."""

    def __init__(self) -> None:
        self.found = SheetDetails()
        self.place: Place = (0, 0)
        self.kind = ""
        self.formula: str | None = None
        self.value = ""
        self.runs = 0
        self.pieces: list[str] | None = None
        self.shared_formulas: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "f"):
            self.pieces = []
            if name == "f":
                self._start_formula(attributes)
        elif name == "row":
            self._start_row(attributes)
        elif name in ("r", "t"):
            self.runs += 1
        elif name == "rFont" and self.runs == 1:
            self.found.fonts[self.place] = attributes.get("val", "")
        elif name == "col":
            self._column(attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        if name == "v":
            self.value, self.pieces = "".join(self.pieces or ()), None
        elif name == "f":
            self.formula, self.pieces = "".join(self.pieces or ()) or self.formula, None
        elif name == "c":
            self._end_cell()

    def text(self, piece: str) -> None:
        if self.pieces is not None:
            self.pieces.append(piece)

    def _start_row(self, attributes: Attributes) -> None:
        row = int(attributes.get("r") or self.place[0] + 1)
        self.place = (row, 0)
        is_flat = attributes.get("ht") is not None and float(attributes["ht"]) == 0
        if is_flat or attributes.get("hidden", "") in TRUE_WORDS:
            self.found.hidden_rows.add(row)

    def _start_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        self.place = place_of(reference) if reference else (self.place[0], self.place[1] + 1)
        self.kind = attributes.get("t", "")
        self.formula, self.value, self.runs = None, "", 0
        if style := attributes.get("s"):
            self.found.styles[self.place] = int(style)

    def _start_formula(self, attributes: Attributes) -> None:
        """Remember that there is a formula; one that is shared stands in its first cell only."""
        self.formula = ""
        if attributes.get("t") == "shared":
            group = attributes.get("si", "")
            first = self.shared_formulas.setdefault(group, _name(self.place))
            self.formula = f"[{first}]"

    def _end_cell(self) -> None:
        found, place, value = self.found, self.place, self.value.strip()
        if self.kind == "e" and value:
            found.errors[place] = value
        elif self.formula is not None and not value and self.kind != "str":
            found.uncached[place] = f"={self.formula}"
        elif self.kind == "s" and value:
            found.shared_texts[place] = int(value)
        elif self.kind == "d" and value:
            found.dates[place] = value
        if self.formula is not None and value:
            found.has_results = True

    def _column(self, attributes: Attributes) -> None:
        width = attributes.get("width")
        is_flat = width is not None and float(width) == 0
        if is_flat or attributes.get("hidden", "") in TRUE_WORDS:
            first = int(attributes.get("min", 1))
            self.found.hidden_columns.append((first, int(attributes.get("max", first))))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        (top, left), (bottom, right) = place_of(first), place_of(last or first)
        self.found.merges.append(Merge(top, left, bottom, right))
        if len(self.found.merges) > MAX_MERGES:
            raise unreadable("too_many_merges")


def read_details(chunks: Iterable[bytes]) -> SheetDetails:
    """Read all of a sheet but its values.

    Raises:
        UnreadableFileError: The XML is damaged.
    """
    one = _Pass()
    scan(chunks, one.start, one.end, one.text)
    return one.found


def _name(place: Place) -> str:
    return f"{column_letters(place[1])}{place[0]}"
