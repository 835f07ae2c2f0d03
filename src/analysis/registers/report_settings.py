"""``report.toml``: who issues a report, under which number, who signs it and who receives it.

What the file does not say stays blank in the report, to be filled in by the office.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from analysis.errors import SourceError
from analysis.text.normalise import clean_text

FILE = "report.toml"
_DEFAULT = "default"
# Symbols of the committee of a province or city and of its Organisation Commission.
_SYMBOLS = {"committee": "TU", "commission": "BTCTU"}
_PROVINCIAL = ("tỉnh ủy", "thành ủy", "tỉnh uỷ", "thành uỷ")
_POWERS = ("T/M", "K/T", "T/L", "Q.")
_URGENCIES = ("", "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HOẢ TỐC")
_TEXT_EXPECTED = "chữ đặt trong ngoặc kép"
_EXPECTED = {
    "issuer": '"commission" hoặc "committee"',
    "number": "số nguyên dương, không có ngoặc kép",
    "issued_on": "ngày không có ngoặc kép, ví dụ 2023-12-20",
    "draft": "số nguyên dương, không có ngoặc kép",
    "urgency": ", ".join(f'"{mark}"' for mark in _URGENCIES[1:4]),
    "authority": "bắt đầu bằng " + ", ".join(_POWERS) + " (có gạch chéo)",
    "recipients": 'danh sách chữ, ví dụ ["Ban Thường vụ", "Lưu Ban Tổ chức"]',
    "after_roman": '"." hoặc "-"',
    "end_mark": '"." hoặc "./."',
}


def _is_power(authority: str) -> str:
    if authority and not authority.upper().startswith(_POWERS):
        raise ValueError(authority)
    return authority


def _is_urgency(mark: str) -> str:
    if mark.upper() not in _URGENCIES:
        raise ValueError(mark)
    return mark


_Text = Annotated[str, AfterValidator(clean_text)]


class Issuance(BaseModel):
    """How a report is issued.

    Args:
        issuer: ``commission``: the Organisation Commission issues it (two lines at the head);
            ``committee``: the Standing Board of the committee does (one line).
        committee: The committee ("Tỉnh ủy Tây Ninh").
        commission: The commission.
        symbol: The issuer's symbol; where empty, that of a province ("BTCTU", "TU").
        number: The number within the term of the committee.
        place: The place in the line of the date.
        issued_on: The date.
        draft: Which draft this is.
        urgency: ``KHẨN``, ``THƯỢNG KHẨN``, ``HỎA TỐC``.
        circulation: A mark such as ``TÀI LIỆU HỘI NGHỊ``.
        authority: The power to sign ("K/T TRƯỞNG BAN"); a committee never signs K/T.
        position: The signer's position ("PHÓ TRƯỞNG BAN").
        signer: The signer's name.
        recipients: Who receives it, one line each; the last one is the archive.
        after_roman: What stands after the Roman number of a chapter.
        end_mark: What ends the text.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    issuer: Literal["commission", "committee"] = "commission"
    committee: _Text = ""
    commission: _Text = "Ban Tổ chức"
    symbol: _Text = ""
    number: Annotated[int, Field(gt=0)] | None = None
    place: _Text = ""
    issued_on: date | None = None
    draft: Annotated[int, Field(gt=0)] | None = None
    urgency: Annotated[_Text, AfterValidator(_is_urgency)] = ""
    circulation: _Text = ""
    authority: Annotated[_Text, AfterValidator(_is_power)] = ""
    position: _Text = ""
    signer: _Text = ""
    recipients: tuple[_Text, ...] = ()
    after_roman: Literal[".", "-"] = "."
    end_mark: Literal[".", "./."] = "."

    @model_validator(mode="after")
    def _committee_signs_for_itself(self) -> Self:
        if self.issuer == "committee" and self.authority.upper().startswith("K/T"):
            raise ValueError("cấp ủy không ký K/T: dùng T/M BAN THƯỜNG VỤ")
        return self

    @property
    def known_symbol(self) -> str:
        """The symbol as given, else that of a provincial committee, else nothing."""
        if self.symbol:
            return self.symbol
        is_provincial = self.committee.casefold().startswith(_PROVINCIAL)
        return _SYMBOLS[self.issuer] if is_provincial else ""


def load_issuance(path: Path, scope: str, year: int, unit_ids: Collection[str]) -> Issuance:
    """Read how a report is issued: defaults, then those of its unit, then those of its year.

    Args:
        path: ``report.toml``; where there is none, nothing is known.
        scope: The unit reported on.
        year: The year reported on.
        unit_ids: All units of the register.

    Raises:
        SourceError: The file is no TOML, names an unknown unit or setting, or a wrong value.
    """
    if not path.exists():
        return Issuance()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(
            f"không đọc được: {error}", where=path.name, todo="sửa cho đúng cú pháp TOML"
        ) from error
    unknown = sorted({*content} - {*unit_ids, _DEFAULT})
    if unknown:
        raise SourceError(
            "đơn vị không có trong danh mục: " + ", ".join(unknown),
            where=path.name,
            todo="dùng mã đơn vị trong data/raw/registers/units.csv, hoặc [default]",
        )
    every = {section: _issuances(path, section, table) for section, table in content.items()}
    general = every.get(_DEFAULT, {}).get("", {})
    own = every.get(scope, {})
    return _checked(path, scope, {**general, **own.get("", {}), **own.get(str(year), {})})


def _issuances(path: Path, section: str, table: Any) -> dict[str, Mapping[str, Any]]:
    """Split a section into its own settings ("") and those of years, and check each of them."""
    if not isinstance(table, dict):
        raise SourceError(
            f"“{section}” phải là một mục, ví dụ [{section}]", where=path.name, todo="sửa lại"
        )
    years = {key: value for key, value in table.items() if isinstance(value, dict)}
    own = {key: value for key, value in table.items() if key not in years}
    wrong = [key for key in years if not (key.isascii() and key.isdigit() and len(key) == 4)]
    if wrong or (section == _DEFAULT and years):
        raise SourceError(
            f"mục con không phải là năm: {', '.join(wrong or years)}",
            where=f"{path.name} [{section}]",
            todo=f"viết năm bằng bốn chữ số, ví dụ [{section}.2024]",
        )
    parts = {"": own, **years}
    for name, values in parts.items():
        _checked(path, f"{section}.{name}" if name else section, values)
    return parts


def _checked(path: Path, section: str, values: Mapping[str, Any]) -> Issuance:
    given = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
    try:
        return Issuance(**given)
    except ValidationError as error:
        raise _fault(f"{path.name} [{section}]", values, error) from error


def _fault(where: str, values: Mapping[str, Any], error: ValidationError) -> SourceError:
    """Say which settings are unknown, or else which values are wrong and what is expected."""
    faults = {str(fault["loc"][0]): fault for fault in error.errors() if fault["loc"]}
    unknown = [name for name, fault in faults.items() if fault["type"] == "extra_forbidden"]
    if unknown:
        known = ", ".join(Issuance.model_fields)
        return SourceError(
            "mục không có: " + ", ".join(unknown), where=where, todo=f"các mục được phép: {known}"
        )
    if not faults:  # settings that do not go together
        return SourceError(
            str(error.errors()[0]["ctx"]["error"]), where=where, todo="sửa issuer hoặc authority"
        )
    return SourceError(
        "giá trị không hợp lệ: " + "; ".join(f"{name} = {values[name]}" for name in faults),
        where=where,
        todo="; ".join(f"{name}: {_EXPECTED.get(name, _TEXT_EXPECTED)}" for name in faults),
    )
