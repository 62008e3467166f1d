"""Birth dates, closing, follow-ups, contacts: decisions without a database."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from counselling.rules.birth import age_on, birth_from_parts, birth_parts, check_birth, rounded
from counselling.rules.case import case_number, check_closing, check_nothing_open, gone_quiet
from counselling.rules.contact import can_be_undone, check_moment
from counselling.rules.followup import check_due_on, next_working_day, urgency
from counselling.rules.ownership import check_one_controller

DAY = datetime.date
TODAY = DAY(2026, 5, 4)
NOW = datetime.datetime(2026, 5, 4, 10, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("parts", "date", "precision"),
    [
        (("14", "2", "1991"), DAY(1991, 2, 14), "day"),
        (("", "2", "1991"), DAY(1991, 2, 1), "month"),
        (("", "", "1991"), DAY(1991, 1, 1), "year"),
        (("", "", ""), None, "unknown"),
    ],
)
def test_birth_dates_are_as_precise_as_typed(parts, date, precision):
    assert birth_from_parts(*parts) == (date, precision)
    assert birth_parts(date, precision) == [int(part) if part else None for part in parts]


@pytest.mark.parametrize(
    "parts", [("31", "2", "1991"), ("1", "", "1991"), ("1", "2", ""), ("1", "2", "91"), ("x", "", "1991")]
)
def test_impossible_birth_dates(parts):
    with pytest.raises(ValueError):
        birth_from_parts(*parts)


def test_what_is_not_known_is_rounded_away():
    assert rounded(DAY(1991, 2, 14), "estimated") == DAY(1991, 1, 1)
    assert rounded(DAY(1991, 2, 14), "month") == DAY(1991, 2, 1)
    assert rounded(DAY(1991, 2, 14), "unknown") is None
    assert age_on(DAY(1991, 5, 5), TODAY) == 34


@pytest.mark.parametrize("date", [DAY(2026, 5, 5), DAY(1900, 1, 1)])
def test_nobody_is_born_tomorrow_or_126_years_ago(date):
    with pytest.raises(ValidationError):
        check_birth(date, "day", today=TODAY)


@pytest.mark.parametrize("closed", [DAY(2026, 5, 5), DAY(2026, 2, 28)])
def test_a_case_ends_between_its_opening_and_today(closed):
    with pytest.raises(ValidationError):
        check_closing(DAY(2026, 3, 1), closed, today=TODAY)
    check_closing(DAY(2026, 3, 1), TODAY, today=TODAY)


def test_open_followups_keep_a_case_open():
    check_nothing_open(0)
    with pytest.raises(ValidationError):
        check_nothing_open(1)


def test_numbers_and_quiet_cases():
    assert case_number(2026, 417) == "2026-0417"
    assert not gone_quiet(DAY(2026, 3, 5), today=TODAY)
    assert gone_quiet(DAY(2026, 3, 4), today=TODAY)


def test_a_followup_moves_over_weekends_and_closures():
    open_days = {DAY(2026, 5, 12), DAY(2026, 5, 13)}
    assert next_working_day(DAY(2026, 5, 9), open_days.__contains__) == DAY(2026, 5, 12)
    assert next_working_day(DAY(2026, 5, 13), open_days.__contains__) == DAY(2026, 5, 13)
    assert next_working_day(DAY(2026, 5, 9), lambda day: False) == DAY(2026, 5, 9)
    assert [urgency(DAY(2026, 5, n), TODAY) for n in (3, 4, 5)] == ["overdue", "due", "later"]
    for wrong in (DAY(2026, 5, 3), DAY(2029, 1, 1)):
        with pytest.raises(ValidationError):
            check_due_on(wrong, today=TODAY)


def test_contacts_lie_in_the_past_year():
    check_moment(NOW + datetime.timedelta(minutes=10), now=NOW)
    for wrong in (datetime.timedelta(minutes=11), datetime.timedelta(days=-367)):
        with pytest.raises(ValidationError):
            check_moment(NOW + wrong, now=NOW)
    assert can_be_undone(NOW, now=NOW + datetime.timedelta(minutes=10))
    assert not can_be_undone(NOW, now=NOW + datetime.timedelta(minutes=10, seconds=1))


class Row:
    def __init__(self, controller_id):
        self.controller_id = controller_id


def test_rows_of_two_controllers_never_meet():
    check_one_controller(1, Row(1), None)
    for controller, rows in ((1, [Row(1), Row(2)]), (None, [])):
        with pytest.raises(ValidationError):
            check_one_controller(controller, *rows)
