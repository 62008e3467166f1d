import datetime

import pytest

from volunteers.rules.promise import answer_by, call_by
from volunteers.rules.working_days import after_working_days, is_working_day


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("since", "state", "by"),
    [
        ("2026-11-26", "NI", "2026-12-03"),  # Thursday to Thursday
        ("2026-11-28", "NI", "2026-12-04"),  # a Saturday begins to count on Monday
        ("2026-12-24", "NI", "2027-01-04"),  # Christmas and New Year are no working days
        ("2026-11-16", "NI", "2026-11-23"),
        ("2026-11-16", "SN", "2026-11-24"),  # Buß- und Bettag is a holiday in Saxony alone
    ],
)
def test_five_working_days(since, state, by):
    assert call_by(day(since), state) == day(by)


def test_nothing_to_wait_is_the_day_itself():
    assert after_working_days(day("2026-11-28"), 0, "NI") == day("2026-11-28")
    assert not is_working_day(day("2026-11-28"), "NI")


@pytest.mark.parametrize(("today", "by"), [("2026-12-01", "2026-12-07"), ("2026-12-09", "2026-12-09")])
def test_an_invitation_is_answered_three_days_before_or_at_once(today, by):
    assert answer_by(day("2026-12-10"), day(today)) == day(by)
