"""What a title says a table is about: admissions, targets, the members, or a group of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.returns.heading_accents import Twin
from analysis.returns.headings import features_of
from analysis.returns.time_hints import take_hints
from analysis.returns.title_lines import (
    is_prose,
    is_title,
    title_lines,
    without_foreign_dates,
)
from analysis.returns.vocabulary import Feature, plain_words, words_of

# What follows these words is what something is for, or whose it is.
_PURPOSE = Twin.of(r"(?<!\w)(?:cho|phục vụ|để|nhằm|của|thuộc|do|theo|so với|tại|ở)(?!\w).*$")
_BRACKETS = re.compile(r"\([^()]*\)")
# "Kết quả", "thực hiện" alone do not say of what; before a target they are what came of it.
_RESULT = Twin.of(r"(?<!\w)(?:kết quả|thực hiện|tiến độ|đánh giá)(?!\w)")
_GENERIC = Twin.of(r"(?<!\w)(?:kết quả thực hiện|kết quả|thực hiện|số liệu|đạt được|còn lại)(?!\w)")
_AIM = Twin.of(r"(?<!\w)(?:chỉ tiêu|kế hoạch|nghị quyết)(?!\w)")
# Stands between the phrases on both sides of a word that was taken out.
_BREAK = "zz"
# Groups of persons; other categories may as well be the name of an office ("Đoàn Thanh niên").
_GROUPS = frozenset(
    {
        *("female", "ethnic_minority", "religious", "students", "pupils", "university_students"),
        *("private_enterprise", "business_owners", "workers", "farmers"),
    }
)


@dataclass(frozen=True)
class TitleSubject:
    """What a title names.

    Attributes:
        subject: The one thing that it names; empty where it names none or several.
        category: The one group of persons that it is about, empty where it is about all.
        named: All things that it names.
    """

    subject: str = ""
    category: str = ""
    named: tuple[str, ...] = ()


def subject_of_titles(lines: list[str]) -> TitleSubject:
    """Read the lines above a table; capitals go before other lines, prose does not count."""
    lines = [line for line in title_lines(lines) if not is_prose(line)]
    capitals = " ".join(line for line in lines if is_title(_BRACKETS.sub("", line)))
    others = [_BRACKETS.sub(" ", line) for line in lines if not is_title(line)]
    for texts in ([capitals], others, lines):
        read = [_of_line(text) for text in texts]
        named = tuple(dict.fromkeys(name for subjects, _ in read for name in subjects))
        groups = tuple(dict.fromkeys(group for _, found in read for group in found))
        if named:
            subject = named[0] if len(named) == 1 else ""
            return TitleSubject(subject, groups[0] if len(groups) == 1 else "", named)
    return TitleSubject()


def _of_line(line: str) -> tuple[list[str], list[str]]:
    """List the things and the groups that one line names, up to the words on what it is for."""
    key = _PURPOSE.sub("", take_hints(without_foreign_dates(_BRACKETS.sub(" ", line)))[1])
    features = _features(_GENERIC.sub("#", key).replace("#", f" {_BREAK} "))
    named = [name for kind, name in features if kind == "subject"]
    result, aim = _RESULT.search(key), _AIM.search(key)
    if set(named) <= {"target", "admitted"} and result and aim and result.start() < aim.start():
        named = ["admitted"]
    return named, _groups(features)


def _features(key: str) -> list[Feature]:
    is_plain = key.isascii()
    words = words_of(key)
    return features_of(plain_words(words) if is_plain else words, is_plain=is_plain)


def _groups(features: list[Feature]) -> list[str]:
    """List the groups named right behind a subject ("Kết nạp đảng viên là người dân tộc")."""
    groups: list[str] = []
    follows = False
    for kind, name in features:
        if kind == "category" and follows:
            groups.append(name)
        follows = kind == "subject" or (follows and kind in ("filler", "category"))
    return groups if set(groups) <= _GROUPS else []
