"""Writing down what reading a sheet gives, with file and place in every record."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.office_files.grids import Sheet
from analysis.returns.records import Issue, ReturnFigure, ReturnRow, RowFate, Severity, TableView


@dataclass
class SheetRecords:
    """What has been found in one sheet so far.

    Attributes:
        file: Name of the file.
        sheet: The sheet.
        figures: The figures read.
        fates: What became of each row.
        labels: The first words of each row.
        issues: What a person should look at.
        tables: How its tables were understood.
    """

    file: str
    sheet: Sheet
    figures: list[ReturnFigure] = field(default_factory=list)
    fates: dict[int, RowFate] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    tables: list[TableView] = field(default_factory=list)

    def report(
        self,
        rule: str,
        message: str,
        *,
        place: tuple[int, int] | int | None = None,
        unit: str = "",
        value: str = "",
        severity: Severity = Severity.WARNING,
    ) -> None:
        """Note an issue at a cell (row, column), at a row, or of the whole sheet."""
        if isinstance(place, tuple):
            locator = self.sheet.locate(*place)
        elif place is not None:
            locator = self.sheet.locate_row(place)
        else:
            locator = self.sheet.name
        self.issues.append(
            Issue(
                file=self.file,
                sheet=self.sheet.name,
                locator=locator,
                unit=unit,
                rule=rule,
                value=value[:200],
                message=message,
                severity=severity,
            )
        )

    def rows(self) -> list[ReturnRow]:
        """List the fates of all rows in order."""
        return [
            ReturnRow(
                file=self.file,
                sheet=self.sheet.name,
                row=row,
                locator=self.sheet.locate_row(row),
                fate=fate,
                label=self.labels.get(row, ""),
            )
            for row, fate in sorted(self.fates.items())
        ]
