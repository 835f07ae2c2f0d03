from __future__ import annotations

import struct

import pytest
from office_files.office_builders import (
    binary_cell,
    binary_row,
    sheet_xml,
    xlsb_parts,
    xlsx_of,
)

from analysis.office_files.extent import CellCounter, place_of
from analysis.office_files.grids import UnreadableFileError
from analysis.office_files.messages import REFUSALS, REMARKS, remark, unreadable
from analysis.office_files.sheet_scans import SharedTexts, scan_binary_sheet, scan_sheet
from analysis.office_files.text_encoding import encoding_of
from analysis.office_files.xml_stream import looks_like_xml, root_name
from analysis.office_files.zip_parts import CHUNK_BYTES, ZipParts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_far_cell_is_found_wherever_the_sheet_is_cut(encoding):
    xml = sheet_xml('<row><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>')
    whole = xml.encode(encoding)
    for at in range(len(whole) + 1):
        with pytest.raises(UnreadableFileError) as caught:
            scan_sheet([whole[:at], whole[at:]], CellCounter(), SharedTexts())
        assert caught.value.rule == "far_cell"
        assert "XFD1048576" in caught.value.message


def test_a_far_cell_of_a_binary_sheet_is_found_wherever_it_is_cut():
    cells = binary_row(0) + binary_cell(5, 16_383, struct.pack("<d", 1))
    whole = xlsb_parts(cells)["xl/worksheets/sheet1.bin"]
    for at in range(len(whole) + 1):
        with pytest.raises(UnreadableFileError) as caught:
            scan_binary_sheet([whole[:at], whole[at:]], CellCounter(), SharedTexts())
        assert caught.value.rule == "far_cell"


def test_a_doctype_is_found_wherever_the_part_is_cut():
    whole = ' \n<?xml version="1.0"?><!--x--><!DOCTYPE a [<!ENTITY b "c">]><a/>'.strip().encode()
    for at in range(len(whole) + 1):
        with pytest.raises(UnreadableFileError) as caught:
            root_name([whole[:at], whole[at:]])
        assert caught.value.rule == "doctype"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_xml_is_recognised_in_every_encoding(encoding):
    assert looks_like_xml("<a/>".encode(encoding))
    assert not looks_like_xml("a<".encode(encoding))


def test_parts_come_in_small_pieces_however_large_they_are():
    text = sheet_xml("<!--" + "x" * (3 * CHUNK_BYTES) + "-->")
    parts = ZipParts(xlsx_of(text))
    pieces = list(parts.chunks("xl/worksheets/sheet1.xml"))
    assert max(map(len, pieces)) <= CHUNK_BYTES
    assert b"".join(pieces).decode() == text


@pytest.mark.parametrize(
    ("name", "place"),
    [("A1", (1, 1)), ("z9", (9, 26)), ("AA10", (10, 27)), ("$XFD$1048576", (1048576, 16384))],
)
def test_names_of_cells_are_read(name, place):
    assert place_of(name) == place


@pytest.mark.parametrize("name", ["", "A", "1", "1A", "A1:B2", "A-1", "Á1", "A１"])
def test_names_that_are_none_are_refused(name):
    with pytest.raises(UnreadableFileError):
        place_of(name)


def test_every_message_is_a_sentence_and_says_what_to_do():
    for rule in REFUSALS:
        message = unreadable(rule, "x", "y", "z").message
        assert message.endswith(".")
        assert "{" not in message
        assert len(message) > 40
    for rule in REMARKS:
        assert remark(rule, "x").message.endswith(".")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"", "utf-8"),
        (b"abc", "utf-8"),
        ("ế".encode(), "utf-8"),
        (b"a\x00b\x00;\x00", "utf-16-le"),
        (b"\x00a\x00b\x00;", "utf-16-be"),
        (b"a\x00b;c", ""),
        (b"Hu\xea\xec", "cp1258"),
        (b"c\xf2", "cp1252"),
        (b"\xa7\xb6ng", "cp1252"),
    ],
)
def test_only_certain_evidence_decides_the_encoding(data, encoding):
    assert encoding_of(data) == encoding
