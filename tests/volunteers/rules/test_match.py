"""The life of a match, without a database."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from volunteers.rules.match import (
    DAYS_TO_ANSWER,
    Light,
    Pulse,
    Sign,
    Standing,
    check_answer,
    check_meeting,
    is_overdue,
    is_reminded,
    light_of,
    signs_of,
    standing,
)

ASKED = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
DAY = datetime.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("volunteer", "worker", "expected"),
    [
        ("", "", Standing.WAITING),
        ("yes", "", Standing.WAITING),
        ("", "yes", Standing.WAITING),
        ("yes", "yes", Standing.BOTH_YES),
        ("no", "", Standing.DECLINED),
        ("yes", "no", Standing.DECLINED),
        ("no", "yes", Standing.DECLINED),
    ],
)
def test_one_no_ends_it_two_yes_begin_it(volunteer, worker, expected):
    assert standing(volunteer, worker) == expected


def test_two_weeks_to_answer():
    last = ASKED + datetime.timedelta(days=DAYS_TO_ANSWER)
    assert not is_overdue(ASKED, now=last)
    assert is_overdue(ASKED, now=last + datetime.timedelta(seconds=1))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"earlier_answer": "yes"}, "answered"),
        ({"is_asked": False}, "closed"),
        ({"now": ASKED + datetime.timedelta(days=15)}, "expired"),
        # Whoever has answered hears that first, whatever became of the match.
        ({"earlier_answer": "no", "is_asked": False}, "answered"),
    ],
)
def test_answers_that_come_too_late(changes, code):
    arguments = {"is_asked": True, "earlier_answer": "", "asked_at": ASKED, "now": ASKED} | changes
    with pytest.raises(ValidationError) as refused:
        check_answer(**arguments)
    assert refused.value.code == code


def test_an_answer_in_time():
    check_answer(is_asked=True, earlier_answer="", asked_at=ASKED, now=ASKED + datetime.timedelta(days=14))


@pytest.mark.parametrize(
    ("pulse", "signs", "light"),
    [
        (Pulse(0, 0), [], Light.GOOD),
        (Pulse(21, 21, says=("good", "good"), welcome=3), [], Light.GOOD),
        (Pulse(22, 22), [Sign.QUIET], Light.QUIET),
        (Pulse(42, 42), [Sign.QUIET], Light.QUIET),
        (Pulse(43, 43), [Sign.SILENT], Light.SILENT),
        (Pulse(1, 1, asks_for_help=True), [Sign.HELP], Light.SILENT),
        (Pulse(1, 1, says=("good", "fair")), [Sign.FAIR], Light.QUIET),
        (Pulse(1, 1, welcome=2), [Sign.HARDLY_WELCOME], Light.QUIET),
        (Pulse(5, 43, says=("good", "good")), [Sign.NO_MEETING], Light.QUIET),
        (Pulse(1, 1, ignored=1), [], Light.GOOD),
        (Pulse(1, 1, ignored=2), [Sign.IGNORED], Light.QUIET),
        (Pulse(30, 30, asks_for_help=True, ignored=2), [Sign.HELP, Sign.QUIET, Sign.IGNORED], Light.SILENT),
    ],
)
def test_traffic_light(pulse, signs, light):
    assert (signs_of(pulse), light_of(signs_of(pulse))) == (signs, light)


@pytest.mark.parametrize(("days", "reminded"), [(9, False), (10, True), (14, True), (15, False)])
def test_a_reminder_comes_once_and_before_it_is_too_late(days, reminded):
    now = ASKED + datetime.timedelta(days=days)
    assert is_reminded(ASKED, None, now=now) == reminded
    assert not is_reminded(ASKED, ASKED, now=now)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"is_active": False}, None),
        ({"on": DAY + datetime.timedelta(days=1)}, "on"),
        ({"on": DAY - datetime.timedelta(days=11)}, "on"),
    ],
)
def test_meetings_that_cannot_be(changes, field):
    started = DAY - datetime.timedelta(days=10)
    arguments = {"on": DAY, "is_active": True, "started_on": started, "today": DAY} | changes
    with pytest.raises(ValidationError) as refused:
        check_meeting(arguments.pop("on"), **arguments)
    assert list(getattr(refused.value, "error_dict", {None: 0})) == [field]


def test_meetings_between_the_beginning_and_today():
    check_meeting(DAY, is_active=True, started_on=DAY, today=DAY)
