"""The pages and the interface of the opening hours, for the public."""

import json
import re

import pytest
from django.test import Client

from counselling.actions.opening import close_on
from counselling.models import Reason
from tests.counselling.rules.opening_data import date
from tests.factories.opening import CentreFactory, StaffMemberFactory, TopicFactory, zwickau

PAGE = "/de/oeffnungszeiten/"
FEED = "/api/oeffnungszeiten.json"


@pytest.fixture
def centre(organisations):
    return zwickau(organisations)


@pytest.fixture
def public(db) -> Client:
    return Client(headers={"accept-language": "de"})


def ask(public, at: str = "", **headers):
    return public.get(FEED, {"at": at} if at else {}, headers={"accept-language": "de", **headers})


# --- The interface -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "state", "until", "next_open", "reason"),
    [
        ("2025-07-03T10:00", "open", "2025-07-03T12:00:00+02:00", "2025-07-03T13:00:00+02:00", "verkürzte Zeiten"),
        ("2025-07-02T10:00", "by_appointment", "2025-07-03T00:00:00+02:00", "2025-07-03T09:00:00+02:00",
         "verkürzte Zeiten"),
        ("2025-07-09T10:00", "closed", "2025-07-14T09:00:00+02:00", "2025-07-14T09:00:00+02:00", "Fortbildung"),
        ("2025-08-11T10:00", "open", "2025-08-11T12:00:00+02:00", "2025-08-11T13:00:00+02:00", None),
        ("2025-11-19T10:00+01:00", "closed", "2025-11-20T09:00:00+01:00", "2025-11-20T09:00:00+01:00",
         "Buß- und Bettag"),
    ],
)  # fmt: skip
def test_the_interface_answers_for_any_moment(public, centre, at, state, until, next_open, reason):
    data = ask(public, at).json()
    assert list(data) == ["centre", "at", "state", "until", "next_open", "reason", "channels", "services"]
    assert (data["state"], data["until"], data["next_open"], data["reason"]) == (state, until, next_open, reason)


@pytest.mark.parametrize("at", ["x", "2025-07-09", "2025-02-30T10:00", "9999-01-01T00:00", "'; DROP TABLE", "٢٠٢٥"])
def test_nonsense_is_answered_with_a_sentence(public, centre, at):
    response = ask(public, at)
    assert response.status_code == 400
    assert response.json() == {
        "error": "„at“ ist eine Ortszeit wie 2025-07-09T10:00 zwischen den Jahren 2000 und 2100."
    }


def test_an_empty_moment_is_nonsense_too(public, centre):
    assert public.get(f"{FEED}?at=").status_code == 400


def test_an_unknown_centre_is_not_there(public, centre):
    response = public.get(FEED, {"centre": "nirgends"})
    assert (response.status_code, list(response.json())) == (404, ["error"])


def test_another_centre_by_its_name(public, centre):
    CentreFactory(slug="glauchau")
    assert public.get(FEED, {"centre": "glauchau"}).json()["centre"] == "glauchau"


@pytest.mark.parametrize(("at", "seconds"), [("2025-07-03T10:00", 60), ("2025-07-03T11:59:18", 42)])
def test_a_copy_expires_exactly_when_the_state_changes(public, centre, at, seconds):
    assert ask(public, at)["Cache-Control"] == f"public, max-age={seconds}"


def test_who_has_the_answer_already_gets_304(public, centre, persons):
    tag = ask(public, "2025-07-03T10:00")["ETag"]
    assert ask(public, "2025-07-03T10:30", **{"if-none-match": tag}).status_code == 304
    assert ask(public, "2025-07-03T12:00", **{"if-none-match": tag}).status_code == 200
    day = date("3.7.")
    close_on(centre, by=persons["beratung"], starts_on=day, ends_on=day, reason=Reason.ILLNESS, public_note="")
    # Announced today for a day long past: the interface knows it at once.
    assert ask(public, "2025-07-03T10:30", **{"if-none-match": tag}).json()["state"] == "closed"


def test_the_interface_asks_one_query(public, centre, count_queries):
    assert count_queries(public, FEED) == 1


# --- The page ----------------------------------------------------------------------------------------------


def facts(response) -> str:
    """The visible words of a page in one line."""
    text = re.sub(r"<script.*?</script>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return " ".join(text.split())


def test_the_page_says_what_the_interface_says(public, centre):
    response = public.get(PAGE, {"at": "2025-07-09T10:00"})
    words = facts(response)
    assert "Mittwoch, 9. Juli, 10:00 Uhr Heute geschlossen" in words
    assert "Wir öffnen wieder am Montag, 14. Juli um 9:00 Uhr." in words
    assert "Nächste Woche" not in words
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode()).group(1)
    closed = json.loads(block)["specialOpeningHoursSpecification"][0]
    assert (closed["validFrom"], closed["validThrough"], closed["closes"]) == ("2025-07-09", "2025-07-11", "00:00")


def test_days_by_appointment_say_how(public, centre):
    words = facts(public.get(PAGE, {"at": "2025-07-02T10:00"}))
    assert "Heute nur mit Termin" in words
    assert "Mittwoch, 2. Juli (heute) mit Termin" in words
    assert "Tage mit Termin An diesen Tagen ist jemand da" in words


def test_nonsense_in_the_address_shows_now_and_says_so(public, centre):
    response = public.get(PAGE, {"at": "gestern"})
    assert response.status_code == 200
    assert "Die Uhrzeit in der Adresse haben wir nicht verstanden" in facts(response)


def test_an_example_week_says_that_it_is_one(public, centre):
    assert "Diese Zeiten sind ein Beispiel" not in facts(public.get(PAGE))
    type(centre).objects.update(is_example_week=True)
    assert "Diese Zeiten sind ein Beispiel" in facts(public.get(PAGE))


def test_a_phone_that_is_off_shows_no_number(public, centre):
    type(centre).objects.update(phone_state="off", phone_note="Ab Montag wieder.")
    words = facts(public.get(PAGE))
    assert "zurzeit nicht erreichbar Ab Montag wieder." in words
    assert centre.phone not in words


def test_no_text_ends_the_block_of_data(public, centre):
    type(centre).objects.update(name="</script><script>alert(1)</script>")
    html = public.get(PAGE).content.decode()
    assert "<script>alert" not in html


def test_a_page_without_any_centre_is_not_there(public):
    assert public.get(PAGE).status_code == 404


def test_the_page_asks_the_same_for_one_and_for_three_centres(public, centre, count_queries):
    one = count_queries(public, PAGE)
    CentreFactory(slug="b"), CentreFactory(slug="c")
    assert (one, count_queries(public, PAGE)) == (2, 2)


# --- Team and topics ---------------------------------------------------------------------------------------


def test_names_are_shown_with_consent_only(public, centre, persons, count_queries):
    names = {"beratung": "Samira Haddad", "leitung": "Katrin Möckel", "bfd": "Finn Oelsner"}
    StaffMemberFactory(user=persons["beratung"], centre=centre, phone="0375 111", public_name=names["beratung"])
    StaffMemberFactory(user=persons["leitung"], centre=centre, phone="0375 222", is_phone_public=True)
    StaffMemberFactory(user=persons["bfd"], centre=centre, is_public=False, public_name=names["bfd"])
    words = facts(public.get("/de/team/"))
    assert [text for text in (*names.values(), "0375 111", "0375 222") if text in words] == [
        "Samira Haddad",
        "0375 222",
    ]
    assert "العربية" in words
    assert count_queries(public, "/de/team/") == 4


def test_topics_say_what_we_do_and_what_to_bring_in_german_where_english_is_missing(public, centre):
    german = {"label": "x", "public_label": "Briefe", "help": "Wir lesen mit Ihnen.", "bring": "den Brief\nden Ausweis"}
    TopicFactory(code="letters", texts={"de": german, "en": {"public_label": "Letters"}})
    TopicFactory(code="hidden", texts={"de": {"label": "Verborgen"}}, is_public=False)
    assert "Briefe Wir lesen mit Ihnen. Das bringen Sie mit den Brief den Ausweis" in facts(public.get("/de/beratung/"))
    english = facts(public.get("/en/beratung/"))
    assert "Letters Wir lesen mit Ihnen." in english
    assert "Verborgen" not in english
