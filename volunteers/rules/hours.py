"""Hours of a volunteer: what counts, and that nothing counts twice."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

MINUTES_OF_A_DAY = 24 * 60


class Kind(StrEnum):
    """Where hours come from."""

    MEETING = "meeting"
    TRAINING = "training"
    EVENT = "event"


KINDS: dict[Kind, Promise] = {
    Kind.MEETING: gettext_lazy("Meetings with the person accompanied"),
    Kind.TRAINING: gettext_lazy("Trainings"),
    Kind.EVENT: gettext_lazy("Dates of the group, get-togethers"),
}
SHORT_KINDS: dict[Kind, Promise] = {
    Kind.MEETING: pgettext_lazy("hours", "Meetings"),
    Kind.TRAINING: pgettext_lazy("hours", "Trainings"),
    Kind.EVENT: pgettext_lazy("hours", "Dates"),
}


@dataclass(frozen=True)
class Stay:
    """Some minutes that a volunteer gave on one day. With ``starts_at`` it has its place on the clock."""

    kind: Kind
    on: datetime.date
    minutes: int
    title: str = ""
    starts_at: datetime.datetime | None = None


def counted(stays: Iterable[Stay]) -> list[Stay]:
    """The stays in order of time, each minute once.

    Two dates that overlap on the clock (a get-together inside of a group date) are one time of the volunteer's: the
    later one counts from where the earlier one ends. Meetings have a length and no clock, so they count as they are.
    A day has 24 hours, whatever was typed.
    """
    ordered = sorted(stays, key=lambda s: (s.on, s.starts_at is None, s.starts_at.timestamp() if s.starts_at else 0))
    found = []
    for _day, of_day in groupby(_without_overlaps(ordered), key=lambda stay: stay.on):
        left = MINUTES_OF_A_DAY
        for stay in of_day:
            minutes = min(stay.minutes, left)
            left -= minutes
            found += [replace(stay, minutes=minutes)] if minutes > 0 else []
    return found


def _without_overlaps(ordered: list[Stay]) -> list[Stay]:
    busy_until, found = None, []
    for stay in ordered:
        if stay.starts_at is None:
            found.append(stay)
            continue
        end = stay.starts_at + datetime.timedelta(minutes=stay.minutes)
        begin = stay.starts_at if busy_until is None else max(stay.starts_at, busy_until)
        busy_until = end if busy_until is None else max(end, busy_until)
        found.append(replace(stay, minutes=max(int((end - begin).total_seconds() // 60), 0)))
    return found


def by_kind(stays: Iterable[Stay]) -> dict[Kind, int]:
    """Minutes of each kind, in their usual order; kinds without a minute are left out."""
    sums = dict.fromkeys(Kind, 0)
    for stay in stays:
        sums[stay.kind] += stay.minutes
    return {kind: minutes for kind, minutes in sums.items() if minutes}


def by_year(stays: Iterable[Stay]) -> dict[int, dict[Kind, int]]:
    """The same for each calendar year, the newest first."""
    years: dict[int, list[Stay]] = {}
    for stay in stays:
        years.setdefault(stay.on.year, []).append(stay)
    return {year: by_kind(years[year]) for year in sorted(years, reverse=True)}


@dataclass(frozen=True)
class Record:
    """What was done in a time, for the paper: minutes by kind, kinds of meetings, trainings with their day."""

    minutes: dict[Kind, int]
    activities: tuple[str, ...]
    people: int
    trainings: tuple[tuple[str, datetime.date, int], ...]

    @property
    def total(self) -> int:
        return sum(self.minutes.values())


def hours_words(minutes: int) -> str:
    """``150`` → "2:30 hours", ``120`` → "2 hours": a full hour must not look like a time of day."""
    if minutes % 60 == 0:
        return ngettext("%s hour", "%s hours", minutes // 60) % (minutes // 60)
    return _("%(hours)d:%(minutes)02d hours") % {"hours": minutes // 60, "minutes": minutes % 60}


def check_period(since: datetime.date, until: datetime.date, *, minutes: int, today: datetime.date) -> None:
    """Whether a certificate can be made for these days: in order, over, and with hours in them."""
    if since > until:
        raise ValidationError({"until": _("The last day lies before the first.")})
    if until > today:
        raise ValidationError({"until": _("A certificate says what has been done: choose today or an earlier day.")})
    if not minutes:
        raise ValidationError(_("No hours are noted in this time. Please note your meetings first."), code="no_hours")
