"""A whole report: as the house sees it, and as it may leave."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from counselling.models import Centre
from counselling.queries.report import Count, Figures, figures_of, months_of, open_cases
from counselling.queries.report_release import RELEASED, Released, released
from counselling.queries.report_tables import CASE_TABLES, CONTACT_TABLES, Compared, Label, Row, Table, tables
from counselling.queries.report_waiting import WaitRow, waiting_rows
from counselling.queries.report_words import OTHERS, labeller, month_name, period_label, topic_words
from counselling.rules.report import Period, finished_months


@dataclass(frozen=True)
class KeyFigure(Compared):
    label: str
    number: int | None
    before: int | None
    note: str = ""
    is_over: bool = True


@dataclass(frozen=True)
class Report:
    period: Period
    centre: Centre | None
    key_figures: Sequence[KeyFigure]
    months: Sequence[Row]
    contact_tables: Sequence[Table]
    case_tables: Sequence[Table]
    waits: Sequence[WaitRow] = ()
    # Of a time that is not over: until when it counts. Only for what leaves the house.
    until: str = ""
    is_for_outside: bool = False

    @property
    def label(self) -> str:
        return period_label(self.period)

    @property
    def label_before(self) -> str:
        return period_label(self.period.year_before)

    @property
    def number(self) -> int:
        return self.key_figures[0].number or 0

    @property
    def finished(self) -> Row | None:
        """The months of a running year that are over, in both years: what can be compared of it."""
        over = [row for row in self.months if row.is_over and row.number is not None]
        if not over or len(over) == len(self.months):
            return None
        now, before = sum(row.number or 0 for row in over), sum(row.before or 0 for row in over)
        return Row(_("until the end of %(month)s") % {"month": over[-1].label}, now, before, people=None)

    def table(self, code: str) -> Table | None:
        return next((t for t in (*self.contact_tables, *self.case_tables) if t.code == code), None)


def inside_report(user: Any, period: Period, centre: Centre | None, *, today: datetime.date) -> Report:
    """Full figures, for the house itself; small ones are marked. What still runs is compared with nothing."""
    centre_id = centre.pk if centre else None
    now, before = figures_of(user, period, centre_id)
    months, label = months_of(user, period.year, centre_id), labeller(topic_words())
    open_now, open_before = open_cases(user, period, centre_id)
    key_figures = [
        *_key_figures(_total(now), _total(before)),
        KeyFigure(_("Open cases at the end"), open_now, open_before),
    ]
    numbers = {(month.year, month.month - 1): count.number for month, count in months.items()}
    is_over = period.is_over(today)
    contact_tables, case_tables = (
        [_running(table, is_over) for table in tables(codes, now, before, label)]
        for codes in (CONTACT_TABLES, CASE_TABLES)
    )
    return Report(
        period,
        centre,
        [replace(figure, is_over=is_over) for figure in key_figures],
        [_month_until(row, period.year, today) for row in month_rows(period.year, numbers)],
        contact_tables,
        case_tables,
        waiting_rows(now, before),
    )


def _running(table: Table, is_over: bool) -> Table:
    return table if is_over else replace(table, rows=[replace(row, is_over=False) for row in table.rows])


def _month_until(row: Row, year: int, today: datetime.date) -> Row:
    """A month that has not begun has no number, one that runs is not compared."""
    month = Period(year, int(row.value), 1)
    number = row.number if month.starts_on <= today else None
    return replace(row, number=number, is_over=month.is_over(today))


def outside_report(user: Any, period: Period, centre: Centre | None, *, today: datetime.date) -> Report | None:
    """What may leave the house; ``None`` if the time has too few contacts, or no month of it is over."""
    found = released(user, period, centre.pk if centre else None, today=today)
    now, before = found[period.year], found[period.year - 1]
    if now is None:
        return None
    label, compared = labeller(topic_words()), _comparable(now, before)
    contact = [code for code in RELEASED if code not in CASE_TABLES]
    numbers = {(period.year, month): number for month, number in now.months.items()}
    numbers |= {(period.year - 1, month): number for month, number in (before.months if before else {}).items()}
    last = finished_months(period.year, today=today)
    contact_tables, case_tables = (
        [
            _without_guesses(table, now, before, label)
            for table in tables(codes, now.figures, compared, label, is_short=False)
        ]
        for codes in (contact, CASE_TABLES)
    )
    return Report(
        period,
        centre,
        _released_key_figures(now, before),
        month_rows(period.year, numbers, leave_out=True),
        contact_tables,
        case_tables,
        _released_waits(user, period, centre, today),
        until="" if period.is_over(today) else f"{month_name(last)} {period.year}",
        is_for_outside=True,
    )


def _released_waits(user: Any, period: Period, centre: Centre | None, today: datetime.date) -> Sequence[WaitRow]:
    """Of a time that is over: what grows day by day would tell of the last who waited."""
    if not period.is_over(today):
        return ()
    return waiting_rows(*figures_of(user, period, centre.pk if centre else None), for_outside=True)


def _total(figures: Figures) -> Count:
    return figures.get("all", {}).get("all", Count())


def _key_figures(now: Count, before: Count) -> list[KeyFigure]:
    further = _("Family members and others who took part in the talk; counted apart.")
    return [
        KeyFigure(_("Contacts"), now.number, before.number),
        KeyFigure(_("People"), now.people, before.people, _("With a file, each counted once.")),
        KeyFigure(_("Advised along with them"), now.persons - now.number, before.persons - before.number, further),
        KeyFigure(_("Hours"), round(now.minutes / 60), round(before.minutes / 60)),
    ]


def _released_key_figures(now: Released, before: Released | None) -> list[KeyFigure]:
    told = [
        (now.number, before.number if before else None),
        (now.people, before.people if before else None),
        (now.further, before.further if before else None),
        (round(now.minutes / 60), round(before.minutes / 60) if before else None),
    ]
    pairs = zip(_key_figures(Count(), Count()), told, strict=True)
    return [KeyFigure(known.label, new, old, known.note) for known, (new, old) in pairs if new is not None]


def _are_others_alike(code: str, now: Released, before: Released) -> bool:
    return list(now.others.get(code, ())) == list(before.others.get(code, ()))


def _comparable(now: Released, before: Released | None) -> Figures:
    """Of the year before what means the same: "others" are not the same in each year."""
    if before is None:
        return {}
    found: dict[str, Mapping[str, Count]] = {}
    for code, values in before.figures.items():
        known = set(now.figures.get(code, {})) - (set() if _are_others_alike(code, now, before) else {OTHERS})
        found[code] = {value: count for value, count in values.items() if value in known}
    return found


def _without_guesses(table: Table, now: Released, before: Released | None, label: Label) -> Table:
    """Where the year before does not tell a value by itself, nothing stands instead of a nought."""
    told = set(before.figures.get(table.code, ())) if before else set()
    is_complete = before is not None and table.code in before.figures and not before.others.get(table.code)
    alike = before is not None and _are_others_alike(table.code, now, before)
    rows = [
        row
        if (alike if row.value == OTHERS else is_complete or row.value in told)
        else replace(row, before=None, bar_before=0)
        for row in table.rows
    ]
    if [row.value for row in rows] == [OTHERS]:
        rows = [replace(rows[0], label=_("in all"))]
    # Who the others are is not told: of five of five names everybody would know that they are one each.
    return replace(table, rows=rows, others=())


def month_rows(year: int, numbers: Mapping[tuple[int, int], int], *, leave_out: bool = False) -> list[Row]:
    """Twelve rows; ``leave_out`` says nothing where there is no number, instead of nought."""
    most = max(numbers.values(), default=0) or 1
    missing = None if leave_out else 0
    rows = []
    for month in range(12):
        now, before = (numbers.get((y, month), missing) for y in (year, year - 1))
        bar, bar_before = (round((number or 0) * 1000 / most) for number in (now, before))
        rows.append(Row(month_name(month + 1), now, before, None, bar, bar_before, str(month + 1)))
    return rows
