"""Excel files. Text stays text: a name that begins with ``=`` never becomes a formula."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NARROWEST, WIDEST = 10, 48


def workbook(title: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """One sheet with a title line, a header line and rows; numbers stay numbers, everything else is text."""
    book = Workbook()
    sheet = book.active
    _write(sheet.cell(1, 1), title)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    widths = [len(word) for word in header]
    for number, row in enumerate([header, *rows], start=2):
        for column, value in enumerate(row, start=1):
            _write(sheet.cell(number, column), value)
            widths[column - 1] = max(widths[column - 1], len(str(value)))
    for column, width in enumerate(widths, start=1):
        sheet.cell(2, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = min(max(width + 2, NARROWEST), WIDEST)
    sheet.freeze_panes = "A3"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write(cell: Cell, value: object) -> None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell.value = value
        return
    text = ILLEGAL_CHARACTERS_RE.sub("", "" if value is None else str(value))
    cell.value = text
    cell.data_type = "s"
    # Excel keeps this mark when somebody edits the cell: the text stays text then too.
    cell.quotePrefix = text.startswith(("=", "+", "-", "@", "\t"))
