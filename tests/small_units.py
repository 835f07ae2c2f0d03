"""A register of units from a few lines, without any file."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.registers.units import UnitRegister

COLUMNS = ("unit_id", "name", "kind", "parent_id", "valid_from", "valid_to", "successor_id")


def units_of(text: str) -> UnitRegister:
    """Make a register.

    Args:
        text: One line for each unit: id, name, kind, parent, first day, last day, successor,
            separated by bars; blanks around them do not count, and trailing parts may be left out.
    """
    rows = []
    for line in filter(None, map(str.strip, text.splitlines())):
        cells = [cell.strip() for cell in line.split("|")]
        rows.append(cells + [""] * (len(COLUMNS) - len(cells)))
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype="string").set_index("unit_id")
    frame = frame.assign(short_name=frame["name"], note=pd.NA)
    for column in ("parent_id", "successor_id"):
        frame[column] = frame[column].replace("", pd.NA)
    for column in ("valid_from", "valid_to"):
        days = [date.fromisoformat(day) if day else None for day in frame[column]]
        frame[column] = pd.Series(days, dtype="object", index=frame.index)
    return UnitRegister(frame, pd.DataFrame(columns=["province", "printed", "unit_id"]))


NATION = """
toan-quoc | Toàn Đảng | nation
long-an   | Đảng bộ tỉnh Long An | province | toan-quoc | | 2025-06-30 | tay-ninh-2025
tay-ninh  | Đảng bộ tỉnh Tây Ninh | province | toan-quoc | | 2025-06-30 | tay-ninh-2025
tay-ninh-2025 | Đảng bộ tỉnh Tây Ninh | province | toan-quoc | 2025-07-01
brvt      | Đảng bộ tỉnh Bà Rịa - Vũng Tàu | province | toan-quoc | | 2025-06-30 | hcm-2025
hcm       | Đảng bộ Thành phố Hồ Chí Minh | city_central | toan-quoc | | 2025-06-30 | hcm-2025
hcm-2025  | Đảng bộ Thành phố Hồ Chí Minh | city_central | toan-quoc | 2025-07-01
ha-noi    | Đảng bộ thành phố Hà Nội | city_central | toan-quoc
hue-cu    | Đảng bộ tỉnh Thừa Thiên Huế | province | toan-quoc | | 2024-12-31 | hue
hue       | Đảng bộ thành phố Huế | city_central | toan-quoc | 2025-01-01
vung-tau  | Đảng bộ thành phố Vũng Tàu | city | brvt | | 2025-06-30
long-dien | Đảng bộ huyện Long Điền | district | brvt | | 2024-12-31 | long-dat
dat-do    | Đảng bộ huyện Đất Đỏ | district | brvt | | 2024-12-31 | long-dat
long-dat  | Đảng bộ huyện Long Đất | district | brvt | 2025-01-01 | 2025-06-30
tam-an    | Đảng bộ xã Tam An | commune | long-dien | 2025-01-01 | 2025-06-30
dong-da   | Đảng bộ quận Đống Đa | urban_district | ha-noi | | 2025-06-30
phuong-x  | Đảng bộ phường X | ward | ha-noi | 2025-07-01
que-son   | Đảng bộ huyện Quế Sơn | district | ha-noi
nong-son  | Đảng bộ huyện Nông Sơn | district | ha-noi | | 2024-12-31 | que-son
khoi      | Đảng bộ Khối các cơ quan | bloc | ha-noi | | 2018-12-31 | khoi-moi
khoi-moi  | Đảng bộ Khối Cơ quan và Doanh nghiệp | bloc | ha-noi | 2019-01-01
mo-coi    | Đảng bộ Cơ quan cũ | agency | | | 2020-12-31
"""
"""The mergers of 2025 in small, a rename, units that took in another, and one that is gone."""
