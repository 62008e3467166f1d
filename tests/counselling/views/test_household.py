"""Households: who belongs, who is counted, linking two files, leaving; and two people at once."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from counselling.actions.household import add_member, link_file
from counselling.models import Household, HouseholdMember
from counselling.queries.household import household_page
from tests.counselling.actions.test_casework_races import at_once
from tests.factories.casework import ClientFactory

TODAY = timezone.localdate()


def address(name: str, house, *more: int) -> str:
    return reverse(f"counselling:{name}", args=[house["client"].pk, *more])


def child(house, **more) -> HouseholdMember:
    facts = {"relation": "child", "joined_on": TODAY, "birth_year": 2019, "is_co_advised": True}
    return add_member(house["client"], by=house["beratung"], **facts | more)


def other_client(house):
    return ClientFactory(by=house["beratung"], centre=house["centre"], name=("Văn Minh", "Nguyễn"))


def test_a_child_is_added_counted_corrected_and_leaves(house, client_as):
    client, page = client_as("beratung"), address("household_detail", house)
    assert "Noch niemand" in client.get(page).content.decode()
    typed = {"relation": "child", "birth_year": "2019", "is_co_advised": "on", "joined_on": TODAY}
    assert client.post(address("household_member_create", house), typed).url == page
    found = household_page(house["beratung"], house["client"])
    assert (len(found.members), found.with_file, found.co_advised) == (2, 1, 1)
    assert "Jahrgang 2019" in client.get(page).content.decode()
    member = HouseholdMember.objects.get(client=None)
    change = {"relation": "sibling", "birth_year": "2018"}
    assert client.post(address("household_member_update", house, member.pk), change).url == page
    member.refresh_from_db()
    assert (member.relation, member.birth_year, member.is_co_advised) == ("sibling", 2018, False)
    assert client.post(address("household_leave", house, member.pk), {"ended_on": TODAY}).url == page
    found = household_page(house["beratung"], house["client"])
    assert ([m.pk for m in found.former], len(found.members)) == ([member.pk], 1)
    assert client.get(address("household_leave", house, member.pk)).status_code == 404


def test_two_files_become_one_household(house, client_as):
    other, client = other_client(house), client_as("beratung")
    found = f"{address('household_link', house)}?q=nguyen minh"
    assert "Văn Minh" in client.get(found).content.decode()
    typed = {"other": other.pk, "relation": "partner", "joined_on": TODAY}
    assert client.post(found, typed).url == address("household_detail", house)
    theirs = client.get(reverse("counselling:household_detail", args=[other.pk])).content.decode()
    assert reverse("counselling:client_detail", args=[house["client"].pk]) in theirs
    assert Household.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"joined_on": TODAY + datetime.timedelta(days=1)}, "joined_on"),
        ({"birth_year": TODAY.year + 1}, "birth_year"),
        ({"birth_year": "99999999999999999999"}, "birth_year"),
        ({"relation": "reference"}, "relation"),
        ({"joined_on": "31.02.2026"}, "joined_on"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(house, client_as, typed, field):
    data = {"relation": "child", "joined_on": TODAY, "birth_year": "2015"} | typed
    page = client_as("beratung").post(address("household_member_create", house), data)
    assert (set(page.context["form"].errors), Household.objects.count()) == ({field}, 0)


def test_nobody_leaves_before_she_came(house, client_as):
    member = child(house)
    day = TODAY - datetime.timedelta(days=3)
    page = client_as("beratung").post(address("household_leave", house, member.pk), {"ended_on": day})
    assert set(page.context["form"].errors) == {"ended_on"}


def test_whoever_lives_elsewhere_leaves_there_first(house):
    other = other_client(house)
    child(house)
    add_member(other, by=house["beratung"], relation="child", joined_on=TODAY)
    with pytest.raises(ValidationError, match="anderen Haushalt"):
        link_file(house["client"], by=house["beratung"], other=other, relation="partner", joined_on=TODAY)


def test_the_database_knows_one_household_and_counts_nobody_twice(house):
    here = child(house).household.members.get(client=house["client"])
    wrong = ({"is_co_advised": True}, {"birth_year": 1990}, {"ended_on": TODAY - datetime.timedelta(days=9)})
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            HouseholdMember.objects.filter(pk=here.pk).update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        HouseholdMember.objects.create(
            household=Household.objects.create(controller=here.controller, created_by=house["beratung"]),
            controller=here.controller,
            client=house["client"],
            relation="child",
            joined_on=TODAY,
        )


def test_a_household_needs_the_same_queries_for_any_size(house, client_as, count_queries):
    client, page = client_as("beratung"), address("household_detail", house)
    child(house)
    client.get(page)
    few = count_queries(client, page)
    for _number in range(5):
        child(house)
    assert (count_queries(client, page), few <= 12) == (few, True)


@pytest.mark.django_db(transaction=True)
def test_two_people_found_one_household(house):
    outcomes = at_once(4, lambda _position: child(house))
    assert (outcomes, Household.objects.count()) == ({"done": 4}, 1)
    assert HouseholdMember.objects.filter(client=house["client"]).count() == 1
