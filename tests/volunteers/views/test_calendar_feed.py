"""The calendar of one person: made, fetched by a phone without a login, made anew, switched off.

The feed is read by another library (vobject) than the one that writes it (icalendar).
"""

import datetime
import hashlib
import re

import pytest
import vobject
from django.urls import reverse
from django.utils import timezone

from ibs_portal.audit.models import Entry
from ibs_portal.database.identity import asking_as
from tests.factories.gettogether import GetTogetherFactory, ParticipantFactory
from tests.factories.matching import MatchFactory, MeetingFactory, SkilledWorkerFactory
from tests.factories.volunteers import (
    CompanionGroupFactory,
    GroupDateFactory,
    GroupVisitFactory,
    ProgrammeFactory,
    TrainingFactory,
    TrainingRegistrationFactory,
    VolunteerFactory,
)
from volunteers.models import CalendarFeed, GroupMembership

PAGE, RENEW, REMOVE = (reverse(f"volunteers:my_calendar{name}") for name in ("", "_renew", "_remove"))
DAY = datetime.timedelta(days=1)
ADDRESS = re.compile(r'value="https?://[^/]+(/konto/kalender/[^"]+\.ics)"')


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"], name="Begleitprojekt")


@pytest.fixture
def volunteer(programme, persons):
    return VolunteerFactory(
        programme=programme, user=persons["begleiterin"], status="active", given_name="Zwölf", contact_language="de"
    )


@pytest.fixture
def worker(programme, persons):
    return SkilledWorkerFactory(
        programme=programme, user=persons["fachkraft"], given_name="Leinwand", contact_language="en"
    )


@pytest.fixture
def dates(programme, volunteer, worker) -> dict:
    """One of each kind for both, and as many that are others' or that she does not come to."""
    now = timezone.now().replace(microsecond=0)
    group = CompanionGroupFactory(programme=programme)
    GroupMembership.objects.create(programme=programme, group=group, volunteer=volunteer)
    basics = TrainingFactory(programme=programme, title="Grundlagen")
    training = TrainingRegistrationFactory(volunteer=volunteer, status="confirmed", session__training=basics)
    other = TrainingFactory(programme=programme, title="Abgesagt")
    TrainingRegistrationFactory(volunteer=volunteer, status="declined", session__training=other)
    TrainingRegistrationFactory(status="confirmed", session__training=other)
    GroupDateFactory(group=group, starts_at=now + DAY, topic="Fragen", place="Café")
    GroupVisitFactory(date=GroupDateFactory(group=group), volunteer=volunteer, answer="no", minutes=None)
    GroupDateFactory(group=group, starts_at=now + 2 * DAY, topic="Fällt aus", cancelled_at=now)
    GroupDateFactory(group__programme=programme, topic="Andere Gruppe")
    times = {"starts_at": now + 3 * DAY, "closes_at": now + 5 * DAY}
    evening = GetTogetherFactory(programme=programme, title="Kennenlernen", **times)
    for side in ({"volunteer": volunteer, "worker": None}, {"worker": worker}):
        ParticipantFactory(gettogether=evening, **side)
    match = MatchFactory(need__programme=programme, need__worker=worker, volunteer=volunteer, active=True)
    today = timezone.localdate()
    MeetingFactory(match=match, minutes=90, on=today - DAY)
    MeetingFactory(match=match, minutes=95, on=today - 100 * DAY)
    MeetingFactory(match__need__programme=programme, minutes=55, on=today)
    return {"training": training.session, "now": now}


def make(page) -> str:
    response = page.post(RENEW)
    assert response.status_code == 200 and "no-store" in response["Cache-Control"]
    return ADDRESS.search(response.content.decode())[1]


def events(content: bytes) -> dict[str, object]:
    return {event.summary.value: event for event in vobject.readOne(content.decode()).vevent_list}


def test_another_library_reads_all_own_dates_and_no_name(client, client_as, dates):
    response = client.get(make(client_as("begleiterin")))
    assert response.status_code == 200 and response["Content-Type"] == "text/calendar; charset=utf-8"
    found = events(response.content)
    assert set(found) == {
        "Grundlagen", "Gruppe: Fragen", "Gruppe: Fällt aus", "Kennenlernen", "Treffen, 1:30 Stunden"
    }  # fmt: skip
    training, group = found["Grundlagen"], found["Gruppe: Fragen"]
    planned = [moment.replace(microsecond=0) for moment in (dates["training"].starts_at, dates["training"].ends_at)]
    assert [training.dtstart.value, training.dtend.value] == planned
    assert group.dtstart.value == dates["now"] + DAY and group.location.value == "Café"
    status = {name: event.status.value for name, event in found.items()}
    assert status == {
        "Grundlagen": "CONFIRMED",
        "Gruppe: Fragen": "TENTATIVE",
        "Gruppe: Fällt aus": "CANCELLED",
        "Kennenlernen": "CONFIRMED",
        "Treffen, 1:30 Stunden": "CONFIRMED",
    }
    yesterday = timezone.localdate() - DAY
    meeting = found["Treffen, 1:30 Stunden"]
    assert (meeting.dtstart.value, meeting.dtend.value) == (yesterday, yesterday + DAY)
    assert len({event.uid.value for event in found.values()}) == len(found)
    assert not re.search("zwölf|leinwand|@example", response.content.decode(), re.IGNORECASE)


def test_a_skilled_worker_reads_hers_in_her_language(client, client_as, dates):
    found = events(client.get(make(client_as("fachkraft"))).content)
    assert set(found) == {"Kennenlernen", "Meeting, 1:30 hours"}


def test_a_phone_that_has_it_already_gets_304(client, client_as, volunteer, dates):
    address = make(client_as("begleiterin"))
    first = client.get(address)
    assert first["Cache-Control"] == "private, no-cache"
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    MeetingFactory(match=volunteer.matches.get(), minutes=30, on=timezone.localdate())
    changed = client.get(address, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200 and "Treffen, 0:30 Stunden" in events(changed.content)


def test_the_secret_is_kept_nowhere_and_shown_once(client_as, volunteer):
    page = client_as("begleiterin")
    secret = make(page).rpartition("/")[2].removesuffix(".ics")
    feed = CalendarFeed.objects.get()
    assert feed.secret_hash == hashlib.sha256(secret.encode()).hexdigest() and len(secret) == 32
    assert secret not in page.get(PAGE).content.decode()
    assert Entry.objects.acts().get(verb="calendar.renewed").file_id == volunteer.pk


def test_a_new_address_ends_the_old_one_and_off_is_off(client, client_as, volunteer):
    page = client_as("begleiterin")
    old, new = make(page), make(page)
    assert [client.get(address).status_code for address in (old, new)] == [404, 200]
    assert page.post(REMOVE).url == PAGE
    assert client.get(new).status_code == 404 and not CalendarFeed.objects.exists()
    assert page.post(REMOVE).status_code == 302
    assert Entry.objects.acts().filter(verb="calendar.removed").count() == 1


@pytest.mark.parametrize("secret", ["x", "ü" * 40, "a" * 4000, "..%2F.."])
def test_other_addresses_answer_404(client, volunteer, secret):
    assert client.get(f"/konto/kalender/{secret}.ics").status_code == 404


def test_whoever_leaves_or_may_not_log_in_has_no_calendar(client, client_as, volunteer, persons):
    address = make(client_as("begleiterin"))
    user = persons["begleiterin"]
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(address).status_code == 404
    type(user).objects.filter(pk=user.pk).update(is_active=True)
    assert client.get(address).status_code == 200
    left = {"status": "left", "left_on": timezone.localdate(), "end_reason": "moved"}
    type(volunteer).objects.filter(pk=volunteer.pk).update(**left)
    assert client.get(address).status_code == 404
    assert client_as("begleiterin").post(RENEW).status_code == 404


def test_nobody_else_sees_that_there_is_one(client_as, volunteer, worker, persons):
    make(client_as("begleiterin"))
    seen = {}
    for name in ("begleiterin", "fachkraft"):
        with asking_as(persons[name]):
            seen[name] = CalendarFeed.objects.count()
    assert seen == {"begleiterin": 1, "fachkraft": 0}
    assert not CalendarFeed.objects.visible_to(persons["freiwilligenagentur"]).exists()


def test_a_program_that_asks_all_the_time_is_slowed_down(client, client_as, volunteer, monkeypatch):
    address = make(client_as("begleiterin"))
    monkeypatch.setattr("volunteers.views.calendar_feed.RATE", "2/h/key")
    assert [client.get(address).status_code for _time in range(3)] == [200, 200, 429]
    assert client.get(address)["Retry-After"] == "600"


def test_the_feed_asks_few_questions(client, client_as, dates, count_queries):
    address = make(client_as("begleiterin"))
    assert count_queries(client, address) <= 12
