"""The week as the map writes it."""

import pytest

from counselling.rules.hours import BY_APPOINTMENT, CLOSED, OPEN, PHONE_ONLY, Hours, Line, SpecialDay
from counselling.rules.osm import osm_hours, osm_week
from tests.counselling.rules.opening_data import HOURS_2025, PLAIN, REDUCED, REGULAR, clock, date, open_line


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            REGULAR,
            "Mo,Th 09:00-12:00,13:00-18:00; Tu 09:00-12:00,13:00-15:00; We,Fr 09:00-12:00; PH off",
        ),
        (
            REDUCED,
            'Mo 09:00-12:00,13:00-18:00; Tu,Th 09:00-12:00,13:00-15:00; We,Fr unknown "by appointment"; PH off',
        ),
        ([open_line(day, "09:00", "12:00") for day in range(5)], "Mo-Fr 09:00-12:00; PH off"),
        ([open_line(day, "09:00", "12:00") for day in (0, 1, 2, 4)], "Mo-We,Fr 09:00-12:00; PH off"),
        ([open_line(6, "10:00", "11:00")], "Su 10:00-11:00; PH off"),
        (
            [Line(2, clock("09:00"), clock("12:00"), BY_APPOINTMENT)],
            'We 09:00-12:00 unknown "by appointment"; PH off',
        ),
        ([open_line(0, "09:00", "12:00", mode=PHONE_ONLY)], ""),
        ([open_line(0, "09:00", "11:00"), open_line(0, "11:00", "12:00")], "Mo 09:00-12:00; PH off"),
        ([], ""),
    ],
)
def test_a_week(lines, text):
    assert osm_week(lines) == text


def test_days_that_differ_follow():
    closure = SpecialDay(date("24.6."), date("26.6."), CLOSED)
    times = SpecialDay(date("27.6."), date("27.6."), OPEN, clock("09:00"), clock("10:00"))
    hours = Hours("SN", REGULAR, (), (closure, times))
    assert osm_hours(hours, date("23.6."), 7).partition("PH off; ")[2] == (
        "2025 Jun 24-2025 Jun 26 off; 2025 Jun 27 09:00-10:00"
    )


def test_holidays_are_said_by_ph_and_years_are_crossed():
    assert osm_hours(PLAIN, date("20.12."), 20) == osm_week(REGULAR)
    hours = Hours("SN", REGULAR, (), (SpecialDay(date("29.12."), date("2.1.2026"), CLOSED),))
    assert osm_hours(hours, date("20.12."), 20).endswith("2025 Dec 29-2025 Dec 31 off; 2026 Jan 02 off")


def test_a_period_day_by_day():
    assert '2025 Jul 02 unknown "by appointment"' in osm_hours(HOURS_2025, date("30.6."), 5)
