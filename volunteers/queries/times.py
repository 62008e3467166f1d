"""Two weeks of somebody's shifts in words, and the days away that are still to come."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from volunteers.models import SkilledWorker, Volunteer
from volunteers.rules.availability import PARTS
from volunteers.rules.free_time import free_parts
from volunteers.rules.shifts import SHIFTS, ShiftPattern, monday

SHOWN_DAYS = 14


@dataclass(frozen=True)
class ShiftDay:
    """One day: its shift, and when there is time."""

    day: datetime.date
    is_today: bool
    shift: Promise
    free: list[Promise]


def two_weeks(pattern: ShiftPattern | None, *, today: datetime.date) -> list[ShiftDay]:
    """This week and the next, from Monday on: what the person compares with the plan on the wall at work."""
    if pattern is None:
        return []
    days = [monday(today) + datetime.timedelta(days=n) for n in range(SHOWN_DAYS)]
    names = dict(PARTS)
    return [
        ShiftDay(day, day == today, SHIFTS[pattern.on(day)], [names[part] for part in free_parts(pattern, day)])
        for day in days
    ]


def days_away(person: Volunteer | SkilledWorker, *, today: datetime.date) -> Any:
    """Absences that are not over."""
    return person.absences.filter(ends_on__gte=today)


def shift_words(worker: SkilledWorker, *, today: datetime.date) -> Promise | str:
    """For the facts of a file: the kind of pattern and the shift of today."""
    pattern = worker.shift_pattern
    if pattern is None:
        return ""
    return _("%(kind)s. Today: %(shift)s") % {
        "kind": worker.get_shift_kind_display(),
        "shift": SHIFTS[pattern.on(today)],
    }
