import datetime

import pytest
from django.core.exceptions import ValidationError

from volunteers.rules import group, training
from volunteers.rules.availability import SLOTS, by_day, slot_choices

NOW = datetime.datetime(2026, 5, 4, 10, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("granted_on", "months", "last"),
    [
        ("2026-05-04", 24, "2028-05-03"),
        ("2024-02-29", 12, "2025-02-27"),
        ("2026-01-31", 1, "2026-02-27"),
        ("2026-05-04", None, None),
    ],
)
def test_the_last_valid_day(granted_on, months, last):
    found = training.last_valid_day(datetime.date.fromisoformat(granted_on), months)
    assert found == (datetime.date.fromisoformat(last) if last else None)


@pytest.mark.parametrize(("capacity", "taken", "wanted", "fits"), [(3, 2, 1, True), (3, 3, 1, False), (3, 1, 3, False)])
def test_places(capacity, taken, wanted, fits):
    if fits:
        training.check_places(capacity, taken, wanted)
    else:
        with pytest.raises(ValidationError):
            training.check_places(capacity, taken, wanted)
    assert training.free_places(2, 5) == 0


def test_before_and_after_the_beginning():
    training.check_not_over(NOW + datetime.timedelta(minutes=1), NOW)
    training.check_begun(NOW, NOW)
    with pytest.raises(ValidationError):
        training.check_not_over(NOW, NOW)
    with pytest.raises(ValidationError):
        training.check_begun(NOW + datetime.timedelta(minutes=1), NOW)


@pytest.mark.parametrize("status", ["attended", "missed"])
def test_what_is_recorded_is_not_answered_any_more(status):
    with pytest.raises(ValidationError):
        training.check_answer(status, expires_at=None, now=NOW)


def test_an_offer_is_good_until_its_deadline():
    later = NOW + datetime.timedelta(minutes=1)
    training.check_answer("offered", expires_at=later, now=NOW)
    for status, expires_at in (("offered", NOW), ("offered", None), ("expired", None)):
        with pytest.raises(ValidationError):
            training.check_answer(status, expires_at=expires_at, now=NOW)
    assert training.offer_deadline(now=NOW, starts_at=NOW + datetime.timedelta(days=9)) == NOW + training.OFFER_LASTS
    assert training.offer_deadline(now=NOW, starts_at=later) == later
    assert training.offer_deadline(now=NOW, starts_at=NOW) is None


@pytest.mark.parametrize(
    ("status", "is_coming", "is_free", "to"),
    [
        ("invited", True, False, "confirmed"),
        ("offered", True, False, "confirmed"),
        ("declined", True, True, "confirmed"),
        ("declined", True, False, "waiting"),
        ("waiting", True, False, "waiting"),
        ("confirmed", False, False, "declined"),
    ],
)
def test_a_yes_without_a_place_waits(status, is_coming, is_free, to):
    assert training.answered(status, is_coming=is_coming, is_place_free=is_free) == to


def test_those_who_wait_come_first():
    assert training.is_place_free(3, 2, 0)
    assert not training.is_place_free(3, 2, 1)


def test_who_may_put_herself_down():
    training.check_joining("accepted", is_open=True)
    for status, is_open in (("applied", True), ("left", True), ("active", False)):
        with pytest.raises(ValidationError):
            training.check_joining(status, is_open=is_open)
    training.check_capacity(2, 2)
    with pytest.raises(ValidationError):
        training.check_capacity(1, 2)


def test_six_months_ahead():
    day = datetime.date(2026, 8, 31)
    assert training.renewal_until(day) == datetime.date(2027, 2, 28)
    assert training.is_to_renew(datetime.date(2027, 2, 28), day)
    assert not training.is_to_renew(datetime.date(2027, 3, 1), day)
    assert not training.is_to_renew(None, day)


def test_groups():
    group.check_seat(3, 2)
    group.check_assignable("trained")
    for check, args in [
        (group.check_seat, (3, 3)),
        (group.check_assignable, ("applied",)),
        (group.check_seats_suffice, (2, 3)),
        (group.check_open, (False,)),
    ]:
        with pytest.raises(ValidationError):
            check(*args)


def test_the_week_in_words():
    assert len(SLOTS) == 21
    assert [code for code, _label in slot_choices()] == list(SLOTS)
    assert by_day(["sun_evening", "mon_morning", "mon_evening"]) == [
        ("Montag", ["vormittags", "abends"]),
        ("Sonntag", ["abends"]),
    ]
