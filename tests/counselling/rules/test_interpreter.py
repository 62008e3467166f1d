"""Until when an interpreter has to be ordered: weekends, holidays, closures, the year's end."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from counselling.rules.interpreter import FOLLOWS, check_step, earliest_day, order_deadline, urgency, works_on
from tests.counselling.rules.opening_data import date

SAXONY = works_on("SN", [])
CHRISTMAS = works_on("SN", [(date("22.12.2025"), date("2.1.2026"))])

DEADLINES = (
    ("16.10.2025", 3, "13.10.2025"),  # Thursday: Wednesday, Tuesday, Monday
    ("16.10.2025", 1, "15.10.2025"),
    ("16.10.2025", 0, "16.10.2025"),
    ("13.10.2025", 1, "10.10.2025"),  # over the weekend
    ("13.10.2025", 5, "6.10.2025"),
    ("18.10.2025", 1, "17.10.2025"),  # a Saturday appointment
    ("18.10.2025", 0, "17.10.2025"),
    ("6.10.2025", 1, "2.10.2025"),  # German Unity Day on the Friday
    ("20.11.2025", 1, "18.11.2025"),  # the Day of Repentance on the Wednesday
    ("2.1.2026", 1, "31.12.2025"),  # over the year
    ("30.12.2025", 3, "23.12.2025"),  # 29, 24 and 23 are working days, 25 and 26 are not
)


@pytest.mark.parametrize(("day", "lead", "expected"), DEADLINES)
def test_the_last_day_to_order(day, lead, expected):
    assert order_deadline(date(day), lead=lead, is_working_day=SAXONY) == date(expected)


def test_a_holiday_of_another_state_does_not_count():
    lower_saxony = works_on("NI", [])
    assert order_deadline(date("20.11.2025"), lead=1, is_working_day=lower_saxony) == date("19.11.2025")


def test_closures_push_the_deadline_before_them():
    assert order_deadline(date("7.1.2026"), lead=3, is_working_day=CHRISTMAS) == date("19.12.2025")


def test_a_service_closed_for_ever_takes_no_order():
    never = works_on("SN", [(date("1.1.2020"), date("1.1.2030"))])
    assert order_deadline(date("7.1.2026"), lead=1, is_working_day=never) == datetime.date.min
    assert earliest_day(date("7.1.2026"), lead=1, is_working_day=never) is None


NEXT = (
    ("13.10.2025", 0, "13.10.2025"),
    ("13.10.2025", 1, "14.10.2025"),
    ("13.10.2025", 3, "16.10.2025"),
    ("16.10.2025", 3, "21.10.2025"),
    ("18.10.2025", 1, "21.10.2025"),  # on a Saturday nobody reads the order: Monday counts
    ("18.11.2025", 1, "20.11.2025"),
)


@pytest.mark.parametrize(("today", "lead", "expected"), NEXT)
def test_the_next_possible_day(today, lead, expected):
    assert earliest_day(date(today), lead=lead, is_working_day=SAXONY) == date(expected)


def test_the_next_possible_day_lies_behind_the_closure():
    assert earliest_day(date("22.12.2025"), lead=1, is_working_day=CHRISTMAS) == date("6.1.2026")


@pytest.mark.parametrize("lead", range(6))
@pytest.mark.parametrize("offset", range(0, 40, 3))
def test_both_agree(lead, offset):
    """The next possible day is in time, and no working day before it is."""
    today = date("1.12.2025") + datetime.timedelta(days=offset)
    found = earliest_day(today, lead=lead, is_working_day=CHRISTMAS)
    assert order_deadline(found, lead=lead, is_working_day=CHRISTMAS) >= today
    days = (today + datetime.timedelta(days=n) for n in range((found - today).days))
    assert all(order_deadline(d, lead=lead, is_working_day=CHRISTMAS) < today for d in days if CHRISTMAS(d))


@pytest.mark.parametrize(
    ("deadline", "expected"), [("12.10.2025", "missed"), ("13.10.2025", "today"), ("14.10.2025", "later")]
)
def test_how_urgent_it_is(deadline, expected):
    assert urgency(date(deadline), date("13.10.2025")) == expected


def test_what_is_over_stays_over_and_nothing_is_skipped():
    allowed = {(before, after) for before, steps in FOLLOWS.items() for after in steps}
    for before in FOLLOWS:
        for after in FOLLOWS:
            if (before, after) in allowed:
                check_step(before, after)
            else:
                with pytest.raises(ValidationError):
                    check_step(before, after)
