import datetime

import pytest
from django.core.exceptions import ValidationError

from volunteers.rules.clearance import Seen, check_clearance, check_days, is_cleared, state_of, valid_until

TODAY = datetime.date(2026, 5, 4)


def seen(days: int, *, is_clear: bool = True) -> Seen:
    return Seen(is_clear, TODAY + datetime.timedelta(days))


@pytest.mark.parametrize(
    ("is_required", "newest", "state", "cleared"),
    [
        (False, None, "not_needed", True),
        (False, seen(9, is_clear=False), "not_needed", True),
        (True, None, "missing", False),
        (True, seen(900, is_clear=False), "against", False),
        (True, seen(-1), "over", False),
        (True, seen(0), "soon", True),
        (True, seen(60), "soon", True),
        (True, seen(61), "valid", True),
    ],
)
def test_what_counts(is_required, newest, state, cleared):
    assert state_of(is_required=is_required, newest=newest, today=TODAY) == state
    assert is_cleared(state) is cleared


def test_only_becoming_active_is_blocked():
    for to in ("interview", "accepted", "trained", "paused", "left"):
        check_clearance(to, is_cleared=False)
    check_clearance("active", is_cleared=True)
    with pytest.raises(ValidationError) as refused:
        check_clearance("active", is_cleared=False)
    assert refused.value.code == "clearance_missing"


def test_it_counts_from_the_day_of_issue():
    assert valid_until(datetime.date(2024, 2, 29), 5) == datetime.date(2029, 2, 27)
    assert valid_until(datetime.date(2026, 5, 4), 1) == datetime.date(2027, 5, 3)


@pytest.mark.parametrize(
    ("issued", "seen_on", "field"),
    [
        ((2026, 2, 4), (2026, 5, 4), None),
        ((2026, 2, 3), (2026, 5, 4), "issued_on"),
        ((2026, 5, 4), (2026, 5, 3), "issued_on"),
        ((2026, 5, 1), (2026, 5, 5), "seen_on"),
    ],
)
def test_days(issued, seen_on, field):
    try:
        check_days(datetime.date(*issued), datetime.date(*seen_on), TODAY)
        found = None
    except ValidationError as refused:
        (found,) = refused.error_dict
    assert found == field
