import datetime
import io
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from ibs_portal.audit.models import Entry
from tests.factories.matching import MatchFactory
from tests.factories.volunteers import (
    CompanionGroupFactory,
    ProgrammeFactory,
    QualificationGrantFactory,
    TrainingFactory,
    TrainingSessionFactory,
    VolunteerFactory,
)
from tests.volunteers.views.test_volunteer import cost_of
from volunteers.actions import bulk as bulk_actions
from volunteers.actions.bulk import act_on_many
from volunteers.actions.volunteer import advance_volunteer
from volunteers.models import BulkAct, GroupMembership, TrainingRegistration, Volunteer

TODAY = timezone.localdate()
PIPELINE = "/intern/freiwillige/"


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"])


@pytest.fixture
def staff(client_as):
    return client_as("freiwilligenagentur")


def bulk(**query) -> str:
    return f"{reverse('volunteers:bulk_act')}?" + "&".join(f"{k}={v}" for k, v in query.items())


def keys(response) -> set[int]:
    return {row.pk for row in response.context["rows"]}


def statuses(*people) -> list[str]:
    return [Volunteer.objects.get(pk=person.pk).status for person in people]


# --- Filters -------------------------------------------------------------------------------------------------


def test_each_filter_finds_its_people(staff, programme):
    training = TrainingFactory(programme=programme)

    def person(status="active", *, valid=300, **more) -> Volunteer:
        volunteer = VolunteerFactory(programme=programme, status=status, **more)
        if valid is not None:
            until = TODAY + datetime.timedelta(valid)
            QualificationGrantFactory(volunteer=volunteer, training=training, expires_on=until)
        return volunteer

    full, free, soon = person(), person(max_matches=2), person(valid=100, status="trained")
    untrained = person("applied", valid=None, status_since=TODAY - datetime.timedelta(8))
    back = person("paused", paused_until=TODAY, district="Haste")
    for volunteer in (full, free):
        MatchFactory(need__programme=programme, volunteer=volunteer, active=True)
    wanted = {
        "free=1": {free.pk},
        "training=missing": {untrained.pk},
        "training=soon": {soon.pk},
        "waits=7": {untrained.pk},
        "waits=14": set(),
        "back=1": {back.pk},
        "district=Haste": {back.pk},
        "status=active": {full.pk, free.pk},
    }
    assert {query: keys(staff.get(f"{PIPELINE}?{query}")) for query in wanted} == wanted
    shown = {row.pk: row.now for row in staff.get(PIPELINE).context["rows"]}
    assert (shown[full.pk], shown[free.pk]) == ("1 von 1", "1 von 2")


@pytest.mark.parametrize(
    "nonsense",
    ["group=9" * 30, "group=-1", "waits=x", "training=1", "free=2", "language=" + "x" * 99, "after=a_b_c", "q=%FF"],
)
def test_nonsense_in_the_address_is_not_asked_for(staff, programme, nonsense):
    VolunteerFactory(programme=programme)
    assert staff.get(f"{PIPELINE}?{nonsense}").status_code == 200


def test_excel_and_paper_hold_what_the_filters_find(staff, programme):
    volunteer = VolunteerFactory(programme=programme, given_name="=1+1", family_name="", status="accepted")
    VolunteerFactory(programme=programme)
    VolunteerFactory()
    file = staff.get(reverse("volunteers:pipeline_export") + "?status=accepted")
    sheet = load_workbook(io.BytesIO(file.content)).active
    names = [cell.value for cell in sheet["A"]][2:]
    assert (names, sheet["A3"].data_type) == ([volunteer.name], "s")
    assert Entry.objects.filter(verb="volunteer.exported").count() == 1
    paper = staff.get(reverse("volunteers:pipeline_print") + "?status=accepted").content.decode()
    assert "=1+1" in paper


@pytest.mark.parametrize("name", ["pipeline", "pipeline_print", "pipeline_export"])
def test_the_lists_cost_the_same(staff, programme, name):
    url = reverse(f"volunteers:{name}")
    VolunteerFactory(programme=programme, status="paused", district="A", paused_until=TODAY)
    first = cost_of(staff, url)
    VolunteerFactory.create_batch(2, programme=programme, status="active", district="B")
    assert (cost_of(staff, url), first <= 12) == (first, True)


# --- Several at once -----------------------------------------------------------------------------------------


def test_the_preview_says_what_will_happen_and_why_not(staff, programme):
    training = TrainingFactory(programme=programme)
    ready, untrained, left, foreign = (
        VolunteerFactory(programme=programme, status="trained"),
        VolunteerFactory(programme=programme, status="trained"),
        VolunteerFactory(programme=programme, status="left", left_on=TODAY, end_reason="moved"),
        VolunteerFactory(status="trained"),
    )
    QualificationGrantFactory(volunteer=ready, training=training)
    query = "&".join(f"wer={v.pk}" for v in (ready, untrained, left, foreign))
    page = staff.get(f"{reverse('volunteers:bulk_act')}?tat=step&to=active&{query}")
    assert [(line.pk, line.will) for line in page.context["lines"]] == [(ready.pk, "wird: Aktiv")]
    assert {line.pk: bool(line.why_not) for line in page.context["refused"]} == {untrained.pk: True, left.pk: True}
    assert statuses(ready, untrained) == ["trained", "trained"]
    done = staff.post(reverse("volunteers:bulk_act"), {"tat": "step", "to": "active", "wer": f"{ready.pk}:trained"})
    act = BulkAct.objects.get()
    assert (done.url, statuses(ready)) == (reverse("volunteers:bulk_detail", args=[act.pk]), ["active"])


def test_all_that_the_filters_find(staff, programme):
    people = VolunteerFactory.create_batch(3, programme=programme, status="accepted")
    VolunteerFactory(programme=programme)
    page = staff.get(bulk(tat="step", to="trained", alle=1, status="accepted"))
    assert {line.pk for line in page.context["lines"]} == {v.pk for v in people}


def test_places_go_to_whoever_stands_first_and_the_others_are_told(staff, programme):
    group = CompanionGroupFactory(programme=programme, seats=2)
    people = [VolunteerFactory(programme=programme, status="trained", family_name=name) for name in "ABC"]
    query = "&".join(f"wer={v.pk}" for v in people)
    page = staff.get(f"{reverse('volunteers:bulk_act')}?tat=group&group={group.pk}&{query}")
    assert [line.pk for line in page.context["lines"]] == [people[0].pk, people[1].pk]
    assert [line.pk for line in page.context["refused"]] == [people[2].pk]
    data = {"tat": "group", "group": group.pk, "wer": [line.mark for line in page.context["lines"]]}
    assert staff.post(reverse("volunteers:bulk_act"), data).url == group.get_absolute_url()
    assert GroupMembership.objects.filter(group=group).count() == 2


def test_an_invitation_for_several(staff, programme, mailoutbox):
    session = TrainingSessionFactory(training__programme=programme)
    people = VolunteerFactory.create_batch(2, programme=programme, status="accepted")
    marks = [f"{v.pk}:accepted" for v in people]
    staff.post(reverse("volunteers:bulk_act"), {"tat": "invite", "session": session.pk, "wer": marks})
    assert TrainingRegistration.objects.filter(session=session).count() == 2
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(v.email for v in people)


def test_whoever_has_changed_meanwhile_stops_all_of_it(staff, programme, persons, mailoutbox):
    one, other = VolunteerFactory.create_batch(2, programme=programme, status="accepted")
    marks = [f"{v.pk}:accepted" for v in (one, other)]
    advance_volunteer(other, to="trained", by=persons["freiwilligenagentur"], now=timezone.now())
    answer = staff.post(reverse("volunteers:bulk_act"), {"tat": "step", "to": "trained", "wer": marks})
    assert other.name in str(answer.context["form"].non_field_errors())
    assert [line.pk for line in answer.context["lines"]] == [one.pk]
    assert (statuses(one), BulkAct.objects.count(), mailoutbox) == (["accepted"], 0, [])


def test_one_who_cannot_takes_the_others_along(programme, persons):
    TrainingFactory(programme=programme)
    qualified, missing = VolunteerFactory.create_batch(2, programme=programme, status="accepted")
    QualificationGrantFactory(volunteer=qualified, training=programme.trainings.get())
    marks = {qualified.pk: "accepted", missing.pk: "accepted"}
    by = persons["freiwilligenagentur"]
    with pytest.raises(ValidationError, match=missing.name):
        act_on_many(marks, kind="step", details={"to": "trained"}, by=by, now=timezone.now())
    assert (statuses(qualified, missing), BulkAct.objects.count()) == (["accepted", "accepted"], 0)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"tat": "x"},
        {"tat": "step", "to": "left", "wer": "1:active"},
        {"tat": "step", "to": "trained", "wer": ["x:y", "9" * 40 + ":applied", "5"]},
        {"tat": "group", "group": "9" * 30, "wer": "1:active"},
        {"tat": "pause", "paused_until": "2020-01-01", "wer": "1:active"},
    ],
)
def test_nonsense_is_answered_with_words(staff, programme, data):
    assert staff.post(reverse("volunteers:bulk_act"), data).status_code == 200
    assert BulkAct.objects.count() == 0


def test_it_is_taken_back_for_whoever_has_not_moved_on(staff, programme, persons, mailoutbox):
    since = TODAY - datetime.timedelta(30)
    people = VolunteerFactory.create_batch(3, programme=programme, status="active", applied_on=since)
    marks = [f"{v.pk}:active" for v in people]
    staff.post(reverse("volunteers:bulk_act"), {"tat": "pause", "paused_until": "", "wer": marks})
    act, sent = BulkAct.objects.get(), len(mailoutbox)
    assert (statuses(*people), sent) == (["paused"] * 3, 3)
    advance_volunteer(people[2], to="left", end_reason="moved", by=persons["freiwilligenagentur"], now=timezone.now())
    sent = len(mailoutbox)
    answer = staff.post(reverse("volunteers:bulk_undo", args=[act.pk]), follow=True)
    assert people[2].name in answer.content.decode()
    assert (statuses(*people), len(mailoutbox)) == (["active", "active", "left"], sent)
    assert Volunteer.objects.get(pk=people[0].pk).status_since == since
    again = staff.post(reverse("volunteers:bulk_undo", args=[act.pk]), follow=True)
    assert "einen Tag" in again.content.decode()
    assert statuses(*people) == ["active", "active", "left"]


def race(marks: dict, persons, rounds: int) -> list[str]:
    """Several coordinators confirm the same preview at the same moment: what each is told."""
    start, told = threading.Barrier(rounds), []

    def go() -> None:
        try:
            start.wait()
            by = persons["freiwilligenagentur"]
            act_on_many(marks, kind="step", details={"to": "trained"}, by=by, now=timezone.now())
            told.append("done")
        except ValidationError as refused:
            told.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _n in range(rounds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_do_it_once(persons, programme):
    people = VolunteerFactory.create_batch(4, programme=programme, status="accepted")
    told = race({v.pk: "accepted" for v in people}, persons, 3)
    assert told == ["changed", "changed", "done"]
    assert [v.steps.count() for v in people] == [1, 1, 1, 1]


@pytest.mark.django_db(transaction=True)
def test_negative_control_without_the_lock_they_do_not_notice_each_other(persons, programme, monkeypatch):
    meet = threading.Barrier(3, timeout=20)

    def unlocked(marks, by) -> list:
        people = list(Volunteer.objects.filter(pk__in=marks).select_related("programme").order_by("pk"))
        meet.wait()
        return people

    monkeypatch.setattr(bulk_actions, "_locked", unlocked)
    people = VolunteerFactory.create_batch(2, programme=programme, status="accepted")
    told = race({v.pk: "accepted" for v in people}, persons, 3)
    assert "changed" not in told
