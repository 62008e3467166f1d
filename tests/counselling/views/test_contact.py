"""The counter: anonymous, known and new people, no entry twice, undo; and that nothing typed is lost."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from counselling.models import Client, Contact, ContactNote, FollowUp
from ibs_portal.audit.models import Entry
from tests.factories.casework import ContactFactory

COUNTER = "/intern/kontakt/neu/"


def typed(house, **changes) -> dict:
    """The form as it stands when the page is opened, with one topic chosen."""
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    data = {"token": str(uuid.uuid4()), "channel": "in_person", "minutes": "15", "language": "de", "outcome": "done"}
    data |= {"persons_counted": "1", "at": now, "topics": [house["topics"][0].pk], "save": "1"}
    return data | changes


def test_an_anonymous_contact_counts_and_says_nothing_about_anybody(house, client_as):
    response = client_as("beratung").post(COUNTER, typed(house, minutes_other="7", language_other="Arabisch"))
    contact = Contact.objects.latest("pk")
    assert response.url == f"{COUNTER}?saved={contact.pk}"
    assert (contact.client, contact.case, contact.minutes, contact.language) == (None, None, 7, "ar")
    assert Entry.objects.acts().filter(verb="contact.recorded", object_id=contact.pk).count() == 1


def test_a_known_person_gets_note_and_followup(house, client_as):
    data = typed(
        house, client=house["client"].pk, note="Antrag gestellt", followup="7", followup_text="Antwort?", open="1"
    )
    response = client_as("beratung").post(COUNTER, data)
    contact = Contact.objects.latest("pk")
    assert response.url == reverse("counselling:client_detail", args=[house["client"].pk])
    assert (contact.client, contact.case, contact.note.text) == (house["client"], house["case"], "Antrag gestellt")
    followup = contact.followups.get()
    assert (followup.text, followup.due_on.weekday() < 5) == ("Antwort?", True)
    assert followup.due_on >= timezone.localdate() + datetime.timedelta(days=7)


def test_the_same_form_twice_is_one_contact(house, client_as):
    data, client = typed(house, client=house["client"].pk, note="Einmal"), client_as("beratung")
    before = Contact.objects.count()
    first, second = client.post(COUNTER, data), client.post(COUNTER, data)
    assert (first.url, Contact.objects.count()) == (second.url, before + 1)


def test_search_keeps_what_was_typed(house, client_as):
    data = typed(house, person="nguyen", note="Noch nicht fertig", minutes_other="33", search="1")
    del data["save"]
    page = client_as("beratung").post(COUNTER, data | {"topics": [], "persons_counted": ""})
    text = page.content.decode()
    assert (page.status_code, page.context["form"].errors) == (200, {})
    assert [hit.name for hit in page.context["hits"]] == ["Thị Ánh Nguyễn"]
    for kept in ("Noch nicht fertig", 'value="33"', f'value="{data["token"]}"', 'value="nguyen"'):
        assert kept in text


def test_choosing_a_person_shows_facts_and_sets_the_language(house, client_as):
    data = typed(house, person="nguyen", choose=house["client"].pk, note="Entwurf")
    page = client_as("beratung").post(COUNTER, data)
    assert page.context["client"] == house["client"]
    assert page.context["form"]["language"].value() == "vi"
    assert "Entwurf" in page.content.decode()
    assert Entry.objects.readings().filter(verb="client.viewed", object_id=house["client"].pk).count() == 1


def test_a_new_person_is_made_on_the_way_after_a_search(house, client_as):
    client = client_as("beratung")
    searched = client.post(COUNTER, typed(house, person="Zaw Min", search="1"))
    assert 'name="new"' in searched.content.decode()
    assert 'name="new"' not in client.get(COUNTER).content.decode()
    opened = client.post(COUNTER, typed(house, person="Zaw Min", new="1"))
    assert opened.context["person_form"]["given"].value() == "Zaw"
    data = typed(house, with_person="1", note="Erstes Gespräch", **{"new-given": "Zaw", "new-languages": "Birmanisch"})
    before = Client.objects.count()
    client.post(COUNTER, data)
    client.post(COUNTER, data)
    person = Client.objects.latest("pk")
    assert (Client.objects.count(), str(person.names.get()), person.languages) == (before + 1, "Zaw", ["my"])
    assert person.contacts.get().note.text == "Erstes Gespräch"


def test_a_refused_contact_makes_no_person(house, client_as):
    tomorrow = (timezone.localtime() + datetime.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    before = Client.objects.count()
    page = client_as("beratung").post(COUNTER, typed(house, with_person="1", at=tomorrow, **{"new-given": "Zaw"}))
    assert (page.status_code, "at" in page.context["form"].errors, Client.objects.count()) == (200, True, before)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"topics": []}, "topics"),
        ({"minutes": "", "minutes_other": ""}, "minutes"),
        ({"minutes_other": "601"}, "minutes_other"),
        ({"language_other": "Klingonisch"}, "language_other"),
        ({"followup": "date"}, "followup_date"),
        ({"at": "2031-01-01T10:00"}, "at"),
        ({"at": "gestern"}, "at"),
        ({"persons_counted": "0"}, "persons_counted"),
        ({"note": "ohne Person"}, "__all__"),
        ({"topics": ["999999"]}, "topics"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(house, client_as, changes, field):
    page = client_as("beratung").post(COUNTER, typed(house, **changes))
    assert (page.status_code, set(page.context["form"].errors)) == (200, {field})


@pytest.mark.parametrize("key", ["999999", "0", "abc", "9" * 30, "-1"])
def test_a_person_who_is_not_there_is_404(house, client_as, key):
    client = client_as("beratung")
    assert client.get(f"{COUNTER}?client={key}").status_code == 404
    assert client.post(COUNTER, typed(house, client=key)).status_code == 404


def test_the_other_controller_finds_and_chooses_nobody(house, client_as):
    client = client_as("koordination-landkreis")
    found = client.get(reverse("counselling:client_find"), {"person": "nguyen"}).content.decode()
    assert "Nguyễn" not in found
    assert client.post(COUNTER, typed(house, client=house["client"].pk)).status_code == 404
    assert not Contact.objects.filter(by=house["koordination-landkreis"], client=house["client"]).exists()


def test_the_federal_volunteer_sees_name_and_language_only(house, client_as):
    """She records quick contacts; no birthday, no case, no note, no follow-up, no new file."""
    client = client_as("bfd")
    found = client.get(reverse("counselling:client_find"), {"person": "nguyen"}).content.decode()
    assert "Nguyễn" in found
    assert "Vietnamesisch" in found
    assert house["case"].number not in found
    page = client.get(f"{COUNTER}?client={house['client'].pk}").content.decode()
    for hidden in (house["case"].number, "Ist der Bescheid da?", 'name="note"', 'name="followup', "0375 4711"):
        assert hidden not in page
    client.post(COUNTER, typed(house, client=house["client"].pk, note="Geheim", followup="1"))
    contact = Contact.objects.get(by=house["bfd"])
    assert (contact.client, ContactNote.objects.filter(contact=contact).exists()) == (house["client"], False)
    assert not FollowUp.objects.filter(contact=contact).exists()
    client.post(COUNTER, typed(house, with_person="1", **{"new-given": "Neu"}))
    assert not Client.objects.filter(created_by=house["bfd"]).exists()


def test_a_slip_is_taken_back_within_ten_minutes(house, client_as):
    client = client_as("beratung")
    client.post(COUNTER, typed(house, client=house["client"].pk, note="Versehen", followup="1"))
    contact = Contact.objects.latest("pk")
    response = client.post(reverse("counselling:contact_undo", args=[contact.pk]))
    assert response.url == COUNTER
    assert not Contact.objects.filter(pk=contact.pk).exists()
    assert set(FollowUp.objects.all()) == {house["followup"], house["county_followup"]}
    assert Entry.objects.acts().filter(verb="contact.undone", object_id=contact.pk).count() == 1


def test_later_it_stays(house, client_as):
    past = timezone.now() - datetime.timedelta(minutes=11)
    contact = ContactFactory(by=house["beratung"], centre=house["centre"], at=past, created_at=past)
    client_as("beratung").post(reverse("counselling:contact_undo", args=[contact.pk]))
    assert Contact.objects.filter(pk=contact.pk).exists()


def test_a_colleague_cannot_take_it_back(house, client_as):
    address = reverse("counselling:contact_undo", args=[house["contact"].pk])
    assert client_as("beratung2").post(address).status_code == 404


def test_the_counter_needs_few_queries(house, client_as, count_queries):
    client, address = client_as("beratung"), f"{COUNTER}?client={house['client'].pk}"
    client.get(address)
    with_one = count_queries(client, address)
    for _number in range(5):
        ContactFactory(client=house["client"], by=house["beratung"], centre=house["centre"], topics=house["topics"])
    assert (count_queries(client, address), with_one <= 12) == (with_one, True)


def test_the_list_shows_own_contacts_only(house, client_as):
    page = client_as("beratung2").get(reverse("counselling:contact_list") + "?all=1")
    assert page.context["rows"] == []
    page = client_as("beratung").get(reverse("counselling:contact_list"))
    assert [row["pk"] for row in page.context["rows"]] == [house["contact"].pk]
