import re

import pytest
from django.test import Client
from django.urls import reverse

from ibs_portal.accounts.models import Session, User
from tests.factories.volunteers import OfferFactory, ProgrammeFactory, VolunteerFactory
from volunteers.forms.signup import STEPS
from volunteers.models import Volunteer

ANSWERS = {
    "name": {"given_name": "Thị Ánh", "family_name": "Nguyễn"},
    "kontakt": {"email": "Anh@Example.org", "phone": "0541 123456"},
    "ort": {"postcode": "49074", "district": ""},
    "sprachen": {"language_0": "vi", "level_0": "4", "language_1": "de", "level_1": "2"},
    "zeit": {"availability": ["mon_evening", "sat_morning"]},
    "themen": {"motivation": "<b>Ich & Sie</b>"},
    "einwilligung": {"consent": "on"},
}
CHECK = "/de/mitmachen/anmelden/pruefen/"


@pytest.fixture
def offer(db):
    ProgrammeFactory(name="Begleitprojekt")
    return OfferFactory()


def address(step: str) -> str:
    return f"/de/mitmachen/anmelden/{step}/"


def answer_all(client: Client, offer, **changed) -> None:
    answers = {**ANSWERS, "themen": {**ANSWERS["themen"], "offers": [offer.pk]}, **changed}
    for slug, data in answers.items():
        response = client.post(address(slug), data)
        assert response.status_code == 302, (slug, response.context["form"].errors)


def test_within_the_budget_of_pages_and_fields(offer):
    """At most nine pages, the check and the code included, and twelve fields with the code."""
    fields = sum(len(step.form_class.base_fields) for step in STEPS) + 1  # the languages count as one
    assert (len(STEPS) + 2, fields + 1) == (9, 12)


def test_from_the_first_page_to_the_own_page(client, offer, mailoutbox):
    assert client.get("/de/mitmachen/anmelden/")["Location"] == address("name")
    answer_all(client, offer)
    page = client.get(CHECK).content.decode()
    assert "Thị Ánh Nguyễn" in page
    assert "&lt;b&gt;Ich &amp; Sie&lt;/b&gt;" in page
    response = client.post(CHECK)
    assert response["Location"] == reverse("account_email_verification_sent")
    volunteer = Volunteer.objects.get()
    assert (volunteer.name, volunteer.email, volunteer.contact_language) == ("Thị Ánh Nguyễn", "anh@example.org", "de")
    assert [(row.code, row.level) for row in volunteer.languages.all()] == [("vi", 4), ("de", 2)]
    assert (volunteer.availability, list(volunteer.offers.all())) == (["mon_evening", "sat_morning"], [offer])
    assert [mail.to for mail in mailoutbox] == [["anh@example.org"]]
    code = re.search(r"^\s*([A-Z0-9]{4,}-?[A-Z0-9]+)\s*$", mailoutbox[0].body, re.M)[1]
    response = client.post(response["Location"], {"code": code})
    assert response["Location"] == reverse("volunteers:my_home")
    home = client.get(response["Location"])
    assert home.context["next_step"].title == "Kennenlernen"
    volunteer.refresh_from_db()
    assert volunteer.confirmed_at is not None
    assert len(mailoutbox) == 2


def test_jumping_ahead_leads_to_the_first_missing_page(client, offer):
    client.post(address("name"), ANSWERS["name"])
    for later in ("zeit", "einwilligung"):
        assert client.get(address(later))["Location"] == address("kontakt")
    assert client.get(CHECK)["Location"] == address("kontakt")
    assert client.post(CHECK).status_code == 302
    assert Volunteer.objects.count() == 0


def test_going_back_shows_what_was_typed_and_changing_leads_to_the_check(client, offer):
    answer_all(client, offer)
    assert 'value="49074"' in client.get(address("ort")).content.decode()
    response = client.post(f"{address('ort')}?aendern=1", {"postcode": "49080", "district": "Wüste"})
    assert response["Location"] == CHECK
    assert "49080 Wüste" in client.get(CHECK).content.decode()


@pytest.mark.parametrize(
    ("step", "data", "field"),
    [
        ("name", {"given_name": " "}, "given_name"),
        ("name", {"given_name": "x" * 101}, "given_name"),
        ("kontakt", {"email": "anh@exampleorg"}, "email"),
        ("kontakt", {"email": f"{'x' * 250}@example.org"}, "email"),
        ("kontakt", {"email": "a@example.org", "phone": "call me"}, "phone"),
        ("ort", {"postcode": "4907"}, "postcode"),
        ("ort", {"postcode": "٤٩٠٧٤x"}, "postcode"),
        ("sprachen", {"language_0": "vi", "level_0": ""}, "level_0"),
        ("sprachen", {"language_0": "", "level_0": ""}, "language_0"),
        ("sprachen", {"language_0": "xx", "level_0": "9"}, "language_0"),
        ("sprachen", {"language_0": "de", "level_0": "1", "language_1": "de", "level_1": "2"}, "language_1"),
        ("zeit", {}, "availability"),
        ("zeit", {"availability": "never"}, "availability"),
        ("themen", {"offers": "999"}, "offers"),
        ("themen", {"offers": "x"}, "offers"),
        ("einwilligung", {}, "consent"),
    ],
)
def test_errors_stand_at_their_field_and_in_the_summary(client, offer, step, data, field):
    response = client.post(address(step), data)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    page = response.content.decode()
    assert "<title>Fehler:" in page
    assert f'href="#id_{field}' in page


def test_one_more_language_without_script_and_without_blame(client, offer):
    page = client.post(address("sprachen"), {"language_0": "vi", "level_0": "", "more": "1"})
    assert (page.context["form"].errors, page.context["form"].row_count) == ({}, 2)
    page = client.post(
        address("sprachen"), {"language_0": "vi", "level_0": "", "language_1": "de", "level_1": "1", "more": "1"}
    )
    assert (page.context["form"].errors, page.context["form"].row_count) == ({}, 3)
    assert client.post(address("name"), {"more": "1"}).context["form"].errors.keys() == {"given_name"}


def test_a_known_address_gets_the_same_answer_and_another_mail(offer, mailoutbox):
    VolunteerFactory(email="other@example.org", user=User.objects.create_user("anh@example.org", name="Anh"))
    known, new = Client(), Client()
    answer_all(known, offer)
    answer_all(new, offer, kontakt={"email": "new@example.org"})
    answers = [client.post(CHECK) for client in (known, new)]
    assert {(a.status_code, a["Location"]) for a in answers} == {(302, reverse("account_email_verification_sent"))}
    first, second = [
        re.sub(r"anh@example.org|new@example.org|value=\"[^\"]{30,}\"", "", c.get(a["Location"]).content.decode())
        for c, a in zip((known, new), answers, strict=True)
    ]
    assert first == second
    assert sorted(mail.to[0] for mail in mailoutbox) == ["anh@example.org", "new@example.org"]
    told = {mail.to[0]: mail for mail in mailoutbox}["anh@example.org"]
    assert told.subject == "Sie haben schon ein Konto"
    assert "http://testserver/konto/login/" in told.body
    assert Volunteer.objects.count() == 2
    wrong = known.post(reverse("account_email_verification_sent"), {"code": "ABCD-EFGH"})
    assert wrong.status_code == 200


def test_in_the_public_process_an_address_of_staff_is_known_too(offer, mailoutbox, persons, settings):
    """Its door does not see staff accounts; that the address is taken says the key of the table alone."""
    settings.REALM = "public"
    client = Client()
    answer_all(client, offer, kontakt={"email": "beratung@example.org"})
    assert client.post(CHECK)["Location"] == reverse("account_email_verification_sent")
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [(["beratung@example.org"], "Sie haben schon ein Konto")]
    assert (Volunteer.objects.count(), User.objects.filter(email="beratung@example.org").count()) == (0, 1)


def test_sending_twice_makes_one_volunteer_and_one_mail(client, offer, mailoutbox):
    answer_all(client, offer)
    answered = Session.objects.get().session_data
    first = client.post(CHECK)
    second = client.post(CHECK)
    assert first["Location"] == second["Location"]
    assert (Volunteer.objects.count(), len(mailoutbox)) == (1, 1)
    # The same answers sent again: what a second click finds if the first one had not locked the session.
    Session.objects.update(session_data=answered)
    client.post(CHECK)
    assert Volunteer.objects.count() == 1


def test_without_an_open_programme_the_page_says_so(client, db):
    ProgrammeFactory(is_open=False)
    assert "keine Anmeldungen" in client.get("/de/mitmachen/").content.decode()
    assert client.get(address("name"))["Location"] == "/de/mitmachen/"


def test_unknown_pages_and_people_who_are_logged_in(client, client_as, offer):
    assert client.get(address("gibtesnicht")).status_code == 404
    assert client_as("begleiterin").get(address("name"))["Location"] == reverse("accounts:landing")


def test_no_cookie_before_the_first_form(client, offer):
    assert not client.get("/de/mitmachen/").cookies
