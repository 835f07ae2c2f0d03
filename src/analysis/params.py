"""Parameters of a report: typed, closed, and refused with a reason when they are wrong.

papermill accepts any parameter name in silence and runs the notebook with the default. We look at
the cell that it injected and refuse every name that no notebook knows.
"""

from __future__ import annotations

import ast
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from analysis.errors import ParameterError

_INJECTED_MARK = "# Parameters"


class ReportParams(BaseModel):
    """The parameters of a report and of each of its chapters.

    Args:
        year: The year reported on.
        scope: The unit reported on (an id in the register of units).
        threshold_pct: Rates strictly below it are listed as lagging.
        language: Language of the report, ``vi`` or ``en``.
        as_of: The day that the report speaks of: results that end later are left out. None for all
            results of the year.
        audience: ``internal`` shows every figure; ``external`` hides small counts of persons.
        form: The form of the PDF and Word files: rules of Party documents of 2026 or 2018, or
            ``plain`` for a report that is no document. A report in English is always plain.
        spelling: Where the tone stands in words such as ``ủy`` (the other way is ``uỷ``).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    year: Annotated[int, Field(ge=1930, le=2100)]
    scope: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    threshold_pct: Annotated[float, Field(gt=0, le=100)] = 50
    language: Literal["vi", "en"] = "vi"
    as_of: date | None = None
    audience: Literal["internal", "external"] = "internal"
    form: Literal["hd05-2026", "hd36-2018", "plain"] = "hd05-2026"
    spelling: Literal["ủy", "uỷ"] = "ủy"

    @field_validator("spelling", mode="before")
    @classmethod
    def _compose(cls, value: Any) -> Any:
        """Accept the value from a terminal that writes letters and tones apart."""
        return unicodedata.normalize("NFC", value) if isinstance(value, str) else value

    @field_validator("as_of", mode="before")
    @classmethod
    def _read_day(cls, value: Any, info: ValidationInfo) -> Any:
        """Read a day written ``2024-06-30``; an empty text means none."""
        if isinstance(value, str):
            value = date.fromisoformat(value) if value else None
        year = info.data.get("year")
        if isinstance(value, date) and year is not None and value.year < year:
            raise ValueError("before the year of the report")
        return value


_ADVICE = {
    "year": "một năm viết bằng bốn chữ số, ví dụ -p year 2023",
    "scope": "mã đơn vị viết thường không dấu, ví dụ -p scope long-an",
    "threshold_pct": "một số lớn hơn 0 và không quá 100, ví dụ -p threshold_pct 50",
    "language": "vi (tiếng Việt) hoặc en (tiếng Anh), ví dụ -p language en",
    "as_of": "một ngày từ đầu năm báo cáo trở đi, ví dụ -p as_of 2024-06-30, hoặc để trống",
    "audience": "internal (nội bộ) hoặc external (ra ngoài), ví dụ -p audience external",
    "form": "hd05-2026, hd36-2018 hoặc plain, ví dụ -p form plain",
    "spelling": "ủy hoặc uỷ, ví dụ -p spelling uỷ",
}


def check_params(values: dict[str, Any], injected: Iterable[str] = ()) -> ReportParams:
    """Turn the values of a parameters cell into parameters.

    Args:
        values: The values by name.
        injected: The names that papermill set, known or not.

    Raises:
        ParameterError: A name is unknown, or a value has the wrong type or lies out of range; the
            message names all of them and what is allowed.
    """
    allowed = list(ReportParams.model_fields)
    unknown = sorted({*values, *injected} - {*allowed})
    faults = ["tham số không tồn tại: " + ", ".join(unknown)] if unknown else []
    advice = ["các tham số được phép: " + ", ".join(allowed)] if unknown else []
    try:
        params = ReportParams(**{name: values[name] for name in allowed if name in values})
    except ValidationError as error:
        names = sorted({str(fault["loc"][0]) for fault in error.errors()})
        faults += [f"{name} = {values.get(name)!r} không hợp lệ" for name in names]
        advice += [f"{name}: {_ADVICE[name]}" for name in names]
        params = None
    if params is None or unknown:
        raise ParameterError("; ".join(faults), todo="; ".join(advice))
    return params


def injected_names(executed_cells: list[str]) -> list[str]:
    """Find the names that papermill set.

    Args:
        executed_cells: The sources of the cells run so far (IPython's ``In``).

    Returns:
        All names assigned in cells that begin with papermill's mark, in order, without repetition.
    """
    names: dict[str, None] = {}
    for source in executed_cells:
        if source.lstrip().startswith(_INJECTED_MARK):
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    names[node.id] = None
    return list(names)
