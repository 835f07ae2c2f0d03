"""ZIP packages with the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_TIME = (2026, 1, 1, 0, 0, 0)
_UNIX = 3


def pack(parts: Mapping[str, bytes], first: str = "") -> bytes:
    """Write a package in the order of names, with a fixed time; ``first`` comes uncompressed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in sorted(parts, key=lambda part: (part != first, part)):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system = _UNIX
            entry.compress_type = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            package.writestr(entry, parts[name], compresslevel=9)
    return target.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """Read all parts of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}
