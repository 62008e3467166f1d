"""Approve, answer, withdraw, expire, end: row, trail and mail of each, and two coordinators at once."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from ibs_portal.audit.models import Entry
from tests.factories.matching import MatchFactory, MatchNeedFactory, MeetingFactory, fitting_volunteer
from tests.factories.volunteers import CompanionGroupFactory, ProgrammeFactory, TrainingFactory
from volunteers.actions import match as match_actions
from volunteers.actions.group import assign_to_group
from volunteers.actions.match import (
    answer_match,
    approve_match,
    end_match,
    expire_match,
    expire_matches,
    remind_matches,
    withdraw_match,
)
from volunteers.models import GroupMembership, Match, MatchNeed, Volunteer

NOW = datetime.datetime(2026, 5, 4, 10, tzinfo=datetime.UTC)
TODAY = NOW.date()


@pytest.fixture
def coordinator(persons):
    return persons["freiwilligenagentur"]


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"])


@pytest.fixture
def need(programme):
    return MatchNeedFactory(programme=programme, opened_on=TODAY - datetime.timedelta(days=30))


def verbs(match):
    entries = Entry.objects.acts().filter(model="volunteers.Match", object_id=match.pk).order_by("pk")
    return [(entry.verb, entry.actor_id) for entry in entries]


def test_approval_asks_both_sides(coordinator, need, mailoutbox):
    volunteer = fitting_volunteer(need.programme, given_name="Gönül", phone="0541 7777")
    match = approve_match(need, volunteer, by=coordinator, now=NOW)
    need.refresh_from_db()
    assert (match.state, match.approved_by, match.approved_at, need.state) == ("asked", coordinator, NOW, "proposed")
    assert match.score == sum(reason["points"] for reason in match.reasons) > 0
    assert verbs(match) == [("match.approved", coordinator.pk)]
    assert [mail.to for mail in mailoutbox] == [[volunteer.email], [need.worker.email]]
    to_worker = mailoutbox[1].body
    assert "Gönül" in to_worker
    assert "/de/begleitung/antwort/" in to_worker
    # Before both have said yes nobody learns the other's family name, number or address.
    secrets = [volunteer.family_name, volunteer.phone, volunteer.email]
    assert [secret for secret in secrets if secret in to_worker] == []
    secrets = [need.worker.family_name, need.worker.phone, need.worker.email]
    assert [secret for secret in secrets if secret in mailoutbox[0].body] == []


def test_a_worker_without_email_is_asked_in_person(coordinator, programme, mailoutbox):
    need = MatchNeedFactory(programme=programme, worker__email="")
    volunteer = fitting_volunteer(programme)
    approve_match(need, volunteer, by=coordinator, now=NOW)
    assert [mail.to for mail in mailoutbox] == [[volunteer.email]]


@pytest.mark.parametrize(
    ("obstacle", "words"),
    [
        (lambda v, n: Volunteer.objects.filter(pk=v.pk).update(status="paused"), "nicht aktiv"),
        (lambda v, n: MatchFactory(volunteer=v, need__programme=v.programme, active=True), "Kein Platz frei"),
        (lambda v, n: TrainingFactory(programme=v.programme, title="Grundlagen"), "Grundlagen"),
        (lambda v, n: v.languages.update(level=1), "Keine Sprache"),
        (lambda v, n: MatchNeed.objects.filter(pk=n.pk).update(wish_gender="man"), "ein Mann"),
        (lambda v, n: MatchFactory(volunteer=v, need=n, state="declined"), "schon einmal Nein"),
        (lambda v, n: MatchNeed.objects.filter(pk=n.pk).update(state="closed"), "nicht mehr offen"),
    ],
)
def test_hard_rules_hold_at_the_moment_of_approval(coordinator, need, obstacle, words, mailoutbox):
    volunteer = fitting_volunteer(need.programme, gender="woman", max_matches=1)
    obstacle(volunteer, need)
    before = Match.objects.count()
    with pytest.raises(ValidationError) as refused:
        approve_match(need, volunteer, by=coordinator, now=NOW)
    assert words in " ".join(refused.value.messages)
    assert (Match.objects.count(), mailoutbox) == (before, [])


def test_a_full_group_takes_no_more(coordinator, need):
    group = CompanionGroupFactory(programme=need.programme, max_matches=1)
    one, two = fitting_volunteer(need.programme), fitting_volunteer(need.programme)
    for volunteer in (one, two):
        GroupMembership.objects.create(programme=need.programme, group=group, volunteer=volunteer)
    MatchFactory(volunteer=one, need__programme=need.programme, active=True)
    with pytest.raises(ValidationError, match="Gruppe"):
        approve_match(need, two, by=coordinator, now=NOW)
    group.max_matches = None
    group.save()
    assert approve_match(need, two, by=coordinator, now=NOW).state == "asked"


def test_a_volunteer_of_another_programme_is_never_matched(coordinator, need):
    stranger = fitting_volunteer(ProgrammeFactory())
    with pytest.raises(ValidationError):
        approve_match(need, stranger, by=coordinator, now=NOW)


def test_two_yes_begin_it_and_tell_the_contact(db, mailoutbox):
    match = MatchFactory(approved_at=NOW, volunteer__phone="0541 7777", worker__given_name="Anjaly")
    match = answer_match(match, side="volunteer", accept=True, by=None, now=NOW)
    assert (match.state, match.started_on, mailoutbox) == ("asked", None, [])
    match = answer_match(match, side="worker", accept=True, by=None, now=NOW, how="am Telefon")
    assert (match.state, match.started_on, match.worker_answered_how) == ("active", TODAY, "am Telefon")
    assert match.need.state == "matched"
    assert [mail.to for mail in mailoutbox] == [[match.volunteer.email], [match.worker.email]]
    assert match.worker.phone in mailoutbox[0].body
    assert match.volunteer.phone in mailoutbox[1].body
    assert verbs(match) == [("match.answered", None), ("match.answered", None)]


@pytest.mark.parametrize("side", ["volunteer", "worker"])
def test_one_no_opens_the_need_again_and_frees_the_place(db, side, mailoutbox):
    match = MatchFactory(approved_at=NOW, volunteer__max_matches=1)
    other = "worker" if side == "volunteer" else "volunteer"
    answer_match(match, side=other, accept=True, by=None, now=NOW)
    match = answer_match(match, side=side, accept=False, by=None, now=NOW)
    assert (match.state, match.need.state) == ("declined", "open")
    assert [mail.to for mail in mailoutbox] == [[getattr(match, other).email]]
    assert Match.objects.holding_a_place().count() == 0


def test_nobody_answers_twice_or_too_late(db):
    match = MatchFactory(approved_at=NOW)
    answer_match(match, side="worker", accept=True, by=None, now=NOW)
    for side, now, code in [("worker", NOW, "answered"), ("volunteer", NOW + datetime.timedelta(days=15), "expired")]:
        with pytest.raises(ValidationError) as refused:
            answer_match(match, side=side, accept=False, by=None, now=now)
        assert refused.value.code == code


def test_a_question_is_withdrawn(coordinator, mailoutbox):
    match = withdraw_match(MatchFactory(), by=coordinator)
    assert (match.state, match.need.state, len(mailoutbox)) == ("withdrawn", "open", 2)
    assert verbs(match) == [("match.withdrawn", coordinator.pk)]
    with pytest.raises(ValidationError):
        withdraw_match(match, by=coordinator)


def test_questions_expire_after_two_weeks(db):
    old, young = MatchFactory(approved_at=NOW), MatchFactory(approved_at=NOW + datetime.timedelta(days=1))
    late = NOW + datetime.timedelta(days=14, seconds=1)
    assert expire_match(young, by=None, now=late).state == "asked"
    assert expire_matches(by=None, now=late) == 1
    old.refresh_from_db()
    assert (old.state, MatchNeed.objects.get(pk=old.need_id).state) == ("expired", "open")


def test_whoever_has_not_answered_is_reminded_once(db, mailoutbox):
    match = MatchFactory(approved_at=NOW)
    answer_match(match, side="worker", accept=True, by=None, now=NOW)
    later = NOW + datetime.timedelta(days=10)
    early = remind_matches(by=None, now=later - datetime.timedelta(seconds=1))
    assert [early, remind_matches(by=None, now=later), remind_matches(by=None, now=later)] == [0, 1, 0]
    assert [mail.to for mail in mailoutbox] == [[match.volunteer.email]]
    assert "18. Mai 2026" in mailoutbox[0].body
    assert [e.verb for e in Entry.objects.acts().filter(verb="match.reminded")] == ["match.reminded"]


@pytest.mark.parametrize(("look_again", "state"), [(True, "open"), (False, "closed")])
def test_a_match_ends_with_day_and_reason(coordinator, mailoutbox, look_again, state):
    match = MatchFactory(active=True)
    today = timezone.localdate()
    match = end_match(match, by=coordinator, on=today, reason="no_time", look_again=look_again)
    assert (match.state, match.ended_on, match.end_reason, match.need.state) == ("ended", today, "no_time", state)
    assert [entry.reason for entry in Entry.objects.acts().filter(verb="match.ended")] == ["no_time"]
    assert len(mailoutbox) == 2
    assert not any("no_time" in mail.body for mail in mailoutbox)


@pytest.mark.parametrize("fields", [{"reason": ""}, {"on": datetime.date(2020, 1, 1)}])
def test_no_end_without_reason_or_before_the_beginning(coordinator, fields):
    match = MatchFactory(active=True)
    with pytest.raises(ValidationError):
        end_match(match, by=coordinator, **{"on": timezone.localdate(), "reason": "moved", **fields})
    match.refresh_from_db()
    assert match.state == "active"


def test_only_an_active_match_ends(coordinator):
    with pytest.raises(ValidationError):
        end_match(MatchFactory(), by=coordinator, on=timezone.localdate(), reason="moved")


def test_meetings_of_a_match_are_gone_with_it_but_not_before(coordinator):
    meeting = MeetingFactory()
    end_match(meeting.match, by=coordinator, on=timezone.localdate(), reason="moved")
    assert meeting.match.meetings.count() == 1


# --- Two coordinators at once ------------------------------------------------------------------------------


def crowd(pairs, by) -> int:
    """Approves all pairs at the same moment, in real threads; how many came through."""
    start, won, errors = threading.Barrier(len(pairs)), [], []

    def go(need, volunteer) -> None:
        try:
            start.wait(timeout=10)
            won.append(approve_match(need, volunteer, by=by, now=NOW))
        except ValidationError:
            pass
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    return len(won)


def without_locks(monkeypatch, number):
    """Reads the rows without locking, and waits until everybody has judged: as two desks do."""
    real, everybody_judged = match_actions.judge, threading.Barrier(number, timeout=10)

    def slow(*args, **kwargs):
        pair = real(*args, **kwargs)
        everybody_judged.wait()
        return pair

    def no_lock(volunteer, need):
        return Volunteer.objects.get(pk=volunteer.pk), MatchNeed.objects.select_related("programme", "worker").get(
            pk=need.pk
        )

    monkeypatch.setattr(match_actions, "judge", slow)
    monkeypatch.setattr(match_actions, "_lock_pair", no_lock)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("places", [1, 2])
def test_capacity_holds_when_several_approve_at_once(coordinator, programme, places):
    volunteer = fitting_volunteer(programme, max_matches=places)
    needs = MatchNeedFactory.create_batch(6, programme=programme)
    assert crowd([(need, volunteer) for need in needs], coordinator) == places
    assert Match.objects.holding_a_place().count() == places


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_volunteer_gets_too_many(coordinator, programme, monkeypatch):
    """The negative control of the test above."""
    without_locks(monkeypatch, 3)
    volunteer = fitting_volunteer(programme, max_matches=1)
    needs = MatchNeedFactory.create_batch(3, programme=programme)
    assert crowd([(need, volunteer) for need in needs], coordinator) > 1


@pytest.mark.django_db(transaction=True)
def test_group_capacity_holds_when_several_approve_at_once(coordinator, programme):
    group = CompanionGroupFactory(programme=programme, seats=6, max_matches=1)
    volunteers = [fitting_volunteer(programme) for _volunteer in range(4)]
    for volunteer in volunteers:
        GroupMembership.objects.create(programme=programme, group=group, volunteer=volunteer)
    needs = MatchNeedFactory.create_batch(4, programme=programme)
    assert crowd(list(zip(needs, volunteers, strict=True)), coordinator) == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_group_gets_too_many(coordinator, programme, monkeypatch):
    """The negative control of the test above."""
    without_locks(monkeypatch, 3)
    group = CompanionGroupFactory(programme=programme, seats=6, max_matches=1)
    volunteers = [fitting_volunteer(programme) for _volunteer in range(3)]
    for volunteer in volunteers:
        GroupMembership.objects.create(programme=programme, group=group, volunteer=volunteer)
    needs = MatchNeedFactory.create_batch(3, programme=programme)
    assert crowd(list(zip(needs, volunteers, strict=True)), coordinator) > 1


@pytest.mark.django_db(transaction=True)
def test_approving_while_the_volunteer_changes_groups_blocks_nobody(coordinator, programme):
    """Both acts lock group and volunteer; in different order they would wait for each other for ever."""
    groups = CompanionGroupFactory.create_batch(2, programme=programme, seats=50, max_matches=50)
    volunteer = fitting_volunteer(programme, max_matches=3)
    GroupMembership.objects.create(programme=programme, group=groups[0], volunteer=volunteer)
    needs = MatchNeedFactory.create_batch(3, programme=programme)
    start, errors = threading.Barrier(6), []

    def act(number: int) -> None:
        try:
            start.wait(timeout=10)
            if number % 2:
                assign_to_group(volunteer, group=groups[number // 2 % 2], by=coordinator, now=timezone.now())
            else:
                approve_match(needs[number // 2], volunteer, by=coordinator, now=timezone.now())
        except ValidationError:
            pass
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


@pytest.mark.django_db(transaction=True)
def test_one_need_gets_one_volunteer(coordinator, programme):
    need = MatchNeedFactory(programme=programme)
    volunteers = [fitting_volunteer(programme) for _volunteer in range(5)]
    assert crowd([(need, volunteer) for volunteer in volunteers], coordinator) == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_link_pressed_many_times_answers_once(db):
    match = MatchFactory(approved_at=NOW)
    start, results = threading.Barrier(10), []

    def press(number: int) -> None:
        try:
            start.wait(timeout=10)
            answer_match(match, side="volunteer", accept=number % 2 == 0, by=None, now=NOW)
            results.append("answered")
        except ValidationError as refused:
            results.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 10
    assert sorted(set(results) - {"closed"})[:1] == ["answered"]
    assert Entry.objects.acts().filter(verb="match.answered").count() == 1
