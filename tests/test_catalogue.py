"""The English catalogue holds the messages of the sources, all of them and no other."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import analysis

SOURCES = Path(analysis.__file__).parent
PO = SOURCES / "text" / "locale" / "en" / "LC_MESSAGES" / "ketnap.po"
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_noop", "N_")),
    "ngettext": (1, 1),
    "pgettext": ((1, "c"), 2),
}
VIETNAMESE = set("ăâđêôơưàáãèéìíòóõùúýĩũ") | {chr(code) for code in range(0x1EA0, 0x1EFA)}


@cache
def extracted() -> Catalog:
    """Collect the messages of the sources."""
    found = Catalog(locale="en")
    for _file, _line, message, _comments, context in extract_from_dir(
        SOURCES, method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        found.add(message, context=context)
    return found


@cache
def catalogue() -> Catalog:
    return read_po(io.BytesIO(PO.read_bytes()), locale="en")


def keys(messages: Catalog) -> set[tuple[str | None, str, bool]]:
    """Give the messages with their context, and whether they count things."""
    return {(m.context, msgid(m), m.pluralizable) for m in messages if m.id}


def msgid(message: Message) -> str:
    return message.id[0] if message.pluralizable else message.id


def translations(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if message.pluralizable else (message.string,)


def places(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def test_the_catalogue_holds_the_messages_of_the_sources_and_no_other() -> None:
    assert keys(catalogue()) - keys(extracted()) == set()
    assert keys(extracted()) - keys(catalogue()) == set()


def test_every_message_is_translated_and_none_is_a_guess() -> None:
    open_ones = [msgid(m) for m in catalogue() if m.id and not all(translations(m))]
    assert open_ones == []
    assert [msgid(m) for m in catalogue() if m.id and m.fuzzy] == []


def test_a_translation_fills_the_same_places() -> None:
    """The form for one thing may leave a place out ("one organisation")."""
    differing = []
    for message in catalogue():
        if not message.id or not all(translations(message)):
            continue
        *single, last = translations(message)
        wanted = places(msgid(message))
        if places(last) != wanted or not all(places(text) <= wanted for text in single):
            differing.append(msgid(message))
    assert differing == []


def test_no_translation_is_vietnamese() -> None:
    """Quotation marks of Vietnamese examples aside, English words have no such letters."""
    left = [
        text
        for message in catalogue()
        if message.id
        for text in translations(message)
        if VIETNAMESE & set(text.lower())
    ]
    assert left == []


@pytest.mark.parametrize("message", ["Bảng {number}", "{count} đơn vị"])
def test_messages_known_to_exist_are_found(message: str) -> None:
    assert message in {msgid(m) for m in extracted() if m.id}
