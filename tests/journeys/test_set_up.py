"""Django admin in a real browser: lists and forms of every kind of row on a phone, some on a desk."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from counselling.models import Topic
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.audit.models import Entry
from projects.models import Project
from tests.journeys.axe import overflow, violations
from tests.portal.accounts.set_up_world import REGISTERED, make_set_up, page_of
from volunteers.models import DistrictDistance

pytestmark = pytest.mark.journey
HALVES = {"first": REGISTERED[::2], "second": REGISTERED[1::2]}
# Lists are drawn alike; among these are some with fields in them, and the trail.
LISTS = (User, Topic, Project, DistrictDistance, Entry)


def pages_of(model) -> list[str]:
    row = model._default_manager.first()
    lists = [page_of(model, "changelist")] if model in LISTS else []
    return [*lists, *([page_of(model, "change", row.pk)] if row else [])]


def wrong_with(page, address: str, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    found = violations(page)
    if (wide := overflow(page)) > 0:
        found.append(f"{wide} px wider than {width} px")
    return found


@pytest.mark.parametrize("half", HALVES)
def test_every_kind_of_row_is_set_up_on_a_phone(page_of_set_up, log_in, persons, organisations, half):
    make_set_up(persons, organisations)
    page = log_in(page_of_set_up, "technik")
    addresses = [address for model in HALVES[half] for address in pages_of(model)]
    wrong = {address: wrong_with(page, address, 360) for address in addresses}
    assert {address: found for address, found in wrong.items() if found} == {}


def test_the_start_and_a_new_account_on_a_desk(page_of_set_up, log_in, persons, organisations):
    page = log_in(page_of_set_up, "technik")
    for address in (reverse("admin:index"), page_of(User, "changelist"), page_of(User, "add")):
        assert wrong_with(page, address, 1280) == []


def test_a_choice_that_is_searched_has_a_name_and_says_what_is_chosen(page_of_set_up, log_in, persons, organisations):
    """Django draws it by script and names it by what is chosen: by nothing, as long as nothing is."""
    page = log_in(page_of_set_up, "technik")
    page.goto(page_of(User, "add"))
    box = page.get_by_role("combobox", name="Organisation")
    expect(box).to_be_visible()
    box.click()
    house = Organisation.objects.earliest("name").name
    page.get_by_role("option", name=house, exact=True).click()
    expect(page.get_by_role("combobox", name=f"Organisation: {house}")).to_be_visible()
