"""A list as an Excel file: what the page shows, fifty rows at most, with the same filters and the same rights.

More than a page at once leaves the house by nobody's single click; the trail names every file that was made
(``ibs_portal/audit/pages.py``, ``exported(datei)``).
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise

from ibs_portal.documents.spreadsheet import MEDIA_TYPE, workbook

# Heading of a column, and the key of the row, or what makes its cell out of the row.
Column = tuple[str | Promise, str | Callable[[Any], object]]
FIELD, EXCEL = "datei", "xlsx"


class SheetMixin:
    """For a list page that says ``sheet_name``, ``sheet_title`` and ``sheet_columns``: ``?datei=xlsx`` is the file."""

    request: HttpRequest
    sheet_name: str
    sheet_title: str | Promise
    sheet_columns: Sequence[Column]
    # Who may, if that is not everybody who may see the list.
    sheet_permission = ""

    def sheet_rows(self, context: Mapping[str, Any]) -> Iterable[Any]:
        return context["rows"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        url = sheet_url(self.request) if self.may_export() else ""
        return super().get_context_data(**kwargs, sheet_url=url)  # type: ignore[misc]

    def may_export(self) -> bool:
        return not self.sheet_permission or self.request.user.has_perm(self.sheet_permission)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if self.request.GET.get(FIELD) != EXCEL:
            return super().render_to_response(context, **kwargs)  # type: ignore[misc]
        if not self.may_export():
            raise PermissionDenied
        header = [str(label) for label, _cell in self.sheet_columns]
        rows = [[cell_of(row, cell) for _label, cell in self.sheet_columns] for row in self.sheet_rows(context)]
        name = f"{self.sheet_name}-{timezone.localdate():%Y-%m-%d}.xlsx"
        content = workbook(str(self.sheet_title), header, rows)
        return HttpResponse(content, MEDIA_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def sheet_url(request: HttpRequest) -> str:
    """This page as a file, filters and place kept."""
    query = request.GET.copy()
    query[FIELD] = EXCEL
    return f"?{query.urlencode()}"


def cell_of(row: Any, cell: str | Callable[[Any], object]) -> object:
    """Numbers stay numbers; days and times as Germans write them."""
    value = row[cell] if isinstance(cell, str) else cell(row)
    if isinstance(value, datetime.datetime):
        return f"{timezone.localtime(value):%d.%m.%Y %H:%M}"
    if isinstance(value, datetime.date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, bool):
        return "x" if value else ""
    return value if isinstance(value, int | float) else str(value or "")
