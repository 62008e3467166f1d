"""Reading a list that somebody uploads: Excel or CSV. Whatever is wrong with the file is said in a sentence.

Only values are read, never worked out: a cell with a formula stays a formula, for the reader to refuse.
"""

import csv
import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

LARGEST = 5 * 1024 * 1024
LARGEST_UNPACKED = 80 * 1024 * 1024
MOST_PARTS = 1000
MOST_ROWS, MOST_COLUMNS = 12_000, 60
LONGEST_CELL = 500
# So many empty rows one after the other are the end of the list, whatever the file says of its size.
EMPTY_ROWS = 200
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
DELIMITERS = ";,\t"

Row = list[str]


class UnreadableError(Exception):
    """Why the file cannot be read, in a sentence for the person who chose it."""


def read_rows(content: bytes) -> list[Row]:
    """All rows of the first sheet as text, from the first on, without empty ones at the end; dates as ``YYYY-MM-DD``.

    By what the file is, not by its name. A formula is the text that begins with ``=``.
    """
    if len(content) > LARGEST:
        raise UnreadableError(_("The file is larger than 5 MB. Please divide the list."))
    rows = _shortened(_excel_rows(content) if content.startswith((ZIP, OLE)) else _csv_rows(content))
    if not any(any(row) for row in rows):
        raise UnreadableError(_("The list is empty."))
    return rows


def _shortened(found: Iterable[Row]) -> list[Row]:
    rows: list[Row] = []
    empty = 0
    for row in found:
        cells = [cell.strip()[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]]
        empty = 0 if any(cells) else empty + 1
        rows.append(cells)
        if empty > EMPTY_ROWS:
            break
        if len(rows) - empty > MOST_ROWS:
            raise UnreadableError(_("The list has more than 12,000 rows. Please divide it."))
    rows = rows[: len(rows) - empty]
    width = max((place for row in rows for place, cell in enumerate(row, start=1) if cell), default=0)
    return [[*row[:width], *[""] * (width - len(row))] for row in rows]


def _excel_rows(content: bytes) -> Iterator[Row]:
    if content.startswith(OLE):
        raise UnreadableError(
            _("This is an old Excel file (.xls) or one with a password. Save it as .xlsx without a password.")
        )
    _check_parts(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
        if sheet is None:
            raise UnreadableError(_("The file has no sheet with a list."))
        for row in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
            yield [_text(value) for value in row]
    except (InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, EOFError) as error:
        raise UnreadableError(_("This Excel file is damaged. Open it in Excel and save it anew.")) from error


def _check_parts(content: bytes) -> None:
    """Refuses what is no Excel file, and what would unpack to more than any list is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
                raise UnreadableError(_("This file unpacks to far more than a list. It is not read."))
            if any(part.flag_bits & 1 for part in parts):
                raise UnreadableError(_("This file is protected by a password. Save it without one."))
            if "xl/workbook.xml" not in packed.namelist():
                raise UnreadableError(_("This is no Excel file. Save the list as .xlsx or as CSV."))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in packed.open(part).read(4096):
                    raise UnreadableError(_("This file has parts that no list needs. It is not read."))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise UnreadableError(_("This Excel file is damaged. Open it in Excel and save it anew.")) from error


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(getattr(value, "text", value)).replace("\0", "")


def _csv_rows(content: bytes) -> Iterator[Row]:
    text = _decoded(content)
    if "\0" in text or sum(not char.isprintable() and char not in "\r\n\t\ufeff" for char in text[:4096]) > 8:
        raise UnreadableError(_("This is neither an Excel file nor a CSV list."))
    first_lines = text.lstrip("\ufeff\r\n").splitlines()[:5]
    delimiter = max(DELIMITERS, key=lambda sign: sum(line.count(sign) for line in first_lines))
    try:
        yield from csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise UnreadableError(_("This CSV list is damaged: a field does not end.")) from error


def _decoded(content: bytes) -> str:
    """As UTF-8, else as an old German Excel wrote it."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
