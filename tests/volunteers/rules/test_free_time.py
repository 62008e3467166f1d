"""Common free time in the coming four weeks: weekly patterns, shifts, days away, and the change of the clock."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from volunteers.rules.availability import SLOTS
from volunteers.rules.free_time import (
    common_time,
    free_days,
    free_time,
    minutes_of,
    ordinary_weeks,
    slot_time,
    slots_of,
)
from volunteers.rules.shifts import ShiftPattern, weekly_cycle

MONDAY = datetime.date(2026, 5, 4)
HOUR = 60
# Summer time ends on 25 October 2026 and begins on 28 March 2027: a night of 25 and one of 23 hours.
AUTUMN, SPRING = datetime.date(2026, 10, 12), datetime.date(2027, 3, 15)


def day(number, first=MONDAY):
    return first + datetime.timedelta(days=number)


def shifts(cycle, starts=0, first=MONDAY):
    return ShiftPattern(cycle, day(starts, first))


def early_late(first=MONDAY):
    return weekly_cycle("turns", this_week="E", today=first)


def three(first=MONDAY):
    return weekly_cycle("three", this_week="E", today=first)


TUE_EVENING = ["tue_evening"]
WEEKDAY_MORNINGS = [f"{d}_morning" for d in ("mon", "tue", "wed", "thu", "fri")]
WEEKDAY_AFTERNOONS = [f"{d}_afternoon" for d in ("mon", "tue", "wed", "thu", "fri")]
WEEKDAY_EVENINGS = [f"{d}_evening" for d in ("mon", "tue", "wed", "thu", "fri")]


@pytest.mark.parametrize(
    ("slots", "pattern", "away", "hours"),
    [
        # The week alone: mornings and afternoons have four hours, evenings three.
        (TUE_EVENING, None, [], 12),
        (["sat_morning"], None, [], 16),
        (["sun_afternoon"], None, [], 16),
        (SLOTS, None, [], 4 * 7 * 11),
        # Regular days: the evenings and the weekend are left.
        ([], shifts("DDDDDOO"), [], 4 * (5 * 3 + 2 * 11)),
        (WEEKDAY_MORNINGS, shifts("DDDDDOO"), [], 0),
        (WEEKDAY_AFTERNOONS, shifts("DDDDDOO"), [], 0),
        (WEEKDAY_EVENINGS, shifts("DDDDDOO"), [], 60),
        # Early shifts leave the afternoon from 14:30 and the evening, late shifts the morning.
        (TUE_EVENING, early_late(), [], 6),
        (["tue_morning"], early_late(), [], 8),
        (["tue_afternoon"], early_late(), [], 5),
        (["sat_morning"], early_late(), [], 16),
        (["wed_afternoon"], shifts("EEEEEOO"), [], 10),
        (["wed_morning"], shifts("LLLLLOO"), [], 16),
        (["wed_afternoon"], shifts("LLLLLOO"), [], 0),
        # A night takes the evening before from 20:00 on and the day after until 14:00.
        (["wed_evening"], shifts("NNNNNOO"), [], 8),
        (["wed_morning"], shifts("NNNNNOO"), [], 0),
        (["wed_afternoon"], shifts("NNNNNOO"), [], 12),
        (["sat_morning"], shifts("NNNNNOO"), [], 0),
        (["sun_morning"], shifts("NNNNNOO"), [], 16),
        # Three shifts in turns: early, late, night, and early again in four weeks.
        (["tue_evening"], three(), [], 3 + 0 + 2 + 3),
        (["tue_morning"], three(), [], 0 + 4 + 0 + 0),
        (["tue_afternoon"], three(), [], 2.5 + 0 + 3 + 2.5),
        # A cycle that is not a week moves through it.
        (["mon_morning"], shifts("EELLNNOO"), [], 0 + 0 + 4 + 0),
        (["mon_evening"], shifts("EO"), [], 12),
        (["mon_morning"], shifts("EO"), [], 8),
        # A cycle that begins later, or began long ago.
        (["mon_morning"], shifts("EO", starts=1), [], 8),
        (["mon_morning"], shifts("EO", starts=-365), [], 8),
        # Days away: one day, a week, all of it, in the past, afterwards.
        (TUE_EVENING, None, [(day(1), day(1))], 9),
        (TUE_EVENING, None, [(day(0), day(6))], 9),
        (TUE_EVENING, None, [(day(2), day(7))], 12),
        (TUE_EVENING, None, [(day(-10), day(60))], 0),
        (TUE_EVENING, None, [(day(-30), day(-1))], 12),
        (TUE_EVENING, None, [(day(28), day(40))], 12),
        (TUE_EVENING, None, [(day(1), day(1)), (day(7), day(21))], 3),
        (TUE_EVENING, early_late(), [(day(1), day(1))], 3),
        (TUE_EVENING, early_late(), [(day(8), day(8))], 6),
        (SLOTS, shifts("NNNNNOO"), [(day(0), day(27))], 0),
    ],
)
def test_free_hours_in_four_weeks(slots, pattern, away, hours):
    free = free_time(slots, first=MONDAY, shifts=pattern, away=away)
    assert minutes_of(free) == hours * HOUR


@pytest.mark.parametrize("weekday", range(7))
def test_four_weeks_have_each_weekday_four_times_whenever_they_begin(weekday):
    free = free_time(TUE_EVENING, first=day(weekday))
    assert minutes_of(free) == 12 * HOUR
    days = free_days(free, day(weekday))
    assert (len(days), {d.weekday() for d in days}) == (4, {1})
    assert day(weekday) <= days[0]
    assert days[-1] < day(weekday + 28)


@pytest.mark.parametrize("first", [AUTUMN, SPRING])
@pytest.mark.parametrize(
    ("slots", "pattern"),
    [(TUE_EVENING, None), (["sun_morning"], None), (["mon_afternoon"], early_late), (["sun_afternoon"], three)],
)
def test_the_clock_may_change_in_between(first, slots, pattern):
    """The same weekday, the same hours of the clock, the same shift, before and after the night of the change."""
    usual = free_time(slots, first=MONDAY, shifts=pattern(MONDAY) if pattern else None)
    changed = free_time(slots, first=first, shifts=pattern(first) if pattern else None)
    assert changed == usual


def test_a_cycle_counts_days_not_hours():
    """A pattern from before the change has the right shift long after it."""
    pattern = ShiftPattern("EEEEEOOLLLLLOO", AUTUMN)
    mornings = free_time(["mon_morning"], first=AUTUMN, shifts=pattern)
    assert free_days(mornings, AUTUMN) == [day(7, AUTUMN), day(21, AUTUMN)]


def test_not_known_is_not_never():
    assert free_time([], first=MONDAY) is None
    assert free_time([], first=MONDAY, away=[(MONDAY, MONDAY)]) is None
    assert free_time(["mon_morning"], first=MONDAY, shifts=shifts("DDDDDOO")) == 0


def common(one, other):
    return minutes_of(common_time(one, other)) / HOUR


@pytest.mark.parametrize(
    ("slots", "pattern", "hours"),
    [
        (TUE_EVENING, None, 12),
        (["wed_evening"], None, 0),
        (SLOTS, None, 12),
        ([], early_late(), 6),
        (SLOTS, three(), 8),
        ([], shifts("LLLLLLO"), 0),
    ],
)
def test_common_hours_with_somebody_free_on_tuesday_evenings(slots, pattern, hours):
    other = free_time(TUE_EVENING, first=MONDAY)
    assert common(free_time(slots, first=MONDAY, shifts=pattern), other) == hours


def test_half_an_hour_is_no_meeting():
    """14:00 to 14:30 is free for both, and too short to meet."""
    half_past, whole = 1 << 28, (1 << 28) | (1 << 29)
    assert common_time(half_past, whole) == 0
    assert minutes_of(common_time(whole, whole)) == 60


def test_parts_of_the_week_of_common_time():
    both = common_time(free_time(SLOTS, first=MONDAY), free_time(["tue_evening", "sat_morning"], first=MONDAY))
    assert slots_of(both) == ("tue_evening", "sat_morning")
    assert slots_of(0) == ()
    assert minutes_of(slot_time("tue_evening") & both) == 12 * HOUR


def test_ordinary_weeks_know_no_dates():
    assert minutes_of(ordinary_weeks(frozenset(TUE_EVENING))) == 12 * HOUR
    assert ordinary_weeks(frozenset()) is None


patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
weeks = st.frozensets(st.sampled_from(SLOTS), min_size=1)
cycles = st.text("ELNDO", min_size=2, max_size=20)
days = st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 12, 31))


@patient
@given(weeks, cycles, days, st.integers(-400, 400), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9))))
def test_work_and_absences_only_take(week, cycle, first, offset, gaps):
    pattern = ShiftPattern(cycle, first + datetime.timedelta(days=offset))
    away = [(day(begin, first), day(begin + length, first)) for begin, length in gaps]
    whole = free_time(week, first=first)
    left = free_time(week, first=first, shifts=pattern, away=away)
    assert left & ~whole == 0
    assert left & ~free_time(week, first=first, shifts=pattern) == 0
    away_days = {
        d for begin, end in away for d in (begin + datetime.timedelta(n) for n in range((end - begin).days + 1))
    }
    assert not away_days & set(free_days(left, first))


@patient
@given(weeks, weeks, days)
def test_common_time_is_the_same_from_both_sides_and_nobody_has_more(one, other, first):
    mine, yours = free_time(one, first=first), free_time(other, first=first)
    both = common_time(mine, yours)
    assert both == common_time(yours, mine)
    assert both & ~mine == both & ~yours == 0
    assert set(slots_of(both)) == one & other
