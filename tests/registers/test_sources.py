from __future__ import annotations

import pytest

from analysis.errors import SourceError
from analysis.paths import Project
from analysis.registers.sources import read_sources

HEADER = "source_id,title,publisher,address,published,kind,language,note\n"


def _row(source_id: str = "s1", **fields: str) -> str:
    cells = {
        "title": "Kết nạp đảng viên",
        "publisher": "Báo A",
        "address": "",
        "published": "",
        "kind": "news",
        "language": "vi",
        "note": "",
    } | fields
    return ",".join([source_id, *cells.values()]) + "\n"


def test_publication_may_be_known_to_the_day_the_month_the_year_or_not_at_all(
    project: Project, write_published
) -> None:
    dates = ["2024-02-29", "2022-03", "2011", ""]
    rows = "".join(_row(f"s{n}", published=text) for n, text in enumerate(dates))
    write_published("sources.csv", HEADER + rows)
    sources = read_sources(project)
    assert sources["published"].tolist() == dates
    assert sources.index.tolist() == ["s0", "s1", "s2", "s3"]
    assert sources.index.name == "source_id"


@pytest.mark.parametrize(
    "published", ["2023-02-29", "2022-13", "2022-3", "29/3/2022", "0000", "2022-03-29 08:00", " "]
)
def test_refuses_a_publication_that_is_no_date(
    project: Project, write_published, published: str
) -> None:
    write_published("sources.csv", HEADER + _row() + _row("s2", published=published))
    with pytest.raises(SourceError) as caught:
        read_sources(project)
    assert f"«{published}»" in str(caught.value)
    assert caught.value.where == "data/raw/published/sources.csv:3"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param(_row("s1"), "đã có ở dòng 2", id="source twice"),
        pytest.param(_row("S 2"), "không đúng dạng", id="bad id"),
        pytest.param(_row("s2", kind="blog"), "«blog»", id="unknown kind"),
        pytest.param(_row("s2", language="fr"), "«fr»", id="unknown language"),
        pytest.param(_row("s2", title=""), "title còn trống", id="no title"),
    ],
)
def test_refuses_and_says_where(project: Project, write_published, row: str, said: str) -> None:
    write_published("sources.csv", HEADER + _row("s1") + row)
    with pytest.raises(SourceError) as caught:
        read_sources(project)
    assert said in str(caught.value)
    assert caught.value.where == "data/raw/published/sources.csv:3"
