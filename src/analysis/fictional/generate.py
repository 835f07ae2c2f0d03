"""Write all returns of the fictional province: files, what they say, and what is wrong in them."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from analysis.fictional import mess
from analysis.fictional.layouts import comparisons, documents, workbooks
from analysis.fictional.layouts.form2 import form2
from analysis.fictional.layouts.order import Order, Paper
from analysis.fictional.layouts.page import Page, Truth, Value
from analysis.fictional.names import CLUSTERS, POLICE_ID, PROVINCE_ID
from analysis.fictional.province import SEED, Province, make_province
from analysis.fictional.records import KnownFault, LabelledCell, ReturnFile
from analysis.fictional.seasons import Season, reported_seasons
from analysis.fictional.writers.delimited import in_cp1258, misread, physical_lines, write_lines
from analysis.fictional.writers.docx import write_docx
from analysis.fictional.writers.ods import write_ods
from analysis.fictional.writers.web import write_html
from analysis.fictional.writers.xlsx import write_xlsx
from analysis.office_files.grids import column_letters

_LAYOUTS: Mapping[int, Callable[[Order], Paper]] = MappingProxyType(
    {
        1: workbooks.plain,
        2: workbooks.official,
        3: workbooks.sections,
        4: documents.semicolons,
        5: documents.tabs,
        6: documents.document,
        7: documents.web_page,
        8: comparisons.years_across,
        9: workbooks.typed_text,
        10: workbooks.split_names,
        11: workbooks.old_office,
        12: comparisons.two_sheets,
    }
)
_WRITERS: Mapping[str, Callable[[list[Page]], bytes]] = MappingProxyType(
    {
        "xlsx": write_xlsx,
        "legacy_xlsx": lambda pages: write_xlsx(pages, is_legacy=True),
        "ods": write_ods,
        "docx": write_docx,
        "html": write_html,
        "semicolons": lambda pages: codecs.BOM_UTF8 + write_lines(pages[0], ";").encode(),
        "misread": lambda pages: misread(write_lines(pages[0], ";")).encode(),
        "commas_cp1258": lambda pages: in_cp1258(write_lines(pages[0], ",")),
        "tabs_utf16": lambda pages: (
            codecs.BOM_UTF16_LE + write_lines(pages[0], "\t").encode("utf-16-le")
        ),
    }
)
_TEXT_FORMATS = frozenset({"semicolons", "misread", "commas_cp1258", "tabs_utf16"})
_TABLE_FORMATS = frozenset({"docx", "html"})
_KEPT_OF_TRUNCATED = 0.6
# A cluster that exported its page on a computer which keeps letters and tones apart.
_DECOMPOSED = (7, 2023)


def make_returns(seed: int = SEED) -> list[ReturnFile]:
    """Make every return, in the order of the years, the same for the same seed."""
    province = make_province(seed)
    files = []
    for season in reported_seasons():
        for cluster in CLUSTERS:
            if (cluster, season) not in mess.MISSING:
                files.append(_cluster_file(province, cluster, season)[0])
        if not season.is_half:
            files.append(_form_file(province, season))
    return files


def make_slips(seed: int = SEED) -> list[tuple[str, str, mess.Slip]]:
    """List the wrong cells that offices corrected later: file, cell, and what is right."""
    province = make_province(seed)
    found = []
    for season in reported_seasons():
        for cluster in CLUSTERS:
            file, paper, slips = _cluster_file(province, cluster, season)
            for slip in slips:
                found.append((file.path, _locate(paper, slip.page, *slip.place), slip))
    return found


def missing_returns() -> list[str]:
    """Name the returns that were never sent, without the ends of their names."""
    return sorted(_path(season, f"cum-{cluster:02}", "") for cluster, season in mess.MISSING)


def write_returns(folder: Path, seed: int = SEED) -> list[Path]:
    """Write all returns below a folder; return where they are."""
    written = []
    for file in make_returns(seed):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
        written.append(path)
    return written


def _cluster_file(
    province: Province, cluster: int, season: Season
) -> tuple[ReturnFile, Paper, list[mess.Slip]]:
    key = (cluster, season)
    order = Order(
        cluster,
        season,
        province,
        repeat=mess.REPEATS.get(key),
        has_period=key not in mess.WITHOUT_PERIOD,
    )
    paper = _LAYOUTS[cluster](order)
    slips = mess.spoil(key, paper)
    _spoil_whole(key, paper)
    path = _path(season, f"cum-{cluster:02}", f".{paper.extension}")
    if key in mess.TRUNCATED:
        return _truncated(path, paper), paper, slips
    return _file(path, paper), paper, slips


def _spoil_whole(key: mess.Key, paper: Paper) -> None:
    """Put the faults in that concern a whole file."""
    cluster, season = key
    if key in mess.WITHOUT_PERIOD:
        paper.pages[0].blame(None, "no_period", "tệp không ghi kỳ báo cáo")
    if key in mess.MISREAD:
        paper.paper_format = "misread"
        paper.pages[0].blame(None, "mojibake", "chữ UTF-8 bị đọc theo bảng mã khác")
    if (cluster, season.year) == _DECOMPOSED:
        for page in paper.pages:
            page.cells = {
                place: type(drawn)(_decomposed(drawn.value), drawn.look, drawn.number_format)
                for place, drawn in page.cells.items()
            }


def _decomposed(value: Value) -> Value:
    return unicodedata.normalize("NFD", value) if isinstance(value, str) else value


def _form_file(province: Province, season: Season) -> ReturnFile:
    unit = next(unit for unit in province.units if unit.unit_id == POLICE_ID)
    paper = Paper([form2(province, unit, season)])
    return _file(_path(season, "cong-an-tinh", "-bieu-2.xlsx"), paper)


def _path(season: Season, sender: str, end: str) -> str:
    return f"{season.year}/{PROVINCE_ID}/{sender}-{season.file_word}{end}"


def _truncated(path: str, paper: Paper) -> ReturnFile:
    whole = _WRITERS[paper.paper_format](paper.pages)
    about = "tệp bị cắt cụt khi chép"
    content = whole[: int(len(whole) * _KEPT_OF_TRUNCATED)]
    return ReturnFile(path, content, faults=(KnownFault("", "truncated", about),))


def _file(path: str, paper: Paper) -> ReturnFile:
    return ReturnFile(
        path,
        _WRITERS[paper.paper_format](paper.pages),
        tuple(_cells(paper)),
        tuple(_faults(paper)),
    )


def _cells(paper: Paper) -> Iterable[LabelledCell]:
    """List all figures; what an earlier sheet says of a unit already is not said again."""
    said: set[Truth] = set()
    for index, page in enumerate(paper.pages):
        for place, truths in sorted(page.truths.items()):
            locator = _locate(paper, index, *place)
            for truth in truths:
                if truth in said:
                    continue
                said.add(truth)
                yield LabelledCell(
                    locator,
                    truth.unit,
                    truth.kind,
                    truth.measure,
                    truth.value,
                    truth.period_start,
                    truth.period_end,
                )


def _faults(paper: Paper) -> Iterable[KnownFault]:
    for index, page in enumerate(paper.pages):
        for blame in page.blames:
            where = "" if blame.row is None else _locate(paper, index, blame.row, blame.column)
            yield KnownFault(where, blame.rule_hint, blame.about)


def _locate(paper: Paper, index: int, row: int, column: int | None) -> str:
    """Write a place as readers do; a row where no column is given."""
    if paper.paper_format in _TEXT_FORMATS:
        return f"line {physical_lines(paper.pages[index])[row]}"
    if paper.paper_format in _TABLE_FORMATS:
        return f"table {index + 1} row {row}" + (f" col {column}" if column else "")
    return f"{paper.pages[index].name}!{column_letters(column or 0)}{row}"
