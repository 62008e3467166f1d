"""Paragraphs for the annual report, out of figures that may leave the house."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counselling.queries.report_page import KeyFigure, Report
from counselling.queries.report_tables import Row, Table
from counselling.queries.report_words import OTHERS, listed
from counselling.rules.annual import ABOUT, GOOD, NEARLY, rounded_words, share_words
from counselling.rules.report import share_in_percent
from ibs_portal.ui.templatetags.figures import figure

NOBODY = ("none", "unknown", OTHERS)
# Of a table with so few rows no most frequent ones are named.
MANY = 3


def report_text(report: Report, *, house: str) -> str:
    """Some short paragraphs; each says only what the figures have."""
    paragraphs = (
        _opening(report, house),
        _people(report),
        _way(report),
        _topics(report),
        _length(report),
        _waiting(report),
        _cases(report),
    )
    return "\n\n".join(text for parts in paragraphs if (text := " ".join(filter(None, parts))))


def _opening(report: Report, house: str) -> Iterator[str]:
    words = {"house": house, "number": number_words(report.number), "time": _time(report)}
    yield _("%(time)s %(house)s advised in %(number)s talks.") % words
    yield _change(report.key_figures[0], report)
    months = [row for row in report.months if row.number and int(row.value) - 1 in report.period.numbers]
    if len(months) >= MANY:
        most = max(months, key=lambda row: row.number or 0)
        yield _("The busiest month was %(month)s with %(number)s talks.") % {
            "month": most.label,
            "number": figure(most.number),
        }


def _time(report: Report) -> str:
    if report.until:
        return _("In %(time)s, until the end of %(until)s,") % {"time": report.label, "until": report.until}
    return (
        _("In the year %(time)s") % {"time": report.label}
        if report.period.kind == "year"
        else _("In the time “%(time)s”") % {"time": report.label}
    )


def _change(figure_of: KeyFigure, report: Report) -> str:
    percent = figure_of.percent
    if percent is None:
        return ""
    words = {"percent": abs(percent), "before": report.label_before}
    if abs(percent) <= 2:
        return _("That is about as many as in %(before)s.") % words
    if percent > 0:
        return _("That is %(percent)s percent more than in %(before)s.") % words
    return _("That is %(percent)s percent fewer than in %(before)s.") % words


def _people(report: Report) -> Iterator[str]:
    people, further = (_key(report, label) for label in (_("People"), _("Advised along with them")))
    if people and people.number:
        yield _("%(number)s people came for advice, many of them several times.") % {
            "number": capital(number_words(people.number))
        }
    if further and further.number:
        yield _("Family members and others, %(number)s of them, were advised along.") % {
            "number": number_words(further.number)
        }
    if names := _most(report.table("origin"), 4):
        yield _("The most frequent countries and regions of origin were: %(names)s.") % {"names": listed(names)}
    if names := _most(report.table("age"), 1, least=1):
        yield _("The largest age group was %(age)s years.") % {"age": names[0]}


def _way(report: Report) -> Iterator[str]:
    rows = _largest(report.table("channel"))
    if rows:
        share = _share(rows[0], report.table("channel"))
        if rows[0].value == "in_person":
            yield _("The contact was mostly in person: %(share)s of all contacts.") % {"share": share}
            yield _("On the phone the language barrier is higher than face to face.")
        else:
            yield _("The most frequent way was: %(channel)s, %(share)s.") % {"channel": rows[0].label, "share": share}
    languages = [row.label for row in _largest(report.table("language")) if row.value != "de"][:4]
    if len(languages) >= MANY:
        yield _("Besides German the talks were held above all in %(languages)s.") % {"languages": listed(languages)}


def _topics(report: Report) -> Iterator[str]:
    if names := _most(report.table("topic"), 3):
        yield _("The most frequent topics were: %(names)s.") % {
            "names": listed(_("“%(word)s”") % {"word": name} for name in names)
        }
    referred = next((row for row in _largest(report.table("outcome")) if row.value == "referred"), None)
    if referred and referred.number:
        yield _("In %(number)s talks people were referred to another service.") % {
            "number": number_words(referred.number)
        }


def _length(report: Report) -> Iterator[str]:
    table = report.table("minutes")
    short = [row for row in (table.rows if table else ()) if row.value in ("to_5", "to_15") and row.number]
    if table and len(short) == 2:
        both = sum(row.number or 0 for row in short)
        share = _share_of(both, table.total)
        yield _("%(share)s of the talks lasted up to a quarter of an hour.") % {"share": capital(share)}
    hours = _key(report, _("Hours"))
    if hours and hours.number:
        yield _("Altogether these were %(number)s hours of talks.") % {"number": number_words(hours.number)}


def _waiting(report: Report) -> Iterator[str]:
    """Shares as they may leave the house; the median in whole days."""
    sentences = {
        "wait_enquiry": _("Half of those who wrote or asked for a call were answered within %(days)s."),
        "wait_appt": _("Half of those who booked an appointment had it within %(days)s."),
    }
    for wait in report.waits:
        if wait.median is not None:
            days = max(1, round(wait.median))
            yield sentences[wait.code] % {"days": ngettext("%(days)s day", "%(days)s days", days) % {"days": days}}


def _cases(report: Report) -> Iterator[str]:
    opened, closed = (table.total if (table := report.table(code)) else 0 for code in ("opened", "closed"))
    if opened:
        yield ngettext("%(number)s case was opened", "%(number)s cases were opened", opened) % {
            "number": figure(opened)
        } + (
            ngettext(", %(number)s was closed.", ", %(number)s were closed.", closed) % {"number": figure(closed)}
            if closed
            else "."
        )


def _key(report: Report, label: str) -> KeyFigure | None:
    return next((found for found in report.key_figures if found.label == label), None)


def _largest(table: Table | None) -> list[Row]:
    rows = [row for row in (table.rows if table else ()) if row.number and row.value not in NOBODY]
    return sorted(rows, key=lambda row: -(row.number or 0))


def _most(table: Table | None, number: int, *, least: int = MANY) -> list[str]:
    rows = _largest(table)
    return [row.label for row in rows[:number]] if len(rows) >= least else []


def _share(row: Row, table: Any) -> str:
    return _share_of(row.number or 0, table.total)


def _share_of(number: int, total: int) -> str:
    percent = share_in_percent(number, total) or 0
    fractions = {
        "quarter": _("about a quarter"),
        "third": _("about a third"),
        "half": _("about half"),
        "two_thirds": _("about two thirds"),
        "three_quarters": _("about three quarters"),
    }
    return fractions.get(share_words(percent)) or _("%(percent)s percent") % {"percent": round(percent)}


def number_words(number: int) -> str:
    """``nearly 4.000``."""
    kind, rounded = rounded_words(number)
    words = {"number": figure(rounded)}
    if kind == NEARLY:
        return _("nearly %(number)s") % words
    if kind == GOOD:
        return _("a good %(number)s") % words
    return _("about %(number)s") % words if kind == ABOUT else figure(rounded)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
