"""Free times, without a database: hours, calendars, absences, other appointments, and the clock."""

import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from counselling.rules.hours import BY_APPOINTMENT, CLOSED, OPEN, PHONE_ONLY, Hours, Line, Period, SpecialDay
from counselling.rules.opening import local
from counselling.rules.slots import (
    HORIZON,
    LEAD,
    Calendar,
    Window,
    bookable_days,
    chosen_slot,
    free_slots,
    slots_on,
    times_of,
)
from tests.counselling.rules.opening_data import FRI, MON, SAT, SUN, THU, TUE, WED, clock, date, open_line

BERLIN = ZoneInfo("Europe/Berlin")
ALL_WEEK = frozenset(range(7))
MORNINGS = tuple(open_line(day, "09:00", "10:30") for day in (MON, TUE, WED, THU, FRI))
PLAIN = Hours("SN", MORNINGS)
MONDAY = date("13.10.2025")


def at(day: str, time: str) -> datetime.datetime:
    return datetime.datetime.combine(date(day), clock(time), tzinfo=BERLIN)


def calendar(staff: int = 1, **more) -> Calendar:
    return Calendar(staff=staff, weekdays=more.pop("weekdays", ALL_WEEK), **more)


def words(slots) -> str:
    """``"9:00 9:30"`` in Berlin."""
    return " ".join(f"{local(slot.start):%-H:%M}" for slot in slots)


def day_words(day: datetime.date, hours: Hours = PLAIN, channel: str = "in_person", **more) -> str:
    return words(slots_on(hours, calendar(**more), day, channel=channel))


# --- One day -------------------------------------------------------------------------------------------------

WEEK = (
    ("13.10.2025", "9:00 9:30 10:00"),
    ("18.10.2025", ""),  # a Saturday
    ("31.10.2025", ""),  # Reformation Day in Saxony
    ("19.11.2025", ""),  # the Day of Repentance: Saxony only
    ("25.12.2025", ""),
    ("1.1.2026", ""),
)


@pytest.mark.parametrize(("day", "expected"), WEEK)
def test_open_days_have_slots_and_holidays_have_none(day, expected):
    assert day_words(date(day)) == expected


def test_the_day_of_repentance_is_a_working_day_in_lower_saxony():
    assert day_words(date("19.11.2025"), Hours("NI", MORNINGS)) == "9:00 9:30 10:00"


STEPS = ((10, 9), (15, 6), (20, 4), (30, 3), (45, 2), (60, 1), (90, 1), (120, 0))


@pytest.mark.parametrize(("minutes", "count"), STEPS)
def test_steps_fill_the_span_and_never_run_over_its_end(minutes, count):
    slots = slots_on(PLAIN, calendar(minutes=minutes), MONDAY)
    assert len(slots) == count
    assert all(local(slot.end).time() <= clock("10:30") for slot in slots)


def test_only_on_the_days_of_the_person():
    assert [day_words(MONDAY, weekdays=days) for days in (frozenset({TUE}), frozenset())] == ["", ""]


MODES = (
    (OPEN, "in_person", "9:00 9:30"),
    (BY_APPOINTMENT, "in_person", "9:00 9:30"),
    (PHONE_ONLY, "in_person", ""),
    (PHONE_ONLY, "phone", "9:00 9:30"),
    (PHONE_ONLY, "video", "9:00 9:30"),
    (OPEN, "phone", "9:00 9:30"),
)


@pytest.mark.parametrize(("mode", "channel", "expected"), MODES)
def test_what_a_day_offers_decides_what_can_be_booked(mode, channel, expected):
    hours = Hours("SN", (Line(MON, clock("09:00"), clock("10:00"), mode),))
    assert day_words(MONDAY, hours, channel) == expected


def test_a_day_by_appointment_without_times_has_sensible_ones():
    hours = Hours("SN", (Line(WED, None, None, BY_APPOINTMENT),))
    assert day_words(date("15.10.2025"), hours, minutes=60) == "9:00 10:00 11:00 13:00 14:00"


def test_such_a_day_with_windows_of_ones_own_has_those():
    hours = Hours("SN", (Line(WED, None, None, BY_APPOINTMENT),))
    window = Window(WED, clock("16:00"), clock("18:00"))
    assert day_words(date("15.10.2025"), hours, minutes=60, windows=(window,)) == "16:00 17:00"


def test_such_a_day_with_a_closure_in_the_morning_keeps_its_afternoon():
    closure = SpecialDay(date("15.10.2025"), date("15.10.2025"), CLOSED, clock("08:00"), clock("12:30"))
    hours = Hours("SN", (Line(WED, None, None, BY_APPOINTMENT),), special_days=(closure,))
    assert day_words(date("15.10.2025"), hours, minutes=60) == "13:00 14:00"


def test_windows_cut_the_hours_and_other_weekdays_are_closed_then():
    window = Window(MON, clock("09:30"), clock("12:00"))
    assert [day_words(day, windows=(window,)) for day in (MONDAY, date("14.10.2025"))] == ["9:30 10:00", ""]


def test_a_closure_takes_its_slots_away():
    closure = SpecialDay(MONDAY, MONDAY, CLOSED, clock("09:30"), clock("10:00"))
    assert day_words(MONDAY, Hours("SN", MORNINGS, special_days=(closure,))) == "9:00 10:00"


def test_special_times_replace_the_day():
    special = SpecialDay(MONDAY, MONDAY, OPEN, clock("14:00"), clock("15:00"))
    assert day_words(MONDAY, Hours("SN", MORNINGS, special_days=(special,))) == "14:00 14:30"


def test_a_period_has_a_week_of_its_own():
    period = Period(MONDAY, date("17.10.2025"), (Line(MON, clock("13:00"), clock("14:00"), BY_APPOINTMENT),))
    assert [day_words(day, Hours("SN", MORNINGS, (period,))) for day in (MONDAY, date("14.10.2025"))] == [
        "13:00 13:30",
        "",
    ]


# --- What stands in the way ----------------------------------------------------------------------------------

TAKEN = (
    (("09:00", "09:30"), "9:30 10:00"),
    (("09:10", "09:40"), "10:00"),
    (("09:30", "10:00"), "9:00 10:00"),  # touching is no overlap
    (("08:00", "09:00"), "9:00 9:30 10:00"),
    (("08:00", "18:00"), ""),
)


@pytest.mark.parametrize(("span", "expected"), TAKEN)
def test_an_appointment_takes_every_slot_that_it_touches(span, expected):
    busy = tuple(at("13.10.2025", time) for time in span)
    assert day_words(MONDAY, busy=(busy,)) == expected


def test_an_absence_over_midnight_takes_whole_days():
    away = (at("13.10.2025", "00:00"), at("15.10.2025", "00:00"))
    found = [day_words(date(f"{day}.10.2025"), busy=(away,)) for day in (13, 14, 15)]
    assert found == ["", "", "9:00 9:30 10:00"]


# --- From now on ---------------------------------------------------------------------------------------------


def test_nothing_begins_within_the_lead_time():
    found = free_slots(PLAIN, [calendar()], now=at("13.10.2025", "06:15"), last=MONDAY)
    assert (words(found), LEAD) == ("9:30 10:00", datetime.timedelta(hours=3))


def test_nothing_lies_beyond_the_horizon():
    found = free_slots(PLAIN, [calendar()], now=at("13.10.2025", "12:00"))
    days = sorted(times_of(found))
    assert (days[0], days[-1]) == (date("14.10.2025"), date("10.11.2025"))
    assert days[-1] <= MONDAY + HORIZON


def test_what_is_asked_for_does_not_widen_the_horizon():
    now = at("13.10.2025", "12:00")
    assert free_slots(PLAIN, [calendar()], now=now, first=date("1.1.2026"), last=date("1.2.2026")) == []
    assert free_slots(PLAIN, [calendar()], now=now, first=date("1.9.2025"), last=date("12.10.2025")) == []


def test_late_in_the_evening_the_lead_time_reaches_into_tomorrow():
    assert bookable_days(at("13.10.2025", "22:30"))[0] == date("14.10.2025")


def test_two_people_at_one_time_are_one_time():
    found = free_slots(PLAIN, [calendar(1), calendar(2)], now=at("12.10.2025", "12:00"), last=MONDAY)
    assert len(found) == 6
    assert len(times_of(found)[MONDAY]) == 3


def test_nobody_there_is_no_time():
    assert free_slots(PLAIN, [], now=at("12.10.2025", "12:00")) == []


def test_over_the_year_the_holidays_stay_free():
    found = times_of(free_slots(PLAIN, [calendar()], now=at("22.12.2025", "12:00"), last=date("5.1.2026")))
    assert [f"{day:%d.%m.}" for day in found] == ["23.12.", "24.12.", "29.12.", "30.12.", "31.12.", "02.01.", "05.01."]


# --- The clock changes ---------------------------------------------------------------------------------------

NIGHT = Hours("SN", (open_line(SUN, "01:00", "05:00"), open_line(SAT, "01:00", "05:00")))


def test_in_spring_no_slot_begins_in_the_hour_that_is_not_there():
    slots = slots_on(NIGHT, calendar(minutes=30), date("30.3.2025"))
    assert words(slots) == "1:00 1:30 3:00 3:30 4:00 4:30"
    assert all(one.end <= two.start for one, two in pairwise(slots))


def test_in_autumn_the_hour_that_comes_twice_has_slots_twice():
    slots = slots_on(NIGHT, calendar(minutes=60), date("26.10.2025"))
    assert words(slots) == "1:00 2:00 2:00 3:00 4:00"
    assert len({slot.start for slot in slots}) == 5


def test_on_any_other_night_nothing_is_special():
    assert words(slots_on(NIGHT, calendar(minutes=60), date("25.10.2025"))) == "1:00 2:00 3:00 4:00"


def test_nine_in_the_morning_stays_nine_across_the_change():
    found = times_of(free_slots(PLAIN, [calendar()], now=at("24.10.2025", "12:00"), last=date("27.10.2025")))
    (start, *_rest) = found[date("27.10.2025")]
    assert (f"{local(start):%H:%M}", start.astimezone(datetime.UTC).hour) == ("09:00", 8)
    assert slots_on(PLAIN, calendar(), date("24.10.2025"))[0].start.astimezone(datetime.UTC).hour == 7


# --- Who takes it --------------------------------------------------------------------------------------------


def choose(*calendars: Calendar, language: str = "") -> int | None:
    slots = free_slots(PLAIN, calendars, now=at("12.10.2025", "12:00"), last=MONDAY)
    slot = chosen_slot(slots, calendars, at("13.10.2025", "09:00"), language=language)
    return slot.staff if slot else None


def test_first_who_speaks_the_language():
    assert choose(calendar(1, languages=("de",)), calendar(2, languages=("de", "ar")), language="ar") == 2


def test_then_who_has_most_room_that_day():
    full = (at("13.10.2025", "09:30"), at("13.10.2025", "10:30"))
    assert choose(calendar(1, busy=(full,)), calendar(2)) == 2


def test_if_all_are_alike_always_the_same():
    assert [choose(calendar(2), calendar(1)) for _n in range(3)] == [1, 1, 1]


def test_nobody_if_nobody_is_free_then():
    taken = (at("13.10.2025", "09:00"), at("13.10.2025", "09:30"))
    assert choose(calendar(1, busy=(taken,))) is None
