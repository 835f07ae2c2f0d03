"""The parts of a compressed file, expanded piece by piece and never beyond the limits."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from analysis.office_files.limits import (
    MAX_EXPANDED_BYTES,
    MAX_PART_BYTES,
    MAX_PARTS,
    MAX_RATIO,
    RATIO_FROM_BYTES,
)
from analysis.office_files.messages import unreadable

CHUNK_BYTES = 256 * 2**10
_CENTRAL_RECORD = b"PK\x01\x02"
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_IS_ENCRYPTED = 0x1
_UNSAFE_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|\\|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]")


class ZipParts:
    """The parts of a zip file that passed all checks of its table of contents.

    Args:
        data: The whole file.

    Raises:
        UnreadableFileError: The file is cut off, damaged, encrypted, expands beyond measure, or
            holds names that lead elsewhere or occur twice.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._parts = _table_of_contents(data)
        self._by_folded_name = {name.casefold(): name for name in self._parts}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts, in the order of the file."""
        return tuple(self._parts)

    def find(self, name: str) -> str | None:
        """Give the name of a part as stored; office programs do not tell case apart."""
        return self._by_folded_name.get(name.casefold().lstrip("/"))

    def expanded_size(self, name: str) -> int:
        """Give the size of a part as the file declares it; ``chunks`` holds it to that."""
        return self._parts[name].file_size

    def chunks(self, name: str) -> Iterator[bytes]:
        """Expand a part piece by piece.

        Raises:
            UnreadableFileError: The part is cut off, damaged, or larger than declared.
        """
        info = self._parts[name]
        expanded = checksum = 0
        for chunk in _expand(self._packed(info), info.compress_type):
            expanded += len(chunk)
            if expanded > info.file_size:
                raise unreadable("bomb")
            checksum = zlib.crc32(chunk, checksum)
            yield chunk
        if expanded != info.file_size or checksum != info.CRC:
            raise unreadable("damaged")

    def read(self, name: str) -> bytes:
        """Expand a whole part."""
        return b"".join(self.chunks(name))

    def _packed(self, info: zipfile.ZipInfo) -> memoryview:
        """Give the compressed bytes of a part."""
        header = self._data[info.header_offset : info.header_offset + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            raise unreadable("damaged")
        fields = _LOCAL_HEADER.unpack(header)
        begin = info.header_offset + _LOCAL_HEADER.size + fields[-2] + fields[-1]
        end = begin + info.compress_size
        if end > len(self._data):
            raise unreadable("truncated")
        return memoryview(self._data)[begin:end]


def _table_of_contents(data: bytes) -> dict[str, zipfile.ZipInfo]:
    if data.count(_CENTRAL_RECORD) > MAX_PARTS:
        raise unreadable("bomb")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except zipfile.BadZipFile as error:
        ended = b"PK\x05\x06" in data[-66_000:]
        raise unreadable("damaged" if ended else "truncated") from error
    except (NotImplementedError, ValueError, OverflowError, struct.error, OSError) as error:
        raise unreadable("damaged") from error
    _check_names(infos)
    _check_sizes(infos)
    return {info.filename: info for info in infos if not info.is_dir()}


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for info in infos:
        folded = info.filename.casefold()
        if _UNSAFE_NAME.search(info.orig_filename):
            raise unreadable("unsafe_names", repr(info.orig_filename[:60]))
        if folded in seen:
            raise unreadable("duplicate_parts", info.filename[:60])
        seen.add(folded)


def _check_sizes(infos: list[zipfile.ZipInfo]) -> None:
    if any(info.flag_bits & _IS_ENCRYPTED for info in infos):
        raise unreadable("encrypted")
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
        raise unreadable("damaged")
    expanded = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    is_dense = expanded > RATIO_FROM_BYTES and expanded > MAX_RATIO * max(packed, 1)
    largest = max((info.file_size for info in infos), default=0)
    if expanded > MAX_EXPANDED_BYTES or largest > MAX_PART_BYTES or is_dense:
        raise unreadable("bomb")


def _expand(packed: memoryview, method: int) -> Iterator[bytes]:
    """Yield pieces of at most ``CHUNK_BYTES``, however well they were compressed."""
    if method == zipfile.ZIP_STORED:
        for begin in range(0, len(packed), CHUNK_BYTES):
            yield bytes(packed[begin : begin + CHUNK_BYTES])
        return
    expander = zlib.decompressobj(-zlib.MAX_WBITS)
    begin = 0
    try:
        while not expander.eof:
            piece = packed[begin : begin + CHUNK_BYTES]
            chunk = expander.decompress(piece, CHUNK_BYTES)
            taken = len(piece) - len(expander.unconsumed_tail)
            if not chunk and not taken:
                return
            begin += taken
            if chunk:
                yield chunk
    except zlib.error as error:
        raise unreadable("damaged") from error
