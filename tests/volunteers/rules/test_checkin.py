"""When both sides are asked: the calendar, sensible days, breaks."""

import datetime

import pytest

from volunteers.rules.checkin import asked_on, due_number, is_sensible, planned_on

D = datetime.date
START = D(2026, 3, 2)  # a Monday


def test_three_days_two_weeks_a_month_then_every_two_months():
    planned = [planned_on(number, START) for number in range(7)]
    assert planned == [
        D(2026, 3, 5),
        D(2026, 3, 16),
        D(2026, 4, 2),
        *(D(2026, 6, 2), D(2026, 8, 2), D(2026, 10, 2), D(2026, 12, 2)),
    ]


def test_a_month_after_the_last_of_january_is_the_last_of_february():
    assert planned_on(2, D(2026, 1, 31)) == D(2026, 2, 28)


@pytest.mark.parametrize(
    ("day", "sensible"),
    [
        (D(2026, 3, 6), True),
        (D(2026, 3, 7), False),  # Saturday
        (D(2026, 4, 6), False),  # Easter Monday
        (D(2026, 10, 31), False),  # Saturday and Reformation Day
        (D(2026, 12, 23), True),
        (D(2026, 12, 24), False),
        (D(2026, 12, 30), False),
        (D(2027, 1, 1), False),
    ],
)
def test_sensible_days(day, sensible):
    assert is_sensible(day, state="NI") == sensible


def test_each_state_has_its_own_holidays():
    penance = D(2026, 11, 18)  # Buß- und Bettag
    assert (is_sensible(penance, state="SN"), is_sensible(penance, state="NI")) == (False, True)


def test_a_question_moves_on_to_the_next_sensible_day():
    assert asked_on(D(2026, 4, 3), state="NI") == D(2026, 4, 7)  # from Good Friday over Easter
    assert asked_on(D(2026, 12, 24), state="NI") == D(2027, 1, 4)


@pytest.mark.parametrize(
    ("today", "number"),
    [
        (D(2026, 3, 4), None),
        (D(2026, 3, 5), 0),
        (D(2026, 3, 13), 0),
        (D(2026, 3, 16), 1),
        (D(2026, 4, 2), 2),
        (D(2026, 6, 2), 3),
        (D(2026, 8, 1), None),  # a Saturday
        (D(2026, 8, 3), 4),  # planned for a Sunday
    ],
)
def test_which_question_is_due(today, number):
    assert due_number(START, today=today, state="NI") == number


def test_what_a_break_swallowed_is_not_asked_later_as_well():
    """Three questions fell into it: one comes, a week after the return."""
    due = {
        today: due_number(START, today=today, state="NI", resumed_on=D(2026, 8, 10))
        for today in (D(2026, 8, 14), D(2026, 8, 17))
    }
    assert due == {D(2026, 8, 14): None, D(2026, 8, 17): 4}


def test_two_questions_within_a_week_are_one_too_many():
    due = [
        due_number(START, today=today, state="NI", last_on=D(2026, 5, 29))
        for today in (D(2026, 6, 2), D(2026, 6, 4), D(2026, 6, 5))
    ]
    assert due == [None, None, 3]
