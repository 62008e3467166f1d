"""Excel files and CSV for a German Excel. Text stays text: a name that begins with ``=`` never becomes a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_MEDIA_TYPE = "text/csv; charset=utf-8"
NARROWEST, WIDEST = 10, 48
# What Excel takes for a formula if a text begins with it.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
LONGEST_SHEET_NAME = 31


@dataclass(frozen=True)
class Sheet:
    """One sheet: a title line, a header line, rows; the title shortened is the word on its tab."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[object]]
    name: str = ""


def workbook(title: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """One sheet with a title line, a header line and rows; numbers stay numbers, everything else is text."""
    return workbook_of([Sheet(title, header, rows, name="Sheet")])


def workbook_of(sheets: Iterable[Sheet]) -> bytes:
    """Several sheets in one file; as ``workbook``."""
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _fill(book.create_sheet(_free_name(book, sheet.name or sheet.title)), sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _free_name(book: Workbook, title: str) -> str:
    name = NOT_IN_SHEET_NAMES.sub(" ", title).strip("' ")[:LONGEST_SHEET_NAME] or "Sheet"
    return name if name not in book.sheetnames else f"{name[: LONGEST_SHEET_NAME - 4]} {len(book.sheetnames) + 1}"


def _fill(worksheet: Worksheet, sheet: Sheet) -> None:
    _write(worksheet.cell(1, 1), sheet.title)
    worksheet.cell(1, 1).font = Font(bold=True, size=14)
    widths = [len(word) for word in sheet.header]
    for number, row in enumerate([sheet.header, *sheet.rows], start=2):
        for column, value in enumerate(row, start=1):
            _write(worksheet.cell(number, column), value)
            widths[column - 1] = max(widths[column - 1], len(str(value)))
    for column, width in enumerate(widths, start=1):
        worksheet.cell(2, column).font = Font(bold=True)
        worksheet.column_dimensions[get_column_letter(column)].width = min(max(width + 2, NARROWEST), WIDEST)
    worksheet.freeze_panes = "A3"


def _write(cell: Cell, value: object) -> None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell.value = value
        return
    text = ILLEGAL_CHARACTERS_RE.sub("", "" if value is None else str(value))
    cell.value = text
    cell.data_type = "s"
    # Excel keeps this mark when somebody edits the cell: the text stays text then too.
    cell.quotePrefix = text.startswith(FORMULA_SIGNS)


def csv_file(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A file that a German Excel opens with a double click: semicolons, decimal comma, UTF-8 with its mark."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerows([_csv_value(value) for value in row] for row in [header, *rows])
    return stream.getvalue().encode("utf-8-sig")


def _csv_value(value: object) -> str:
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    text = "" if value is None else str(value).replace("\0", "")
    # An apostrophe makes Excel show what stands there, instead of working it out.
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
