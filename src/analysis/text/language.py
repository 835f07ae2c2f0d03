"""The language of the report: messages are written in Vietnamese, other languages are looked up.

A message is a constant with named places, ``_("{count} đơn vị", count=3)``; what fills the places
is put in last and never read as a message. A whole number is written as a count (``1.514``); a
place for a year is named ``year``, or ends so.

The language holds for the process, as in ``gettext`` itself: a report is made in one language.
"""

from __future__ import annotations

import gettext as _gettext
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from numbers import Integral

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from analysis.text.decimals import write_decimal
from analysis.text.normalise import spell_tones

SOURCE_LANGUAGE = "vi"
LANGUAGES = ("vi", "en")
SPELLINGS = ("ủy", "uỷ")


@dataclass(frozen=True)
class _Language:
    code: str = SOURCE_LANGUAGE
    spelling: str = SPELLINGS[0]


_active = _Language()


def set_language(code: str, spelling: str = SPELLINGS[0]) -> None:
    """Write all messages from now on in a language.

    Args:
        code: One of ``LANGUAGES``.
        spelling: Where the tone of a final oa, oe, uy stands, by its own example: ``ủy`` (and
            ``hòa``) or ``uỷ`` (and ``hoà``).

    Raises:
        ValueError: The language or the spelling is not known.
    """
    global _active  # noqa: PLW0603 - as gettext.install: one language for the process
    if code not in LANGUAGES or spelling not in SPELLINGS:
        raise ValueError(f"unknown language {code!r} or spelling {spelling!r}")
    _active = _Language(code, spelling)


@contextmanager
def language(code: str, spelling: str = SPELLINGS[0]) -> Iterator[None]:
    """Write messages in a language for a while."""
    before = _active
    set_language(code, spelling)
    try:
        yield
    finally:
        set_language(before.code, before.spelling)


def current_language() -> str:
    """Return the code of the language that messages are written in."""
    return _active.code


def spell(text: str) -> str:
    """Write a name or a message with its tones where the chosen spelling puts them."""
    return text if _active.spelling == SPELLINGS[0] else spell_tones(text, _active.spelling)


def gettext(message: str, /, **values: object) -> str:
    """Return a message in the language of the report, its places filled."""
    return _fill(_catalogue(_active.code).gettext(message), values)


def ngettext(message: str, number: int, /, **values: object) -> str:
    """Return a message about ``number`` things, in the plural form that the language wants.

    Vietnamese has one form, so there is one message; its translation has as many as are needed.
    """
    return _fill(_catalogue(_active.code).ngettext(message, message, number), values)


def pgettext(context: str, message: str, /, **values: object) -> str:
    """Return a message whose words mean different things in different places."""
    return _fill(_catalogue(_active.code).pgettext(context, message), values)


def gettext_noop(message: str, /) -> str:
    """Mark a constant for the catalogue; it is looked up where it is used."""
    return message


def _fill(message: str, values: dict[str, object]) -> str:
    written = spell(message)
    if not values:
        return written
    return written.format(**{name: _written(name, value) for name, value in values.items()})


def _written(place: str, value: object) -> object:
    is_count = isinstance(value, Integral) and not place.endswith("year")
    return write_decimal(Decimal(int(value)), 0, _active.code) if is_count else value


@cache
def _catalogue(code: str) -> _gettext.NullTranslations:
    """Read the messages of a language; Vietnamese needs none."""
    if code == SOURCE_LANGUAGE:
        return _gettext.NullTranslations()
    source = files("analysis.text") / "locale" / code / "LC_MESSAGES" / "ketnap.po"
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source.read_bytes()), locale=code))
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)
