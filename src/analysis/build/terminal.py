"""Words for the person at the terminal, although papermill shows no output of cells there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from IPython import get_ipython


def say(lines: Iterable[str]) -> None:
    """Print to the cell and, in a kernel, also to the terminal that started it.

    A kernel sends standard output to the notebook. Where it also took over the file descriptor
    (Linux, macOS) ipykernel keeps a copy of the terminal's; elsewhere the descriptor still leads
    there.
    """
    text = "\n".join(lines) + "\n"
    print(text, end="", flush=True)
    if getattr(get_ipython(), "kernel", None) is None or sys.__stdout__ is None:
        return
    copy = getattr(sys.stdout, "_original_stdstream_copy", None)
    os.write(sys.__stdout__.fileno() if copy is None else copy, text.encode("utf-8"))
