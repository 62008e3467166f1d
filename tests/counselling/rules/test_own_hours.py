"""Phone, services and people have hours of their own: the same rules, within or beside those of the house."""

import datetime

import pytest

from counselling.rules.conflicts import in_closed_house, outside_hours
from counselling.rules.hours import CLOSED, OPEN, Hours, Line, Period, SpecialDay, day_plan, lines_on, within_house
from counselling.rules.opening import aware, opening_at
from tests.counselling.rules.opening_data import (
    FRI,
    HOURS_2025,
    MON,
    REDUCED,
    REGULAR,
    SUN,
    THU,
    TUE,
    clock,
    date,
    moment,
    open_line,
    spans,
)

PHONE_WEEK = tuple(open_line(day, "10:00", "12:00") for day in (MON, TUE, THU, FRI))
MORNING = "open 10:00-12:00"


def closed(first, last=None, opens=None, closes=None):
    times = (clock(opens), clock(closes)) if opens else (None, None)
    return SpecialDay(date(first), date(last or first), CLOSED, *times)


def phone(state="SN", *special, periods=()):
    return Hours(state, PHONE_WEEK, tuple(periods), tuple(special))


@pytest.mark.parametrize(
    ("day", "alone", "in_the_house"),
    [
        ("30.6.", MORNING, MORNING),  # a Monday; the reduced weeks of the door are not the phone's
        ("2.7.", "closed", "closed"),  # Wednesday: by appointment at the door, nobody at the phone
        ("4.7.", MORNING, MORNING),  # Friday: the door by appointment, the phone as usual
        ("7.7.", MORNING, "closed"),  # training of the house
        ("11.7.", MORNING, "closed"),
        ("14.7.", MORNING, MORNING),
        ("31.10.", "closed", "closed"),  # Reformation Day
        ("25.12.", "closed", "closed"),
        ("29.12.", MORNING, MORNING),
    ],
)
def test_the_phone_rests_with_the_house_only_if_it_follows_it(day, alone, in_the_house):
    assert spans(day_plan(phone(), date(day))) == alone
    assert spans(day_plan(within_house(phone(), HOURS_2025), date(day))) == in_the_house


@pytest.mark.parametrize(
    ("closure", "left"),
    [
        (closed("23.6.", None, "11:00", "14:00"), "open 10:00-11:00"),
        (closed("23.6.", None, "09:00", "10:30"), "open 10:30-12:00"),
        (closed("23.6.", None, "10:30", "11:00"), "open 10:00-10:30, open 11:00-12:00"),
        (closed("23.6.", None, "12:00", "15:00"), MORNING),  # touching takes nothing away
        (closed("23.6."), "closed"),
    ],
)
def test_an_hour_that_the_house_closes_is_taken_from_the_phone(closure, left):
    house = Hours("SN", REGULAR, (), (closure,))
    assert spans(day_plan(within_house(phone(), house), date("23.6."))) == left


def test_other_times_of_the_house_change_nothing_at_the_phone():
    evening = SpecialDay(date("23.6."), date("23.6."), OPEN, clock("16:00"), clock("20:00"))
    house = Hours("SN", REGULAR, (), (evening,))
    assert spans(day_plan(house, date("23.6."))) == "open 16:00-20:00"
    assert spans(day_plan(within_house(phone(), house), date("23.6."))) == MORNING


def test_own_times_on_a_day_stand_under_a_closure_of_the_house():
    long = SpecialDay(date("7.7."), date("7.7."), OPEN, clock("09:00"), clock("17:00"))
    assert spans(day_plan(phone("SN", long), date("7.7."))) == "open 09:00-17:00"
    assert spans(day_plan(within_house(phone("SN", long), HOURS_2025), date("7.7."))) == "closed"


@pytest.mark.parametrize(
    ("day", "saxony", "lower_saxony"),
    [
        ("31.10.2025", "closed", "closed"),  # Reformation Day, in both
        ("19.11.2025", "closed", "open 08:00-09:00"),  # Day of Repentance and Prayer
        ("18.11.2026", "closed", "open 08:00-09:00"),
        ("6.1.2026", "open 08:00-09:00", "open 08:00-09:00"),  # Epiphany, in neither
        ("4.6.2026", "open 08:00-09:00", "open 08:00-09:00"),  # Corpus Christi, in neither of the two
        ("1.1.2027", "closed", "closed"),
        ("26.3.2027", "closed", "closed"),  # Good Friday
        ("6.5.2027", "closed", "closed"),  # Ascension
        ("1.11.2027", "open 08:00-09:00", "open 08:00-09:00"),  # All Saints, in neither
        ("24.12.2026", "open 08:00-09:00", "open 08:00-09:00"),  # Christmas Eve is no holiday
    ],
)
def test_holidays_of_both_states_close_every_service(day, saxony, lower_saxony):
    week = tuple(open_line(weekday, "08:00", "09:00") for weekday in range(7))
    plans = [day_plan(Hours(state, week), date(day)) for state in ("SN", "NI")]
    assert [spans(plan) for plan in plans] == [saxony, lower_saxony]


@pytest.mark.parametrize(
    ("asked", "state", "until", "next_open"),
    [
        (("24.12.2026", "11:59"), "open", ("24.12.2026", "12:00"), ("28.12.2026", "10:00")),
        (("24.12.2026", "12:00"), "closed", ("28.12.2026", "10:00"), ("28.12.2026", "10:00")),
        (("31.12.2026", "11:00"), "open", ("31.12.2026", "12:00"), ("4.1.2027", "10:00")),
        (("31.12.2026", "23:59"), "closed", ("4.1.2027", "10:00"), ("4.1.2027", "10:00")),
        (("1.1.2027", "10:30"), "closed", ("4.1.2027", "10:00"), ("4.1.2027", "10:00")),
    ],
)
def test_the_phone_over_the_turn_of_the_year(asked, state, until, next_open):
    answer = opening_at(phone(), moment(*asked))
    assert (answer.state, answer.until, answer.next_open) == (state, moment(*until), moment(*next_open))


@pytest.mark.parametrize(
    ("day", "opens", "closes", "hours"),
    [
        ("28.3.2027", "01:00", "04:00", 2),  # the clock jumps from two to three
        ("25.10.2026", "01:00", "04:00", 4),  # it goes back from three to two
        ("30.3.2025", "10:00", "12:00", 2),
        ("26.10.2025", "10:00", "12:00", 2),  # ten stays ten
    ],
)
def test_a_night_service_on_days_when_the_clock_changes(day, opens, closes, hours):
    service = Hours("SN", (open_line(SUN, opens, closes),))
    begin, end = (aware(moment(day, time)) for time in (opens, closes))
    assert spans(day_plan(service, date(day))) == f"open {opens}-{closes}"
    assert end - begin == datetime.timedelta(hours=hours)


def test_a_period_of_the_phone_has_a_week_of_its_own():
    short = Period(date("30.6."), date("8.8."), (open_line(MON, "11:00", "12:00"),))
    hours = within_house(phone(periods=[short]), HOURS_2025)
    days = ("30.6.", "1.7.", "7.7.", "4.8.", "11.8.")
    assert [spans(day_plan(hours, date(day))) for day in days] == [
        "open 11:00-12:00",
        "closed",
        "closed",
        "open 11:00-12:00",
        MORNING,
    ]


@pytest.mark.parametrize(
    ("day", "times"),
    [("31.12.", ["08:00"]), ("1.1.2026", ["09:00"]), ("30.6.2026", ["09:00"]), ("1.7.2026", []), ("31.12.2024", [])],
)
def test_weeks_follow_each_other_by_validity(day, times):
    lines = (
        Line(MON, clock("08:00"), clock("12:00"), valid_from=date("1.1."), valid_until=date("31.12.")),
        Line(MON, clock("09:00"), clock("12:00"), valid_from=date("1.1.2026"), valid_until=date("30.6.2026")),
    )
    assert [f"{line.opens:%H:%M}" for line in lines_on(lines, date(day))] == times


# --- What does not fit together ------------------------------------------------------------------------------


def test_a_service_in_a_closed_house_is_told_in_runs():
    answer = in_closed_house(phone(), HOURS_2025, date("30.6."))
    # Wednesday, on which the service does not work, parts the week of training.
    assert [(c.first, c.last) for c in answer] == [(date("7.7."), date("8.7.")), (date("10.7."), date("11.7."))]
    assert in_closed_house(within_house(phone(), HOURS_2025), HOURS_2025, date("30.6.")) == []


@pytest.mark.parametrize(
    ("window", "found"),
    [
        (open_line(MON, "09:00", "12:00"), []),
        (open_line(MON, "13:00", "16:00"), []),
        (open_line(MON, "11:00", "14:00"), ["11:00–14:00"]),  # over the lunch break
        (open_line(TUE, "13:00", "16:00"), ["13:00–16:00"]),  # an hour too long
        (open_line(SUN, "10:00", "11:00"), ["10:00–11:00"]),
    ],
)
def test_consultation_hours_beyond_the_week_are_told(window, found):
    assert [conflict.what for conflict in outside_hours(Hours("SN", REGULAR), [window], date("23.6."))] == found


def test_a_day_by_appointment_covers_the_whole_day():
    assert outside_hours(Hours("SN", REDUCED), [open_line(2, "07:00", "20:00")], date("23.6.")) == []
