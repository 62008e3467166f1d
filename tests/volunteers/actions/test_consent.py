import datetime

import pytest
from django.core.exceptions import ValidationError

from ibs_portal.audit.models import Entry
from ibs_portal.database.identity import asking_as, errand
from tests.factories.accounts import UserFactory
from tests.factories.matching import MatchFactory, MatchNeedFactory, SkilledWorkerFactory
from tests.factories.volunteers import CompanionGroupFactory, ProgrammeFactory, VolunteerFactory
from volunteers.actions.consent import withdraw_consent
from volunteers.actions.consent_note import note_consents
from volunteers.actions.need import create_need
from volunteers.actions.volunteer import advance_volunteer
from volunteers.models import GroupMembership, Match, MatchNeed, Volunteer
from volunteers.queries.consent import asked_for_consent, consents_of

NOW = datetime.datetime(2026, 11, 30, 10, tzinfo=datetime.UTC)
ALL = ("data", "matching", "news")


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"])


@pytest.fixture
def volunteer(programme):
    user = UserFactory(email="v@example.org", role="volunteer", organisation=None)
    row = VolunteerFactory(programme=programme, user=user, status="active", email="v@example.org")
    note_consents(row, ALL, by=user, now=NOW)
    return row


@pytest.fixture
def worker(programme):
    user = UserFactory(email="w@example.org", role="skilled_worker", organisation=None)
    row = SkilledWorkerFactory(programme=programme, user=user, email="w@example.org")
    note_consents(row, ALL, by=user, now=NOW)
    return row


def take_back(person, kind: str, *, by=None):
    """Behind the walls, as the person herself or a coordinator does it."""
    by = by or person.user
    with asking_as(by):
        return withdraw_consent(person, kind=kind, by=by, now=NOW)


def standing_of(person) -> dict[str, str]:
    return {own.kind: own.standing for own in consents_of(person)}


def test_noting_twice_is_noting_once_and_says_who_and_how(volunteer):
    note_consents(volunteer, ["data"], by=volunteer.user, now=NOW, how="phone")
    assert list(volunteer.consents.values_list("kind", "how").order_by("kind")) == [
        ("data", "online"),
        ("matching", "online"),
        ("news", "online"),
    ]
    assert Entry.objects.acts().get(verb="consent.given").object_id == volunteer.pk


@pytest.mark.parametrize("who", ["volunteer", "worker"])
def test_news_go_by_themselves(who, request, mailoutbox):
    person = request.getfixturevalue(who)
    status = person.status
    take_back(person, "news")
    person.refresh_from_db()
    assert (standing_of(person), person.status) == ({"data": "given", "matching": "given", "news": "withdrawn"}, status)
    assert list(Volunteer.objects.agreeing_to("news")) == []
    with pytest.raises(ValidationError) as refused:
        take_back(person, "news")
    assert refused.value.code == "not_given"
    note_consents(person, ["news"], by=person.user, now=NOW)
    assert standing_of(person)["news"] == "given"
    assert mailoutbox == []


def test_without_matching_an_active_volunteer_pauses_and_questions_are_answered(volunteer, mailoutbox):
    running = MatchFactory(need__programme=volunteer.programme, volunteer=volunteer, active=True)
    asked = MatchFactory(
        need__programme=volunteer.programme, volunteer=volunteer, volunteer_answer="yes", volunteer_answered_at=NOW
    )
    take_back(volunteer, "matching")
    volunteer.refresh_from_db()
    assert (volunteer.status, volunteer.paused_until) == ("paused", None)
    asked.refresh_from_db(), running.refresh_from_db()
    assert (asked.state, asked.need.state, running.state) == ("declined", "open", "active")
    assert asked.worker.email in [mail.to[0] for mail in mailoutbox]
    # Nobody gets her back into matching without her word.
    with pytest.raises(ValidationError) as refused:
        advance_volunteer(volunteer, to="active", by=volunteer.user, now=NOW)
    assert refused.value.code in ("consent", "not_qualified")
    note_consents(volunteer, ["matching"], by=volunteer.user, now=NOW)
    assert advance_volunteer(volunteer, to="active", by=volunteer.user, now=NOW).status == "active"


def test_without_matching_a_workers_need_is_closed_and_none_can_be_opened(worker, persons):
    need = MatchNeedFactory(programme=worker.programme, worker=worker)
    take_back(worker, "matching")
    need.refresh_from_db(), worker.refresh_from_db()
    assert (need.state, worker.status) == ("closed", "here")
    with pytest.raises(ValidationError) as refused:
        create_need(worker, by=persons["freiwilligenagentur"], help=[])
    assert refused.value.code == "consent"
    assert MatchNeed.objects.filter(worker=worker).exclude(state="closed").count() == 0


def test_without_the_use_of_data_a_volunteer_has_left(volunteer, mailoutbox):
    group = CompanionGroupFactory(programme=volunteer.programme, speaker=volunteer)
    GroupMembership.objects.create(programme=volunteer.programme, group=group, volunteer=volunteer)
    take_back(volunteer, "data")
    volunteer.refresh_from_db(), group.refresh_from_db()
    assert (volunteer.status, volunteer.end_reason, volunteer.left_on) == ("left", "consent", NOW.date())
    assert set(standing_of(volunteer).values()) == {"withdrawn"}
    assert (group.speaker, volunteer.memberships.get().left_on) == (None, NOW.date())


def test_without_the_use_of_data_a_worker_has_left(worker):
    asked = MatchFactory(need__programme=worker.programme, need__worker=worker)
    take_back(worker, "data")
    asked.refresh_from_db(), worker.refresh_from_db()
    assert (worker.status, worker.end_reason) == ("left", "consent")
    assert (asked.state, asked.need.state) == ("declined", "closed")


@pytest.mark.parametrize("who", ["volunteer", "worker"])
def test_a_companionship_ends_with_it_in_one_act(who, db, request, mailoutbox):
    person = request.getfixturevalue(who)
    side = {"volunteer": person} if who == "volunteer" else {"need__worker": person}
    running = MatchFactory(need__programme=person.programme, active=True, **side)
    take_back(person, "data")
    person.refresh_from_db(), running.refresh_from_db()
    ended = (running.state, running.ended_on, running.end_reason, person.status, person.left_on)
    assert ended == ("ended", NOW.date(), "other", "left", NOW.date())
    # Whoever is left behind waits for another companion, and is told.
    assert MatchNeed.objects.get(pk=running.need_id).state == ("open" if who == "volunteer" else "closed")
    other = running.worker if who == "volunteer" else running.volunteer
    assert other.email in [mail.to[0] for mail in mailoutbox]
    assert set(standing_of(person).values()) == {"withdrawn"}


def test_a_coordinator_takes_it_back_for_somebody_who_phones(volunteer, persons):
    take_back(volunteer, "matching", by=persons["freiwilligenagentur"])
    volunteer.refresh_from_db()
    assert volunteer.status == "paused"
    assert Entry.objects.acts().get(verb="consent.withdrawn").actor_id == persons["freiwilligenagentur"].pk


def test_a_new_text_is_asked_for_again_and_the_old_one_stays_readable(volunteer):
    volunteer.consents.filter(kind="data").update(version="2026-01")
    own = {own.kind: own for own in consents_of(volunteer)}
    assert (own["data"].standing, own["matching"].standing) == ("outdated", "given")
    assert own["data"].older_text != tuple(own["data"].text)
    assert asked_for_consent(volunteer) == "again"
    note_consents(volunteer, ["data"], by=volunteer.user, now=NOW)
    assert asked_for_consent(volunteer) == ""
    # Both versions are there, and taking back takes both.
    assert volunteer.consents.filter(kind="data", withdrawn_at=None).count() == 2
    take_back(volunteer, "data")
    assert volunteer.consents.filter(withdrawn_at=None).count() == 0


def test_an_errand_of_another_person_gives_no_consent(volunteer, worker):
    with asking_as(worker.user), errand(worker=worker.pk), pytest.raises(Exception, match="row-level security"):
        note_consents(volunteer, ["data"], by=worker.user, now=NOW + datetime.timedelta(days=1))
    assert Match.objects.count() == 0
