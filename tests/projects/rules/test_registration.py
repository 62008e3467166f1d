import datetime

import pytest
from django.core.exceptions import ValidationError

from projects.rules.event import registration_refusal, require_cancellable, require_changeable
from projects.rules.registration import (
    next_in_line,
    offer_deadline,
    require_acceptable,
    require_leavable,
    seats_left,
)

NOW = datetime.datetime(2025, 7, 3, 10, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


def refusal(**changes):
    terms = {
        "needs_registration": True,
        "is_published": True,
        "is_cancelled": False,
        "closes_at": None,
        "starts_at": NOW + HOUR,
        "now": NOW,
    }
    return str(registration_refusal(**{**terms, **changes}))


def test_registration_is_open_until_it_begins_or_closes():
    assert refusal() == ""
    assert refusal(closes_at=NOW + HOUR / 2) == ""
    assert refusal(closes_at=NOW) != ""
    assert refusal(starts_at=NOW) != ""
    assert refusal(starts_at=None) != ""
    assert refusal(is_cancelled=True) != ""
    assert refusal(needs_registration=False) != ""
    assert refusal(is_published=False) != ""


def test_staff_may_add_somebody_late_but_not_after_the_start():
    assert refusal(closes_at=NOW, is_published=False, by_staff=True) == ""
    assert refusal(starts_at=NOW, by_staff=True) != ""
    assert refusal(is_cancelled=True, by_staff=True) != ""


@pytest.mark.parametrize(("seats", "taken", "left"), [(None, 99, None), (3, 1, 2), (3, 3, 0), (3, 4, 0)])
def test_seats_left(seats, taken, left):
    assert seats_left(seats=seats, taken=taken) == left


@pytest.mark.parametrize(
    ("waiting", "left", "next_one"),
    [
        ([("a", 1), ("b", 1)], 1, "a"),
        ([("a", 4), ("b", 2)], 2, "b"),  # too big for now: passed over, keeps its position
        ([("a", 4), ("b", 2)], 4, "a"),
        ([("a", 4)], 2, None),
        ([("a", 4)], None, "a"),
        ([], 5, None),
    ],
)
def test_who_is_next(waiting, left, next_one):
    assert next_in_line(waiting, left) == next_one


def test_an_offer_lasts_a_day_but_not_beyond_the_start():
    assert offer_deadline(now=NOW, starts_at=NOW + 48 * HOUR) == NOW + 24 * HOUR
    assert offer_deadline(now=NOW, starts_at=NOW + 5 * HOUR) == NOW + 5 * HOUR
    assert offer_deadline(now=NOW, starts_at=NOW) is None


def test_what_is_refused():
    require_acceptable(is_offered=True, expires_at=NOW + HOUR, now=NOW)
    require_leavable(is_cancelled=False, starts_at=NOW + HOUR, now=NOW)
    require_cancellable(is_cancelled=False, ends_at=NOW + HOUR, now=NOW)
    require_changeable(is_cancelled=False, known_revision=1, revision=1)
    for refused in (
        lambda: require_acceptable(is_offered=False, expires_at=None, now=NOW),
        lambda: require_acceptable(is_offered=True, expires_at=NOW, now=NOW),
        lambda: require_leavable(is_cancelled=True, starts_at=NOW + HOUR, now=NOW),
        lambda: require_leavable(is_cancelled=False, starts_at=NOW, now=NOW),
        lambda: require_cancellable(is_cancelled=True, ends_at=NOW + HOUR, now=NOW),
        lambda: require_cancellable(is_cancelled=False, ends_at=NOW, now=NOW),
        lambda: require_changeable(is_cancelled=True, known_revision=None, revision=1),
        lambda: require_changeable(is_cancelled=False, known_revision=1, revision=2),
    ):
        with pytest.raises(ValidationError):
            refused()
