"""When each colleague of a centre can be spoken to, for those who keep the hours; and for the team page."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from counselling.models import Centre, ConsultationWindow, StaffMember
from counselling.queries.opening_page import Row, week_lines
from counselling.queries.people import name_of
from counselling.rules.hours import Line

SHOWN = "SELECT staff, weekday, opens, closes FROM counselling_team_hours()"


@dataclass(frozen=True)
class Consultation:
    """``week`` is empty for somebody who can be booked whenever the centre works."""

    staff: StaffMember
    name: str
    week: list[Row]
    is_public: bool


def consultation_rows(user: Any, centre: Centre) -> list[Consultation]:
    """Everybody who works in this centre now, by name; one query."""
    windows = ConsultationWindow.objects.filter(staff=OuterRef("pk")).order_by("weekday", "opens")
    rows = StaffMember.objects.under_the_roof_of(user).filter(centre=centre.pk, ended_on=None)
    rows = rows.select_related("calendar").annotate(
        shown_name=name_of("user"),
        hours=ArraySubquery(windows.values(row=JSONObject(weekday="weekday", opens="opens", closes="closes"))),
    )
    return [_consultation(row) for row in rows.order_by("shown_name", "pk")]


def _consultation(staff: Any) -> Consultation:
    calendar = getattr(staff, "calendar", None)
    return Consultation(
        staff=staff,
        name=staff.shown_name,
        week=week_lines(tuple(_line(**row) for row in staff.hours)),
        is_public=bool(calendar and calendar.are_hours_public),
    )


def _line(weekday: int, opens: str, closes: str) -> Line:
    return Line(weekday, datetime.time.fromisoformat(opens), datetime.time.fromisoformat(closes))


def lines_of(windows: Iterable[ConsultationWindow]) -> tuple[Line, ...]:
    return tuple(Line(window.weekday, window.opens, window.closes) for window in windows)


def shown_hours() -> dict[int, list[Row]]:
    """By member of the team page, for those who show their hours; one query, the same answer for everybody."""
    with connection.cursor() as cursor:
        cursor.execute(SHOWN)
        rows = cursor.fetchall()
    weeks: dict[int, list[Line]] = {}
    for staff, weekday, opens, closes in rows:
        weeks.setdefault(staff, []).append(Line(weekday, opens, closes))
    return {staff: week_lines(tuple(lines)) for staff, lines in weeks.items()}
