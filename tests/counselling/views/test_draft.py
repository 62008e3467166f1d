"""Drafts: kept while one types, offered again on another device, gone once the form has been sent."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from counselling.actions.draft import erase_old_drafts
from counselling.models import Contact, Draft
from ibs_portal.audit.models import Entry
from ibs_portal.database.identity import asking_as, asking_as_job
from tests.counselling.views.test_contact import COUNTER, typed

KEEP = reverse("counselling:draft_keep", args=["contact_create"])


def kept(house, client, **changes) -> dict:
    data = typed(house, client=house["client"].pk, note="Halb getippt", minutes_other="33", **changes)
    answer = client.post(KEEP, data)
    assert (answer.status_code, "Als Entwurf" in answer.content.decode()) == (200, True)
    return data


def test_a_draft_is_offered_on_another_device_and_holds_all_that_was_typed(house, client_as):
    data = kept(house, client_as("beratung"))
    draft = Draft.objects.get()
    page = client_as("beratung").get(COUNTER)
    assert [row.pk for row in page.context["drafts"]] == [draft.pk]
    page = client_as("beratung").get(f"{COUNTER}?draft={draft.pk}")
    text = page.content.decode()
    assert (page.context["client"], page.context["form"].errors, page.context["drafts"]) == (house["client"], {}, [])
    for words in ("Halb getippt", 'value="33"', f'value="{data["token"]}"'):
        assert words in text


def test_sending_the_form_ends_its_draft_and_a_late_echo_is_not_kept(house, client_as):
    client = client_as("beratung")
    data = kept(house, client)
    client.post(COUNTER, data)
    assert Contact.objects.filter(token=data["token"]).exists()
    assert client.get(COUNTER).context["drafts"] == []
    assert client.post(KEEP, data).status_code == 409
    assert Draft.objects.get().content == {}


def test_the_button_keeps_what_was_typed_and_leaves_a_free_page(house, client_as):
    client = client_as("beratung")
    data = typed(house, with_person="1", keep_draft="1", **{"new-given": "Zaw", "topics": [], "minutes": ""})
    response = client.post(COUNTER, data)
    assert response.url == COUNTER
    page = client.get(f"{COUNTER}?draft={Draft.objects.get().pk}")
    assert page.context["person_form"]["given"].value() == "Zaw"
    assert Contact.objects.filter(token=data["token"]).count() == 0


def test_a_draft_is_thrown_away_by_who_typed_it_only(house, client_as):
    client = client_as("beratung")
    kept(house, client)
    draft = Draft.objects.get()
    for colleague in ("beratung2", "leitung", "koordination-landkreis"):
        other = client_as(colleague)
        assert other.get(f"{COUNTER}?draft={draft.pk}").status_code == 404
        assert other.post(reverse("counselling:draft_discard", args=[draft.pk])).status_code == 404
        assert other.get(COUNTER).context["drafts"] == []
    client.post(reverse("counselling:draft_discard", args=[draft.pk]), {"next": COUNTER})
    assert not Draft.objects.exists()


def test_the_database_shows_a_draft_to_nobody_else(house, client_as, persons):
    kept(house, client_as("beratung"))
    assert Draft.objects.count() == 1
    with asking_as(persons["leitung"]):
        assert Draft.objects.count() == 0
    with asking_as(persons["beratung"]):
        assert Draft.objects.count() == 1


def test_a_draft_whose_person_has_gone_still_shows_what_was_typed(house, client_as):
    kept(house, client_as("beratung"), person="wer")
    draft = Draft.objects.get()
    draft.content = draft.content | {"client": ["2000000000"]}
    draft.save()
    page = client_as("beratung").get(f"{COUNTER}?draft={draft.pk}")
    assert (page.status_code, page.context["client"]) == (200, None)
    assert "Halb getippt" in page.content.decode()


@pytest.mark.parametrize("key", ["0", "abc", "9" * 30, "-1"])
def test_a_draft_that_is_not_there_is_404(house, client_as, key):
    assert client_as("beratung").get(f"{COUNTER}?draft={key}").status_code == 404


@pytest.mark.parametrize(("data", "status"), [({}, 400), ({"token": "x"}, 400)])
def test_what_is_no_form_is_not_kept(house, client_as, data, status):
    assert client_as("beratung").post(KEEP, data).status_code == status
    assert client_as("beratung").post(KEEP, {"token": str(uuid.uuid4()), "note": "x" * 40_000}).status_code == 409
    assert not Draft.objects.exists()


def test_at_most_five_forms_of_a_kind_are_kept(house, client_as):
    client = client_as("beratung")
    for _number in range(7):
        kept(house, client)
    assert Draft.objects.count() == 5
    assert len(client.get(COUNTER).context["drafts"]) == 3


def test_drafts_go_after_seven_days_and_leave_no_trace_of_what_they_said(house, client_as):
    kept(house, client_as("beratung"))
    with asking_as_job():
        assert erase_old_drafts(now=timezone.now() + datetime.timedelta(days=6)) == 0
        assert erase_old_drafts(now=timezone.now() + datetime.timedelta(days=8)) == 1
    assert not Entry.objects.filter(model="counselling.Draft").exists()
