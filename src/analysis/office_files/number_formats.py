"""The number formats that spreadsheets know by number, and which of them write a date."""

from __future__ import annotations

import re

_BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "m/d/yy h:mm", 37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
_NOT_A_CODE = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_CODE = re.compile(r"[dmyhsb]", re.IGNORECASE)


def format_of(number: int, own: dict[int, str]) -> str:
    """Give the format with a number; empty where neither the file nor the standard has it.

    Args:
        number: Number of the format.
        own: Formats that the file defines.
    """
    return own.get(number) or _BUILT_IN.get(number, "")


def is_date_format(number_format: str) -> bool:
    """Tell whether numbers in this format are shown as a date or a time."""
    bare = _NOT_A_CODE.sub("", number_format)
    return bare.casefold() != "general" and bool(_DATE_CODE.search(bare))
