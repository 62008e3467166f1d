"""Conflicts of the hours in words, for those who keep them."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counselling.models import Appointment, ConsultationWindow
from counselling.queries.opening import OpeningNow
from counselling.queries.people import name_of
from counselling.rules import conflicts as rules
from counselling.rules.hours import DAY, Line
from counselling.rules.opening import aware, local


def conflict_words(user: Any, now: OpeningNow) -> list[dict[str, Any]]:
    """Each with its day and a sentence that says what holds; two queries, for what may be seen."""
    first = aware(datetime.datetime.combine(now.today, datetime.time()))
    rows = Appointment.objects.visible_to(user).live().filter(centre=now.centre.pk)
    booked = rows.between(first, first + rules.HORIZON * DAY).values_list("starts_at", flat=True)
    door = [("", found) for found in rules.conflicts(now.hours, [local(moment) for moment in booked], now.today)]
    found = sorted([*door, *_of_offerings(now), *_of_people(user, now)], key=lambda pair: pair[1].first)
    return [
        {
            "day": formats.date_format(conflict.first, "D, d.m.Y"),
            "text": f"{name}: {_words(conflict)}" if name else _words(conflict),
        }
        for name, conflict in found
    ]


def _of_offerings(now: OpeningNow) -> Iterator[tuple[str, rules.Conflict]]:
    """Of phone, e-mail and services; in the house, one that works though the house is closed as well."""
    for offering in now.offerings:
        found = rules.conflicts(offering.own, [], now.today)
        if not (offering.is_channel or offering.place or offering.address):
            found += rules.in_closed_house(offering.hours, now.hours, now.today)
        yield from ((offering.name, conflict) for conflict in found)


def _of_people(user: Any, now: OpeningNow) -> Iterator[tuple[str, rules.Conflict]]:
    """Consultation hours beyond the week of the house; one query."""
    rows = ConsultationWindow.objects.visible_to(user).filter(staff__centre=now.centre.pk, staff__ended_on=None)
    windows: dict[tuple[int, str], list[Line]] = {}
    columns = ("staff", name_of("staff__user"), "weekday", "opens", "closes")
    for staff, name, weekday, opens, closes in rows.values_list(*columns):
        windows.setdefault((staff, name), []).append(Line(weekday, opens, closes))
    for (_staff, name), lines in windows.items():
        yield from ((name, conflict) for conflict in rules.outside_hours(now.hours, lines, now.today))


def _words(conflict: rules.Conflict) -> str:
    if conflict.kind == rules.OPEN_ON_HOLIDAY:
        return _("Public holiday (%(name)s), but times are announced: the times hold.") % {"name": conflict.what}
    if conflict.kind == rules.HOLIDAY_IN_PERIOD:
        return _("Public holiday (%(name)s) in announced weeks: closed on that day.") % {"name": conflict.what}
    if conflict.kind == rules.TIMES_AND_CLOSURE:
        return _("A closure and other times are announced for the same time: the closure holds.")
    if conflict.kind == rules.IN_CLOSED_HOUSE:
        return _("Works although the centre is closed.")
    if conflict.kind == rules.OUTSIDE_HOURS:
        return _("Consultation hours %(span)s reach beyond the opening hours.") % {"span": conflict.what}
    number = int(conflict.what)
    words = ngettext("%(count)s appointment although closed.", "%(count)s appointments although closed.", number)
    return words % {"count": number}
