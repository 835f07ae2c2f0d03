"""The parts of the Word file: nothing in them comes from the machine or from the clock."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from functools import cache

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.rel import _Relationship as Relation
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from analysis.render.cover import Cover
from analysis.render.forms import Form
from analysis.render.word.markup import Element, make, plain
from analysis.render.word.styles import BULLETS, LOCALES, styles_of

_TOOL = "ket-nap"
_WRITTEN = datetime(2000, 1, 1)  # noqa: DTZ001 - python-docx takes UTC without a zone
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_CONTENT_TYPES = "[Content_Types].xml"
_WORD_2013 = 15  # the newest mode there is: no "compatibility mode" in the title of the window
# Parts of python-docx's template that the report has no use for.
_NOT_NEEDED = {
    "customXml",
    "extended-properties",
    "fontTable",
    "stylesWithEffects",
    "theme",
    "thumbnail",
    "webSettings",
}


def new_document(cover: Cover, form: Form) -> WordDocument:
    """Make an empty document with the styles of a form and the properties of a report."""
    document = Document(io.BytesIO(_blank()))
    _replace_children(document.styles.element, styles_of(form, cover.language))
    _replace_children(document.part.numbering_part.element, _bullets(form))
    _replace_children(document.settings.element, _settings(LOCALES[cover.language]))
    properties = document.core_properties
    properties.title = plain(" – ".join(filter(None, (cover.title, cover.organisation))))
    properties.author = properties.last_modified_by = _TOOL
    properties.language = LOCALES[cover.language]
    properties.created = properties.modified = _WRITTEN
    properties.comments = properties.keywords = properties.category = ""
    properties.subject = plain(cover.period)
    properties.revision = 1
    return document


@cache
def _blank() -> bytes:
    """Make what is left of python-docx's template: it brings hundreds of styles."""
    document = Document()
    _drop(document.part.rels)
    _drop(document.part.package.rels)
    for part in (document.styles, document.part.numbering_part, document.settings):
        _replace_children(part.element, [])
    return to_bytes(document)


def _drop(relations: dict[str, Relation]) -> None:
    """Take out the parts that are not needed, by the last word of the type of their relation."""
    for key, relation in list(relations.items()):
        if relation.reltype.rsplit("/", 1)[-1] in _NOT_NEEDED:
            del relations[key]


def _replace_children(element: Element, new: Iterable[Element]) -> None:
    for child in list(element):
        element.remove(child)
    element.extend(list(new))


def _bullets(form: Form) -> Element:
    """Make the one list of the report: a hyphen in a Party document, a dot elsewhere."""
    level = make(
        "lvl",
        make("start", val=1),
        make("numFmt", val="bullet"),
        make("pStyle", val="ListBullet"),
        make("suff", val="space" if form.is_official else "tab"),
        make("lvlText", val="-" if form.is_official else "•"),
        make("lvlJc", val="left"),
        ilvl=0,
    )
    kind = make("multiLevelType", val="singleLevel")
    abstract = make("abstractNum", kind, level, abstractNumId=0)
    return make("numbering", abstract, make("num", make("abstractNumId", val=0), numId=BULLETS))


def _settings(locale: str) -> Element:
    in_vietnam = locale == LOCALES["vi"]
    mode = parse_xml(
        f'<w:compatSetting {nsdecls("w")} w:name="compatibilityMode" '
        f'w:uri="http://schemas.microsoft.com/office/word" w:val="{_WORD_2013}"/>'
    )
    return make(
        "settings",
        make("zoom", percent=100),
        make("defaultTabStop", val=720),
        make("characterSpacingControl", val="doNotCompress"),
        make("compat", mode),
        make("themeFontLang", val=locale),
        make("decimalSymbol", val="," if in_vietnam else "."),
        make("listSeparator", val=";" if in_vietnam else ","),
    )


def to_bytes(document: WordDocument) -> bytes:
    """Save a document; python-docx would write the time into the archive."""
    buffer = io.BytesIO()
    document.save(buffer)
    out = io.BytesIO()
    with (
        zipfile.ZipFile(buffer) as saved,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        names = sorted(saved.namelist(), key=lambda name: (name != _CONTENT_TYPES, name))
        for name in names:
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, saved.read(name))
    return out.getvalue()
