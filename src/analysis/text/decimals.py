"""How a number is punctuated in a language: ``1.514,50`` or ``1,514.50``."""

from __future__ import annotations

from decimal import Decimal, localcontext

import babel.numbers

MINUS = "\u2212"
_PRECISION = 100


def write_decimal(value: Decimal, decimals: int, language: str) -> str:
    """Write a number with a fixed count of decimals; its minus is as wide as a plus (U+2212)."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(prec=_PRECISION):  # Babel quantizes in the current context
        text = babel.numbers.format_decimal(value, format=pattern, locale=language)
    return text.replace("-", MINUS)
