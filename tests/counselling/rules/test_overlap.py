"""Lines that stand in each other's way."""

import pytest

from counselling.rules.hours import BY_APPOINTMENT, Line
from counselling.rules.overlap import first_overlap, share_a_day
from tests.counselling.rules.opening_data import MON, REDUCED, REGULAR, TUE, date, open_line

MORNING, NOON = open_line(MON, "09:00", "12:00"), open_line(MON, "11:00", "14:00")
WHOLE_DAY = Line(MON, None, None, BY_APPOINTMENT)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (REGULAR, None),
        (REDUCED, None),
        ((), None),
        ((MORNING, open_line(MON, "12:00", "13:00")), None),
        ((MORNING, open_line(TUE, "11:00", "14:00")), None),
        ((NOON, MORNING), (MORNING, NOON)),
        ((MORNING, WHOLE_DAY), (WHOLE_DAY, MORNING)),
        ((MORNING, MORNING), (MORNING, MORNING)),
    ],
)
def test_overlaps(lines, expected):
    assert first_overlap(lines) == expected


@pytest.mark.parametrize(
    ("until", "start", "expected"), [("30.6.", "1.7.", False), ("1.7.", "1.7.", True), (None, "1.7.", True)]
)
def test_validities(until, start, expected):
    one = open_line(MON, "09:00", "12:00", valid_until=date(until) if until else None)
    two = open_line(MON, "09:00", "12:00", valid_from=date(start))
    assert (share_a_day(one, two), share_a_day(two, one)) == (expected, expected)
