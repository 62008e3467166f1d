"""When a limit ends and when to be warned: month ends, leap years, week-ends, holidays of two states, two years of law.

Each case was worked out by hand with a calendar; the comment says what makes it special.
"""

import datetime

import pytest
from django.core.exceptions import ValidationError

from counselling.rules.deadline import (
    KINDS,
    check_deadline_day,
    check_sent_on,
    compute,
    end_of,
    light,
    next_business_day,
    notified_on,
    previous_working_day,
    warning_days,
)
from counselling.rules.holidays import holiday_on
from tests.counselling.rules.opening_data import date


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("10.3.2026", {"months": 1}, "10.4.2026"),
        ("31.1.2026", {"months": 1}, "28.2.2026"),  # no 31 February
        ("30.1.2026", {"months": 1}, "28.2.2026"),
        ("31.1.2028", {"months": 1}, "29.2.2028"),  # leap year
        ("29.2.2028", {"months": 1}, "29.3.2028"),  # not the last day of March
        ("28.2.2026", {"months": 1}, "28.3.2026"),
        ("31.3.2026", {"months": 1}, "30.4.2026"),
        ("31.12.2025", {"months": 1}, "31.1.2026"),  # year change
        ("30.11.2026", {"months": 1}, "30.12.2026"),
        ("29.2.2028", {"months": 12}, "28.2.2029"),
        ("15.6.2026", {"months": 12}, "15.6.2027"),
        ("10.3.2026", {"weeks": 1}, "17.3.2026"),
        ("25.12.2026", {"weeks": 2}, "8.1.2027"),
        ("22.2.2028", {"weeks": 1}, "29.2.2028"),
    ],
)
def test_the_last_day_of_a_limit(start, length, end):
    assert end_of(date(start), **length) == date(end)


@pytest.mark.parametrize(
    ("kind", "delivery", "sent", "state", "known"),
    [
        ("objection", "post", "2.11.2026", "SN", "6.11.2026"),  # four days since 2025
        ("objection", "post", "31.12.2024", "SN", "3.1.2025"),  # three before
        ("objection", "post", "1.1.2025", "SN", "5.1.2025"),  # a Sunday: stays, outside of tax law
        ("tax_objection", "post", "1.1.2025", "SN", "6.1.2025"),
        ("tax_objection", "post", "15.12.2026", "SN", "21.12.2026"),  # 19 is a Saturday
        ("tax_objection", "post", "27.10.2026", "NI", "2.11.2026"),  # 31: Reformation Day and Saturday
        ("lawsuit", "electronic", "2.11.2026", "SN", "6.11.2026"),
        ("lawsuit", "served", "6.12.2026", "SN", "6.12.2026"),  # a Sunday: that very day
        ("tax_objection", "handed", "5.12.2026", "SN", "5.12.2026"),
        ("asylum_week", "facility", "2.11.2026", "SN", "5.11.2026"),
        ("objection", "post", "28.2.2028", "SN", "3.3.2028"),  # over a leap day
    ],
)
def test_when_a_notice_counts_as_known(kind, delivery, sent, state, known):
    assert notified_on(kind, delivery, date(sent), state) == date(known)


@pytest.mark.parametrize(
    ("kind", "delivery", "sent", "state", "due"),
    [
        ("objection", "post", "2.11.2026", "SN", "7.12.2026"),  # 6 December is a Sunday
        ("objection", "post", "3.11.2026", "SN", "7.12.2026"),  # 7 November known, a Monday in December
        ("objection", "handed", "18.10.2026", "SN", "19.11.2026"),  # 18 November: Buß- und Bettag, Saxony
        ("objection", "handed", "18.10.2026", "NI", "18.11.2026"),  # no holiday in Lower Saxony
        ("objection", "handed", "31.1.2026", "SN", "2.3.2026"),  # 28 February is a Saturday
        ("objection", "handed", "31.1.2028", "SN", "29.2.2028"),
        ("lawsuit", "served", "25.11.2026", "SN", "28.12.2026"),  # 25, 26 Christmas, 27 a Sunday
        ("lawsuit", "served", "3.3.2026", "SN", "7.4.2026"),  # Good Friday to Easter Monday
        ("lawsuit", "served", "30.9.2026", "NI", "30.10.2026"),
        ("lawsuit", "served", "1.12.2026", "SN", "4.1.2027"),  # New Year, Saturday, Sunday
        ("lawsuit", "post", "27.10.2026", "SN", "30.11.2026"),  # known 31 October, November has 30 days
        ("tax_objection", "post", "27.10.2026", "SN", "2.12.2026"),  # known 2 November
        ("asylum_two_weeks", "served", "10.11.2026", "SN", "24.11.2026"),
        ("asylum_two_weeks", "served", "12.12.2026", "SN", "28.12.2026"),  # 26 December is a holiday and Saturday
        ("asylum_week", "served", "11.11.2026", "SN", "19.11.2026"),  # Buß- und Bettag
        ("asylum_week", "served", "11.11.2026", "NI", "18.11.2026"),
        ("asylum_week", "facility", "2.11.2026", "SN", "12.11.2026"),
        ("no_instruction", "handed", "15.6.2026", "SN", "15.6.2027"),
        ("no_instruction", "handed", "29.2.2028", "SN", "28.2.2029"),
        ("objection", "post", "31.12.2024", "SN", "3.2.2025"),  # the law of 2024
        ("objection", "handed", "30.9.2026", "NI", "30.10.2026"),
        ("objection", "handed", "3.9.2026", "SN", "5.10.2026"),  # Unity Day on a Saturday
    ],
)
def test_the_end_of_a_limit(kind, delivery, sent, state, due):
    assert compute(kind, delivery, date(sent), state).due_on == date(due)


@pytest.mark.parametrize("state", ["SN", "NI"])
def test_no_limit_ends_on_a_free_day_and_none_is_shortened(state):
    for n in range(800):
        sent = date("1.1.2026") + datetime.timedelta(days=n)
        for kind, facts in KINDS.items():
            if facts.is_computed:
                found = compute(kind, "post", sent, state)
                assert found.due_on >= found.ends_on > found.notified_on > sent
                assert found.due_on.weekday() < 5
                assert not holiday_on(state, found.due_on)
                assert (found.due_on - found.ends_on).days <= 4


@pytest.mark.parametrize(
    ("state", "day", "next_one"),
    [
        ("SN", "18.11.2026", "19.11.2026"),
        ("NI", "18.11.2026", "18.11.2026"),
        ("SN", "31.10.2028", "1.11.2028"),
        ("SN", "24.12.2026", "24.12.2026"),  # Christmas Eve is a working day in law
    ],
)
def test_the_next_business_day(state, day, next_one):
    assert next_business_day(state, date(day)) == date(next_one)


# --- Warnings ----------------------------------------------------------------------------------------------


def works(day: datetime.date) -> bool:
    """The centre works Monday to Thursday, and is closed over the turn of the year."""
    return day.weekday() < 4 and not date("21.12.2026") <= day <= date("3.1.2027")


@pytest.mark.parametrize(
    ("due", "before", "today", "days"),
    [
        ("18.11.2026", (14, 5, 1), "1.11.2026", ["4.11.2026", "12.11.2026", "17.11.2026"]),  # 13 is a Friday
        ("18.11.2026", (14, 5, 1), "10.11.2026", ["12.11.2026", "17.11.2026"]),
        ("18.11.2026", (14, 5), "16.11.2026", ["16.11.2026"]),  # all are over: today
        ("18.11.2026", (), "1.11.2026", []),
        ("16.11.2026", (1, 2, 3), "1.11.2026", ["12.11.2026"]),  # three days before the same working day
        ("5.1.2027", (3, 0), "1.12.2026", ["17.12.2026", "5.1.2027"]),  # closed in between: well before
        ("20.11.2026", (0,), "1.11.2026", ["19.11.2026"]),  # the end itself is a Friday
        ("17.11.2026", (1,), "18.11.2026", []),  # over
        ("17.11.2026", (1,), "17.11.2026", ["17.11.2026"]),
    ],
)
def test_warnings_come_before(due, before, today, days):
    assert warning_days(date(due), before, works, today=date(today)) == [date(day) for day in days]


def test_no_warning_after_the_end_whatever_is_closed():
    for n in range(400):
        due = date("1.6.2026") + datetime.timedelta(days=n)
        for today in (due - datetime.timedelta(days=days) for days in (0, 1, 5, 30)):
            days = warning_days(due, (56, 14, 5, 1, 0), works, today=today)
            assert days
            assert all(today <= day <= due for day in days)


def test_a_centre_that_never_works_leaves_the_day():
    assert previous_working_day(date("18.11.2026"), lambda _day: False) == date("18.11.2026")


@pytest.mark.parametrize(
    ("due", "colour"),
    [("17.11.2026", "overdue"), ("18.11.2026", "red"), ("21.11.2026", "red"), ("22.11.2026", "yellow"),
     ("2.12.2026", "yellow"), ("3.12.2026", "green")],
)  # fmt: skip
def test_the_traffic_light(due, colour):
    assert light(date(due), date("18.11.2026")) == colour


@pytest.mark.parametrize(
    ("check", "day", "is_right"),
    [
        (check_sent_on, "18.11.2026", True),
        (check_sent_on, "19.11.2026", False),
        (check_sent_on, "1.11.2024", False),
        (check_deadline_day, "18.11.2026", True),
        (check_deadline_day, "17.11.2026", False),
        (check_deadline_day, "1.1.2040", False),
        (check_deadline_day, "31.12.9999", False),
    ],
)
def test_days_that_make_no_sense(check, day, is_right):
    def asked():
        check(date(day), today=date("18.11.2026"))

    if is_right:
        asked()
    else:
        with pytest.raises(ValidationError):
            asked()
