"""How long people wait, out of counts by whole days.

What is counted, and what not:

- An **enquiry** waits from the day on which it came in until the first contact: a call that reached the person, an
  answer by mail, on the phone or in person, or the talk that came of it; whatever was first. It counts in the month of
  that contact. What was never answered counts nowhere, and stands in the list of enquiries as late.
- An **appointment** waits from the day on which the person booked it herself until the day on which it took place. It
  counts in the month of the appointment, once she came. What staff arrange is a date that was agreed, no wait.

Days are days of the calendar in Berlin: on the same day is 0. Both are counted by the database as they happen
(``migrations/0030_waiting_times.py``) as figures without a key, so they are still there when the rows are erased.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SOON, WEEK = 3, 7
LONGEST = 99  # days; longer waits count as so long
FEWEST_OUTSIDE = 20
ROUNDED_TO = 5  # percent, in what leaves the house


@dataclass(frozen=True)
class Wait:
    """``days`` says how many waited so many days."""

    days: Mapping[int, int]

    @property
    def number(self) -> int:
        return sum(self.days.values())

    @property
    def median(self) -> float | None:
        """Half of them waited no longer than this; between two days where the halves meet there."""
        if self.number <= 0:
            return None
        low, high = self._at((self.number - 1) // 2), self._at(self.number // 2)
        return low if low == high else (low + high) / 2

    def _at(self, position: int) -> int:
        seen = 0
        for day, number in sorted(self.days.items()):
            seen += number
            if seen > position:
                return day
        return LONGEST

    def within(self, days: int) -> float | None:
        """The share, in percent, that waited at most so many days."""
        if self.number <= 0:
            return None
        return sum(number for day, number in self.days.items() if day <= days) * 100 / self.number

    @property
    def may_leave(self) -> bool:
        """Of fewer, a median would tell of single people."""
        return self.number >= FEWEST_OUTSIDE


def rough(percent: float | None) -> int | None:
    """A share from which nobody can work out a number of people."""
    return None if percent is None else round(percent / ROUNDED_TO) * ROUNDED_TO
