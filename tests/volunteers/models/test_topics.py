"""Topics of a programme: all until it names its own; what somebody has chosen stays."""

import pytest
from django.urls import reverse

from tests.factories.matching import SkilledWorkerFactory
from tests.factories.volunteers import OfferFactory, ProgrammeFactory, VolunteerFactory
from volunteers.models import Offer, VolunteerOffer


@pytest.fixture
def topics(db) -> dict[str, Offer]:
    return {name: OfferFactory(name_de=name) for name in ("Ämter", "Kochen", "Sport")} | {
        "Alt": OfferFactory(name_de="Alt", is_active=False)
    }


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"])


def names(rows) -> set[str]:
    return {offer.name_de for offer in rows}


def test_a_programme_that_names_none_offers_all(programme, topics):
    assert names(Offer.objects.offered_in([programme])) == {"Ämter", "Kochen", "Sport"}
    programme.topics.set([topics["Sport"], topics["Alt"]])
    other = ProgrammeFactory()
    other.topics.set([topics["Ämter"]])
    assert names(Offer.objects.offered_in([programme])) == {"Sport"}
    assert names(Offer.objects.offered_in([programme, other])) == {"Sport", "Ämter"}
    assert names(Offer.objects.offered_in([programme, ProgrammeFactory()])) == {"Ämter", "Kochen", "Sport"}
    assert names(Offer.objects.offered_in([])) == set()


def test_what_somebody_has_chosen_stays_and_nothing_else_comes_in(client_as, persons, programme, topics):
    volunteer = VolunteerFactory(programme=programme, user=persons["begleiterin"], status="active")
    for name in ("Kochen", "Alt"):
        VolunteerOffer.objects.create(programme=programme, volunteer=volunteer, offer=topics[name])
    programme.topics.set([topics["Sport"]])
    pages = {
        "begleiterin": reverse("volunteers:my_profile_page", args=["themen"]),
        "freiwilligenagentur": reverse("volunteers:volunteer_update", args=[volunteer.pk]),
    }
    for person, page in pages.items():
        field = client_as(person).get(page).context["form"].fields["offers"]
        assert names(field.queryset) == {"Sport", "Kochen", "Alt"}
    own = client_as("begleiterin")
    field = own.get(reverse("volunteers:my_profile")).context["form"].fields["offers"]
    assert names(field.queryset) == {"Sport", "Kochen", "Alt"}
    refused = own.post(pages["begleiterin"], {"offers": [topics["Ämter"].pk]})
    assert refused.context["form"].errors.keys() == {"offers"}
    own.post(pages["begleiterin"], {"offers": [topics[name].pk for name in ("Kochen", "Alt", "Sport")]})
    assert names(volunteer.offers.all()) == {"Sport", "Kochen", "Alt"}


def test_needs_are_of_the_programmes_topics(client_as, programme, topics):
    programme.topics.set([topics["Sport"]])
    worker = SkilledWorkerFactory(programme=programme)
    page = client_as("freiwilligenagentur").get(reverse("volunteers:need_create", args=[worker.pk]))
    assert names(page.context["form"].fields["help"].queryset) == {"Sport"}


def test_with_two_programmes_the_topic_has_to_be_of_the_chosen_one(client_as, programme, topics, organisations):
    other = ProgrammeFactory(organisation=organisations["agency"])
    programme.topics.set([topics["Sport"]])
    other.topics.set([topics["Ämter"]])
    desk, address = client_as("freiwilligenagentur"), reverse("volunteers:volunteer_create")
    assert names(desk.get(address).context["form"].fields["offers"].queryset) == {"Sport", "Ämter"}
    page = desk.post(address, {"programme": other.pk, "offers": [topics["Sport"].pk, topics["Ämter"].pk]})
    assert page.context["form"].errors["offers"] == [f"{other} bietet das nicht an: Sport"]
