import datetime

import pytest
from django.utils import timezone

from tests.factories.volunteers import CompanionGroupFactory, TrainingFactory, VolunteerFactory
from volunteers.actions.pause import end_pauses
from volunteers.actions.volunteer import advance_volunteer
from volunteers.models import GroupMembership, StatusChange, Volunteer
from volunteers.tasks import end_pauses_of_today

NOW = datetime.datetime(2026, 5, 4, 6, 5, tzinfo=datetime.UTC)
TODAY = NOW.date()


def pausing(days: int | None, **more) -> Volunteer:
    until = None if days is None else TODAY + datetime.timedelta(days)
    return VolunteerFactory(status="paused", paused_until=until, **more)


def status_of(*people: Volunteer) -> list[str]:
    return [Volunteer.objects.get(pk=person.pk).status for person in people]


def test_whoever_named_today_is_back_and_gets_a_mail(db, mailoutbox):
    group = CompanionGroupFactory()
    today, grouped, later, open_ended = pausing(0), pausing(-2, programme=group.programme), pausing(1), pausing(None)
    GroupMembership.objects.create(programme=group.programme, group=group, volunteer=grouped)
    assert end_pauses(by=None, now=NOW) == 2
    assert status_of(today, grouped, later, open_ended) == ["trained", "active", "paused", "paused"]
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([today.email, grouped.email])
    assert "/konto/ehrenamt/pause/" in mailoutbox[0].body
    step = StatusChange.objects.get(volunteer=grouped)
    assert (step.before, step.after, step.by) == ("paused", "active", None)
    assert end_pauses(by=None, now=NOW) == 0


def test_whose_training_has_run_out_stays_and_is_told_once(db, mailoutbox):
    training = TrainingFactory()
    volunteer = pausing(0, programme=training.programme)
    for day in range(3):
        assert end_pauses(by=None, now=NOW + datetime.timedelta(day)) == 0
    assert status_of(volunteer) == ["paused"]
    assert [mail.to for mail in mailoutbox] == [[volunteer.email]]


def test_the_job_may_do_it(db):
    volunteer = VolunteerFactory(status="paused", paused_until=timezone.localdate())
    end_pauses_of_today(0)
    assert status_of(volunteer) == ["trained"]


def test_each_step_is_kept_with_its_reason(persons):
    by = persons["freiwilligenagentur"]
    volunteer = VolunteerFactory(status="active")
    until = TODAY + datetime.timedelta(9)
    advance_volunteer(volunteer, to="paused", by=by, now=NOW, paused_until=until)
    advance_volunteer(volunteer, to="left", by=by, now=NOW, end_reason="moved")
    steps = StatusChange.objects.order_by("pk").values_list("before", "after", "until", "reason", "by")
    assert list(steps) == [
        ("active", "paused", until, "", by.pk),
        ("paused", "left", None, "moved", by.pk),
    ]


@pytest.mark.parametrize("person", ["begleiterin"])
def test_a_volunteer_who_pauses_on_her_own_page_leaves_a_step(persons, client_as, person):
    volunteer = VolunteerFactory(user=persons[person], status="active")
    client_as(person).post("/konto/ehrenamt/pause/", {})
    step = StatusChange.objects.get()
    assert (step.volunteer, step.before, step.after, step.by) == (volunteer, "active", "paused", persons[person])
