"""Every other letter to volunteers and skilled workers, and the pages behind their links: whole in every language."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Engine
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.gettogether import GetTogetherFactory, ParticipantFactory
from tests.factories.matching import SkilledWorkerFactory
from tests.factories.recognition import ErasureFactory
from tests.factories.volunteers import (
    CompanionGroupFactory,
    GroupDateFactory,
    QualificationGrantFactory,
    TrainingRegistrationFactory,
    TrainingSessionFactory,
    VolunteerFactory,
)
from tests.volunteers.emails.test_letters import read_all, write_all
from volunteers.actions import reminder
from volunteers.emails import bulk, consent, erasure, gettogether, training, volunteer, worker
from volunteers.models import TrainingSession
from volunteers.rules.consent_words import TITLES

FOLDER = Path(settings.BASE_DIR) / "templates/emails/volunteers"
# To the desk, which reads German or English.
TO_STAFF = {"digest", "erasure_told", "stand_in_declined"}


def to_volunteers(spoken: str, programme) -> None:
    person = VolunteerFactory(programme=programme, contact_language=spoken, interview_at=timezone.now())
    until = timezone.localdate() + datetime.timedelta(days=20)
    for status, more in (("interview", {}), ("accepted", {}), ("paused", {"paused_until": until}), ("left", {})):
        person.status, person.paused_until = status, more.get("paused_until")
        volunteer.send_status(person)
    person.status, person.paused_until = "paused", None
    volunteer.send_status(person)
    for letter in ("welcome", "entered", "listed", "pause_over"):
        volunteer.send_to(person, letter)
    volunteer.send_back(person)
    group = CompanionGroupFactory(programme=programme, meets="dienstags")
    volunteer.send_group_welcome(person, group)
    date = GroupDateFactory(group=group, topic="Briefe")
    for letter in ("group_date", "group_date_cancelled", "group_declined"):
        volunteer.send_about_group(person, letter, date=date, group=group)
    for of in (group, None):
        bulk.send_bulk(person, subject="Sommerfest", text="Guten Tag {Vorname}", group=of)
    for kind in TITLES:
        for is_given in (True, False):
            day = timezone.localdate()
            consent.send_recorded(person, kind=kind, is_given=is_given, told_on=day, said_by="Sie selbst")
    goes = ErasureFactory(volunteer=person, keeps_certificates=True)
    for letter in ("erasure_requested", "erasure_announced", "erasure_done"):
        erasure.send_to_person(person, letter, erasure=goes)


def to_workers(spoken: str, programme) -> None:
    person = SkilledWorkerFactory(programme=programme, contact_language=spoken, email="neu@example.org")
    worker.send_to_worker(person, "worker_welcome")
    gettogether.send_gettogether_link(ParticipantFactory(worker=person, gettogether__programme=programme))


def about_trainings(spoken: str, programme) -> None:
    session = TrainingSessionFactory(training__programme=programme)
    place = TrainingRegistrationFactory(session=session, volunteer__contact_language=spoken)
    for status in training.LETTERS:
        place.status = status
        training.send_place(place)
    place.offer_expires_at = timezone.now() + datetime.timedelta(days=2)
    training.send_offer(place)
    training.send_offer_expired(place)
    training.tell_of_change(session)
    training.tell_of_cancellation(session)
    person = place.volunteer
    open_day = TrainingSessionFactory(training__programme=programme, is_open=True)
    ends = timezone.localdate() + datetime.timedelta(days=40)
    grant = QualificationGrantFactory(volunteer=person, training=open_day.training, expires_on=ends)
    training.send_renewal(grant, timezone.now())


def reminders(spoken: str, programme) -> None:
    """By the job of the night: signed up days ago without a code, without the profile; invited, no answer."""
    long_ago, now = timezone.now() - datetime.timedelta(days=4), timezone.now()
    day, talks = timezone.localdate(long_ago), {"programme": programme, "contact_language": spoken}
    VolunteerFactory(source="online", applied_on=day, confirmed_at=None, profile_completed_at=None, **talks)
    VolunteerFactory(
        source="online", applied_on=day, confirmed_at=long_ago, profile_completed_at=None, user=UserFactory(), **talks
    )
    session = TrainingSessionFactory(training__programme=programme, starts_at=now + datetime.timedelta(days=6))
    TrainingRegistrationFactory(
        session=session, volunteer__contact_language=spoken, status="invited", invited_at=long_ago
    )
    assert reminder.remind_people(now=now, by=None) == 3


WRITERS = (to_volunteers, to_workers, about_trainings, reminders, write_all)


@pytest.fixture
def written(monkeypatch) -> set[str]:
    """Names of the letters that were written."""
    names: set[str] = set()
    found = Engine.get_template

    def get_template(engine, name):
        if name.startswith("emails/volunteers/"):
            names.add(Path(name).stem)
        return found(engine, name)

    monkeypatch.setattr(Engine, "get_template", get_template)
    return names


def test_every_letter_to_people_is_whole(language, programme, watched, written, mailoutbox):
    missing = watched(language)
    for write in WRITERS:
        write(language, programme)
    assert sorted(missing.texts) == []
    # A letter that comes later has to be written here as well, or this fails.
    letters = {path.stem for path in FOLDER.glob("*.txt") if not path.stem.startswith("_")}
    assert letters - written == TO_STAFF
    links = [line for mail in mailoutbox for line in mail.body.splitlines() if "/schulung/antwort/" in line]
    assert links and all(f"/{language}/schulung/" in line for line in links)


def training_pages(spoken: str, programme) -> Iterator[tuple[str, str, dict]]:
    """The page behind the link of a letter about a training, in each state."""

    def page_of(status: str, **more) -> str:
        more |= {"waiting_since": timezone.now()} if status == "waiting" else {}
        place = TrainingRegistrationFactory(
            session__training__programme=programme, volunteer__contact_language=spoken, status=status, **more
        )
        return training.training_answer_url(place).removeprefix(settings.SITE_URL)

    soon, past = timezone.now() + datetime.timedelta(days=1), timezone.now() - datetime.timedelta(days=1)
    for status in ("invited", "confirmed", "declined", "waiting", "attended", "missed", "expired"):
        yield page_of(status), "get", {}
    offered = page_of("offered", offer_expires_at=soon)
    yield offered, "get", {}
    yield offered, "post", {"answer": "yes"}
    for answer in ("yes", "no", "🙂"):
        invited = page_of("invited")
        yield invited, "post", {"answer": answer}
        yield invited, "get", {}
    yield page_of("offered", offer_expires_at=past), "post", {"answer": "yes"}
    waiting = page_of("waiting")
    yield waiting, "post", {"answer": "no"}
    full = TrainingSessionFactory(training__programme=programme, capacity=1)
    TrainingRegistrationFactory(session=full, status="confirmed")
    place = TrainingRegistrationFactory(session=full, volunteer__contact_language=spoken, status="declined")
    address = training.training_answer_url(place).removeprefix(settings.SITE_URL)
    yield address, "post", {"answer": "yes"}
    over = TrainingSessionFactory(training__programme=programme)
    place = TrainingRegistrationFactory(session=over, volunteer__contact_language=spoken, status="invited")
    address = training.training_answer_url(place).removeprefix(settings.SITE_URL)
    TrainingSession.objects.filter(pk=over.pk).update(starts_at=past - datetime.timedelta(hours=6), ends_at=past)
    yield address, "get", {}
    yield address, "post", {"answer": "yes"}
    TrainingSession.objects.filter(pk=over.pk).update(cancelled_at=past, cancel_reason="Krank")
    yield address, "get", {}
    yield address[:-3] + "/", "get", {}


def badge_pages(spoken: str, programme) -> Iterator[tuple[str, str, dict]]:
    """The page of a badge, whose link goes out by mail."""
    for is_ranked in (False, True):
        evening = GetTogetherFactory(programme=programme, is_ranked=is_ranked, tables=2)
        me = ParticipantFactory(gettogether=evening, table=1)
        address = f"/{spoken}/kennenlernen/{me.code}/"
        yield address, "get", {}
        others = [
            ParticipantFactory(
                gettogether=evening, worker=None, volunteer=VolunteerFactory(programme=programme), table=number % 2
            )
            for number in range(4)
        ]
        keys = [str(other.pk) for other in others]
        yield address, "get", {}
        choices = {"names": keys, "choice_1": keys[0], "choice_2": keys[0]}
        yield address, "post", choices
        yield address, "post", {"names": ["999999"], "choice_1": "999999"}
        yield address, "post", {"names": keys[:1], "choice_1": keys[0]}
        yield f"/{spoken}/kennenlernen/{others[0].code}/", "get", {}
        evening.closes_at = timezone.now() - datetime.timedelta(minutes=1)
        evening.save()
        yield address, "get", {}
    yield f"/{spoken}/kennenlernen/ABCD2346/", "get", {}


def test_every_page_behind_them_is_whole(language, programme, watched):
    missing = watched(language)
    for pages in (training_pages, badge_pages):
        read_all(pages(language, programme), language)
    assert sorted(missing.texts) == []


def test_a_letter_that_nobody_writes_is_found(written):
    """The negative control: without its writer a letter is missing from the list."""
    Engine.get_default().get_template("emails/volunteers/welcome.txt")
    assert written == {"welcome"}
