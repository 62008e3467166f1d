"""The report as a file: Excel, CSV for a German Excel, tagged PDF. It gets figures that may leave the house."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from counselling.rules.report import share_in_percent
from ibs_portal.documents import pdf, spreadsheet
from ibs_portal.documents.spreadsheet import Sheet
from ibs_portal.ui.templatetags.figures import figure, signed

Report = Any


def suppression_note() -> str:
    return _(
        "Small values are put together: no figure stands for one to four contacts or people, and none can be worked "
        "out from the others."
    )


def heading(report: Report) -> str:
    words = _("Counselling statistics %(time)s") % {"time": report.label}
    return f"{words}, {report.centre.short_name}" if report.centre else words


def _table_header(report: Report, table: Any) -> list[str]:
    people = [_("People")] if table.has_people else []
    return [table.title, report.label, _("Share in %"), *people, report.label_before, _("Difference")]


def _table_rows(table: Any) -> Iterator[list[object]]:
    for row in table.rows:
        people = [row.people] if table.has_people else []
        yield [row.label, row.number, share_in_percent(row.number, table.total), *people, row.before, row.difference]
    if table.others:
        yield [_("others: %(values)s") % {"values": ", ".join(table.others)}]


def _months(report: Report) -> list[list[object]]:
    return [[row.label, row.number, row.before, row.difference] for row in report.months]


def report_workbook(report: Report, *, organisation: str, today: datetime.date) -> bytes:
    """Overview, months, and a sheet for each table."""
    key_figures = [[f.label, f.number, f.before, f.difference, f.note] for f in report.key_figures]
    notes = [[""], *([note] for note in _notes(report, organisation, today))]
    compared = [report.label, report.label_before, _("Difference")]
    sheets = [
        Sheet(heading(report), ["", *compared, ""], [*key_figures, *notes], name=_("Overview")),
        Sheet(_("Contacts by month"), [_("Month"), *_years(report), _("Difference")], _months(report)),
    ]
    if report.waits:
        sheets.append(Sheet(_("Waiting time"), _wait_header(report), _wait_rows(report)))
    for table in (*report.contact_tables, *report.case_tables):
        sheets.append(Sheet(table.title, _table_header(report, table), _table_rows(table)))
    return spreadsheet.workbook_of(sheets)


def _wait_header(report: Report) -> list[str]:
    week = _("within 7 days (%)")
    return [
        *(_("Waiting time"), _("Half waited at most (days)"), _("within 3 days (%)"), week),
        *(f"{report.label_before}: {words}" for words in (_("days"), week)),
    ]


def _wait_rows(report: Report) -> list[list[object]]:
    return [[w.label, w.median, w.soon, w.week, w.median_before, w.week_before] for w in report.waits]


def _years(report: Report) -> list[str]:
    return [str(report.period.year), str(report.period.year - 1)]


def _notes(report: Report, organisation: str, today: datetime.date) -> list[str]:
    until = _("Counted until the end of %(month)s.") % {"month": report.until}
    made = _("%(organisation)s, made on %(date)s") % {"organisation": organisation, "date": date_format(today, "d.m.Y")}
    return [*([until] if report.until else []), suppression_note(), made]


def report_csv(report: Report, *, organisation: str, today: datetime.date) -> bytes:
    """One line for each value: table, value, figures."""
    header = [_("Table"), _("Value"), _("Number"), _("Share in %"), _("People"), _("Year before"), _("Difference")]
    rows: list[list[object]] = [
        [_("Overview"), f.label, f.number, None, None, f.before, f.difference] for f in report.key_figures
    ]
    rows += [[_("Contacts by month"), m.label, m.number, None, None, m.before, m.difference] for m in report.months]
    for table in (*report.contact_tables, *report.case_tables):
        for row in table.rows:
            share = share_in_percent(row.number, table.total)
            rows.append([table.title, row.label, row.number, share, row.people, row.before, row.difference])
    for wait in report.waits:
        rows.append([_("Half waited at most (days)"), wait.label, wait.median, None, None, wait.median_before])
        rows.append([_("Waited at most 3 days"), wait.label, None, wait.soon])
        rows.append([_("Waited at most 7 days"), wait.label, None, wait.week])
    rows += [[_("Note"), note] for note in _notes(report, organisation, today)]
    return spreadsheet.csv_file(header, rows)


def report_pdf(report: Report, *, organisation: str, today: datetime.date) -> bytes:
    """Sheets of A4 with bars beside their figures."""
    return pdf.pdf("counselling/report.typ", _document(report, organisation, today))


def _document(report: Report, organisation: str, today: datetime.date) -> dict[str, Any]:
    tables = [*report.contact_tables, *report.case_tables]
    return {
        "lang": "de",
        "title": heading(report),
        "organisation": organisation,
        "notes": _notes(report, organisation, today),
        "words": {
            "people": _("People"),
            "difference": _("Difference"),
            "month": _("Month"),
            "share": _("Share in %"),
            "months": _("Contacts by month"),
            "chart": _chart_words(report),
            "page": _("Page"),
            "of": _("of"),
            "overview": _("Overview"),
        },
        "now": report.label,
        "before": report.label_before,
        "years": _years(report),
        "key_figures": [
            {"label": f.label, "number": figure(f.number), "before": figure(f.before), "note": f.note}
            for f in report.key_figures
        ],
        "months": [{**_cells(row), "chosen": n in report.period.numbers} for n, row in enumerate(report.months)],
        "tables": [_pdf_table(table) for table in tables],
        "waits": [[_cell(value) for value in row] for row in _wait_rows(report)],
        "wait_header": _wait_header(report),
    }


def _cell(value: Any) -> str:
    return value if isinstance(value, str) else figure(value)


def _pdf_table(table: Any) -> dict[str, Any]:
    rows = [{**_cells(row), "share": figure(share_in_percent(row.number, table.total))} for row in table.rows]
    others = _("others: %(values)s") % {"values": ", ".join(table.others)} if table.others else ""
    return {"title": table.title, "has_people": table.has_people, "rows": rows, "others": others}


def _cells(row: Any) -> dict[str, Any]:
    return {
        "label": row.label,
        "number": figure(row.number),
        "before": figure(row.before),
        "people": figure(row.people),
        "difference": signed(row.difference),
        "bar": row.bar / 10,
        "bar_before": row.bar_before / 10,
    }


def _chart_words(report: Report) -> str:
    most = max(report.months, key=lambda row: row.number or 0)
    words = {"month": most.label, "number": figure(most.number)}
    return (
        _("Bars for each month; the most contacts, %(number)s, were in %(month)s. All numbers are in the table.")
        % words
    )


def partner_content(report: Report) -> dict[str, Any]:
    """What partners see: the same figures as in the files, to be kept as they are."""
    return {
        "label": report.label,
        "label_before": report.label_before,
        "until": report.until,
        "key_figures": [{"label": f.label, "number": f.number, "before": f.before} for f in report.key_figures],
        "tables": [
            {
                "title": table.title,
                "has_people": table.has_people,
                "others": list(table.others),
                "rows": [
                    {name: getattr(row, name) for name in ("label", "number", "before", "people", "bar", "bar_before")}
                    for row in table.rows
                ],
            }
            for table in (*report.contact_tables, *report.case_tables)
        ],
    }


Maker = Callable[..., bytes]
FILES: dict[str, tuple[Maker, str]] = {
    "xlsx": (report_workbook, spreadsheet.MEDIA_TYPE),
    "csv": (report_csv, spreadsheet.CSV_MEDIA_TYPE),
    "pdf": (report_pdf, pdf.MEDIA_TYPE),
}
