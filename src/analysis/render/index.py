"""The page that lists all reports made, with their headline figures; it needs no script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict

from analysis.document.blocks import KeyFigure, KeyFigures
from analysis.render.html import _hash, _palette_rules, _read, render_fragment
from analysis.text.display import format_count, format_date
from analysis.text.language import current_language
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_

_FORMS = {
    "html": N_("Xem trên màn hình (HTML)"),
    "pdf": N_("Bản in (PDF)"),
    "docx": N_("Bản Word"),
    "xlsx": N_("Bảng số liệu (Excel)"),
}


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReportFile(_Frozen):
    """A file of a report.

    Args:
        form: Which form of the report it is.
        address: Its address relative to the page, ready for a link.
        size: Its size in bytes.
    """

    form: Literal["html", "pdf", "docx", "xlsx"]
    address: str
    size: int


class IndexEntry(_Frozen):
    """A report in the list; plain text throughout.

    Args:
        folder: Its folder below ``reports``.
        organisation: Who it is about.
        title: Its title.
        year: The year reported on.
        as_of: The day that it speaks of; None for the whole year.
        period: The period that its figures cover.
        status: How complete the figures are.
        lead: The sentence to repeat.
        key_figures: Its headline figures.
        warning: What must not be overlooked.
        language: Its language.
        audience: Whom it is for.
        is_old: It was made before reports told their headline figures.
        files: Its forms.
    """

    folder: str
    organisation: str
    title: str
    year: int
    as_of: date | None = None
    period: str = ""
    status: str = ""
    lead: str = ""
    key_figures: tuple[KeyFigure, ...] = ()
    warning: str = ""
    language: Literal["vi", "en"] = "vi"
    audience: Literal["internal", "external"] = "internal"
    is_old: bool = False
    files: tuple[ReportFile, ...] = ()


def render_index(entries: Iterable[IndexEntry], skipped: Sequence[str] = ()) -> str:
    """Render the page, the newest report first.

    Newest is what speaks of the latest time, not what was made last: the later year, and within a
    year the later day; a report without a day speaks of the whole year.

    Args:
        entries: The reports, in any order.
        skipped: Folders that are no report, each with the reason.
    """
    ordered = sorted(entries, key=_newest_first)
    years = [(year, list(group)) for year, group in groupby(ordered, key=lambda e: e.year)]
    style = "\n".join([*_palette_rules(), _read("report.css"), _read("index.css")])
    return _template().render(
        language=current_language(),
        years=years,
        skipped=skipped,
        words=_words(len(ordered)),
        has_internal=any(entry.audience == "internal" for entry in ordered),
        style=Markup(style),
        policy=f"default-src 'none'; img-src data:; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'",
    )


def _newest_first(entry: IndexEntry) -> tuple:
    day = entry.as_of or date(entry.year, 12, 31)
    variant = (entry.audience == "external", entry.language != "vi", entry.folder)
    return (-entry.year, -day.toordinal(), _alphabetical(entry.organisation), *variant)


def _alphabetical(name: str) -> str:
    """Order names by their letters first and their marks second, Đ after D."""
    letters = unicodedata.normalize("NFD", name.casefold()).replace("đ", "dz")
    return "".join(filter(str.isalnum, letters)) + letters


def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("analysis.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"figures": _figures, "marks": _marks, "form": _form, "size": _size}
    return environment.get_template("index.html.j2")


def _figures(entry: IndexEntry) -> Markup:
    """Draw the key figures as the report itself does."""
    return Markup(render_fragment(KeyFigures(items=entry.key_figures)))


def _marks(entry: IndexEntry) -> list[str]:
    """Say what sets a report apart from the plain one of the year."""
    marks = [_("đến ngày {day}", day=format_date(entry.as_of))] if entry.as_of else []
    marks += [_("bản dùng ngoài cơ quan")] if entry.audience == "external" else []
    return marks + ([_("bản tiếng Anh")] if entry.language == "en" else [])


def _form(file: ReportFile) -> str:
    return _(_FORMS[file.form])


def _size(file: ReportFile) -> str:
    return _("{size} kB", size=format_count(max(file.size // 1024, 1)))


def _words(count: int) -> dict[str, str]:
    return {
        "title": _("Các báo cáo đã làm"),
        "order": _(
            "Báo cáo của năm mới nhất và ngày số liệu mới nhất đứng trước. Số báo cáo: {count}.",
            count=format_count(count),
        ),
        "years": _("Năm"),
        "year": _("Năm"),
        "files": _("Các tệp"),
        "none": _("Chưa có báo cáo nào."),
        "old": _("Báo cáo này làm bằng bản cũ, chưa ghi các số chính; làm lại báo cáo để có."),
        "skipped": _("Thư mục không đưa vào danh sách"),
        "internal": _("Trang này nêu cả số liệu của báo cáo nội bộ: không gửi ra ngoài cơ quan."),
    }
