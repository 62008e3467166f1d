"""Advice before a file is made, the list of possible duplicates, merging and its way back: as pages."""

import pytest
from django.urls import reverse
from django.utils import timezone

from counselling.models import Client, ClientMerge, Contact, DistinctPair
from tests.factories.casework import ClientFactory

NEW, LIST = "/intern/personen/neu/", "/intern/personen/doppelt/"
NO_NAMES = {"names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0"}


def new_file(client, **more):
    return client.post(NEW, {"given": "Anh", "family": "Ngyuen", "town": "Aue", **NO_NAMES, **more})


def test_before_a_file_is_made_those_alike_are_shown_and_nothing_typed_is_lost(house, client_as):
    Client.objects.filter(pk=house["client"].pk).update(postcode="08058", street="Am Brunnen 3")
    page = new_file(client_as("beratung"))
    text = page.content.decode()
    assert page.status_code == 200
    assert all(word in text for word in ("Thị Ánh Nguyễn", "08058", "Am Brunnen 3", 'value="Ngyuen"', 'value="Aue"'))
    assert Client.objects.filter(town="Aue").count() == 0


def test_it_is_advice_and_no_wall_and_remembered(house, client_as):
    page = new_file(client_as("beratung"), anyway="1", apart=str(house["client"].pk))
    made = Client.objects.get(town="Aue")
    assert page.status_code == 302
    pair = DistinctPair.objects.get()
    assert (pair.client, pair.other) == (house["client"], made)
    assert str(made.pk) not in client_as("beratung").get(LIST).content.decode()


@pytest.mark.parametrize("apart", ["x", "9" * 30, "0", "\x00"])
def test_what_is_no_key_does_no_harm(house, client_as, apart):
    assert new_file(client_as("beratung"), anyway="1", apart=apart).status_code in (302, 400)


def test_nobody_alike_nothing_asked(house, client_as):
    client_as("beratung").post(NEW, {"given": "Zaw", "family": "Htun", **NO_NAMES})
    assert Client.objects.filter(names__given="Zaw").count() == 1


@pytest.fixture
def twin(house):
    return ClientFactory(by=house["beratung"], centre=house["centre"], name=("Anh Thi", "Nguyen"), town="Werdau")


def test_the_list_shows_pairs_until_somebody_tells_them_apart(house, client_as, twin):
    page = client_as("beratung").get(LIST).content.decode()
    assert "Anh Thi Nguyen" in page and "Werdau" in page
    assert reverse("counselling:client_merge", args=[house["client"].pk, twin.pk]) not in page
    address = reverse("counselling:client_tell_apart", args=[house["client"].pk])
    client_as("beratung").post(address, {"other": twin.pk})
    assert "Anh Thi Nguyen" not in client_as("beratung").get(LIST).content.decode()
    assert client_as("beratung").post(address, {"other": "9" * 40}).status_code == 302


def test_hassan_is_not_hussein_and_births_may_contradict(house, client_as):
    for name in ("Hassan", "Hussein"):
        ClientFactory(by=house["beratung"], centre=house["centre"], name=(name, "Khoury"))
    assert "Khoury" not in client_as("beratung").get(LIST).content.decode()


def test_the_list_asks_a_fixed_number_of_questions(house, client_as, count_queries, twin):
    before = count_queries(client_as("beratung"), LIST)
    for number in range(3):
        ClientFactory(by=house["beratung"], centre=house["centre"], name=("Anh", f"Ngu{'y' * number}en"))
        ClientFactory(by=house["beratung"], centre=house["centre"], name=("Anh Thi", "Nguyen"))
    assert count_queries(client_as("beratung"), LIST) == before <= 12


def test_a_head_sees_what_moves_merges_and_takes_it_back(house, client_as, twin):
    head = client_as("leitung")
    address = reverse("counselling:client_merge", args=[house["client"].pk, twin.pk])
    page = head.get(address)
    # Words and no dash where a file says nothing: what is chosen away is gone.
    phones = [str(words) for _value, words in page.context["form"].fields["phone"].choices]
    assert "Werdau" in page.content.decode() and phones == ["0375 4711", "nicht angegeben"]
    assert [(row["moves"], row["stays"]) for row in page.context["moves"]] == [(1, 0)]
    assert twin.names.count() == 1
    assert head.post(address, {"phone": "kept", "street": "other"}).status_code == 302
    house["client"].refresh_from_db()
    assert (house["client"].town, house["client"].phone) == ("Werdau", "0375 4711")
    old = head.get(reverse("counselling:client_detail", args=[twin.pk]))
    assert old["Location"] == reverse("counselling:client_detail", args=[house["client"].pk])
    merge = ClientMerge.objects.get()
    assert (
        reverse("counselling:merge_undo", args=[merge.pk])
        in head.get("/intern/personen/zusammengefuehrt/").content.decode()
    )
    head.post(reverse("counselling:merge_undo", args=[merge.pk]))
    assert twin.names.count() == 1
    assert head.get(address).status_code == 200


def test_a_choice_that_is_missing_is_asked_for(house, client_as, twin):
    address = reverse("counselling:client_merge", args=[house["client"].pk, twin.pk])
    assert client_as("leitung").post(address, {}).status_code == 200
    assert not ClientMerge.objects.exists()


def test_the_counter_gives_the_same_advice_and_takes_the_one_chosen(house, client_as):
    client = client_as("beratung")
    page = client.get("/intern/kontakt/neu/")
    data = {
        "token": page.context["form"]["token"].value(), "with_person": "1", "new-given": "Anh", "new-family": "Ngyuen",
        "channel": "phone", "minutes": "15", "topics": [house["topics"][0].pk], "language": "de", "outcome": "done",
        "at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "persons_counted": "1", "save": "1",
    }  # fmt: skip
    before = Contact.objects.count()
    page = client.post("/intern/kontakt/neu/", data)
    assert "Thị Ánh Nguyễn" in page.content.decode()
    assert Contact.objects.count() == before
    page = client.post("/intern/kontakt/neu/", data | {"anyway": "1", "apart": str(house["client"].pk)})
    assert page.status_code == 302, (page.context["form"].errors, page.context["person_form"].errors)
    assert Contact.objects.count() == before + 1
    assert DistinctPair.objects.count() == 1
