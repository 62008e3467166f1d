import datetime

import pytest
from django.core.exceptions import ValidationError

from volunteers.rules import volunteer as rules

TODAY = datetime.date(2026, 5, 4)


def refused(function, *args, **kwargs) -> bool:
    try:
        function(*args, **kwargs)
    except ValidationError:
        return True
    return False


def test_every_status_has_a_way_on_and_nothing_leads_nowhere():
    statuses = set(rules.TRANSITIONS)
    assert statuses == {"applied", "interview", "accepted", "trained", "active", "paused", "left"}
    assert all(set(following) <= statuses and following for following in rules.TRANSITIONS.values())
    assert all(set(own) <= set(rules.TRANSITIONS[status]) for status, own in rules.OWN_TRANSITIONS.items())


@pytest.mark.parametrize(
    ("status", "to", "is_own", "is_refused"),
    [
        ("applied", "accepted", False, False),
        ("applied", "accepted", True, True),
        ("applied", "active", False, True),
        ("active", "paused", True, False),
        ("left", "active", False, True),
        ("left", "applied", False, False),
        ("left", "applied", True, True),
    ],
)
def test_only_the_listed_steps_are_possible(status, to, is_own, is_refused):
    assert refused(rules.check_transition, status, to, is_own=is_own) is is_refused


@pytest.mark.parametrize(
    ("to", "is_qualified", "is_refused"),
    [("trained", False, True), ("active", False, True), ("active", True, False), ("paused", False, False)],
)
def test_nobody_is_active_without_the_training(to, is_qualified, is_refused):
    assert refused(rules.check_training, to, is_qualified=is_qualified) is is_refused


@pytest.mark.parametrize(("days", "is_refused"), [(-1, True), (0, True), (1, False)])
def test_a_break_ends_after_today(days, is_refused):
    assert refused(rules.check_pause, TODAY + datetime.timedelta(days), TODAY) is is_refused


def test_a_break_may_be_open_ended():
    assert not refused(rules.check_pause, None, TODAY)


def test_leaving_needs_a_reason_and_an_interview_a_moment():
    assert refused(rules.check_leaving, "")
    assert not refused(rules.check_leaving, "time")
    assert refused(rules.check_interview, "interview", None)
    assert not refused(rules.check_interview, "accepted", None)


def test_all_mandatory_trainings_count():
    assert rules.is_qualified(set(), set())
    assert rules.is_qualified({1, 2}, {1, 2, 3})
    assert not rules.is_qualified({1, 2}, {1})


def test_waiting_days_and_the_thirty_days():
    assert rules.waiting_days(datetime.date(2026, 5, 1), TODAY) == 3
    assert rules.waiting_days(datetime.date(2026, 6, 1), TODAY) == 0
    assert rules.unconfirmed_since(TODAY) == datetime.date(2026, 4, 4)


def test_back_from_a_break():
    assert rules.status_after_pause(has_group=True) == "active"
    assert rules.status_after_pause(has_group=False) == "trained"
