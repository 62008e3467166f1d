"""What the public page of the opening hours shows, ready for its template: rows of words, no decisions left."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, pgettext

from counselling.models import ChannelState, Weekday
from counselling.queries import opening_words as words
from counselling.queries.channel_words import channel_words
from counselling.queries.opening import OpeningNow
from counselling.rules.holidays import holidays_between
from counselling.rules.hours import (
    BY_APPOINTMENT,
    DayPlan,
    Hours,
    Line,
    Period,
    Span,
    SpecialDay,
    lines_on,
    merged,
    span_of,
)

CHANGES_AHEAD = datetime.timedelta(days=84)
HOLIDAYS_AHEAD = datetime.timedelta(days=183)


@dataclass(frozen=True)
class Row:
    """A day of a week: its name, its spans in words, and a remark that says why it differs."""

    name: str
    spans: tuple[str, ...]
    note: str = ""
    day: datetime.date | None = None
    is_today: bool = False


def coming_days(now: OpeningNow) -> list[Row]:
    return plan_rows(now.hours, now.week, now.today)


def plan_rows(hours: Hours, plans: Iterable[DayPlan], today: datetime.date) -> list[Row]:
    """Days as the public reads them, in the language of the moment."""
    return [_day_row(hours, plan, today) for plan in plans]


def _day_row(hours: Hours, plan: DayPlan, today: datetime.date) -> Row:
    return Row(words.day_words(plan.day), _spans(plan.spans), _note(hours, plan), plan.day, plan.day == today)


def _spans(spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(_span(span) for span in spans) or (words.mode_words("closed"),)


def _span(span: Span) -> str:
    """Walk-in times need no word; every other offer says what it is."""
    if span.mode == "open":
        return words.span_words(span)
    return " ".join(filter(None, [words.span_words(span), words.mode_words(span.mode)]))


def _note(hours: Hours, plan: DayPlan) -> str:
    if plan.closures:
        return words.reason_words(plan.closures[0])
    if plan.source == "holiday":
        return words.holiday_words(hours, plan.day)
    return words.reason_words(plan.special)


def regular_week(now: OpeningNow) -> list[Row]:
    """The regular week that is valid on that day, Monday to Friday and any other day with hours."""
    return week_rows(lines_on(now.hours.week, now.today))


def week_rows(lines: tuple[Line, ...]) -> list[Row]:
    """A week without dates, as rows."""
    some_day = datetime.date(2024, 1, 1)
    rows = []
    for weekday in Weekday:
        spans = merged([span_of(line, some_day) for line in lines if line.weekday == weekday], [])
        if spans or weekday < Weekday.SATURDAY:
            rows.append(Row(str(weekday.label), _spans(spans)))
    return rows


def coming_changes(now: OpeningNow) -> list[dict[str, Any]]:
    """Announced changes of the next twelve weeks, those of today included; periods with their own week."""
    door = [_change(now.hours, change, now.today) for change in now.changes(CHANGES_AHEAD)]
    own = [
        _change(offering.hours, change, now.today, offering.name)
        for offering in now.offerings
        for change in offering.changes(CHANGES_AHEAD)
    ]
    return sorted([*door, *own], key=lambda row: row["notice"].first)


def _change(hours: Hours, change: Period | SpecialDay, today: datetime.date, name: str = "") -> dict[str, Any]:
    notice = words.change_words(hours, change, today, name)
    return {"notice": notice, "week": week_rows(change.lines) if isinstance(change, Period) else []}


def services(now: OpeningNow) -> list[dict[str, Any]]:
    """Services with hours of their own: where, whether now, the coming days and the week that is usual."""
    return [
        {
            "offering": offering,
            "week": plan_rows(offering.hours, offering.week, now.today),
            "regular_week": week_lines(lines_on(offering.own.week, now.today)),
        }
        for offering in now.services
    ]


def week_lines(lines: tuple[Line, ...]) -> list[Row]:
    """A week in as few rows as can be: days with the same times together, days without any left out."""
    days: dict[tuple[str, ...], list[str]] = {}
    for row in week_rows(lines):
        if row.spans != _spans(()):
            days.setdefault(row.spans, []).append(row.name)
    comma = pgettext("list", ", ")
    return [Row(comma.join(names), spans) for spans, names in days.items()]


def coming_holidays(now: OpeningNow) -> list[tuple[datetime.date, str]]:
    """Public holidays of the next six months, in the reader's language where its names are known."""
    last = now.today + HOLIDAYS_AHEAD
    found = holidays_between(now.hours.state, now.today, last, get_language() or "de")
    return [(day, words.holiday_in_sentence(name)) for day, name in found]


def appointment_days(now: OpeningNow) -> list[str]:
    """Days of this week that are by appointment only."""
    return [
        words.day_words(plan.day)
        for plan in now.week
        if plan.spans and all(span.mode == BY_APPOINTMENT for span in plan.spans)
    ]


def channels(now: OpeningNow) -> list[dict[str, Any]]:
    """Phone and e-mail with their own state, and their own week where there is one."""
    centre = now.centre
    return [
        _channel(now, "phone", centre.phone, centre.phone_state, centre.phone_note),
        _channel(now, "email", centre.email, centre.email_state, centre.email_note),
    ]


TONES = {ChannelState.FULL: "success", ChannelState.LIMITED: "warning", ChannelState.OFF: "danger"}


def _channel(now: OpeningNow, kind: str, value: str, state: str, note: str) -> dict[str, Any]:
    chosen, offering = ChannelState(state), now.channels.get(kind)
    return {
        "label": channel_words(kind),
        "kind": kind,
        "value": value if chosen is not ChannelState.OFF else "",
        "state": offering.now_words if offering else chosen.label,
        "tone": offering.tone if offering else TONES[chosen],
        "note": note,
        "week": week_lines(lines_on(offering.own.week, now.today)) if offering else [],
    }
