"""Enquiries: asked without an account, taken on by one, called, answered, closed, and forgotten in time."""

import datetime
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from counselling.actions.enquiry import erase_enquiries
from counselling.models import AnswerTemplate, CallAttempt, Contact, Enquiry
from ibs_portal.accounts import bucket
from ibs_portal.audit.models import Entry
from ibs_portal.database.identity import asking_as_job, errand
from tests.factories.enquiry import EnquiryFactory

PUBLIC, LIST = "/de/kontakt/", "/intern/anfragen/"


@pytest.fixture
def enquiry(house):
    return EnquiryFactory(controller=house["beratung"].organisation, centre=house["centre"])


def asked(client, **changes) -> dict:
    number = re.search(r'name="nummer" value="([^"]+)"', client.get(PUBLIC).content.decode())[1]
    data = {"topic": "anderes", "message": "Ich habe einen Brief.", "name": "Leila", "language": "ar", "nummer": number}
    return data | {"reach": "phone", "phone": "0375 1234", "call_when": "vormittags"} | changes


# --- The public ------------------------------------------------------------------------------------------------


def test_somebody_asks_and_gets_a_number(house, client_as):
    client = client_as(None)
    response = client.post(PUBLIC, asked(client))
    enquiry = Enquiry.objects.get()
    assert (enquiry.name, enquiry.channel, enquiry.state, enquiry.contact_language) == ("Leila", "web", "new", "de")
    assert enquiry.controller in house["centre"].carriers.all()
    done = client.get(response.url)
    assert enquiry.reference_text in done.content.decode()
    assert "Leila" not in done.content.decode()
    assert Entry.objects.acts().filter(verb="enquiry.received", object_id=enquiry.pk).count() == 1


def test_the_set_up_says_which_carrier_answers(house, client_as):
    county = house["koordination-landkreis"].organisation
    house["centre"].enquiries_to = county
    house["centre"].save()
    client = client_as(None)
    client.post(PUBLIC, asked(client))
    assert Enquiry.objects.get().controller == county


def test_a_second_click_is_the_same_enquiry(house, client_as):
    client = client_as(None)
    data = asked(client)
    first, second = client.post(PUBLIC, data), client.post(PUBLIC, data)
    assert (first.url, Enquiry.objects.count()) == (second.url, 1)


def test_the_confirmation_repeats_nothing_of_what_was_written(house, client_as, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client = client_as(None)
    client.post(PUBLIC, asked(client, reach="email", email="leila@example.org"))
    (letter,) = mail.outbox
    assert letter.to == ["leila@example.org"]
    assert Enquiry.objects.get().reference_text in letter.subject
    assert "Brief" not in letter.body
    assert "Leila" not in letter.body


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"message": ""}, "message"),
        ({"message": "x" * 1001}, "message"),
        ({"name": ""}, "name"),
        ({"phone": ""}, "phone"),
        ({"phone": "ruf mich an"}, "phone"),
        ({"reach": "email"}, "email"),
        ({"email": "kein-at"}, "email"),
        ({"reach": "brief"}, "reach"),
        ({"language": "klingonisch"}, "language"),
        ({"topic": "gibtesnicht"}, "topic"),
        ({"website": "https://spam.example"}, "website"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_all_is_kept(house, client_as, changes, field):
    client = client_as(None)
    page = client.post(PUBLIC, asked(client, call_when="nach dem Kurs", **changes))
    assert (page.status_code, set(page.context["form"].errors)) == (200, {field})
    assert "nach dem Kurs" in page.content.decode()
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("number", ["", "x", "ABCD.forged"])
def test_a_forged_number_becomes_a_new_one(house, client_as, number):
    client = client_as(None)
    client.post(PUBLIC, asked(client, nummer=number))
    assert re.fullmatch(r"[A-Z2-9]{8}", Enquiry.objects.get().reference)
    assert client.get(f"{PUBLIC}{number or 'x'}/").status_code == 404


def test_a_visitor_reads_no_enquiry(enquiry):
    """Not without an errand, and with one only the one that it names, as long as it is new and from the web."""
    with errand(enquiry="ZZZZZZZZ"):
        assert Enquiry.objects.count() == 0
    with errand(enquiry=enquiry.reference):
        assert Enquiry.objects.count() == 1
    with errand(enquiry="ZZZZZZZZ"), pytest.raises(DatabaseError), transaction.atomic():
        EnquiryFactory(controller=enquiry.controller, centre=enquiry.centre)


def test_a_flood_has_to_wait_and_locks_nobody_out(house, client_as, monkeypatch):
    """One sending too many: all that was typed comes back with a ticket, which is good a little later, once."""
    client = client_as(None)
    monkeypatch.setattr(bucket, "RATE", "1/h/ip")
    assert client.post(PUBLIC, asked(client)).status_code == 302
    data = asked(client, message="Bitte nicht verlieren")
    page = client.post(PUBLIC, data)
    assert (page.status_code, Enquiry.objects.count()) == (429, 1)
    assert "Bitte nicht verlieren" in page.content.decode()
    data["ticket"] = page.context["ticket"]
    assert client.post(PUBLIC, data).status_code == 429
    monkeypatch.setattr(bucket, "WAIT", -1)
    assert client.post(PUBLIC, data).status_code == 302
    data |= {"nummer": asked(client)["nummer"]}
    assert client.post(PUBLIC, data).status_code == 429
    cache.clear()


# --- Staff -----------------------------------------------------------------------------------------------------


def act(name: str, enquiry) -> str:
    return reverse(f"counselling:enquiry_{name}", args=[enquiry.pk])


def test_a_call_is_written_down_with_few_inputs(house, client_as):
    data = {"channel": "phone", "name": "Herr Test", "reach": "phone", "phone": "0375 99", "language": "Arabisch"}
    response = client_as("bfd").post(reverse("counselling:enquiry_record"), data | {"claim": "1"})
    enquiry = Enquiry.objects.get()
    assert response.url == act("detail", enquiry)
    found = (enquiry.created_by, enquiry.claimed_by, enquiry.language, enquiry.contact_language, enquiry.channel)
    assert found == (house["bfd"], house["bfd"], "ar", "ar", "phone")
    assert mail.outbox == []


def test_calls_are_counted_and_shown(enquiry, client_as):
    client = client_as("bfd")
    for result in ("nobody", "message", "nobody"):
        client.post(act("call", enquiry), {"result": result})
    enquiry.refresh_from_db()
    assert (enquiry.state, CallAttempt.objects.filter(enquiry=enquiry).count()) == ("claimed", 3)
    assert client.get(act("detail", enquiry)).context["has_called_enough"]
    (row,) = client.get(LIST, {"show": "calls"}).context["rows"]
    assert (row["calls_made"], row["is_mine"]) == (3, True)
    client.post(act("call", enquiry), {"result": "unsinn"})
    assert CallAttempt.objects.count() == 3


def test_an_answer_goes_out_in_the_language_of_the_person(enquiry, client_as, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Enquiry.objects.filter(pk=enquiry.pk).update(email="leila@example.org", contact_language="ar")
    template = AnswerTemplate.objects.create(title="Einladung", texts={"de": "Guten Tag {name}", "ar": "مرحبا {name}"})
    german = AnswerTemplate.objects.create(title="Nur deutsch", texts={"de": "Nummer {number}"})
    client = client_as("beratung")
    page = client.post(act("answer", enquiry), {"template": template.pk, "text": "", "close": "on"})
    assert page.context["form"].initial["text"] == "مرحبا Leila Beispiel"
    assert [t.has_language for t in page.context["templates"]] == [True, False]
    page = client.post(act("answer", enquiry), {"template": german.pk, "text": "Getippt"})
    assert page.context["form"].initial["text"] == f"Getippt\n\nNummer {enquiry.reference_text}"
    page = client.post(act("answer", enquiry), {"preview": "1", "how": "email", "text": "مرحبا"})
    assert (page.context["preview"], mail.outbox) == ("مرحبا", [])
    client.post(act("answer", enquiry), {"how": "email", "text": "مرحبا", "close": "on"})
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.close_reason, enquiry.claimed_by.name) == ("closed", "answered", "Beratung")
    (letter,) = mail.outbox
    assert (letter.to, "مرحبا" in letter.body, "Brief" in letter.body) == (["leila@example.org"], True, False)


def test_a_mail_needs_words_and_an_address(enquiry, client_as):
    client = client_as("beratung")
    assert "how" in client.post(act("answer", enquiry), {"how": "email", "text": "x"}).context["form"].errors
    Enquiry.objects.filter(pk=enquiry.pk).update(email="leila@example.org")
    assert "text" in client.post(act("answer", enquiry), {"how": "email", "text": " "}).context["form"].errors
    assert client.post(act("answer", enquiry), {"how": "phone", "text": ""}).status_code == 302


def test_it_is_closed_with_a_reason_and_opened_again(enquiry, client_as):
    client = client_as("beratung")
    client.post(act("close", enquiry), {})
    enquiry.refresh_from_db()
    assert enquiry.state == "new"
    client.post(act("close", enquiry), {"reason": "not_reached"})
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.close_reason) == ("closed", "not_reached")
    client.post(act("answer", enquiry), {"how": "phone", "text": ""})
    client.post(act("reopen", enquiry))
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.closed_at, enquiry.close_reason) == ("claimed", None, "")
    client.post(act("release", enquiry))
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.claimed_by) == ("new", None)


def test_who_comes_second_is_told_who_has_it(enquiry, client_as):
    client_as("beratung").post(act("claim", enquiry))
    page = client_as("bfd").post(act("claim", enquiry), follow=True)
    assert "Beratung hat diese Anfrage" in page.content.decode()


def test_it_becomes_a_contact_at_the_counter(house, enquiry, client_as):
    client = client_as("beratung")
    page = client.get(f"/intern/kontakt/neu/?enquiry={enquiry.pk}")
    form = page.context["form"]
    assert [form[name].value() for name in ("person", "language", "note")] == ["Leila Beispiel", "ar", enquiry.message]
    data = {"token": form["token"].value(), "channel": "phone", "minutes": "15", "language": "ar", "outcome": "done"}
    data |= {"persons_counted": "1", "at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"), "enquiry": enquiry.pk}
    response = client.post("/intern/kontakt/neu/", data | {"topics": [house["topics"][0].pk], "save": "1"})
    enquiry.refresh_from_db()
    assert (response.url, enquiry.contact) == (act("detail", enquiry), Contact.objects.latest("pk"))


def test_the_other_controller_sees_none_of_it(enquiry, client_as):
    client = client_as("koordination-landkreis")
    assert client.get(LIST).context["rows"] == []
    assert client.get(act("detail", enquiry)).status_code == 404
    assert client.get(f"/intern/kontakt/neu/?enquiry={enquiry.pk}").status_code == 404


def test_lists_need_as_many_queries_for_many_rows(house, enquiry, client_as, count_queries):
    client = client_as("beratung")
    client.get(LIST)
    one = count_queries(client, LIST)
    for number in range(4):
        made = EnquiryFactory(
            controller=enquiry.controller,
            centre=enquiry.centre,
            received_at=timezone.now() - datetime.timedelta(days=number),
            claimed_by=house["bfd"] if number % 2 else None,
        )
        CallAttempt.objects.create(enquiry=made, controller=made.controller, by=house["bfd"], result="nobody")
    assert (count_queries(client, LIST), one <= 12) == (one, True)
    assert count_queries(client, act("detail", enquiry)) <= 12


@pytest.mark.parametrize("query", ["show=unsinn", "after=x", "after=9~9~9", "show=closed&after=2025-01-01T00:00~1"])
def test_a_mangled_address_shows_the_list(enquiry, client_as, query):
    assert client_as("beratung").get(f"{LIST}?{query}").status_code == 200


def test_six_months_after_closing_nothing_is_left(enquiry, client_as):
    client_as("beratung").post(act("call", enquiry), {"result": "nobody"})
    client_as("beratung").post(act("close", enquiry), {"reason": "answered"})
    with asking_as_job():
        assert erase_enquiries(now=timezone.now() + datetime.timedelta(days=182)) == 0
        assert erase_enquiries(now=timezone.now() + datetime.timedelta(days=184)) == 1
    assert not Enquiry.objects.exists()
    assert not CallAttempt.objects.exists()
