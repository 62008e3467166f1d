"""Putting contacts right: facts, whose they are, their notes; by who entered them, for a time."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from counselling.models import Contact, ContactNote, FollowUp, NoteAddendum
from ibs_portal.audit.models import Entry
from ibs_portal.database.identity import asking_as
from tests.factories.casework import ContactFactory

DAY = datetime.timedelta(days=1)


@pytest.fixture
def anonymous(house):
    return ContactFactory(by=house["beratung"], centre=house["centre"], topics=house["topics"][:1], language="ar")


def facts(contact, house, **changes) -> dict:
    data = {"channel": "phone", "minutes": "30", "language": "ar", "outcome": "done", "persons_counted": "3"}
    data |= {"at": timezone.localtime(contact.at).strftime("%Y-%m-%dT%H:%M"), "version": contact.version}
    return data | {"topics": [house["topics"][1].pk]} | changes


def correct(contact) -> str:
    return reverse("counselling:contact_correct", args=[contact.pk])


def test_facts_and_topics_are_put_right_by_who_entered_them(house, anonymous, client_as):
    before = anonymous.at
    response = client_as("beratung").post(correct(anonymous), facts(anonymous, house))
    assert response.url == reverse("counselling:contact_list")
    anonymous.refresh_from_db()
    found = (anonymous.channel, anonymous.minutes, anonymous.persons_counted, anonymous.version, anonymous.at)
    assert found == ("phone", 30, 3, 2, before)
    assert list(anonymous.topics.all()) == house["topics"][1:2]
    entry = Entry.objects.acts().get(verb="contact.corrected", object_id=anonymous.pk)
    assert entry.fields == "channel, minutes, persons_counted, topics"


def test_a_federal_volunteer_corrects_her_own_too(house, client_as):
    own = ContactFactory(by=house["bfd"], centre=house["centre"], topics=house["topics"][:1])
    assert client_as("bfd").post(correct(own), facts(own, house)).status_code == 302
    assert Contact.objects.get(pk=own.pk).minutes == 30
    assert client_as("bfd").post(correct(house["contact"]), facts(own, house)).status_code == 404


def test_a_second_window_sees_both_versions(house, anonymous, client_as):
    client = client_as("beratung")
    seen = client.get(correct(anonymous)).context["seen"]
    client.post(correct(anonymous), facts(anonymous, house, seen=seen))
    page = client.post(correct(anonymous), facts(anonymous, house, minutes="45", seen=seen))
    assert [(row.name, row.saved, row.typed) for row in page.context["differences"]] == [("minutes", "30", "45")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"topics": []}, "topics"), ({"minutes_other": "601"}, "minutes_other"), ({"at": "2031-01-01T10:00"}, "at")],
)
def test_what_is_wrong_is_said_at_its_field(house, anonymous, client_as, changes, field):
    page = client_as("beratung").post(correct(anonymous), facts(anonymous, house, **changes))
    assert (page.status_code, set(page.context["form"].errors)) == (200, {field})


def test_after_thirty_days_it_stays_as_it_is(house, client_as):
    past = timezone.now() - 31 * DAY
    old = ContactFactory(by=house["beratung"], centre=house["centre"], at=past, created_at=past)
    assert client_as("beratung").get(correct(old)).status_code == 403


# --- Into a file -----------------------------------------------------------------------------------------------


def attach(contact) -> str:
    return reverse("counselling:contact_attach", args=[contact.pk])


def test_an_anonymous_contact_becomes_part_of_a_file_and_counts_once(house, anonymous, client_as):
    client = client_as("beratung")
    page = client.get(attach(anonymous), {"person": "nguyen"})
    assert [hit.pk for hit in page.context["hits"]] == [house["client"].pk]
    response = client.post(attach(anonymous), {"choose": house["client"].pk})
    assert response.url == reverse("counselling:client_detail", args=[house["client"].pk])
    anonymous.refresh_from_db()
    assert (anonymous.client, anonymous.case, anonymous.controller) == (
        house["client"],
        house["case"],
        house["client"].controller,
    )
    assert "Aus der Akte nehmen" in client.get(response.url).content.decode()
    assert Contact.objects.filter(by=house["beratung"]).count() == 2


def test_from_the_file_one_chooses_among_ones_own(house, anonymous, client_as):
    ContactFactory(by=house["beratung2"], centre=house["centre"])
    past = timezone.now() - datetime.timedelta(weeks=13)
    ContactFactory(by=house["beratung"], centre=house["centre"], at=past, created_at=past)
    address = reverse("counselling:contact_adopt", args=[house["client"].pk])
    client = client_as("beratung")
    assert [row["pk"] for row in client.get(address).context["rows"]] == [anonymous.pk]
    client.post(address, {"contact": anonymous.pk})
    assert Contact.objects.get(pk=anonymous.pk).client == house["client"]
    assert Entry.objects.acts().filter(verb="contact.attached", object_id=anonymous.pk).count() == 1
    foreign = reverse("counselling:contact_adopt", args=[house["county_client"].pk])
    assert client.post(foreign, {"contact": anonymous.pk}).status_code == 404


def test_it_is_taken_back_unless_something_hangs_on_it(house, anonymous, client_as):
    client, detach = client_as("beratung"), reverse("counselling:contact_detach", args=[anonymous.pk])
    client.post(attach(anonymous), {"choose": house["client"].pk})
    client.post(detach)
    anonymous.refresh_from_db()
    assert (anonymous.client, anonymous.case, anonymous.attached_at) == (None, None, None)
    client.post(attach(anonymous), {"choose": house["client"].pk})
    client.post(reverse("counselling:note_write", args=[anonymous.pk]), {"text": "Doch Frau Nguyễn"})
    client.post(detach)
    anonymous.refresh_from_db()
    assert anonymous.client == house["client"]
    client.post(reverse("counselling:contact_detach", args=[house["contact"].pk]))
    assert Contact.objects.get(pk=house["contact"].pk).client == house["client"]


@pytest.mark.parametrize("key", ["", "0", "abc", "9" * 30])
def test_a_person_who_is_not_there_is_404(house, anonymous, client_as, key):
    assert client_as("beratung").post(attach(anonymous), {"choose": key}).status_code == 404
    assert client_as("beratung").post(attach(anonymous), {"choose": house["county_client"].pk}).status_code == 404


# --- Notes -----------------------------------------------------------------------------------------------------


def note(contact) -> str:
    return reverse("counselling:note_write", args=[contact.pk])


def test_a_fresh_note_is_written_anew(house, client_as):
    client = client_as("beratung")
    assert client.get(note(house["contact"])).context["form"]["text"].value() == "Bescheid gelesen"
    client.post(note(house["contact"]), {"text": "Bescheid gelesen und erklärt"})
    assert ContactNote.objects.get(contact=house["contact"]).text == "Bescheid gelesen und erklärt"
    assert not NoteAddendum.objects.exists()


def test_after_a_day_a_correction_stands_below_with_its_date(house, client_as, persons):
    ContactNote.objects.update(created_at=timezone.now() - 2 * DAY)
    client = client_as("beratung")
    client.post(note(house["contact"]), {"text": "Es war der Bescheid vom Mai"})
    assert ContactNote.objects.get(contact=house["contact"]).text == "Bescheid gelesen"
    page = client.get(reverse("counselling:client_detail", args=[house["client"].pk])).content.decode()
    assert "Bescheid gelesen" in page
    assert "Es war der Bescheid vom Mai" in page
    colleague = client_as("beratung2").get(reverse("counselling:client_detail", args=[house["client"].pk]))
    assert "vom Mai" not in colleague.content.decode()
    with asking_as(persons["beratung2"]):
        assert NoteAddendum.objects.count() == 0


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_a_note_has_a_text_that_fits(house, client_as, text):
    page = client_as("beratung").post(note(house["contact"]), {"text": text})
    assert (page.status_code, set(page.context["form"].errors)) == (200, {"text"})


def test_a_colleague_writes_no_note_for_somebody_else(house, client_as):
    assert client_as("beratung2").post(note(house["contact"]), {"text": "x"}).status_code == 404
    assert not FollowUp.objects.filter(contact=house["contact"]).exists()
