from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import SourceError
from analysis.registers.checks import check_choice, check_known, read_date

PATH = Path("registers/units.csv")


def _frame(*values: str) -> pd.DataFrame:
    return pd.DataFrame({"kind": list(values), "line": range(2, 2 + len(values))})


def test_an_empty_date_is_open() -> None:
    assert read_date(PATH, 2, "valid_to", "") is None
    assert read_date(PATH, 2, "valid_to", "2025-06-30") == date(2025, 6, 30)


def test_a_closed_set_is_listed_in_the_advice() -> None:
    with pytest.raises(SourceError, match="chọn một trong: city, town"):
        check_choice(PATH, _frame("city", "ward"), "kind", {"town", "city"})


def test_an_empty_reference_is_no_reference() -> None:
    check_known(PATH, _frame("", "city"), "kind", {"city"})
