"""The fonts that the project brings along: their letters, and how wide they run."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from fontTools.ttLib import TTFont

from analysis.errors import RenderError

PACKAGES = {"Be Vietnam Pro": "fontpkg_be_vietnam_pro", "Source Serif 4": "fontpkg_source_serif_4"}
_BREAKS = "\n\t"
# Regular and bold, or one file that varies between them.
_HEAVY_AND_SMALL = {"wght": 700, "opsz": 12}  # the widest that tables use; fixed fonts ignore it
_FILES = ("*-Regular.ttf", "*-Bold.ttf", "*wght*.ttf")


@dataclass(frozen=True)
class Face:
    """A family of fonts.

    Args:
        family: Its name.
        folder: Where its files lie.
        advances: How far each letter that all files of the family have runs, in parts of the size.
    """

    family: str
    folder: Path
    advances: Mapping[str, float]

    def width(self, text: str) -> float:
        """Measure a text, as wide as it gets (bold), in parts of the size of type."""
        return sum(self.advances.get(letter, 1.0) for letter in text)

    def writable(self, text: str) -> str:
        """Return a text in NFC, letters that the font lacks as their code point: ``[U+25CB]``.

        A letter without a glyph would be an empty box that nobody reports.
        """
        composed = unicodedata.normalize("NFC", text)
        return "".join(
            letter if letter in self.advances or letter in _BREAKS else f"[U+{ord(letter):04X}]"
            for letter in composed
        )


@cache
def load_face(family: str) -> Face:
    """Load a family that is brought along.

    Raises:
        RenderError: Its package holds no font file.
    """
    with as_file(files(PACKAGES[family]) / "files") as folder:
        paths = sorted(path for pattern in _FILES for path in folder.glob(pattern))
        advances = [_advances(path) for path in paths]
    if not advances:
        raise RenderError(
            f"không có phông chữ {family}", where=PACKAGES[family], todo="cài đặt lại môi trường"
        )
    shared = set.intersection(*(set(one) for one in advances))
    widest = {letter: max(one[letter] for one in advances) for letter in shared}
    return Face(family, folder, widest)


def _advances(path: Path) -> dict[str, float]:
    with TTFont(path, lazy=True) as font:
        units, glyphs = font["head"].unitsPerEm, font.getGlyphSet(location=_HEAVY_AND_SMALL)
        return {chr(code): glyphs[name].width / units for code, name in font.getBestCmap().items()}
