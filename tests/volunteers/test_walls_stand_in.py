"""What the database shows to whoever stands in, day by day as the clock moves, whatever a view forgets."""

import datetime

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from ibs_portal.database.identity import asking_as, errand
from tests.clock import Clock
from tests.factories.matching import CheckInFactory, MatchFactory, MatchPauseFactory, MeetingNoteFactory, StandInFactory
from tests.factories.volunteers import OfferFactory, ProgrammeFactory, VolunteerFactory
from volunteers.emails.meeting import MEETING
from volunteers.models import (
    CheckIn,
    Match,
    MatchNeed,
    MatchPause,
    Meeting,
    MeetingFeedback,
    MeetingNote,
    NeedHelp,
    SkilledWorker,
    StandIn,
    Volunteer,
)
from volunteers.queries.narrow import cards, stand_in_names, who_asked

DAY = datetime.timedelta(days=1)
MODELS = (
    CheckIn,
    Match,
    MatchNeed,
    MatchPause,
    Meeting,
    MeetingFeedback,
    MeetingNote,
    NeedHelp,
    SkilledWorker,
    StandIn,
)
TODAY = datetime.date(2026, 5, 4)


@pytest.fixture
def clock(db, monkeypatch) -> Clock:
    clock = Clock(monkeypatch)
    clock.move_to(TODAY)
    return clock


@pytest.fixture
def stand_in(clock, persons, organisations) -> StandIn:
    """``begleiterin`` stands in for somebody of her group, for ``fachkraft``, from tomorrow on for a week."""
    programme = ProgrammeFactory(organisation=organisations["agency"])
    match = MatchFactory(need__programme=programme, need__worker__user=persons["fachkraft"], active=True)
    NeedHelp.objects.create(programme=programme, need=match.need, offer=OfferFactory())
    MeetingNoteFactory(meeting__match=match, meeting__on=TODAY - DAY, meeting__logged_on=TODAY)
    MatchPauseFactory(match=match)
    for side in ("volunteer", "worker"):
        CheckInFactory(match=match, side=side)
    deputy = VolunteerFactory(programme=programme, user=persons["begleiterin"], status="active", given_name="Gönül")
    days = {"starts_on": TODAY + DAY, "ends_on": TODAY + 7 * DAY}
    return StandInFactory(match=match, volunteer=deputy, accepted=True, **days)


def test_who_asked_is_told_to_the_errand_of_that_match_alone(stand_in, persons):
    StandIn.objects.filter(pk=stand_in.pk).update(asked_by=persons["freiwilligenagentur"])
    other = MatchFactory(need__programme=stand_in.programme)
    assert who_asked(stand_in.pk) is None
    with asking_as(persons["begleiterin"]):
        assert who_asked(stand_in.pk) is None
    for reached in ({"letters": other.pk}, {"stand_in": stand_in.pk}, {"match": stand_in.match_id}):
        with errand(**reached):
            assert who_asked(stand_in.pk) is None
    with errand(letters=stand_in.match_id):
        assert who_asked(stand_in.pk) == ("freiwilligenagentur@example.org", "de")


def read_by(user) -> dict[str, int]:
    """How many rows of each model a query without any filter finds."""
    found = {}
    with asking_as(user):
        for model in MODELS:
            try:
                with transaction.atomic():
                    found[model.__name__] = model._base_manager.count()
            except ProgrammingError:
                continue
    return {name: number for name, number in found.items() if number}


def said_to(user) -> dict[str, int]:
    with asking_as(user):
        shown = {m.__name__: m.objects.visible_to(user).count() for m in MODELS if m is not MatchNeed}
    return {name: number for name, number in shown.items() if number}


SEEN = {"Match": 1, "MatchPause": 1, "Meeting": 1, "NeedHelp": 1, "StandIn": 1}
# Day after today → what whoever stands in sees: her own row always, the rest from the first day to the last.
DAYS = [(0, {"StandIn": 1}), (1, SEEN), (7, SEEN), (8, {"StandIn": 1})]


def test_sight_comes_with_the_first_day_and_goes_after_the_last(stand_in, persons, clock):
    for days, seen in DAYS:
        clock.move_to(TODAY + days * DAY)
        user = persons["begleiterin"]
        assert (days, read_by(user), said_to(user)) == (days, seen, seen)


def test_it_is_what_a_companion_sees_but_for_her_words(stand_in, persons):
    """What the companion wrote, and what she answered to check-ins, is hers alone."""
    Volunteer.objects.filter(pk=stand_in.volunteer_id).update(user=None)
    Volunteer.objects.filter(pk=stand_in.companion_id).update(user=persons["begleiterin"])
    assert read_by(persons["begleiterin"]) == SEEN | {"CheckIn": 1, "MeetingNote": 1}


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "asked", "answered_at": None},
        {"state": "declined"},
        {"state": "ended", "ended_on": TODAY},
    ],
)
def test_without_her_yes_or_after_an_early_end_she_sees_nothing(stand_in, persons, clock, fields):
    StandIn.objects.filter(pk=stand_in.pk).update(**fields)
    clock.move_to(TODAY + 2 * DAY)
    assert read_by(persons["begleiterin"]) == said_to(persons["begleiterin"]) == {"StandIn": 1}


def test_it_goes_with_her_status_and_with_the_match(stand_in, persons, clock):
    clock.move_to(TODAY + 2 * DAY)
    user = persons["begleiterin"]
    Volunteer.objects.filter(pk=stand_in.volunteer_id).update(status="paused")
    assert read_by(user) == said_to(user) == {"StandIn": 1}
    Volunteer.objects.filter(pk=stand_in.volunteer_id).update(status="active")
    Match.objects.filter(pk=stand_in.match_id).update(state="ended", ended_on=clock.today, end_reason="moved")
    assert read_by(user) == said_to(user) == {"StandIn": 1}


def test_a_day_too_many_would_show_her(stand_in, persons, clock):
    """The negative control: with a clock that stands still in the database she would see the worker for good."""
    clock.move_to(TODAY + 7 * DAY)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE volunteers_standin SET ends_on = ends_on + 30")
    clock.move_to(TODAY + 8 * DAY)
    assert read_by(persons["begleiterin"]) == SEEN


def test_the_worker_sees_who_stands_in_for_as_long(stand_in, persons, clock):
    Volunteer.objects.filter(pk=stand_in.companion_id).update(given_name="Ánh")
    seen = []
    for days, _seen in DAYS:
        clock.move_to(TODAY + days * DAY)
        with asking_as(persons["fachkraft"]):
            assert Volunteer._base_manager.count() == 0
            reached = sorted(card.given_name for card in cards().values() if card.name)
            names = [one.deputy for one in stand_in_names().values()]
        seen.append((reached, names))
    both = (["Gönül", "Ánh"], ["Gönül"])
    assert seen == [(["Ánh"], ["Gönül"]), both, both, (["Ánh"], [])]


def test_first_names_are_for_those_concerned(stand_in, persons, clock):
    clock.move_to(TODAY + DAY)
    for name, number in (("begleiterin", 1), ("fachkraft", 1), ("agentur2", 0), (None, 0), ("technik", 0)):
        with asking_as(persons.get(name)):
            assert (name, len(stand_in_names())) == (name, number)
    with errand(stand_in=stand_in.pk):
        assert [one.given_name for one in stand_in_names().values()] == ["Anjaly"]
        assert StandIn.objects.exclude(pk=stand_in.pk).count() == 0
        assert Match.objects.filter(pk=stand_in.match_id).update(state="ended") == 0


def test_the_link_notes_meetings_on_her_days_alone(stand_in, clock, client):
    with errand(met=stand_in.match_id, met_by=stand_in.volunteer_id):
        assert cards() == {}
    statuses = []
    for days, _seen in DAYS:
        clock.move_to(TODAY + days * DAY)
        address = MEETING.path("de", match=stand_in.match_id, volunteer=stand_in.volunteer_id)
        data = {"day": clock.today.isoformat(), "length": str(30 + 30 * (days == 7)), "kind": "out"}
        statuses.append((client.get(address).status_code, client.post(address, data).status_code))
    assert statuses == [(410, 410), (200, 302), (200, 302), (410, 410)]
    assert Meeting.objects.filter(volunteer=stand_in.volunteer_id).minutes() == 90


def test_her_pages_follow_the_clock(stand_in, client_as, clock):
    worker, page = stand_in.match.worker, reverse("volunteers:my_stand_in", args=[stand_in.pk])
    seen = []
    for days, _seen in DAYS:
        clock.move_to(TODAY + days * DAY)
        client = client_as("begleiterin")
        answer, home = client.get(page), client.get(reverse("volunteers:my_home")).content.decode()
        text = answer.content.decode()
        seen.append((answer.status_code, worker.email in text, worker.family_name in text, "Sie vertreten" in home))
        assert client.get(reverse("volunteers:my_meetings")).status_code == 200
    assert seen == [
        (200, False, False, True),
        (200, True, True, True),
        (200, True, True, True),
        (404, False, False, False),
    ]
