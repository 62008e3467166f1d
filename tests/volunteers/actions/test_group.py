import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from ibs_portal.audit.models import Entry
from tests.factories.volunteers import CompanionGroupFactory, ProgrammeFactory, VolunteerFactory
from volunteers.actions import group as group_actions
from volunteers.actions.group import assign_to_group, create_group, update_group
from volunteers.models import CompanionGroup, GroupMembership

NOW = datetime.datetime(2026, 5, 4, 10, tzinfo=datetime.UTC)


@pytest.fixture
def coordinator(persons):
    return persons["freiwilligenagentur"]


def test_a_trained_volunteer_becomes_active_in_a_group(coordinator, mailoutbox):
    group = CompanionGroupFactory()
    volunteer = VolunteerFactory(programme=group.programme, status="trained")
    assert assign_to_group(volunteer, group=group, by=coordinator, now=NOW).status == "active"
    membership = GroupMembership.objects.get()
    assert (membership.group, membership.volunteer, membership.programme) == (group, volunteer, group.programme)
    assert Entry.objects.acts().filter(verb="volunteer.assigned", object_id=volunteer.pk).count() == 1
    assert [group.name in mail.subject for mail in mailoutbox] == [True]


def test_changing_the_group_keeps_the_history(coordinator):
    first, second = CompanionGroupFactory.create_batch(2, programme=ProgrammeFactory())
    volunteer = VolunteerFactory(programme=first.programme, status="active")
    assign_to_group(volunteer, group=first, by=coordinator, now=NOW)
    assign_to_group(volunteer, group=second, by=coordinator, now=NOW)
    assign_to_group(volunteer, group=second, by=coordinator, now=NOW)
    rows = GroupMembership.objects.order_by("pk").values_list("group", "left_on")
    assert list(rows) == [(first.pk, NOW.date()), (second.pk, None)]


@pytest.mark.parametrize(
    ("group", "status"), [({"seats": 1}, "active"), ({"is_active": False}, "active"), ({"seats": 5}, "applied")]
)
def test_full_ended_or_too_early(coordinator, group, status):
    group = CompanionGroupFactory(**group)
    if group.seats == 1:
        assign_to_group(
            VolunteerFactory(programme=group.programme, status="active"), group=group, by=coordinator, now=NOW
        )
    before = GroupMembership.objects.count()
    volunteer = VolunteerFactory(programme=group.programme, status=status)
    with pytest.raises(ValidationError):
        assign_to_group(volunteer, group=group, by=coordinator, now=NOW)
    assert GroupMembership.objects.count() == before


def test_somebody_of_another_programme_is_refused(coordinator):
    with pytest.raises(ValidationError):
        assign_to_group(VolunteerFactory(status="active"), group=CompanionGroupFactory(), by=coordinator, now=NOW)


def test_a_group_is_never_smaller_than_it_is(coordinator):
    group = create_group(ProgrammeFactory(), by=coordinator, name="A", seats=2)
    for volunteer in VolunteerFactory.create_batch(2, programme=group.programme, status="active"):
        assign_to_group(volunteer, group=group, by=coordinator, now=NOW)
    with pytest.raises(ValidationError) as refused:
        update_group(group, by=coordinator, details={"seats": 1})
    assert list(refused.value.error_dict) == ["seats"]
    assert update_group(group, by=coordinator, details={"name": "B"}).name == "B"
    assert Entry.objects.acts().get(verb="group.updated").fields == "name"


def crowd(group, volunteers, by) -> int:
    """All volunteers go for the group at the same moment; returns how many got in."""
    start, won = threading.Barrier(len(volunteers)), []

    def go(volunteer) -> None:
        try:
            start.wait()
            assign_to_group(volunteer, group=group, by=by, now=timezone.now())
            won.append(volunteer.pk)
        except ValidationError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(volunteer,)) for volunteer in volunteers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert GroupMembership.objects.filter(group=group, left_on=None).count() == len(won)
    return len(won)


@pytest.mark.django_db(transaction=True)
def test_the_last_places_are_given_once(coordinator):
    for _round in range(3):
        group = CompanionGroupFactory(seats=2)
        volunteers = VolunteerFactory.create_batch(8, programme=group.programme, status="accepted")
        assert crowd(group, volunteers, coordinator) == 2


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_group_is_overfilled(coordinator, monkeypatch):
    """The negative control of the test above."""
    real, meet = group_actions._members, threading.Barrier(8, timeout=10)

    def slow(group) -> int:
        number = real(group)
        meet.wait()
        return number

    monkeypatch.setattr(group_actions, "_locked", lambda group: CompanionGroup.objects.get(pk=group.pk))
    monkeypatch.setattr(group_actions, "_members", slow)
    group = CompanionGroupFactory(seats=2)
    volunteers = VolunteerFactory.create_batch(8, programme=group.programme, status="accepted")
    assert crowd(group, volunteers, coordinator) == 8
