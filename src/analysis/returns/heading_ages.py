"""Age groups in headings: "31-40", "từ 31 đến 40 tuổi", "trên 40", "30 tuổi trở xuống"."""

from __future__ import annotations

import re

from analysis.returns.vocabulary import Words

_AGE = r"(?:1[4-9]|[2-9][0-9])"
_BETWEEN = re.compile(
    rf"(?:từ |tu )?(?P<low>{_AGE})(?:-| tuổi đến | tuoi den | đến | den )(?P<high>{_AGE})"
    r"(?: tuổi| tuoi)?"
)
_BELOW = re.compile(
    rf"(?:dưới|duoi) (?P<age>{_AGE})(?: tuổi| tuoi)?"
    rf"|(?:từ |tu )?(?P<up_to>{_AGE})(?: tuổi| tuoi)? (?:trở xuống|tro xuong)"
)
_ABOVE = re.compile(
    rf"(?:trên|tren) (?P<age>{_AGE})(?: tuổi| tuoi)?"
    rf"|(?:từ |tu )?(?P<from>{_AGE})(?: tuổi| tuoi)? (?:trở lên|tro len)"
)
_GROUPS = ((_BETWEEN, "age_{}_{}"), (_BELOW, "age_under_{}"), (_ABOVE, "age_over_{}"))
_WORDS = 7


def age_group_at(words: Words) -> tuple[str, int]:
    """Read the age group that words begin with.

    Returns:
        Its category and the number of its words; an empty category where there is none. Groups
        without a measure have a category all the same: they are understood.
    """
    text = " ".join(words[:_WORDS])
    for pattern, name in _GROUPS:
        found = pattern.match(text)
        if found and (text[found.end() :] + " ")[0] == " " and text[found.end() :] != " %":
            return name.format(*_ages(found)), len(found[0].split())
    return "", 0


def _ages(found: re.Match[str]) -> list[int]:
    """Write "30 trở xuống" as under 31, "41 trở lên" as over 40."""
    parts = {name: int(text) for name, text in found.groupdict().items() if text}
    if "up_to" in parts:
        return [parts["up_to"] + 1]
    if "from" in parts:
        return [parts["from"] - 1]
    return list(parts.values())
