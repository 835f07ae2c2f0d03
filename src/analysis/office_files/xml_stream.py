"""XML read as a stream: elements by their local names, and no DOCTYPE whatever the encoding.

A declared entity would make the figure that uses it vanish in some readers and grow without end in
others; files of office programs never declare any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from xml.parsers import expat

from analysis.office_files.messages import unreadable

Attributes = dict[str, str]

_XML_BEGINNINGS = tuple(
    mark + "<".encode(encoding)
    for mark, encoding in (
        (b"", "ascii"),
        (b"\xef\xbb\xbf", "ascii"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    )
)


@lru_cache(maxsize=1024)
def local_name(name: str) -> str:
    """Give a name without its prefix: ``x:row`` is ``row``."""
    return name.rpartition(":")[2]


def local_attribute(attributes: Attributes, name: str) -> str:
    """Find an attribute whatever its prefix; an empty string where there is none."""
    for key, value in attributes.items():
        if local_name(key) == name:
            return value
    return ""


def looks_like_xml(beginning: bytes) -> bool:
    """Tell whether a part begins as XML does, blanks before it allowed."""
    return beginning.lstrip(b" \t\r\n").startswith(_XML_BEGINNINGS)


def scan(
    chunks: Iterable[bytes],
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Report the elements of a document one after the other.

    Args:
        chunks: The document in pieces of any size.
        start: Called with the local name and the attributes of each element that begins.
        end: Called with the local name of each element that ends.
        text: Called with each piece of text.

    Raises:
        UnreadableFileError: The document has a DOCTYPE or is not well-formed.
    """
    parser = _parser()
    parser.StartElementHandler = lambda name, attributes: start(local_name(name), attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(local_name(name))
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, UnicodeDecodeError, LookupError, ValueError) as error:
        raise unreadable("damaged") from error


def root_name(chunks: Iterable[bytes]) -> str:
    """Read as far as the first element and give its local name.

    Raises:
        UnreadableFileError: The document has a DOCTYPE or is not XML up to there.
    """
    found: list[str] = []
    parser = _parser()
    parser.StartElementHandler = lambda name, _: found.append(local_name(name))
    try:
        for chunk in _in_small_pieces(chunks):
            parser.Parse(chunk, False)
            if found:
                return found[0]
        parser.Parse(b"", True)
    except (expat.ExpatError, UnicodeDecodeError, LookupError, ValueError) as error:
        if found:
            return found[0]
        raise unreadable("damaged") from error
    return found[0] if found else ""


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    raise unreadable("doctype")


def _in_small_pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Split what comes, so that little is parsed beyond the first element."""
    for chunk in chunks:
        for begin in range(0, len(chunk), 4096):
            yield chunk[begin : begin + 4096]
