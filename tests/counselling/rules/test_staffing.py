"""Enough colleagues for the hours that are announced?"""

import pytest
from django.core.exceptions import ValidationError

from counselling.rules.absence import check_absence_days, last_day_away
from counselling.rules.hours import BY_APPOINTMENT, CLOSED, OPEN, Hours, SpecialDay, day_plan
from counselling.rules.staffing import (
    AS_IT_IS,
    SHORTER,
    Member,
    Need,
    announcement,
    choices_for,
    no_longer_needed,
    present_on,
    runs,
    short_days,
)
from tests.counselling.rules.opening_data import HOURS_2025, PLAIN, REGULAR, date, spans

EVERY_DAY = (0, 1, 2, 3, 4)
TWO = Need(2)


def team(*away, days=EVERY_DAY):
    """Two colleagues; ``away`` are spans of the first."""
    return [Member(days, tuple((date(first), date(last)) for first, last in away)), Member(EVERY_DAY)]


@pytest.mark.parametrize(
    ("member", "day", "is_in"),
    [
        (Member(EVERY_DAY), "23.6.", True),
        (Member(EVERY_DAY), "28.6.", False),  # a Saturday
        (Member((0, 1)), "25.6.", False),
        (Member(EVERY_DAY, ((date("23.6."), date("24.6.")),)), "23.6.", False),
        (Member(EVERY_DAY, ((date("23.6."), date("24.6.")),)), "24.6.", False),
        (Member(EVERY_DAY, ((date("23.6."), date("24.6.")),)), "25.6.", True),
        (Member(EVERY_DAY, since=date("24.6.")), "23.6.", False),
        (Member(EVERY_DAY, until=date("23.6.")), "23.6.", True),
        (Member(EVERY_DAY, until=date("23.6.")), "24.6.", False),
        (Member(()), "23.6.", False),
    ],
)
def test_who_is_in(member, day, is_in):
    assert present_on([member], date(day)) == is_in


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("16.6.", "20.6.", []),  # nobody away
        ("23.6.", "27.6.", ["26.6.", "27.6."]),
        ("28.6.", "29.6.", []),  # a week-end needs nobody
        ("30.6.", "4.7.", []),
    ],
)
def test_days_on_which_too_few_are_in(first, last, days):
    found = short_days(PLAIN, team(("26.6.", "29.6.")), TWO, date(first), date(last))
    assert [(s.day, s.present, s.needed) for s in found] == [(date(day), 1, 2) for day in days]


def test_days_by_appointment_holidays_and_closed_days_need_nobody():
    nobody = [Member(())]
    summer = short_days(HOURS_2025, nobody, Need(1), date("30.6."), date("13.7."))
    assert [s.day for s in summer] == [date("30.6."), date("1.7."), date("3.7.")]
    assert short_days(PLAIN, nobody, Need(1), date("31.10."), date("2.11.")) == []  # Reformation Day


def test_a_holiday_of_one_state_is_a_working_day_of_the_other():
    nobody, day = [Member(())], date("19.11.")  # Buß- und Bettag, Saxony only
    assert short_days(PLAIN, nobody, Need(1), day, day) == []
    assert [s.day for s in short_days(Hours("NI", REGULAR), nobody, Need(1), day, day)] == [day]


def test_a_weekday_may_have_a_number_of_its_own():
    need = Need(1, (3, None, None, None, None, None, 0))
    found = short_days(PLAIN, team(), need, date("23.6."), date("27.6."))
    assert [(s.day, s.needed) for s in found] == [(date("23.6."), 3)]


def test_nobody_is_needed_nothing_is_short():
    assert short_days(PLAIN, [], Need(0), date("23.6."), date("27.6.")) == []


def test_neighbours_with_the_same_numbers_are_one_line():
    away = team(("25.6.", "1.7."))
    found = runs(short_days(PLAIN, away, TWO, date("23.6."), date("6.7.")))
    assert [(run[0].day, run[-1].day) for run in found] == [
        (date("25.6."), date("27.6.")),
        (date("30.6."), date("1.7.")),
    ]


def test_other_numbers_begin_another_line():
    both = [Member(EVERY_DAY, ((date("24.6."), date("25.6.")),)), Member(EVERY_DAY, ((date("25.6."), date("25.6.")),))]
    found = runs(short_days(PLAIN, both, TWO, date("23.6."), date("27.6.")))
    assert [(run[0].day, run[0].present) for run in found] == [(date("24.6."), 1), (date("25.6."), 0)]


@pytest.mark.parametrize(
    ("day", "members", "choices"),
    [
        ("23.6.", 1, (BY_APPOINTMENT, SHORTER, CLOSED, AS_IT_IS)),  # two spans that day
        ("25.6.", 1, (BY_APPOINTMENT, CLOSED, AS_IT_IS)),
        ("23.6.", 0, (CLOSED, AS_IT_IS)),
    ],
)
def test_what_makes_sense(day, members, choices):
    (short,) = short_days(PLAIN, [Member(EVERY_DAY)] * members, TWO, date(day), date(day))
    assert choices_for(short) == choices


def short_week():
    return short_days(PLAIN, [Member(EVERY_DAY)], TWO, date("23.6."), date("27.6."))


def test_neighbours_that_say_the_same_are_one_announcement():
    days = short_week()
    picked = [BY_APPOINTMENT, BY_APPOINTMENT, AS_IT_IS, SHORTER, CLOSED]
    found = announcement(zip(days, picked, strict=True), note="Bitte anrufen.")
    assert [(s.first, s.last, s.mode) for s in found] == [
        (date("23.6."), date("24.6."), BY_APPOINTMENT),
        (date("26.6."), date("26.6."), OPEN),
        (date("27.6."), date("27.6."), CLOSED),
    ]
    assert {(s.reason, s.note) for s in found} == {("staffing", "Bitte anrufen.")}
    assert spans(day_plan(Hours("SN", REGULAR, (), tuple(found)), date("26.6."))) == "open 09:00-12:00"


def test_an_announced_day_is_not_short_any_more():
    special = announcement([(day, SHORTER if n == 0 else BY_APPOINTMENT) for n, day in enumerate(short_week())])
    hours = Hours("SN", REGULAR, (), tuple(special))
    assert short_days(hours, [Member(EVERY_DAY)], TWO, date("23.6."), date("27.6.")) == []


def test_when_all_are_in_again_the_announcement_can_go():
    special = tuple(announcement([(day, BY_APPOINTMENT) for day in short_week()]))
    other = SpecialDay(date("30.6."), date("30.6."), CLOSED, reason="training")
    hours = Hours("SN", REGULAR, (), (*special, other))
    assert no_longer_needed(hours, [Member(EVERY_DAY)], TWO, date("20.6.")) == []
    assert no_longer_needed(hours, team(), TWO, date("20.6.")) == list(special)
    # One of its days is still short; what is over is left alone.
    assert no_longer_needed(hours, team(("24.6.", "24.6.")), TWO, date("20.6.")) == []
    assert no_longer_needed(hours, team(("24.6.", "24.6.")), TWO, date("25.6.")) == list(special)
    assert no_longer_needed(hours, team(), TWO, date("28.6.")) == []


# --- Days away ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "wrong"),
    [
        ("23.6.", "23.6.", ""),
        ("23.6.", "22.6.", "ends_on"),
        ("23.6.", "23.6.2027", ""),
        ("23.6.", "26.6.2027", "ends_on"),  # longer than two years
        ("1.4.", "24.4.", ""),
        ("1.3.", "23.4.", "ends_on"),  # over for more than two months
        ("26.6.2027", "26.6.2027", "starts_on"),
    ],
)
def test_days_of_an_absence(starts_on, ends_on, wrong):
    found = []
    try:
        check_absence_days(date(starts_on), date(ends_on), today=date("23.6."))
    except ValidationError as refused:
        found = list(refused.error_dict)
    assert found == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("back_on", "last"), [("25.6.", "24.6."), ("24.6.", "23.6."), ("23.6.", None), ("20.6.", None), ("27.6.", "26.6.")]
)
def test_coming_back_early(back_on, last):
    assert last_day_away(date("23.6."), date("27.6."), date(back_on)) == (date(last) if last else None)


def test_back_later_than_known_is_refused():
    with pytest.raises(ValidationError):
        last_day_away(date("23.6."), date("27.6."), date("28.6."))
