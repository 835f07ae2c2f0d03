"""The container of old Office files: the names of its streams, and the bytes of one of them."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.office_files.messages import unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_BYTES = 512
_ENTRY_BYTES = 128
_SECTORS_IN_HEADER = 109
_LAST_SECTOR = 0xFFFFFFFA
"""Numbers above this one mark an end, a free sector or a table."""

_STREAM, _ROOT = 2, 5


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    first_sector: int
    size: int


class OleFile:
    """An old Office file.

    Args:
        data: The whole file, beginning with ``MAGIC``.

    Raises:
        UnreadableFileError: The file is cut off or its tables lead nowhere.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        if len(data) < _HEADER_BYTES:
            raise unreadable("truncated")
        shift, mini_shift = struct.unpack_from("<2H", data, 30)
        if shift not in (9, 12) or mini_shift > shift:
            raise unreadable("damaged")
        self._sector_bytes, self._mini_bytes = 1 << shift, 1 << mini_shift
        directory, _, cutoff, mini_fat, _, table, _ = struct.unpack_from("<7I", data, 48)
        self._cutoff, self._mini_fat_start, self._table_start = cutoff, mini_fat, table
        self._entries = self._read_directory(directory)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all streams and folders."""
        return tuple(entry.name for entry in self._entries)

    def stream(self, name: str) -> bytes:
        """Read a stream, the first of that name.

        Raises:
            UnreadableFileError: The file is cut off or damaged.
        """
        entry = next(
            (entry for entry in self._entries if entry.kind == _STREAM and entry.name == name), None
        )
        if entry is None:
            raise unreadable("damaged")
        if entry.size >= self._cutoff:
            return self._join(entry.first_sector, entry.size)
        shorts = self._mini_stream
        places = _chain(self._mini_fat, entry.first_sector)
        size = self._mini_bytes
        pieces = [shorts[place * size : (place + 1) * size] for place in places]
        return _exactly(b"".join(pieces), entry.size)

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._sector_bytes
        return self._data[begin : begin + self._sector_bytes]

    def _join(self, first: int, size: int | None = None) -> bytes:
        joined = b"".join(map(self._sector, _chain(self._fat, first)))
        return joined if size is None else _exactly(joined, size)

    @cached_property
    def _fat(self) -> array[int]:
        """The table that names the sector after each sector."""
        numbers = list(struct.unpack_from(f"<{_SECTORS_IN_HEADER}I", self._data, 76))
        following, seen = self._table_start, set[int]()
        while following <= _LAST_SECTOR:
            sector = self._sector(following)
            if following in seen or len(sector) < self._sector_bytes:
                raise unreadable("truncated")
            seen.add(following)
            *more, following = struct.unpack(f"<{len(sector) // 4}I", sector)
            numbers += more
        sectors = (self._sector(number) for number in numbers if number <= _LAST_SECTOR)
        return _numbers(b"".join(sectors))

    @cached_property
    def _mini_fat(self) -> array[int]:
        return _numbers(self._join(self._mini_fat_start))

    @cached_property
    def _mini_stream(self) -> bytes:
        """Where short streams lie one after the other."""
        root = next((entry for entry in self._entries if entry.kind == _ROOT), None)
        return self._join(root.first_sector) if root else b""

    def _read_directory(self, first: int) -> tuple[_Entry, ...]:
        raw = self._join(first)
        records = (raw[at : at + _ENTRY_BYTES] for at in range(0, len(raw), _ENTRY_BYTES))
        return tuple(
            _entry(record) for record in records if len(record) == _ENTRY_BYTES and record[66]
        )


def _entry(record: bytes) -> _Entry:
    length = min(max(struct.unpack_from("<H", record, 64)[0] - 2, 0), 62)
    first, size = struct.unpack_from("<2I", record, 116)
    return _Entry(record[:length].decode("utf-16-le", "replace"), record[66], first, size)


def _numbers(raw: bytes) -> array[int]:
    numbers = array("I", raw[: len(raw) // 4 * 4])
    if struct.pack("=H", 1) != struct.pack("<H", 1):
        numbers.byteswap()
    return numbers


def _chain(table: Sequence[int], first: int) -> list[int]:
    """Follow a chain of sectors to its end; a chain that leaves the table or turns is refused."""
    chain: list[int] = []
    number = first
    while number <= _LAST_SECTOR:
        if number >= len(table) or len(chain) >= len(table):
            raise unreadable("truncated")
        chain.append(number)
        number = table[number]
    return chain


def _exactly(joined: bytes, size: int) -> bytes:
    if len(joined) < size:
        raise unreadable("truncated")
    return joined[:size]
