"""What does not fit together is told."""

import pytest

from counselling.rules.conflicts import conflicts
from counselling.rules.hours import CLOSED, OPEN, Hours, Period, SpecialDay
from tests.counselling.rules.opening_data import REGULAR, clock, date, moment


def closed(first, last=None, opens=None, closes=None):
    times = (clock(opens), clock(closes)) if opens else (None, None)
    return SpecialDay(date(first), date(last or first), CLOSED, *times)


def times(day, opens="09:00", closes="12:00"):
    return SpecialDay(date(day), date(day), OPEN, clock(opens), clock(closes))


@pytest.mark.parametrize(
    ("state", "periods", "special", "appointments", "found"),
    [
        ("SN", (), (), (), []),
        ("SN", (), (times("19.11."),), (), [("open_on_holiday", "19.11.")]),
        ("NI", (), (times("19.11."),), (), []),
        ("SN", (("17.11.", "21.11."),), (), (), [("holiday_in_period", "19.11.")]),
        ("NI", (("17.11.", "21.11."),), (), (), []),
        ("SN", (), (closed("4.11.", "6.11."), times("5.11.")), (), [("times_and_closure", "5.11.")]),
        ("SN", (), (closed("5.11.", None, "13:00", "15:00"), times("5.11.")), (), []),
        ("SN", (), (closed("5.11."),), (("5.11.", "10:00"), ("5.11.", "11:00")), [("appointment", "5.11.")]),
        ("SN", (), (closed("5.11.", None, "13:00", "15:00"),), (("5.11.", "10:00"),), []),
        ("SN", (), (closed("4.11.", None, "13:00", "15:00"),), (("4.11.", "14:00"),), [("appointment", "4.11.")]),
        ("SN", (), (), (("19.11.", "10:00"),), [("appointment", "19.11.")]),
        ("SN", (), (), (("8.11.", "10:00"),), [("appointment", "8.11.")]),  # a Saturday
        ("SN", (), (), (("25.12.", "10:00"),), [("appointment", "25.12.")]),
        ("SN", (), (closed("1.3.2026"), times("1.3.2026")), (), []),  # too far ahead
    ],
)
def test_conflicts(state, periods, special, appointments, found):
    weeks = tuple(Period(date(first), date(last), REGULAR) for first, last in periods)
    hours = Hours(state, REGULAR, weeks, tuple(special))
    answer = conflicts(hours, [moment(*one) for one in appointments], date("3.11."))
    assert [(c.kind, c.first) for c in answer] == [(kind, date(day)) for kind, day in found]
