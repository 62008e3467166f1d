"""Requests to join a group, and its dates."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ibs_portal.audit.models import Entry
from tests.factories.volunteers import (
    CompanionGroupFactory,
    GroupDateFactory,
    GroupRequestFactory,
    VolunteerFactory,
)
from volunteers.actions import group_request as request_actions
from volunteers.actions.group_date import answer_date, cancel_date, create_date, note_visits
from volunteers.actions.group_request import accept_request, decline_request, request_group, withdraw_request
from volunteers.models import GroupDate, GroupMembership, GroupRequest, GroupVisit

NOW = timezone.now()
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def by(persons):
    return persons["freiwilligenagentur"]


def join(group, volunteer) -> GroupMembership:
    day = timezone.localdate() - datetime.timedelta(30)
    return GroupMembership.objects.create(programme=group.programme, group=group, volunteer=volunteer, joined_on=day)


def states() -> list[str]:
    return list(GroupRequest.objects.order_by("pk").values_list("state", flat=True))


def test_asking_once_and_being_accepted(by, mailoutbox):
    group = CompanionGroupFactory()
    volunteer = VolunteerFactory(programme=group.programme, status="trained")
    asked = request_group(volunteer, group_id=group.pk, by=by, now=NOW)
    with pytest.raises(ValidationError):
        request_group(volunteer, group_id=CompanionGroupFactory(programme=group.programme).pk, by=by, now=NOW)
    accept_request(asked, by=by, now=NOW)
    volunteer.refresh_from_db()
    assert (states(), volunteer.status) == (["accepted"], "active")
    assert [group.name in mail.subject for mail in mailoutbox] == [True]
    for act in (accept_request, decline_request, withdraw_request):
        with pytest.raises(ValidationError) as refused:
            act(asked, by=by, now=NOW)
        assert refused.value.code == "settled"


def test_a_full_group_keeps_the_order_of_those_who_wait(by):
    group = CompanionGroupFactory(seats=1)
    member = VolunteerFactory(programme=group.programme, status="active")
    place = join(group, member)
    first, second = (GroupRequestFactory(group=group, asked_at=NOW - datetime.timedelta(days)) for days in (2, 1))
    with pytest.raises(ValidationError) as refused:
        accept_request(first, by=by, now=NOW)
    assert (refused.value.code, states()) == ("full", ["asked", "asked"])
    place.left_on = timezone.localdate()
    place.save()
    assert list(group.requests.filter(state="asked")) == [first, second]
    accept_request(first, by=by, now=NOW)
    assert states() == ["accepted", "asked"]


def test_who_is_not_accepted_yet_cannot_ask(by):
    group = CompanionGroupFactory()
    with pytest.raises(ValidationError):
        request_group(VolunteerFactory(programme=group.programme), group_id=group.pk, by=by, now=NOW)


def test_no_is_said_with_a_mail(by, mailoutbox):
    asked = GroupRequestFactory()
    decline_request(asked, by=by, now=NOW)
    assert (states(), [mail.to for mail in mailoutbox]) == (["declined"], [[asked.volunteer.email]])
    assert "/konto/ehrenamt/gruppe/" in mailoutbox[0].body


def rush(requests, by) -> int:
    """All are accepted at the same moment; how many got in."""
    start, won = threading.Barrier(len(requests)), []

    def go(asked) -> None:
        try:
            start.wait()
            accept_request(asked, by=by, now=timezone.now())
            won.append(asked.pk)
        except ValidationError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(asked,)) for asked in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert GroupMembership.objects.filter(left_on=None).count() == len(won)
    return len(won)


@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_given_to_one_request(by):
    group = CompanionGroupFactory(seats=1)
    assert rush(GroupRequestFactory.create_batch(4, group=group), by) == 1
    assert sorted(states()) == ["accepted", "asked", "asked", "asked"]


@pytest.mark.django_db(transaction=True)
def test_negative_control_without_the_lock_one_request_is_settled_twice(by, monkeypatch):
    group, meet = CompanionGroupFactory(seats=5), threading.Barrier(2, timeout=20)
    asked = GroupRequestFactory(group=group)
    settled = []

    def unlocked(one) -> GroupRequest:
        found = GroupRequest.objects.get(pk=one.pk)
        meet.wait()
        settled.append(found.state)
        return found

    monkeypatch.setattr(request_actions, "_locked", unlocked)
    threads = [
        threading.Thread(target=lambda: (withdraw_request(asked, by=by, now=NOW), connection.close())) for _n in "ab"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert settled == ["asked", "asked"]


def test_a_date_is_made_and_cancelled_with_mails(by, mailoutbox):
    group = CompanionGroupFactory()
    join(group, VolunteerFactory(programme=group.programme, status="active"))
    date = create_date(group, by=by, now=NOW, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR, place="Café")
    assert "Café" in mailoutbox[0].body
    cancel_date(date, by=by, now=NOW)
    assert len(mailoutbox) == 2
    with pytest.raises(ValidationError):
        cancel_date(date, by=by, now=NOW)


@pytest.mark.parametrize(("start", "end", "field"), [(-1, 1, "on"), (2, 2, "until"), (2, 1, "until")])
def test_dates_that_cannot_be(by, start, end, field):
    with pytest.raises(ValidationError) as refused:
        create_date(
            CompanionGroupFactory(),
            by=by,
            now=NOW,
            starts_at=NOW + start * HOUR,
            ends_at=NOW + end * HOUR,
            place="x",
        )
    assert (list(refused.value.error_dict), GroupDate.objects.count()) == ([field], 0)


def test_an_answer_can_be_changed_until_it_begins(by):
    date = GroupDateFactory()
    member = VolunteerFactory(programme=date.programme, status="active")
    join(date.group, member)
    for is_coming in (True, False):
        answer_date(date, volunteer=member, is_coming=is_coming, by=by, now=NOW)
    assert list(GroupVisit.objects.values_list("answer", flat=True)) == ["no"]
    with pytest.raises(ValidationError):
        answer_date(date, volunteer=member, is_coming=True, by=by, now=date.starts_at)


def test_minutes_are_noted_for_members_alone(by):
    date = GroupDateFactory(starts_at=NOW - 3 * HOUR)
    member, stranger = VolunteerFactory.create_batch(2, programme=date.programme, status="active")
    join(date.group, member)
    note_visits(date, minutes={member.pk: 90, stranger.pk: 90}, by=by, now=NOW)
    assert list(GroupVisit.objects.values_list("volunteer", "minutes")) == [(member.pk, 90)]
    assert Entry.objects.acts().filter(verb="group_date.attended").count() == 1
    with pytest.raises(ValidationError):
        note_visits(GroupDateFactory(), minutes={}, by=by, now=NOW)


@pytest.mark.parametrize("minutes", [25 * 60, -1, 721])
def test_twenty_five_hours_are_refused_by_rule_and_database(by, minutes):
    date = GroupDateFactory(starts_at=NOW - 3 * HOUR)
    member = VolunteerFactory(programme=date.programme, status="active")
    join(date.group, member)
    with pytest.raises(ValidationError) as refused:
        note_visits(date, minutes={member.pk: minutes}, by=by, now=NOW)
    assert refused.value.code == "minutes"
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupVisit.objects.create(programme=date.programme, date=date, volunteer=member, minutes=minutes)
