"""Lists that people upload: what cannot be read is said in a sentence."""

import datetime
import io
import zipfile

import pytest
from django.utils.translation import override
from openpyxl import Workbook

from ibs_portal.documents.reading import LARGEST, MOST_ROWS, UnreadableError, read_rows


def excel(*rows, change=None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def packed(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


def test_excel_values_are_text():
    born = datetime.date(1990, 7, 3)
    rows = read_rows(excel(["Name", "Geb.", "PLZ"], ["Ánh", born, 8056.0], [None, None, None]))
    assert rows == [["Name", "Geb.", "PLZ"], ["Ánh", "1990-07-03", "8056"]]


def test_a_formula_is_seen_as_one():
    assert read_rows(excel(["Name"], ["=1+1"])) == [["Name"], ["=1+1"]]


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("Name;Ort\r\nMüller;Zwickau\r\n".encode("utf-8-sig"), [["Name", "Ort"], ["Müller", "Zwickau"]]),
        ("Name;Ort\nMüller;Zwickau\n".encode("cp1252"), [["Name", "Ort"], ["Müller", "Zwickau"]]),
        (b'Name,Ort\n"M, A",Z\n', [["Name", "Ort"], ["M, A", "Z"]]),
        (b"Name\tOrt\nA\tB", [["Name", "Ort"], ["A", "B"]]),
    ],
)
def test_csv_as_offices_save_it(content, rows):
    assert read_rows(content) == rows


BOMB = packed(xl__workbook_xml=b"<a/>", xl__worksheets__sheet1_xml=b" " * 90_000_000)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n\n;;\n", "empty"),
        (excel(), "empty"),
        (b"x" * (LARGEST + 1), "5 MB"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password"),
        (BOMB, "unpacks"),
        (packed(word__document_xml=b"<a/>"), "no Excel file"),
        (packed(xl__workbook_xml=b"<!DOCTYPE x [<!ENTITY a 'b'>]><a/>"), "no list needs"),
        (packed(xl__workbook_xml=b"<broken"), "damaged"),
        (excel(["Name"])[:-200], "damaged"),
        (b"%PDF-1.7\0\0\0", "neither"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 8, "neither"),
        (b"Name\n" + b"A\n" * (MOST_ROWS + 1), "12,000"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(content, words):
    with override("en"), pytest.raises(UnreadableError, match=words):
        read_rows(content)


def test_a_sheet_that_claims_a_million_rows_is_read_quickly():
    def far_away(book):
        book.active.cell(1_000_000, 1).value = None
        book.active.cell(3, 1).value = "B"

    assert read_rows(excel(["Name"], ["A"], change=far_away)) == [["Name"], ["A"], ["B"]]


def test_hidden_sheets_are_left_alone():
    def hide(book):
        book.create_sheet("Liste").append(["Name"])
        book.worksheets[0].sheet_state = "hidden"

    assert read_rows(excel(["Geheim"], change=hide)) == [["Name"]]
