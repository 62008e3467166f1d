"""What one day is made of."""

import datetime

import pytest

from counselling.rules.hours import (
    BY_APPOINTMENT,
    CLOSED,
    OPEN,
    PHONE_ONLY,
    Hours,
    Line,
    SpecialDay,
    changes_between,
    day_plan,
    is_working_day,
    seven_days,
)
from tests.counselling.rules.opening_data import (
    HOURS_2025,
    MON,
    PLAIN,
    REGULAR,
    SUMMER,
    TRAINING,
    WED,
    clock,
    date,
    open_line,
    spans,
    with_special,
)

MORNING = "open 09:00-12:00"
LONG = f"{MORNING}, open 13:00-18:00"
SHORT = f"{MORNING}, open 13:00-15:00"
REGULAR_WEEK = (LONG, SHORT, MORNING, LONG, MORNING, "closed", "closed")
REDUCED_WEEK = (LONG, SHORT, "by_appointment", SHORT, "by_appointment", "closed", "closed")
CLOSED_WEEK = ("closed",) * 7
# The announcement, week by week from Monday, 23 June 2025.
SUMMER_2025 = [
    *REGULAR_WEEK,
    *REDUCED_WEEK,
    *CLOSED_WEEK,
    *REDUCED_WEEK,
    *REDUCED_WEEK,
    *REDUCED_WEEK,
    *REDUCED_WEEK,
    *REGULAR_WEEK,
    LONG,
]
FIRST = date("23.6.")


@pytest.mark.parametrize(
    ("day", "expected"), [(FIRST + datetime.timedelta(days=n), text) for n, text in enumerate(SUMMER_2025)]
)
def test_summer_2025_day_by_day(day, expected):
    assert spans(day_plan(HOURS_2025, day)) == expected


def test_the_table_ends_on_18_august():
    assert FIRST + datetime.timedelta(days=len(SUMMER_2025) - 1) == date("18.8.")


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("1.1.2026", "Neujahr"),
        ("3.4.2026", "Karfreitag"),
        ("6.4.2026", "Ostermontag"),
        ("1.5.2026", "Erster Mai"),
        ("14.5.2026", "Christi Himmelfahrt"),
        ("25.5.2026", "Pfingstmontag"),
        ("3.10.2025", "Tag der Deutschen Einheit"),
        ("31.10.2025", "Reformationstag"),
        ("19.11.2025", "Buß- und Bettag"),
        ("18.11.2026", "Buß- und Bettag"),
        ("25.12.2025", "Erster Weihnachtstag"),
        ("26.12.2025", "Zweiter Weihnachtstag"),
    ],
)
def test_saxon_holidays_are_closed(day, name):
    plan = day_plan(PLAIN, date(day))
    assert (spans(plan), plan.holiday, plan.source) == ("closed", name, "holiday")


@pytest.mark.parametrize("day", ["19.11.2025", "24.12.2025", "31.12.2025"])
def test_lower_saxony_works_on_repentance_day_and_half_days_are_working_days(day):
    assert is_working_day(Hours("NI", REGULAR), date(day))


@pytest.mark.parametrize(
    ("special", "day", "expected"),
    [
        # A closure of some hours leaves the rest of the day.
        (
            SpecialDay(date("24.6."), date("24.6."), CLOSED, clock("10:00"), clock("14:00")),
            "24.6.",
            "open 09:00-10:00, open 14:00-15:00",
        ),
        (SpecialDay(date("24.6."), date("24.6."), CLOSED, clock("11:00"), clock("23:59")), "24.6.", "open 09:00-11:00"),
        # Other times replace the day, also a day by appointment and a closed weekend.
        (SpecialDay(date("2.7."), date("2.7."), OPEN, clock("10:00"), clock("11:00")), "2.7.", "open 10:00-11:00"),
        (SpecialDay(date("28.6."), date("28.6."), OPEN, clock("10:00"), clock("14:00")), "28.6.", "open 10:00-14:00"),
        (SpecialDay(date("24.6."), date("24.6."), BY_APPOINTMENT), "24.6.", "by_appointment"),
        (
            SpecialDay(date("24.6."), date("24.6."), PHONE_ONLY, clock("09:00"), clock("12:00")),
            "24.6.",
            "phone_only 09:00-12:00",
        ),
        # A holiday can be opened.
        (
            SpecialDay(date("31.10."), date("31.10."), OPEN, clock("14:00"), clock("18:00")),
            "31.10.",
            "open 14:00-18:00",
        ),
        # A closure wins over other times of the same day.
        (SpecialDay(date("8.7."), date("8.7."), OPEN, clock("10:00"), clock("11:00")), "8.7.", "closed"),
        # A closed day by appointment is closed after all.
        (SpecialDay(date("2.7."), date("2.7.")), "2.7.", "closed"),
    ],
)
def test_special_days(special, day, expected):
    assert spans(day_plan(with_special(special), date(day))) == expected


def test_two_special_spans_of_a_day_add_up_and_touching_ones_are_one():
    first = SpecialDay(date("24.6."), date("24.6."), OPEN, clock("09:00"), clock("10:00"))
    second = SpecialDay(date("24.6."), date("24.6."), OPEN, clock("10:00"), clock("11:00"))
    third = SpecialDay(date("24.6."), date("24.6."), OPEN, clock("12:00"), clock("13:00"))
    plan = day_plan(with_special(third, second, first), date("24.6."))
    assert spans(plan) == "open 09:00-11:00, open 12:00-13:00"


def test_adjacent_lines_of_the_same_mode_are_one_span_and_others_are_not():
    week = (
        open_line(MON, "09:00", "12:00"),
        open_line(MON, "12:00", "13:00"),
        open_line(MON, "13:00", "14:00", mode=BY_APPOINTMENT),
    )
    assert spans(day_plan(Hours("SN", week), date("23.6."))) == "open 09:00-13:00, by_appointment 13:00-14:00"


def test_should_two_offers_ever_overlap_the_better_one_holds():
    week = (Line(WED, None, None, BY_APPOINTMENT), open_line(WED, "09:00", "12:00"))
    plan = day_plan(Hours("SN", week), date("25.6."))
    assert spans(plan) == "by_appointment 00:00-09:00, open 09:00-12:00, by_appointment 12:00-00:00"


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2.6.", "closed"), ("9.6.2026", "closed"), ("23.6.", "open 09:00-10:00"), ("30.6.", "open 14:00-15:00")],
)
def test_a_line_holds_while_it_is_valid(day, expected):
    week = (
        open_line(MON, "09:00", "10:00", valid_from=date("10.6."), valid_until=date("29.6.")),
        open_line(MON, "14:00", "15:00", valid_from=date("30.6."), valid_until=date("31.12.")),
    )
    assert spans(day_plan(Hours("SN", week), date(day))) == expected


def test_seven_days_begin_with_the_day_itself():
    assert tuple(spans(plan) for plan in seven_days(HOURS_2025, date("30.6."))) == REDUCED_WEEK


def test_changes_come_in_order_of_their_beginning():
    assert changes_between(HOURS_2025, date("23.6."), date("18.8.")) == [SUMMER, TRAINING]
    assert changes_between(HOURS_2025, date("12.7."), date("18.8.")) == [SUMMER]
    assert changes_between(HOURS_2025, date("9.8."), date("18.8.")) == []
