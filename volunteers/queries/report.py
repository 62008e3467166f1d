"""The report of a programme: read in a handful of queries, counted by ``rules/report.py``, labelled here."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, F, FloatField, Sum, Value
from django.db.models.functions import Cast, Extract, ExtractMonth, ExtractYear
from django.utils import dates
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ibs_portal.languages import language_label
from volunteers.models import Certificate, GroupVisit, Match, Meeting, Programme, TrainingRegistration, Volunteer
from volunteers.models.countries import country_label
from volunteers.queries.people import people_of
from volunteers.rules import report as rules
from volunteers.rules.hours import Kind
from volunteers.rules.people import Person
from volunteers.rules.report import OTHERS, Fairness, Row, Span, Table

Months = dict[tuple[int, int], int]
STAGE_WORDS: dict[str, Promise] = {
    "applied": pgettext_lazy("report", "signed up"),
    "interview": pgettext_lazy("report", "had an interview"),
    "accepted": pgettext_lazy("report", "accepted"),
    "trained": pgettext_lazy("report", "trained"),
    "active": pgettext_lazy("report", "in a group"),
    "matched": pgettext_lazy("report", "accompany or accompanied somebody"),
}
DAYS_WORDS: dict[str, Promise] = {
    "14": gettext_lazy("up to 2 weeks"),
    "30": gettext_lazy("up to 1 month"),
    "90": gettext_lazy("up to 3 months"),
    "180": gettext_lazy("up to 6 months"),
    "365": gettext_lazy("up to 1 year"),
    "more": gettext_lazy("longer"),
    "waiting": gettext_lazy("still waiting"),
}
TITLES: dict[str, Promise] = {
    "funnel": gettext_lazy("From sign-up to companionship"),
    "waiting": gettext_lazy("How long workers waited for a companion"),
    "states": gettext_lazy("Matches by state"),
    "lengths": gettext_lazy("How long companionships last"),
    "reasons": gettext_lazy("Why companionships ended"),
    "origins": gettext_lazy("Where workers come from"),
    "worker_languages": gettext_lazy("Languages of workers"),
    "volunteer_languages": gettext_lazy("Languages of volunteers"),
    "left": gettext_lazy("Why volunteers left"),
}
GENDERS = {**dict(Volunteer.Gender.choices), "": gettext_lazy("not given")}
FAIR_TITLES: dict[str, Promise] = {
    "origin": gettext_lazy("By country of origin"),
    "gender": gettext_lazy("By gender"),
    "language": gettext_lazy("By language"),
}


@dataclass(frozen=True)
class Shown:
    """One line ready for a page: ``bar`` and ``bar_before`` in thousandths of the longest."""

    label: str
    number: int | None
    before: int | None
    bar: int = 0
    bar_before: int = 0
    is_small: bool = False
    # Hours and days, not people.
    is_sum: bool = False

    @property
    def difference(self) -> int | None:
        return Row("", self.number, self.before).difference


@dataclass(frozen=True)
class ShownTable:
    code: str
    title: str
    rows: tuple[Shown, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownFairness:
    title: str
    groups: tuple[tuple[str, Fairness], ...]


@dataclass(frozen=True)
class Report:
    """The figures of a year. ``is_inside``: for the house only."""

    programme: Programme
    year: int
    key_figures: tuple[Shown, ...]
    months: tuple[Shown, ...]
    tables: tuple[ShownTable, ...]
    fairness: tuple[ShownFairness, ...]
    is_inside: bool

    @property
    def is_empty(self) -> bool:
        return not any(row.number or row.before for row in self.key_figures)


def years_of(programme: Programme, today: datetime.date) -> list[int]:
    """Years that can be chosen: from the first sign-up on, at most ten."""
    first = Volunteer.objects.filter(programme=programme).order_by("applied_on").values_list("applied_on").first()
    begin = max(first[0].year if first else today.year, today.year - 9)
    return list(range(today.year, begin - 1, -1))


def report_of(programme: Programme, year: int, *, today: datetime.date) -> Report:
    """Everything, for the house."""
    people, spans = people_of(programme), spans_of(programme)
    hours = hours_of(programme)
    return Report(
        programme=programme,
        year=year,
        key_figures=_key_figures(programme, people, spans, hours, year),
        months=_months(hours[Kind.MEETING], year),
        tables=tuple(_shown(table) for table in _tables(people, spans, year, today=today)),
        fairness=_fairness(people, year),
        is_inside=True,
    )


def released_report(programme: Programme, year: int, *, today: datetime.date) -> Report:
    """What may leave the house: no count under five, and none to be worked out."""
    inside = report_of(programme, year, today=today)
    tables = [rules.released(table) for table in _tables(people_of(programme), spans_of(programme), year, today=today)]
    shown = tuple(_shown(table) for table in tables if table)
    return replace(inside, key_figures=tuple(map(_told, inside.key_figures)), tables=shown, is_inside=False)


def _told(row: Shown) -> Shown:
    """Hours and days say nothing about anybody; numbers of people under five are not told."""
    if row.is_sum:
        return row
    return replace(row, number=rules.told(row.number), before=rules.told(row.before), is_small=False)


# --- Reading -----------------------------------------------------------------------------------------------------


def spans_of(programme: Programme) -> list[Span]:
    rows = Match.objects.filter(programme=programme).order_by("pk")
    found = rows.values_list("approved_at", "created_at", "state", "started_on", "ended_on", "end_reason")
    return [
        Span((asked or made).date(), state, started_on, ended_on, reason)
        for asked, made, state, started_on, ended_on, reason in found
    ]


def hours_of(programme: Programme) -> dict[Kind, Months]:
    """Minutes of each kind by year and month, in one query; they stay when people are erased."""
    length = (Extract("session__ends_at", "epoch") - Extract("session__starts_at", "epoch")) / 60
    attended = TrainingRegistration.objects.filter(status=TrainingRegistration.Status.ATTENDED)
    dates = GroupVisit.objects.filter(minutes__gt=0, date__cancelled_at=None)
    sources = [
        _by_month(Meeting.objects.all(), Kind.MEETING, "on", F("minutes")),
        _by_month(attended, Kind.TRAINING, "session__starts_at", length),
        _by_month(dates, Kind.EVENT, "date__starts_at", F("minutes")),
    ]
    first, *others = (rows.filter(programme=programme) for rows in sources)
    found: dict[Kind, Months] = {kind: {} for kind in Kind}
    for kind, year, month, minutes in first.union(*others, all=True):
        found[Kind(kind)][year, month] = int(minutes)
    return found


def _by_month(rows: Any, kind: Kind, moment: str, minutes: Any) -> Any:
    """Lines of kind, year, month and minutes."""
    months = rows.order_by().annotate(source=Value(str(kind)), year=ExtractYear(moment), month=ExtractMonth(moment))
    lines = months.values("source", "year", "month").annotate(sum=Cast(Sum(minutes), FloatField()))
    return lines.values_list("source", "year", "month", "sum")


def _certificates(programme: Programme) -> dict[int, int]:
    rows = Certificate.objects.filter(programme=programme).order_by()
    counted = rows.values(year=ExtractYear("issued_on")).annotate(number=Count("pk"))
    return {row["year"]: row["number"] for row in counted}


# --- Figures -----------------------------------------------------------------------------------------------------


def _key_figures(
    programme: Programme, people: list[Person], spans: list[Span], hours: dict[Kind, Months], year: int
) -> tuple[Shown, ...]:
    issued = _certificates(programme)

    def both(label: str, count: Any) -> Shown:
        now, before = count(year), count(year - 1)
        return Shown(label, now, before, is_small=Row("", now, before).is_small)

    def total(label: str, count: Any) -> Shown:
        return Shown(label, count(year), count(year - 1), is_sum=True)

    volunteers = [p for p in people if p.subject == "volunteer"]
    workers = [p for p in people if p.subject == "worker"]
    return (
        both(_("Sign-ups"), lambda y: sum(p.since.year == y for p in volunteers)),
        both(_("Skilled workers new to us"), lambda y: sum(p.since.year == y for p in workers)),
        both(_("Companionships that began"), lambda y: sum(_is_in(s.started_on, y) for s in spans)),
        both(_("Companionships in the year"), lambda y: sum(s.runs_in(y) for s in spans)),
        both(_("Companionships that ended"), lambda y: sum(_is_in(s.ended_on, y) for s in spans)),
        total(_("Days until a companion was found (half of them)"), lambda y: rules.median_wait(workers, y)),
        total(_("Hours of meetings"), lambda y: _hours(hours[Kind.MEETING], y)),
        total(_("Hours of trainings"), lambda y: _hours(hours[Kind.TRAINING], y)),
        total(_("Hours of group dates"), lambda y: _hours(hours[Kind.EVENT], y)),
        both(_("Certificates issued"), lambda y: issued.get(y, 0)),
    )


def _is_in(day: datetime.date | None, year: int) -> bool:
    return day is not None and day.year == year


def _hours(months: Months, year: int) -> int:
    return round(sum(minutes for (y, _month), minutes in months.items() if y == year) / 60)


def _months(minutes: Months, year: int) -> tuple[Shown, ...]:
    return tuple(
        Shown(str(dates.MONTHS[m]), round(minutes.get((year, m), 0) / 60), round(minutes.get((year - 1, m), 0) / 60))
        for m in range(1, 13)
    )


def _tables(people: list[Person], spans: list[Span], year: int, *, today: datetime.date) -> list[Table]:
    volunteers = [p for p in people if p.subject == "volunteer"]
    workers = [p for p in people if p.subject == "worker"]
    last = year - 1

    def of(group: list[Person], code: str, read: Any) -> Table:
        return rules.counted(code, *(rules.values_of(group, y, read) for y in (year, last)))

    ended = [[s.end_reason for s in spans if s.ended_on and s.ended_on.year == y] for y in (year, last)]
    asked = [[s.state for s in spans if s.asked_on.year == y] for y in (year, last)]
    left = [[p.end_reason for p in volunteers if p.ended_on and p.ended_on.year == y] for y in (year, last)]
    return [
        rules.funnel(volunteers, year),
        rules.waiting(workers, year),
        rules.counted("states", *asked),
        rules.lengths(spans, year, today=today),
        rules.counted("reasons", *ended),
        of(workers, "origins", lambda p: [p.origin]),
        of(workers, "worker_languages", lambda p: p.languages),
        of(volunteers, "volunteer_languages", lambda p: p.languages),
        rules.counted("left", *left),
    ]


def _fairness(people: list[Person], year: int) -> tuple[ShownFairness, ...]:
    workers = [p for p in people if p.subject == "worker"]
    reads: dict[str, Any] = {"origin": lambda p: [p.origin], "gender": lambda p: [p.gender],
                             "language": lambda p: p.languages}  # fmt: skip
    found = []
    for code, read in reads.items():
        groups = rules.fairness(workers, year, read)
        labelled = tuple((_fair_label(code, group.code), group) for group in groups)
        if len(labelled) > 1:
            found.append(ShownFairness(str(FAIR_TITLES[code]), labelled))
    return tuple(found)


# --- Words -------------------------------------------------------------------------------------------------------


def _shown(table: Table) -> ShownTable:
    most = table.largest or 1
    rows = tuple(
        Shown(
            label_of(table.code, row.code),
            row.now,
            row.before,
            round(1000 * (row.now or 0) / most),
            round(1000 * (row.before or 0) / most),
            row.is_small,
        )
        for row in table.rows
    )
    return ShownTable(table.code, str(TITLES[table.code]), rows, tuple(_words(table.code, table.hidden)))


def _words(table: str, codes: Iterable[str]) -> list[str]:
    return [label_of(table, code) for code in codes]


def label_of(table: str, code: str) -> str:
    """A value in words."""
    if code == OTHERS:
        return _("others")
    choices: dict[str, dict[str, Any]] = {
        "funnel": STAGE_WORDS,
        "waiting": DAYS_WORDS,
        "lengths": DAYS_WORDS,
        "states": dict(Match.State.choices),
        "reasons": dict(Match.EndReason.choices),
        "left": dict(Volunteer.EndReason.choices),
    }
    if table in choices:
        return str(choices[table].get(code, code))
    return country_label(code) if table == "origins" else language_label(code)


def _fair_label(code: str, value: str) -> str:
    if code == "gender":
        return str(GENDERS.get(value, value))
    return country_label(value) if code == "origin" else language_label(value)


def programmes_of(user: Any) -> Any:
    """The programmes of the house that asks."""
    return Programme.objects.filter(organisation_id=user.organisation_id).order_by("name")
