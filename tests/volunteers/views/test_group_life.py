"""A group on the pages of its members, its speaker and the desk."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.volunteers import (
    CompanionGroupFactory,
    GroupDateFactory,
    GroupRequestFactory,
    ProgrammeFactory,
    VolunteerFactory,
)
from tests.volunteers.views.test_volunteer import cost_of
from volunteers.models import BulkMail, Consent, GroupMembership, GroupRequest, GroupVisit

MY_GROUP = "/konto/ehrenamt/gruppe/"


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"])


@pytest.fixture
def me(programme, persons):
    return VolunteerFactory(programme=programme, user=persons["begleiterin"], status="active", given_name="Ich")


@pytest.fixture
def page(client_as, me):
    return client_as("begleiterin")


@pytest.fixture
def staff(client_as):
    return client_as("freiwilligenagentur")


def member(group, **more):
    volunteer = VolunteerFactory(programme=group.programme, **{"status": "active", **more})
    return join(group, volunteer)


def join(group, volunteer):
    day = timezone.localdate() - datetime.timedelta(9)
    GroupMembership.objects.create(programme=group.programme, group=group, volunteer=volunteer, joined_on=day)
    given = timezone.now() - datetime.timedelta(9)
    Consent.objects.create(programme=group.programme, volunteer=volunteer, kind="data", version="1", given_at=given)
    return volunteer


def test_asking_for_a_place_and_taking_it_back(page, me, programme):
    group, full = CompanionGroupFactory(programme=programme), CompanionGroupFactory(programme=programme, seats=1)
    member(full)
    foreign = CompanionGroupFactory()
    shown = {one.pk: one.free for one in page.get(MY_GROUP).context["groups"]}
    assert shown == {group.pk: 3, full.pk: 0}
    ask = reverse("volunteers:my_group_request")
    assert [page.post(ask, {"group": wanted}).status_code for wanted in (foreign.pk, "x", "9" * 30)] == [404] * 3
    assert page.post(ask, {"group": full.pk}).url == MY_GROUP
    assert full.name in page.get(MY_GROUP).content.decode()
    assert page.post(ask, {"group": group.pk}, follow=True).status_code == 200
    assert GroupRequest.objects.filter(state="asked").count() == 1
    page.post(ask, {"withdraw": "1"})
    assert list(GroupRequest.objects.values_list("state", flat=True)) == ["withdrawn"]


def test_the_desk_accepts_in_order(staff, programme):
    group = CompanionGroupFactory(programme=programme, seats=1)
    first, second = GroupRequestFactory.create_batch(2, group=group)
    page = staff.get(group.get_absolute_url())
    assert page.context["requests"] == [first, second]
    for asked in (first, second):
        staff.post(reverse("volunteers:group_request_answer", args=[asked.pk]), {"answer": "yes"})
    assert list(GroupRequest.objects.order_by("pk").values_list("state", flat=True)) == ["accepted", "asked"]
    assert "voll" in staff.get(group.get_absolute_url()).content.decode()


def test_a_member_answers_and_sees_nobody(page, me, programme):
    group = CompanionGroupFactory(programme=programme)
    join(group, me)
    other = member(group, given_name="Geheimnis")
    date = GroupDateFactory(group=group)
    GroupVisit.objects.create(programme=programme, date=date, volunteer=other, answer="yes")
    foreign = GroupDateFactory(group__programme=programme)
    answer = reverse("volunteers:my_group_date", args=[date.pk])
    assert page.post(answer, {"answer": "yes"}).url == MY_GROUP
    assert GroupVisit.objects.get(volunteer=me).answer == "yes"
    text = page.get(MY_GROUP).content.decode()
    assert ("Ich komme" in text, "Geheimnis" in text, other.email in text) == (True, False, False)
    assert page.post(reverse("volunteers:my_group_date", args=[foreign.pk]), {"answer": "yes"}).status_code == 404
    assert page.get(reverse("volunteers:my_group_mail")).status_code == 404


def test_the_speaker_sees_first_names_and_who_comes(page, me, programme):
    group = CompanionGroupFactory(programme=programme, speaker=me)
    join(group, me)
    other = member(group, given_name="Zoë", family_name="Unsichtbar", phone="0541 987")
    stranger = member(CompanionGroupFactory(programme=programme), given_name="Fremd")
    date = GroupDateFactory(group=group)
    GroupVisit.objects.create(programme=programme, date=date, volunteer=other, answer="yes")
    answer = page.get(MY_GROUP)
    assert answer.context["speaks"].members == ["Ich", "Zoë"]
    assert answer.context["dates"][0].coming == ["Zoë"]
    text = answer.content.decode()
    assert not any(word in text for word in ("Unsichtbar", "0541 987", other.email, stranger.given_name))


def test_the_speaker_writes_to_the_group_and_sees_no_address(page, me, programme, mailoutbox):
    group = CompanionGroupFactory(programme=programme, speaker=me)
    join(group, me)
    other = member(group, given_name="Zoë")
    member(group, email="")
    member(CompanionGroupFactory(programme=programme))
    data = {"subject": "Ausflug", "text": "Hallo {Vorname}", "token": uuid.uuid4()}
    done = page.post(reverse("volunteers:my_group_mail"), data)
    assert done.url == MY_GROUP
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([me.email, other.email])
    assert (BulkMail.objects.get().count, BulkMail.objects.get().group) == (2, group)
    assert other.email not in page.get(MY_GROUP).content.decode()
    again = page.post(reverse("volunteers:my_group_mail"), data)
    assert (again.status_code, len(mailoutbox)) == (200, 2)


def test_dates_at_the_desk(staff, programme, mailoutbox):
    group = CompanionGroupFactory(programme=programme)
    person = member(group)
    url = reverse("volunteers:group_date_create", args=[group.pk])
    day = timezone.localdate() + datetime.timedelta(5)
    late = staff.post(url, {"on": day, "begin": "18:00", "until": "17:00", "place": "Café"})
    assert list(late.context["form"].errors) == ["until"]
    staff.post(url, {"on": day, "begin": "18:00", "until": "19:30", "place": "Café"})
    date = group.dates.get()
    assert (timezone.localtime(date.starts_at).hour, len(mailoutbox)) == (18, 1)
    attend = reverse("volunteers:group_date_attend", args=[date.pk])
    assert staff.post(attend, {f"minutes_{person.pk}": "90"}).status_code == 200
    group.dates.update(starts_at=timezone.now() - datetime.timedelta(hours=2), ends_at=timezone.now())
    refused = staff.post(attend, {f"minutes_{person.pk}": str(25 * 60)})
    assert "720" in str(refused.context["form"].errors)
    staff.post(attend, {f"minutes_{person.pk}": "90"})
    assert GroupVisit.objects.get().minutes == 90


def test_the_pages_cost_the_same(staff, page, me, programme):
    group = CompanionGroupFactory(programme=programme, speaker=me, seats=9)
    join(group, me)
    urls = [(staff, group.get_absolute_url()), (page, MY_GROUP)]

    def more() -> None:
        volunteer = member(group)
        date = GroupDateFactory(group=group)
        GroupVisit.objects.create(programme=programme, date=date, volunteer=volunteer, answer="yes")
        GroupRequestFactory(group=group)
        CompanionGroupFactory(programme=programme)

    more()
    first = [cost_of(client, url) for client, url in urls]
    more()
    assert ([cost_of(client, url) for client, url in urls], max(first) <= 12) == (first, True)
