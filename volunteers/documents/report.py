"""The report of a programme as a file: Excel, CSV for a German Excel, tagged PDF. It gets figures that may leave."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ibs_portal.documents import pdf, spreadsheet
from ibs_portal.documents.spreadsheet import Sheet
from ibs_portal.ui.templatetags.figures import figure, signed

Report = Any


def heading(report: Report) -> str:
    return f"{report.programme.name}: {report.year}"


def _notes(report: Report, today: datetime.date) -> list[str]:
    house = report.programme.organisation.name
    return [
        _(
            "Small values are put together: no figure stands for one to four people, and none can be worked out from "
            "the others."
        ),
        _("%(organisation)s, made on %(date)s") % {"organisation": house, "date": date_format(today, "d.m.Y")},
    ]


def _header(report: Report, title: str) -> list[str]:
    return [title, str(report.year), str(report.year - 1), _("Difference")]


def _rows(rows: Any) -> list[list[object]]:
    return [[row.label, row.number, row.before, row.difference] for row in rows]


FAIR_HEADER = (
    gettext_lazy("People who wished for a companion"),
    gettext_lazy("Found one, in percent"),
    gettext_lazy("Days waited (half of them)"),
)


def _fair_rows(part: Any) -> list[list[Any]]:
    return [[label, group.people, group.share, group.waited] for label, group in part.groups]


def report_workbook(report: Report, *, today: datetime.date) -> bytes:
    overview: list[Sequence[object]] = [*_rows(report.key_figures), [""], *([note] for note in _notes(report, today))]
    sheets = [
        Sheet(heading(report), _header(report, ""), overview, name=_("Overview")),
        Sheet(_("Hours of meetings by month"), _header(report, _("Month")), _rows(report.months)),
    ]
    sheets += [Sheet(table.title, _header(report, table.title), _rows(table.rows)) for table in report.tables]
    sheets += [Sheet(part.title, [part.title, *map(str, FAIR_HEADER)], _fair_rows(part)) for part in report.fairness]
    return spreadsheet.workbook_of(sheets)


def report_csv(report: Report, *, today: datetime.date) -> bytes:
    """One line for each value: table, value, figures."""
    header = [_("Table"), _("Value"), str(report.year), str(report.year - 1), _("Difference")]
    rows: list[list[object]] = [[_("Overview"), *row] for row in _rows(report.key_figures)]
    rows += [[_("Hours of meetings by month"), *row] for row in _rows(report.months)]
    for table in report.tables:
        rows += [[table.title, *row] for row in _rows(table.rows)]
    for part in report.fairness:
        rows += [[part.title, *row] for row in _fair_rows(part)]
    rows += [[_("Note"), note] for note in _notes(report, today)]
    return spreadsheet.csv_file(header, rows)


def report_pdf(report: Report, *, today: datetime.date) -> bytes:
    return pdf.pdf("volunteers/report.typ", _document(report, today))


def _document(report: Report, today: datetime.date) -> dict[str, Any]:
    return {
        "title": heading(report),
        "organisation": report.programme.organisation.name,
        "notes": _notes(report, today),
        "page": _("Page"),
        "of": _("of"),
        "overview": {"title": _("Overview"), "header": _header(report, ""), "rows": _cells(report.key_figures)},
        "tables": [
            {"title": title, "header": _header(report, title), "rows": _cells(rows)}
            for title, rows in (
                *((table.title, table.rows) for table in report.tables),
                (_("Hours of meetings by month"), report.months),
            )
        ],
        "fairness": [
            {
                "title": part.title,
                "header": [part.title, *map(str, FAIR_HEADER)],
                "rows": [
                    [str(cell) if isinstance(cell, str) else figure(cell) for cell in r] for r in _fair_rows(part)
                ],
            }
            for part in report.fairness
        ],
    }


def _cells(rows: Any) -> list[dict[str, Any]]:
    most = max((n for row in rows for n in (row.number, row.before) if n), default=0) or 1
    return [
        {
            "cells": [row.label, figure(row.number), figure(row.before), signed(row.difference)],
            "bar": 100 * (row.number or 0) / most,
            "bar_before": 100 * (row.before or 0) / most,
        }
        for row in rows
    ]


Maker = Callable[..., bytes]
FILES: dict[str, tuple[Maker, str]] = {
    "xlsx": (report_workbook, spreadsheet.MEDIA_TYPE),
    "csv": (report_csv, spreadsheet.CSV_MEDIA_TYPE),
    "pdf": (report_pdf, pdf.MEDIA_TYPE),
}
