"""More moments: two states with their holidays, daylight saving, the turn of the year, what lies over each other."""

import datetime

import pytest

from counselling.rules.holidays import holiday_on
from counselling.rules.hours import BY_APPOINTMENT, CLOSED, OPEN, Hours, Period, SpecialDay, day_plan
from counselling.rules.opening import aware, local, opening_at, parse_moment
from tests.counselling.rules.opening_data import REDUCED, REGULAR, clock, date, moment, open_line, spans

SAXONY, LOWER_SAXONY = Hours("SN", REGULAR), Hours("NI", REGULAR)
ALL_WEEK = tuple(open_line(weekday, "09:00", "12:00") for weekday in range(7))


@pytest.mark.parametrize(
    ("day", "saxony", "lower_saxony"),
    [
        ("1.1.2026", True, True),
        ("6.1.2026", False, False),  # Epiphany: neither
        ("3.4.2026", True, True),  # Good Friday
        ("5.4.2026", False, False),  # Easter Sunday: no holiday in law
        ("6.4.2026", True, True),
        ("1.5.2026", True, True),
        ("14.5.2026", True, True),  # Ascension
        ("25.5.2026", True, True),
        ("4.6.2026", False, False),  # Corpus Christi: only in some parishes
        ("15.8.2026", False, False),
        ("3.10.2026", True, True),
        ("31.10.2026", True, True),
        ("1.11.2026", False, False),
        ("18.11.2026", True, False),  # Buß- und Bettag
        ("24.12.2026", False, False),
        ("25.12.2026", True, True),
        ("26.12.2026", True, True),
        ("31.12.2026", False, False),
        ("31.10.2017", True, True),  # once for all of Germany
        ("31.10.2016", True, False),  # Lower Saxony has it since 2018
        ("20.11.2024", True, False),
        ("17.11.2027", True, False),
    ],
)
def test_public_holidays_of_both_states(day, saxony, lower_saxony):
    assert [bool(holiday_on(state, date(day))) for state in ("SN", "NI")] == [saxony, lower_saxony]


@pytest.mark.parametrize(
    ("hours", "asked", "state", "until", "next_open"),
    [
        (SAXONY, ("18.11.2026", "10:00"), CLOSED, ("19.11.2026", "09:00"), ("19.11.2026", "09:00")),
        (LOWER_SAXONY, ("18.11.2026", "10:00"), OPEN, ("18.11.2026", "12:00"), ("19.11.2026", "09:00")),
        (LOWER_SAXONY, ("30.10.2026", "12:00"), CLOSED, ("2.11.2026", "09:00"), ("2.11.2026", "09:00")),
        (LOWER_SAXONY, ("31.12.2026", "17:00"), OPEN, ("31.12.2026", "18:00"), ("4.1.2027", "09:00")),
        (LOWER_SAXONY, ("24.12.2026", "18:00"), CLOSED, ("28.12.2026", "09:00"), ("28.12.2026", "09:00")),
        (LOWER_SAXONY, ("3.4.2026", "10:00"), CLOSED, ("7.4.2026", "09:00"), ("7.4.2026", "09:00")),
        (SAXONY, ("31.12.2027", "12:00"), CLOSED, ("3.1.2028", "09:00"), ("3.1.2028", "09:00")),
        (SAXONY, ("29.2.2028", "10:00"), OPEN, ("29.2.2028", "12:00"), ("29.2.2028", "13:00")),
        (SAXONY, ("28.2.2028", "18:00"), CLOSED, ("29.2.2028", "09:00"), ("29.2.2028", "09:00")),
    ],
)
def test_moments_of_both_states(hours, asked, state, until, next_open):
    answer = opening_at(hours, moment(*asked))
    assert (answer.state, answer.until, answer.next_open) == (state, moment(*until), moment(*next_open))


@pytest.mark.parametrize(
    ("asked", "opens"),
    [
        ("2026-03-28T12:00", "2026-03-29T09:00:00+02:00"),  # the night of the skipped hour
        ("2026-03-29T01:59", "2026-03-29T09:00:00+02:00"),
        ("2026-10-24T12:00", "2026-10-25T09:00:00+01:00"),  # the night of the hour that comes twice
        ("2026-10-25T02:30+02:00", "2026-10-25T09:00:00+01:00"),
        ("2026-10-25T02:30+01:00", "2026-10-25T09:00:00+01:00"),
        ("2027-03-27T23:59", "2027-03-28T09:00:00+02:00"),
    ],
)
def test_nine_is_nine_on_the_days_of_the_clock(asked, opens):
    hours = Hours("SN", ALL_WEEK)
    answer = opening_at(hours, local(parse_moment(asked)))
    assert aware(answer.next_open).isoformat() == opens


def over(*special: SpecialDay, periods: tuple[Period, ...] = ()) -> Hours:
    return Hours("SN", REGULAR, periods, special)


REDUCED_TURN = Period(date("22.12."), date("9.1.2026"), REDUCED)


@pytest.mark.parametrize(
    ("hours", "day", "expected"),
    [
        # Weeks over the turn of the year: holidays within stay closed.
        (over(periods=(REDUCED_TURN,)), "24.12.", BY_APPOINTMENT),
        (over(periods=(REDUCED_TURN,)), "26.12.", "closed"),
        (over(periods=(REDUCED_TURN,)), "1.1.2026", "closed"),
        (over(periods=(REDUCED_TURN,)), "2.1.2026", BY_APPOINTMENT),
        (over(periods=(REDUCED_TURN,)), "12.1.2026", "open 09:00-12:00, open 13:00-18:00"),
        # A closure from one year into the next.
        (over(SpecialDay(date("29.12."), date("5.1.2026"))), "31.12.", "closed"),
        (over(SpecialDay(date("29.12."), date("5.1.2026"))), "5.1.2026", "closed"),
        (over(SpecialDay(date("29.12."), date("5.1.2026"))), "6.1.2026", "open 09:00-12:00, open 13:00-15:00"),
        # A closure over other times over a holiday.
        (
            over(SpecialDay(date("19.11."), date("19.11."), OPEN, clock("09:00"), clock("11:00"))),
            "19.11.",
            "open 09:00-11:00",
        ),
        (
            over(
                SpecialDay(date("19.11."), date("19.11."), OPEN, clock("09:00"), clock("11:00")),
                SpecialDay(date("19.11."), date("19.11."), CLOSED, clock("10:00"), clock("12:00")),
            ),
            "19.11.",
            "open 09:00-10:00",
        ),
        # Half of a closed morning lies over the end of a span.
        (over(SpecialDay(date("24.11."), date("24.11."), CLOSED, clock("11:00"), clock("14:00"))), "24.11.",
         "open 09:00-11:00, open 14:00-18:00"),
        # Two closures that touch.
        (
            over(
                SpecialDay(date("24.11."), date("24.11."), CLOSED, clock("09:00"), clock("11:00")),
                SpecialDay(date("24.11."), date("24.11."), CLOSED, clock("11:00"), clock("12:00")),
            ),
            "24.11.",
            "open 13:00-18:00",
        ),
    ],
)  # fmt: skip
def test_what_lies_over_each_other(hours, day, expected):
    assert spans(day_plan(hours, date(day))) == expected


def test_every_day_of_ten_years_has_one_answer_at_noon():
    """No day without a plan, also not the 29th of February and those of the clock."""
    day, closed = date("1.1.2024"), 0
    while day.year < 2034:
        answer = opening_at(SAXONY, datetime.datetime.combine(day, clock("11:30")))
        closed += answer.state == CLOSED
        assert (answer.state == CLOSED) == (day.weekday() > 4 or bool(holiday_on("SN", day)))
        day += datetime.timedelta(days=1)
    assert closed > 1040
