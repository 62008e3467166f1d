"""Putting off many at once."""

import datetime

import pytest

from counselling.rules.followup_move import can_be_undone, moved_to
from tests.counselling.rules.opening_data import date


@pytest.mark.parametrize(
    ("choice", "on", "expected"),
    [
        ("keep", None, "2.11.2026"),
        ("next", None, "19.11.2026"),
        ("on", "24.11.2026", "24.11.2026"),
        ("on", "21.11.2026", "23.11.2026"),  # a Saturday
    ],
)
def test_the_new_day(choice, on, expected):
    found = moved_to(
        date("2.11.2026"),
        choice,
        on=date(on) if on else None,
        today=date("18.11.2026"),
        is_working_day=lambda day: day.weekday() < 5,
    )
    assert found == date(expected)


@pytest.mark.parametrize(("minutes", "is_possible"), [(0, True), (10, True), (11, False), (-1, False)])
def test_taken_back_for_ten_minutes(minutes, is_possible):
    moved_at = datetime.datetime(2026, 11, 18, 9, tzinfo=datetime.UTC)
    assert can_be_undone(moved_at, now=moved_at + datetime.timedelta(minutes=minutes)) is is_possible
