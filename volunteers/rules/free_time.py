"""When somebody is free in the coming four weeks, as one number: a bit for each half hour.

The first bit is Monday 0:00 of the week in which the four weeks begin, on the clock on the wall. The parts of a day
lie between 8:00 and 21:00, never in the hour that a change of the clock takes or gives, so that an hour of the clock
is an hour. Two such numbers are compared in a millionth of a second, which a town's list and a country's need.
"""

import datetime
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from volunteers.rules.availability import SLOTS
from volunteers.rules.shifts import ShiftPattern, monday

WEEKS_AHEAD = 4
DAYS_AHEAD = 7 * WEEKS_AHEAD
STEP, PER_DAY = 30, 48
# Less than two hours in four weeks are too little, in minutes.
ENOUGH = 120
HOURS = {"morning": (8 * 60, 12 * 60), "afternoon": (13 * 60, 17 * 60), "evening": (18 * 60, 21 * 60)}

Span = tuple[datetime.date, datetime.date]


def free_time(
    slots: Iterable[str], *, first: datetime.date, shifts: ShiftPattern | None = None, away: Sequence[Span] = ()
) -> int | None:
    """The free half hours of ``DAYS_AHEAD`` days from ``first`` on; ``None`` if neither week nor shifts are known.

    Somebody with shifts and without a weekly pattern has time whenever work leaves it. ``away`` are first and last
    days of absences.
    """
    week = frozenset(slots)
    if not week and shifts is None:
        return None
    return _free_time(week or frozenset(SLOTS), first, shifts, tuple(away))


@lru_cache(maxsize=20_000)
def _free_time(week: frozenset[str], first: datetime.date, shifts: ShiftPattern | None, away: tuple[Span, ...]) -> int:
    free, offset = 0, first.weekday()
    by_weekday = _by_weekday(week)
    for number in range(offset, offset + DAYS_AHEAD):
        bits = by_weekday[number % 7]
        if not bits:
            continue
        day = first + datetime.timedelta(days=number - offset)
        if any(begin <= day <= end for begin, end in away):
            continue
        for begin, end in shifts.busy(day) if shifts else ():
            bits &= ~_bits(begin, end)
        free |= bits << (number * PER_DAY)
    return free


@lru_cache(maxsize=5_000)
def _by_weekday(week: frozenset[str]) -> tuple[int, ...]:
    days = [0] * 7
    for number, slot in enumerate(SLOTS):
        if slot in week:
            days[number // 3] |= _bits(*HOURS[slot.split("_")[1]])
    return tuple(days)


@cache
def _bits(begin: int, end: int) -> int:
    """The half hours from minute ``begin`` to minute ``end`` of a day."""
    return (1 << -(-end // STEP)) - (1 << begin // STEP)


@lru_cache(maxsize=5_000)
def ordinary_weeks(slots: frozenset[str]) -> int | None:
    """Four ordinary weeks of somebody of whom only the weekly pattern is known."""
    # Any Monday will do: nothing depends on the date here.
    return free_time(slots, first=datetime.date(2024, 1, 1))


def common_time(one: int, other: int) -> int:
    """The half hours that both have, where at least two follow each other: a meeting takes an hour."""
    both = one & other
    long_enough = both & (both >> 1)
    return long_enough | (long_enough << 1)


def minutes_of(time: int) -> int:
    return time.bit_count() * STEP


def slots_of(time: int) -> tuple[str, ...]:
    """The parts of the week in which these half hours lie, in order of the week."""
    return tuple(slot for slot, bits in _slot_bits() if time & bits)


def slot_time(slot: str) -> int:
    """All half hours of a part of the week, in each of the weeks."""
    return dict(_slot_bits())[slot]


@cache
def _slot_bits() -> tuple[tuple[str, int], ...]:
    def of(number: int, slot: str) -> int:
        bits = _bits(*HOURS[slot.split("_")[1]])
        return sum(bits << ((7 * week + number // 3) * PER_DAY) for week in range(WEEKS_AHEAD + 1))

    return tuple((slot, of(number, slot)) for number, slot in enumerate(SLOTS))


def free_days(time: int, first: datetime.date) -> list[datetime.date]:
    """The days on which at least one of these half hours lies."""
    day = (1 << PER_DAY) - 1
    start = monday(first)
    weeks = range(7 * (WEEKS_AHEAD + 1))
    return [start + datetime.timedelta(days=n) for n in weeks if time >> (n * PER_DAY) & day]


def free_parts(shifts: ShiftPattern, day: datetime.date) -> list[str]:
    """The parts of a day of which work leaves at least an hour."""
    busy = 0
    for begin, end in shifts.busy(day):
        busy |= _bits(begin, end)
    return [part for part, hours in HOURS.items() if common_time(_bits(*hours) & ~busy, _bits(*hours))]
