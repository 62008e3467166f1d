"""A clock that runs day by day, and who hears what on which day."""

import datetime

import pytest

from ibs_portal.database.identity import asking_as_job
from tests.factories.accounts import UserFactory
from tests.factories.matching import SkilledWorkerFactory
from tests.factories.volunteers import ProgrammeFactory, TrainingRegistrationFactory, VolunteerFactory
from volunteers.actions.reminder import remind_people
from volunteers.models import Volunteer

START = datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
FACTORIES = {"volunteer": VolunteerFactory, "worker": SkilledWorkerFactory}
SIDES = pytest.mark.parametrize("side", ["volunteer", "worker"])


def somebody(side: str, **fields):
    facts = {"email": f"{side}@example.org", "source": "online", "applied_on": START.date(), "contact_language": "de"}
    facts |= {"confirmed_at": None, "profile_completed_at": None}
    user = UserFactory(email=f"{side}@example.org", role=None, organisation=None)
    return FACTORIES[side](programme=ProgrammeFactory(), **{"user": user, **facts, **fields})


def run(mailoutbox, days: range) -> dict[int, str]:
    """The job on each of these days, behind the walls: which mail left on which day."""
    found = {}
    for day in days:
        before = len(mailoutbox)
        with asking_as_job():
            remind_people(by=None, now=START + day * DAY)
        for mail in mailoutbox[before:]:
            assert day not in found
            found[day] = mail.subject
    return found


@SIDES
def test_the_code_once_and_never_again(db, mailoutbox, side):
    somebody(side)
    assert run(mailoutbox, range(30)) == {2: "Ihre Anmeldung ist noch nicht fertig"}
    assert "/konto/login/code/" in mailoutbox[0].body


@SIDES
def test_an_unfinished_profile_twice(db, mailoutbox, side):
    somebody(side, confirmed_at=START)
    assert run(mailoutbox, range(60)) == {3: "Es fehlen noch zwei kurze Seiten", 10: "Es fehlen noch zwei kurze Seiten"}


@SIDES
def test_a_job_that_stood_still_does_not_make_up_for_what_it_missed(db, mailoutbox, side):
    somebody(side, confirmed_at=START)
    assert list(run(mailoutbox, range(20, 30))) == [20]


@SIDES
def test_reminders_stop_when_the_step_is_done(db, mailoutbox, side):
    person = somebody(side, confirmed_at=START)
    assert list(run(mailoutbox, range(5))) == [3]
    person.profile_completed_at = START + 5 * DAY
    person.save()
    assert run(mailoutbox, range(5, 60)) == {}


@pytest.mark.parametrize(
    ("side", "fields"),
    [
        ("volunteer", {"status": "left", "left_on": START.date(), "end_reason": "time"}),
        ("volunteer", {"status": "paused"}),
        ("volunteer", {"status": "interview"}),
        ("volunteer", {"email": ""}),
        ("volunteer", {"user": None}),
        ("worker", {"status": "left", "left_on": START.date(), "end_reason": "moved"}),
        ("worker", {"email": ""}),
    ],
)
def test_never_to_somebody_who_is_done_pauses_or_has_left(db, mailoutbox, side, fields):
    somebody(side, confirmed_at=START, **fields)
    assert run(mailoutbox, range(40)) == {}


def invitation(**fields):
    person = VolunteerFactory(status="accepted", contact_language="de", **fields)
    return TrainingRegistrationFactory(
        session__training__programme=person.programme,
        session__starts_at=START + 14 * DAY,
        volunteer=person,
        invited_at=START,
    )


def test_an_invitation_nobody_answered_once(db, mailoutbox):
    invitation()
    assert run(mailoutbox, range(20)) == {3: "Kommen Sie zur Schulung?"}


def test_an_answered_invitation_and_one_of_somebody_who_pauses_are_left_alone(db, mailoutbox):
    answered, paused = invitation(email="a@example.org"), invitation(email="p@example.org")
    type(answered).objects.filter(pk=answered.pk).update(status="confirmed", answered_at=START)
    Volunteer.objects.filter(pk=paused.volunteer_id).update(status="paused")
    assert run(mailoutbox, range(20)) == {}
