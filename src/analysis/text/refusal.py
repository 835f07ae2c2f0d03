"""What a grammar answers when a print cannot be read with certainty."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """A print that was not read, and why; it goes to a person, never to a calculation.

    Attributes:
        printed: The text exactly as given.
        reason: Short stable English code, e.g. ``"ambiguous_separator"``.
        message: Vietnamese sentence for the analyst, with the possible readings where known.
    """

    printed: str
    reason: str
    message: str
