"""Errors that people read: what is wrong, where, and what to do about it.

Every message is in Vietnamese, because the analyst reads it. In a notebook only the message is
shown: the way into our code helps nobody who has to correct a file or a parameter.
"""

from __future__ import annotations


class AnalysisError(Exception):
    """Base of all errors that name a fault in the input, a parameter or the surroundings.

    Args:
        what: What is wrong.
        where: File, line, sheet or cell, parameter name.
        todo: What the reader can do about it.
    """

    def __init__(self, what: str, *, where: str = "", todo: str = "") -> None:
        self.what, self.where, self.todo = what, where, todo
        place = f"{where}: " if where else ""
        advice = f" → {todo}" if todo else ""
        super().__init__(f"{place}{what}{advice}")

    def _render_traceback_(self) -> list[str]:
        """Show the message alone in notebooks (a hook of IPython)."""
        return [f"{type(self).__name__}: {self}"]


class SourceError(AnalysisError):
    """A file under ``data/raw`` is missing, unreadable or not of the agreed form."""


class ParameterError(AnalysisError):
    """A parameter is unknown, of the wrong type, or names something without data."""


class CheckError(AnalysisError):
    """A promise about our own results does not hold: counts that do not add up, a broken schema."""


class RenderError(AnalysisError):
    """The report could not be drawn, compiled or written."""
