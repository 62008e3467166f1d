"""Whether the card that a state gives to its volunteers (Ehrenamtskarte) is within reach."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from volunteers.rules.hours import Stay

WEEKS = 52
YEAR = datetime.timedelta(days=365)
# From this share of the hours on it is worth a word.
NEAR = 0.8


class Reach(StrEnum):
    """``NEAR``: only time or hours are missing, and not much of them."""

    REACHED = "reached"
    NEAR = "near"
    FAR = "far"


@dataclass(frozen=True)
class Terms:
    """What a town asks for: hours a week *or* hours a year (0: not asked), and for how many years already."""

    hours_a_week: int
    hours_a_year: int
    years: int

    @property
    def minutes(self) -> int:
        """The smaller of both sums over a year: either of them is enough."""
        asked = [hours for hours in (self.hours_a_week * WEEKS, self.hours_a_year) if hours]
        return min(asked) * 60 if asked else 0


@dataclass(frozen=True)
class Outlook:
    reach: Reach
    minutes: int
    minutes_asked: int
    # The first day on which the engagement is old enough.
    old_enough_on: datetime.date


def outlook(stays: Iterable[Stay], terms: Terms, *, today: datetime.date) -> Outlook | None:
    """Judged by the last 365 days and by the first day on record; ``None`` as long as there is no hour."""
    stays = list(stays)
    if not stays:
        return None
    minutes = sum(stay.minutes for stay in stays if today - YEAR < stay.on <= today)
    old_enough = anniversary(min(stay.on for stay in stays), terms.years)
    has_hours, is_old = minutes >= terms.minutes, old_enough <= today
    is_near = minutes >= NEAR * terms.minutes and old_enough <= today + YEAR / 4
    reach = Reach.REACHED if has_hours and is_old else Reach.NEAR if is_near else Reach.FAR
    return Outlook(reach, minutes, terms.minutes, old_enough)


def anniversary(day: datetime.date, years: int) -> datetime.date:
    """The same day some years later; the 29th of February becomes the 1st of March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return datetime.date(day.year + years, 3, 1)
