"""Languages with their level, ways to get in touch and their warnings, the residence status."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from counselling.models import Client, Residence
from ibs_portal.audit.models import Entry
from tests.counselling.views.test_client import change
from tests.factories.casework import DisclosureFactory

WARNING = "Nicht an dieser Adresse melden"


def file_of(house) -> str:
    return reverse("counselling:client_detail", args=[house["client"].pk])


def update(house, client, **typed):
    house["client"].refresh_from_db()
    data = change(house, version=house["client"].version, **typed)
    response = client.post(reverse("counselling:client_update", args=[house["client"].pk]), data)
    house["client"].refresh_from_db()
    return response


def test_levels_make_the_list_the_best_first(house, client_as):
    response = update(
        house,
        client_as("beratung"),
        mother_tongues="Vietnamesisch",
        speaks_some="Deutsch",
        languages="Englisch",
        needs_interpreter="on",
    )
    client = house["client"]
    assert (response.status_code, client.languages, client.mother_tongues) == (302, ["vi", "en", "de"], ["vi"])
    page = client_as("beratung").get(file_of(house)).content.decode()
    assert "Vietnamesisch (Muttersprache), Englisch, Deutsch (etwas)" in page
    counter = client_as("bfd").get(f"{reverse('counselling:contact_create')}?client={client.pk}").content.decode()
    assert "Vietnamesisch, Englisch, Deutsch" in counter


def test_the_same_language_twice_is_said_at_its_field_and_nothing_typed_is_lost(house, client_as):
    page = update(house, client_as("beratung"), mother_tongues="Arabisch", speaks_well="Arabisch", town="Zwickau")
    assert set(page.context["form"].errors) == {"speaks_well"}
    assert 'value="Zwickau"' in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"safe_ways": ["call"], "unsafe_ways": ["call"]}, "unsafe_ways"),
        ({"unsafe_ways": ["letter"], "preferred_way": "letter"}, "preferred_way"),
        ({"safe_ways": ["pigeon"]}, "safe_ways"),
        ({"email": "no address"}, "email"),
    ],
)
def test_what_contradicts_itself_is_said_at_its_field(house, client_as, typed, field):
    assert set(update(house, client_as("beratung"), **typed).context["form"].errors) == {field}


def test_a_danger_is_shown_wherever_somebody_would_call_or_write(house, client_as):
    client = client_as("beratung")
    counter = f"{reverse('counselling:contact_create')}?client={house['client'].pk}"
    pages = (file_of(house), counter, f"{reverse('counselling:followup_list')}?team=1")
    assert [WARNING in client.get(page).content.decode() for page in pages] == [False] * 3
    update(house, client, is_address_unsafe="on", unsafe_ways=["message"], reach_note="Der Bruder liest mit")
    assert [WARNING in client.get(page).content.decode() for page in pages] == [True] * 3
    assert "Der Bruder liest mit" in client.get(file_of(house)).content.decode()


def test_the_database_refuses_what_contradicts_itself(house):
    clients = Client.objects.filter(pk=house["client"].pk)
    for wrong in (
        {"safe_ways": ["call"], "unsafe_ways": ["call"]},
        {"preferred_way": "call", "unsafe_ways": ["call"]},
        {"mother_tongues": ["ar"]},
        {"mother_tongues": ["vi"], "speaks_well": ["vi"]},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            clients.update(**wrong)


# --- Residence status ----------------------------------------------------------------------------------------


def test_a_residence_status_is_recorded_for_a_purpose_and_deleted(house, client_as):
    client, address = client_as("beratung"), reverse("counselling:residence_record", args=[house["client"].pk])
    assert client.get(address).context["form"]["status"].value() is None
    assert set(client.post(address, {}).context["form"].errors) == {"status", "purpose"}
    assert client.post(address, {"status": "permit", "purpose": "Antrag auf Kindergeld"}).url == file_of(house)
    row = Residence.objects.get()
    assert (row.status, row.recorded_by, row.client) == ("permit", house["beratung"], house["client"])
    assert "Antrag auf Kindergeld" in client.get(file_of(house)).content.decode()
    assert client.post(reverse("counselling:residence_delete", args=[house["client"].pk])).url == file_of(house)
    assert not Residence.objects.exists()
    assert set(Entry.objects.acts().filter(model="counselling.Residence").values_list("verb", flat=True)) == {
        "residence.recorded",
        "residence.deleted",
    }


def test_another_house_reads_no_residence_status_of_a_file_that_is_shown_to_it(house, client_as):
    county = house["koordination-landkreis"]
    DisclosureFactory(client=house["client"], by=house["beratung"], recipient=county.organisation)
    Residence.objects.create(
        client=house["client"],
        controller=house["client"].controller,
        status="permit",
        purpose="Antrag auf Kindergeld",
        recorded_by=house["beratung"],
    )
    page = client_as("koordination-landkreis").get(file_of(house)).content.decode()
    assert "Nguyễn" in page
    assert "Kindergeld" not in page
    assert not Residence.objects.visible_to(county).exists()
