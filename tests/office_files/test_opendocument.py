from __future__ import annotations

from office_files.office_builders import ods_of, ods_parts, zip_of

from analysis.office_files.grids import CellKind, Merge


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def cell(kind: str = "", text: str = "", attributes: str = "") -> str:
    typed = f'office:value-type="{kind}"' if kind else ""
    shown = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {typed} {attributes}>{shown}</table:table-cell>"


def number(value: str, attributes: str = "") -> str:
    return cell("float", value, f'office:value="{value}" {attributes}')


def texts(sheet) -> dict[tuple[int, int], str]:
    return {place: one.text for place, one in sheet.cells.items()}


def test_tells_what_a_cell_holds(read_sheet):
    sheet = read_sheet(
        ods_of(
            row(
                number("1514"),
                cell("percentage", "52,53%", 'office:value="0.5253"'),
                cell("date", "30/06/24", 'office:date-value="2024-06-30"'),
                cell("boolean", "ĐÚNG", 'office:boolean-value="true"'),
                cell("string", "#DIV/0!", 'table:formula="of:=1/0" calcext:value-type="error"'),
                cell(attributes='table:formula="of:=[.A1]*2"'),
                cell("string", "hai</text:p><text:p>dòng"),
            )
        )
    )
    assert [(one.kind, one.text) for one in sheet.cells.values()] == [
        (CellKind.NUMBER, "1514"),
        (CellKind.NUMBER, "0.5253"),
        (CellKind.DATE, "2024-06-30"),
        (CellKind.BOOLEAN, "TRUE"),
        (CellKind.ERROR, "#DIV/0!"),
        (CellKind.UNCACHED, "=[.A1]*2"),
        (CellKind.TEXT, "hai\ndòng"),
    ]
    assert [one.number_format for one in sheet.cells.values()] == ["", "0%", "", "", "", "", ""]


def test_repeated_rows_and_cells_stand_where_they_are_shown(read_sheet):
    sheet = read_sheet(
        ods_of(
            row(cell(attributes='table:number-columns-repeated="2"'), number("1"))
            + row(cell(), attributes='table:number-rows-repeated="3"')
            + row(
                number("2", 'table:number-columns-repeated="2"'),
                attributes='table:number-rows-repeated="2"',
            )
        )
    )
    assert texts(sheet) == {(1, 3): "1", (5, 1): "2", (5, 2): "2", (6, 1): "2", (6, 2): "2"}


def test_hidden_rows_columns_and_filtered_rows_are_known(read_sheet):
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse" '
        'table:number-columns-repeated="2"/><table:table-column '
        'table:visibility="collapse" table:number-columns-repeated="16381"/>'
    )
    hidden = 'table:visibility="collapse" table:number-rows-repeated="2"'
    rows = (
        row(number("1"), number("2"), number("3"))
        + row(number("1"), attributes=hidden)
        + row(number("1"), attributes='table:visibility="filter"')
        + row(number("1"))
        + row(cell(), attributes='table:visibility="collapse" table:number-rows-repeated="1048571"')
    )
    sheet = read_sheet(ods_of(columns + rows))
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2, 3, 4}, {2, 3})


def test_merges_percent_digits_and_fonts_come_from_the_styles(read_sheet):
    styles = (
        '<style:font-face style:name="F1" svg:font-family="&apos;.VnTime&apos;" xmlns:svg="s"/>'
        '<number:percentage-style style:name="N1"><number:number number:decimal-places="2"/>'
        "</number:percentage-style>"
        '<style:style style:name="base" style:family="table-cell" style:data-style-name="N1">'
        '<style:text-properties style:font-name="F1"/></style:style>'
        '<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="base"/>'
        '<style:style style:name="T1" style:family="text">'
        '<style:text-properties fo:font-family="VNI-Times" xmlns:fo="f"/></style:style>'
    )
    percent = 'office:value="0.5" table:style-name="ce1"'
    spanned = 'table:number-columns-spanned="2" table:number-rows-spanned="3"'
    span = '<text:span text:style-name="T1">Nguyeãn</text:span>'
    sheet = read_sheet(
        ods_of(
            row(cell("string", "x", spanned), cell("percentage", "50%", percent))
            + row(cell(), cell(), cell("string", span)),
            styles,
        )
    )
    assert sheet.merges == (Merge(1, 1, 3, 2),)
    assert (sheet.cells[2, 3].text, sheet.cells[2, 3].font) == ("Nguyeãn", "VNI-Times")


def test_percent_and_font_of_a_style_are_inherited(read_sheet):
    styles = (
        '<number:percentage-style style:name="N1"><number:number number:decimal-places="2"/>'
        "</number:percentage-style>"
        '<style:style style:name="base" style:family="table-cell" style:data-style-name="N1">'
        '<style:text-properties style:font-name=".VnTime"/></style:style>'
        '<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="base"/>'
    )
    columns = '<table:table-column table:default-cell-style-name="ce1"/>'
    sheet = read_sheet(
        ods_of(columns + row(cell("percentage", "50%", 'office:value="0.5"')), styles)
    )
    assert (sheet.cells[1, 1].number_format, sheet.cells[1, 1].font) == ("0.00%", ".VnTime")


def test_blanks_and_breaks_within_a_text_are_kept_and_notes_are_not(read_sheet):
    note = "<office:annotation><text:p>ghi chú<text:tab/></text:p></office:annotation>"
    broken = 'Xã<text:line-break/>A<text:tab/>1<text:s text:c="2"/>x</text:p><text:p>y'
    sheet = read_sheet(
        ods_of(
            row(cell("string", broken), cell("string", "a").replace("<text:p>", f"{note}<text:p>"))
            + row(cell().replace("></", f">{note}</"), cell("string", '<text:s text:c="2"/>b'))
        )
    )
    assert texts(sheet) == {(1, 1): "Xã\nA\t1  x\ny", (1, 2): "a", (2, 2): "  b"}


def test_hidden_sheets_are_known(read):
    styles = (
        '<style:style style:name="ta2" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    tables = (
        f'<table:table table:name="a">{row(cell("string", "x"))}</table:table>'
        f'<table:table table:name="b" table:style-name="ta2">{row(cell())}</table:table>'
    )
    sheets = read(zip_of(ods_parts(tables, styles))).sheets
    assert [(one.name, one.is_hidden, len(one.cells)) for one in sheets] == [
        ("a", False, 1),
        ("b", True, 0),
    ]
