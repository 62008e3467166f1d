"""When a time limit ends, and when to be warned. A calculation to be checked, never legal advice.

The day of the notice is not counted (§ 187 (1) BGB). A month ends on the day of the same number, or on the last day
of a shorter month (§ 188 (2), (3) BGB), a week on the same weekday. A limit that would end on a Saturday, Sunday or
public holiday of the federal state ends on the next working day (§ 193 BGB, § 31 (3) VwVfG, § 222 (2) ZPO).

A letter posted in Germany counts as notified on the fourth day after posting, before 2025 on the third
(§ 41 (2) VwVfG, § 37 (2) SGB X, § 122 (2) AO, § 4 (2) VwZG). Only tax law moves that day to the next working day; in
all other cases it stays, which is also the careful reading.
"""

import calendar
import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from counselling.rules.holidays import holiday_on

DAY = datetime.timedelta(days=1)
SATURDAY = 5
FOUR_DAYS_SINCE = datetime.date(2025, 1, 1)
# Closed for longer than this means that nobody knows when it opens: then the day stays as it is.
LONGEST_CLOSURE = 60
OLDEST_NOTICE = datetime.timedelta(days=731)
FURTHEST = datetime.timedelta(days=3660)
RED, YELLOW = 3, 14  # days before the end
IsWorkingDay = Callable[[datetime.date], bool]

POST, SERVED, HANDED, ELECTRONIC, FACILITY = "post", "served", "handed", "electronic", "facility"
OBJECTION, LAWSUIT, TAX, NO_INSTRUCTION = "objection", "lawsuit", "tax_objection", "no_instruction"
ASYLUM_TWO_WEEKS, ASYLUM_WEEK = "asylum_two_weeks", "asylum_week"
RESIDENCE, DECISION, OTHER = "residence", "decision", "other"


@dataclass(frozen=True)
class Kind:
    """How long a limit is and where it stands; kinds without a length are entered as a day."""

    norm: str
    warn: tuple[int, ...]
    months: int = 0
    weeks: int = 0
    moves_notice: bool = False

    @property
    def is_computed(self) -> bool:
        return bool(self.months or self.weeks)


KINDS = {
    OBJECTION: Kind("§ 70 VwGO, § 84 SGG", (14, 5, 1), months=1),
    LAWSUIT: Kind("§ 74 VwGO, § 87 SGG", (14, 5, 1), months=1),
    TAX: Kind("§ 355 AO", (14, 5, 1), months=1, moves_notice=True),
    NO_INSTRUCTION: Kind("§ 58 (2) VwGO, § 66 (2) SGG", (56, 14, 3), months=12),
    ASYLUM_TWO_WEEKS: Kind("§ 74 (1) AsylG", (7, 3, 1), weeks=2),
    ASYLUM_WEEK: Kind("§§ 34a (2), 36 (3), 74 (1) AsylG", (4, 2, 1), weeks=1),
    RESIDENCE: Kind("§ 81 (4) AufenthG", (56, 28, 7)),
    DECISION: Kind("", (0,)),
    OTHER: Kind("", (7, 1)),
}


@dataclass(frozen=True)
class Computed:
    """A result with the way to it: the day it counts as notified, where it would end, where it ends."""

    notified_on: datetime.date
    ends_on: datetime.date
    due_on: datetime.date

    @property
    def is_moved(self) -> bool:
        return self.due_on != self.ends_on


def check_sent_on(sent_on: datetime.date, *, today: datetime.date) -> None:
    """The day of a notice lies in the last two years, not ahead."""
    if sent_on > today:
        raise ValidationError({"sent_on": _("This day is still to come. Enter the day of the notice.")}, code="future")
    if sent_on < today - OLDEST_NOTICE:
        raise ValidationError({"sent_on": _("This is more than two years ago.")}, code="past")


def check_deadline_day(due_on: datetime.date, *, today: datetime.date) -> None:
    """Still to come, within ten years."""
    if due_on < today:
        words = {"day": f"{due_on:%d.%m.%Y}"}
        raise ValidationError({"due_on": _("This deadline is over: it ended on %(day)s.") % words}, code="past")
    if due_on - today > FURTHEST:
        raise ValidationError({"due_on": _("Choose a day within the next ten years.")}, code="too_far")


def is_free(state: str, day: datetime.date) -> bool:
    """Saturday, Sunday or a public holiday of the state (``SN`` or ``NI``)."""
    return day.weekday() >= SATURDAY or bool(holiday_on(state, day))


def next_business_day(state: str, day: datetime.date) -> datetime.date:
    """This day, or the next one that is no Saturday, Sunday or public holiday."""
    while is_free(state, day):
        day += DAY
    return day


def notified_on(kind: str, delivery: str, sent_on: datetime.date, state: str) -> datetime.date:
    """When a notice counts as known.

    ``sent_on`` is the day of posting or sending; for a notice that was served (date on the envelope) or handed
    over, that very day. In a reception facility: the third day after it was given there (§ 10 (4) AsylG).
    """
    days = {SERVED: 0, HANDED: 0, FACILITY: 3}.get(delivery, 4 if sent_on >= FOUR_DAYS_SINCE else 3)
    day = sent_on + days * DAY
    return next_business_day(state, day) if days and KINDS[kind].moves_notice else day


def end_of(start: datetime.date, *, months: int = 0, weeks: int = 0) -> datetime.date:
    """The last day of a limit that an event on ``start`` sets going, before week-ends are looked at."""
    if weeks:
        return start + 7 * weeks * DAY
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(start.day, last))


def compute(kind: str, delivery: str, sent_on: datetime.date, state: str) -> Computed:
    """The end of the limit of this kind, which must be one that ``is_computed``."""
    length, notified = KINDS[kind], notified_on(kind, delivery, sent_on, state)
    ends_on = end_of(notified, months=length.months, weeks=length.weeks)
    return Computed(notified, ends_on, next_business_day(state, ends_on))


def previous_working_day(day: datetime.date, is_working_day: IsWorkingDay) -> datetime.date:
    """This day if the centre works on it, else the last one before it."""
    candidates = (day - n * DAY for n in range(LONGEST_CLOSURE))
    return next((candidate for candidate in candidates if is_working_day(candidate)), day)


def warning_days(
    due_on: datetime.date, before: Iterable[int], is_working_day: IsWorkingDay, *, today: datetime.date
) -> list[datetime.date]:
    """On which days to look at it: so many days before, moved to the working day before, never after the end.

    Days that are over are left out; if none is left of a limit that still runs, today.
    """
    wanted = {previous_working_day(due_on - n * DAY, is_working_day) for n in before if n >= 0}
    coming = sorted(day for day in wanted if today <= day <= due_on)
    return coming or ([today] if wanted and today <= due_on else [])


def light(due_on: datetime.date, today: datetime.date) -> str:
    """``overdue``, ``red`` (three days or less), ``yellow`` (two weeks or less) or ``green``."""
    days = (due_on - today).days
    if days < 0:
        return "overdue"
    return "red" if days <= RED else "yellow" if days <= YELLOW else "green"
