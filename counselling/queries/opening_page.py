"""What the public page of the opening hours shows, ready for its template: rows of words, no decisions left."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from counselling.models import ChannelState, Weekday
from counselling.queries import opening_words as words
from counselling.queries.opening import OpeningNow
from counselling.rules.holidays import holidays_between
from counselling.rules.hours import BY_APPOINTMENT, DayPlan, Hours, Line, Span, merged, span_of

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
    return week_rows(tuple(line for line in now.hours.week if _is_valid(line, now.today)))


def _is_valid(line: Line, day: datetime.date) -> bool:
    return line.valid_from <= day and (line.valid_until is None or day <= line.valid_until)


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
    changes = now.changes(CHANGES_AHEAD)
    return [
        {
            "notice": words.change_words(now.hours, change, now.today),
            "week": week_rows(change.lines) if hasattr(change, "lines") else [],
        }
        for change in changes
    ]


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
    """Phone and e-mail with their own state."""
    centre = now.centre
    return [
        _channel(_("Phone"), "phone", centre.phone, centre.phone_state, centre.phone_note),
        _channel(_("E-mail"), "email", centre.email, centre.email_state, centre.email_note),
    ]


def _channel(label: str, kind: str, value: str, state: str, note: str) -> dict[str, Any]:
    tones = {ChannelState.FULL: "success", ChannelState.LIMITED: "warning", ChannelState.OFF: "danger"}
    chosen = ChannelState(state)
    return {
        "label": label,
        "kind": kind,
        "value": value if chosen is not ChannelState.OFF else "",
        "state": chosen.label,
        "tone": tones[chosen],
        "note": note,
    }
