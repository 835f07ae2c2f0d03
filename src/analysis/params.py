"""Parameters of a report: typed, closed, and refused with a reason when they are wrong.

papermill accepts any parameter name in silence and runs the notebook with the default. We look at
the cell that it injected and refuse every name that no notebook knows.
"""

from __future__ import annotations

import ast
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis.errors import ParameterError

_INJECTED_MARK = "# Parameters"


class ReportParams(BaseModel):
    """The parameters of a report and of each of its chapters.

    Args:
        year: The year reported on.
        scope: The unit reported on (an id in the register of units).
        threshold_pct: Rates strictly below it are listed as lagging.
        language: Language of the report.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    year: Annotated[int, Field(ge=1930, le=2100)]
    scope: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    threshold_pct: Annotated[float, Field(gt=0, le=100)] = 50
    language: Literal["vi"] = "vi"


_ADVICE = {
    "year": "một năm viết bằng bốn chữ số, ví dụ -p year 2023",
    "scope": "mã đơn vị viết thường không dấu, ví dụ -p scope long-an",
    "threshold_pct": "một số lớn hơn 0 và không quá 100, ví dụ -p threshold_pct 50",
    "language": "hiện chỉ có tiếng Việt: -p language vi",
}


def check_params(values: dict[str, Any]) -> ReportParams:
    """Turn the values of a parameters cell into parameters.

    Raises:
        ParameterError: A name is unknown, or a value has the wrong type or lies out of range; the
            message names all of them and what is allowed.
    """
    refuse_unknown(values)
    try:
        return ReportParams(**values)
    except ValidationError as error:
        names = sorted({str(fault["loc"][0]) for fault in error.errors()})
        faults = "; ".join(f"{name} = {values.get(name)!r} không hợp lệ" for name in names)
        advice = "; ".join(f"{name}: {_ADVICE[name]}" for name in names)
        raise ParameterError(faults, todo=advice) from None


def refuse_unknown(names: Any) -> None:
    """Refuse names that are no parameter.

    Raises:
        ParameterError: Some name is not a field of ``ReportParams``; the message lists the allowed.
    """
    allowed = list(ReportParams.model_fields)
    unknown = sorted(name for name in names if name not in allowed)
    if unknown:
        raise ParameterError(
            "tham số không tồn tại: " + ", ".join(unknown),
            todo="các tham số được phép: " + ", ".join(allowed),
        )


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
