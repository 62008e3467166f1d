"""Shift patterns: a cycle of days that repeats from its first day on, and what it leaves of a day.

A cycle is a text with a letter a day: ``EEEEEOOLLLLLOO`` is a week of early shifts, a week of late shifts, weekends
free. Hours are those of the clock on the wall, with the way to work and, after a night, with sleep: they are the same
on the day on which the clock changes.
"""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

EARLY, LATE, NIGHT, DAY, OFF = "E", "L", "N", "D", "O"
SHIFTS: dict[str, Promise] = {
    EARLY: gettext_lazy("early shift"),
    LATE: gettext_lazy("late shift"),
    NIGHT: gettext_lazy("night shift"),
    DAY: gettext_lazy("works during the day"),
    OFF: pgettext_lazy("shift", "free"),
}
KINDS: tuple[tuple[str, Promise], ...] = (
    ("days", gettext_lazy("Regular days: Monday to Friday, during the day")),
    ("turns", gettext_lazy("Early and late in turns: one week early, one week late")),
    ("three", gettext_lazy("Three shifts in turns: a week early, a week late, a week at night")),
    ("own", gettext_lazy("Another order of my own")),
)
WEEKS = {"days": (DAY,), "turns": (EARLY, LATE), "three": (EARLY, LATE, NIGHT)}
# Minutes of the day in which nobody can be met. A night ends at 14:00 of the next day.
BUSY = {EARLY: (5 * 60, 14 * 60 + 30), LATE: (13 * 60, 22 * 60), NIGHT: (20 * 60, 24 * 60), DAY: (7 * 60, 17 * 60)}
AFTER_A_NIGHT = (0, 14 * 60)
LONGEST_CYCLE, MOST_IN_A_ROW = 56, 14
# What people type, in German and in English; T is "Tag".
LETTERS = {"F": EARLY, "E": EARLY, "S": LATE, "L": LATE, "N": NIGHT, "T": DAY, "D": DAY, "-": OFF, "X": OFF, "O": OFF}


@dataclass(frozen=True)
class ShiftPattern:
    """``cycle`` begins on ``starts_on`` and goes on for ever, also before that day."""

    cycle: str
    starts_on: datetime.date

    def on(self, day: datetime.date) -> str:
        return self.cycle[(day - self.starts_on).days % len(self.cycle)]

    def busy(self, day: datetime.date) -> list[tuple[int, int]]:
        """Minutes of this day, from and to, that work and rest take."""
        night_before = self.on(day - datetime.timedelta(days=1)) == NIGHT
        today = BUSY.get(self.on(day))
        return [*([AFTER_A_NIGHT] if night_before else []), *([today] if today else [])]


def pattern_of(cycle: str, starts_on: datetime.date | None) -> ShiftPattern | None:
    """``None`` for somebody whose shifts are not known."""
    return ShiftPattern(cycle, starts_on) if cycle and starts_on else None


def weekly_cycle(kind: str, *, this_week: str, today: datetime.date) -> ShiftPattern:
    """The pattern of ``days``, ``turns`` or ``three``, of which this week (from Monday on) has ``this_week``."""
    weeks = WEEKS[kind]
    cycle = "".join(shift * 5 + OFF * 2 for shift in weeks)
    ago = weeks.index(this_week) if this_week in weeks else 0
    return ShiftPattern(cycle, monday(today) - datetime.timedelta(weeks=ago))


def this_week(pattern: ShiftPattern, today: datetime.date) -> str:
    return pattern.on(monday(today))


def monday(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())


def read_cycle(typed: str) -> str:
    """``"FFF SS NN ---"`` → ``"EEELLNNOOO"``; ``ValidationError`` for a letter that means nothing."""
    signs = [sign for sign in typed.upper().replace("–", "-") if not sign.isspace() and sign not in ",;/."]
    if unknown := sorted({sign for sign in signs if sign not in LETTERS}):
        words = _("We do not know the letter %(letter)s. Use F, S, N, T and - for a free day.")
        raise ValidationError(words % {"letter": unknown[0]}, "letter")
    return "".join(LETTERS[sign] for sign in signs)


def spell_cycle(cycle: str) -> str:
    """As people type it: ``"EELLN"`` → ``"FFSSN"``, a space after each week."""
    letters = cycle.translate(str.maketrans("ELNDO", "FSNT-"))
    return " ".join(letters[n : n + 7] for n in range(0, len(letters), 7))


def check_cycle(cycle: str) -> None:
    """``ValidationError`` for a cycle that nobody can work: without a free day, or without sleep after a night."""
    if not 2 <= len(cycle) <= LONGEST_CYCLE:
        raise ValidationError(_("A cycle has 2 to %(most)s days.") % {"most": LONGEST_CYCLE}, "length")
    if OFF not in cycle:
        raise ValidationError(_("There is no free day in this cycle. Please add the free days as -."), "no_free_day")
    if max(len(run) for run in (cycle * 2).split(OFF)) > MOST_IN_A_ROW:
        words = _("That would be more than %(most)s days of work in a row. Is a free day missing?")
        raise ValidationError(words % {"most": MOST_IN_A_ROW}, "no_rest")
    for number, (shift, following) in enumerate(zip(cycle, cycle[1:] + cycle[0], strict=True), 1):
        if shift == NIGHT and following not in (NIGHT, OFF):
            words = _("After the night shift of day %(number)s there is a shift at once. Is a free day missing?")
            raise ValidationError(words % {"number": number}, "after_night")


def check_pattern(kind: str, cycle: str, starts_on: datetime.date | None) -> None:
    """All three or none: a kind, a cycle that can be worked, and its first day."""
    if not kind and not cycle and starts_on is None:
        return
    if not (kind and cycle and starts_on):
        raise ValidationError(_("A shift pattern has a cycle and a first day."), "incomplete")
    check_cycle(cycle)
