"""Booking without an account: page by page, bad input, nothing typed is lost, and the pages behind the link."""

import datetime
import html
import re

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from counselling.models import Appointment, BookingCalendar, Centre
from counselling.queries.booking import value_of
from counselling.rules.opening import local
from tests.factories.appointments import AppointmentFactory, first_free, first_of_two, make_bookable
from tests.factories.opening import TopicFactory

BOOK = "/de/termin/"


@pytest.fixture
def house(persons, organisations):
    TopicFactory(code="letter-public", texts={"de": {"label": "Brief", "public_label": "Ein Brief vom Amt"}})
    return make_bookable(persons, organisations)


@pytest.fixture
def public(house) -> Client:
    return Client()


def known(house, **more) -> dict:
    start = more.pop("start", None) or first_free(house["centre"])
    return {"thema": "letter-public", "ort": "haus", "art": "in_person", "zeit": value_of(start)} | more


def person(**more) -> dict:
    return {
        "name": "Miriam Habte",
        "phone": "0375 123456",
        "email": "",
        "language": "ti",
        "interpreter": "yes",
        "note": "",
    } | more


def text(answer) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def hidden(answer, name: str) -> str:
    found = re.search(f'name="{name}" value="([^"]*)"', answer.content.decode())
    return html.unescape(found[1]) if found else ""


# --- Page by page --------------------------------------------------------------------------------------------


def test_the_first_pages_need_no_cookie(public, house):
    first = public.get(BOOK)
    second = public.get(BOOK, {"thema": "letter-public", "schritt": "thema"})
    third = public.get(BOOK, {"thema": "letter-public", "ort": "haus", "art": "in_person", "schritt": "ort"})
    assert [answer.status_code for answer in (first, second, third)] == [200, 200, 200]
    assert not public.cookies
    assert ["Ein Brief vom Amt" in text(first), "schritt" in first.content.decode()] == [True, True]
    assert hidden(second, "thema") == "letter-public"
    assert "9:00" in text(third)


def test_an_unanswered_page_says_what_is_missing(public):
    assert "Fehler:" in text(public.get(BOOK, {"schritt": "thema"}))
    assert "Fehler:" not in text(public.get(BOOK))


def test_a_whole_booking(public, house):
    start = first_free(house["centre"])
    form = public.get(BOOK, known(house))
    assert "name" in form.content.decode()
    check = public.post(BOOK, known(house) | person(email="miriam@example.org", note="Mit Kinderwagen"))
    assert [word in text(check) for word in ("Miriam Habte", "Ein Brief vom Amt", "Mit Kinderwagen")] == [True] * 3
    sent = known(house) | person(email="miriam@example.org", note="Mit Kinderwagen")
    done = public.post(BOOK, sent | {"nummer": hidden(check, "nummer"), "senden": "1"})
    row = Appointment.objects.get()
    assert done["Location"] == f"/de/termin/{row.token}/fertig/"
    assert (row.starts_at, row.name, row.language, row.needs_interpreter, row.created_by) == (
        start,
        "Miriam Habte",
        "ti",
        True,
        None,
    )
    assert row.controller_id == row.staff.controller_id
    assert row.reference_text in text(public.get(done["Location"]))
    (letter,) = mail.outbox
    assert (letter.to, row.token in letter.body, row.reference_text in letter.body) == (
        ["miriam@example.org"],
        True,
        True,
    )
    assert "Brief" not in letter.subject + letter.body, "no word of what it is about"


def test_the_federal_volunteer_is_not_booked(public, house):
    for _n in range(3):
        public.post(BOOK, known(house) | person(phone=f"0375 1234{_n}") | {"senden": "1"})
    jobs = set(Appointment.objects.values_list("staff__job", flat=True))
    assert (Appointment.objects.count(), "federal_volunteer" in jobs) == (3, False)


def test_a_form_sent_twice_is_one_appointment(public, house):
    sent = known(house) | person()
    sent |= {"nummer": hidden(public.post(BOOK, sent), "nummer"), "senden": "1"}
    answers = [public.post(BOOK, sent)["Location"] for _n in range(2)]
    assert (answers[0], Appointment.objects.count()) == (answers[1], 1)


def test_somebody_was_faster_and_nothing_typed_is_lost(public, house):
    BookingCalendar.objects.bulk_create(
        BookingCalendar(staff=member, controller=member.controller, is_bookable=False)
        for name, member in house["staff"].items()
        if name != "beratung"
    )
    start = first_of_two(house["centre"])
    AppointmentFactory(staff=house["staff"]["beratung"], starts_at=start)
    answer = public.post(BOOK, known(house, start=start) | person(note="Mit Kinderwagen") | {"senden": "1"})
    assert "<title>Fehler:" in answer.content.decode()
    kept = {name: hidden(answer, name) for name in ("name", "phone", "note", "language", "thema")}
    assert kept == {
        "name": "Miriam Habte",
        "phone": "0375 123456",
        "note": "Mit Kinderwagen",
        "language": "ti",
        "thema": "letter-public",
    }
    assert f"{local(start + datetime.timedelta(minutes=30)):%-H:%M}" in text(answer)
    assert 'name="zeit" value="' in answer.content.decode(), "other times are buttons of the same form"


def test_every_answer_can_be_changed_and_the_rest_stays(public, house):
    for slug in ("thema", "ort", "zeit", "person"):
        answer = public.post(BOOK, known(house) | person(note="bleibt") | {"aendern": slug})
        assert answer.status_code == 200
        assert "bleibt" in answer.content.decode()


def test_personal_answers_are_not_taken_from_the_address(public, house):
    answer = public.get(BOOK, known(house) | person(name="Aus der Adresse"))
    assert "Aus der Adresse" not in answer.content.decode()


BAD = (
    {"name": ""},
    {"name": "x" * 151},
    {"phone": "", "email": ""},
    {"phone": "ruf an"},
    {"email": "miriam@"},
    {"language": "xx"},
    {"interpreter": "vielleicht"},
    {"note": "x" * 301},
    {"website": "http://spam.example"},
)


@pytest.mark.parametrize("bad", BAD)
def test_bad_answers_are_told_and_all_typed_is_kept(public, house, bad):
    answer = public.post(BOOK, known(house) | person(**bad) | {"senden": "1", "schritt": "person"})
    assert (answer.status_code, Appointment.objects.count()) == (200, 0)
    assert "<title>Fehler:" in answer.content.decode()
    assert all(
        html.escape(value) in answer.content.decode() for value in bad.values() if len(value) > 1 and len(value) < 99
    )


ODD = (
    "",
    "morgen",
    "2026-13-45T99:99",
    "9999-12-31T23:59Z",
    "0001-01-01T00:00",
    "\x00",
    "٢٠٢٦",
    "2026-11-24T09:00+99:00",
)


@pytest.mark.parametrize("zeit", ODD)
def test_odd_times_are_no_errors_of_the_server(public, house, zeit):
    data = known(house) | {"zeit": zeit}
    assert public.get(BOOK, data).status_code in (200, 400)
    assert public.post(BOOK, data | person() | {"senden": "1"}).status_code in (200, 400)
    assert Appointment.objects.count() == 0


@pytest.mark.parametrize("since", ["", "gestern", "9999-99-99", "2999-01-01", "0001-01-01"])
def test_odd_days_to_show_are_no_errors(public, house, since):
    data = {"thema": "letter-public", "ort": "haus", "art": "in_person", "ab": since}
    assert "9:00" in text(public.get(BOOK, data))


def test_by_phone_a_number_is_needed(public, house):
    answer = public.post(
        BOOK, known(house, art="phone") | person(phone="", email="m@example.org") | {"schritt": "person"}
    )
    assert "<title>Fehler:" in answer.content.decode()


def test_the_fourth_coming_appointment_of_one_number_is_made_by_phone(public, house):
    for _n in range(5):
        answer = public.post(BOOK, known(house) | person() | {"senden": "1"})
    assert (Appointment.objects.count(), answer.status_code) == (3, 200)


def test_a_program_that_books_and_books_is_stopped(public, house):
    for number in range(31):
        answer = public.post(BOOK, known(house) | person(phone=f"0375 9{number:05}") | {"senden": "1"})
    assert (answer.status_code, Appointment.objects.count()) == (200, 30)


def test_nothing_can_be_booked_without_a_public_centre(public, house):
    Centre.objects.update(is_public=False)
    assert public.get(BOOK).status_code == 200


def test_no_free_time_is_said(public, house):
    BookingCalendar.objects.bulk_create(
        BookingCalendar(staff=member, controller=member.controller, is_bookable=False)
        for member in house["staff"].values()
    )
    data = {"thema": "letter-public", "ort": "haus", "art": "in_person"}
    assert "p-notice--info" in public.get(BOOK, data).content.decode()


@pytest.mark.parametrize("step", [{}, {"thema": "letter-public"}, {"thema": "letter-public", "art": "in_person"}])
def test_few_queries_however_many_appointments(public, house, count_queries, step):
    address = f"{BOOK}?{'&'.join(f'{k}={v}' for k, v in step.items())}"
    one = count_queries(public, address)
    for _days in range(2, 8):
        AppointmentFactory(staff=house["staff"]["beratung"])
    assert count_queries(public, address) == one <= 6


# --- Behind the link -----------------------------------------------------------------------------------------


@pytest.fixture
def row(house):
    start = first_free(house["centre"], position=4)
    return AppointmentFactory(
        staff=house["staff"]["beratung"],
        starts_at=start,
        created_by=None,
        email="miriam@example.org",
        contact_language="de",
    )


def page(row, part: str = "") -> str:
    return f"/de/termin/{row.token}/{part}"


def test_the_link_shows_when_and_where_and_not_what_about(public, row):
    shown = text(public.get(page(row)))
    assert [word in shown for word in (row.reference_text, "Weg 1", "Miriam")] == [True, True, False]


@pytest.mark.parametrize("token", ["ABCDEFGH", "ABCDEFGH.falsch", "x" * 300, "..", "%00"])
@pytest.mark.parametrize("part", ["", "fertig/", "verschieben/", "absagen/", "termin.ics"])
def test_a_wrong_link_is_a_404_in_words(public, house, token, part):
    answer = public.get(f"/de/termin/{token}/{part}")
    assert answer.status_code in (404, 400)
    if token.startswith("ABC"):
        assert 'href="/de/termin/"' in answer.content.decode(), "words and a way on, not the bare page"


def test_cancelling_asks_first(public, row):
    assert public.get(page(row, "absagen/")).status_code == 200
    row.refresh_from_db()
    assert row.state == "booked"
    assert public.post(page(row, "absagen/"))["Location"] == page(row)
    row.refresh_from_db()
    assert (row.state, row.ended_by, len(mail.outbox)) == ("cancelled_person", None, 1)
    assert public.post(page(row, "absagen/")).status_code == 200, "a second time it is told"


def test_moving_shows_free_times_and_asks(public, row, house):
    other = first_free(house["centre"], position=6)
    assert value_of(other) in html.unescape(public.get(page(row, "verschieben/")).content.decode())
    assert hidden(public.get(page(row, "verschieben/"), {"zeit": value_of(other)}), "zeit") == value_of(other)
    assert public.post(page(row, "verschieben/"), {"zeit": value_of(other)})["Location"] == page(row)
    before = row.starts_at
    row.refresh_from_db()
    assert (row.starts_at, row.moved_from, row.revision, row.staff) == (other, before, 1, house["staff"]["beratung"])


def test_the_time_to_move_to_has_to_be_free(public, row, house):
    answer = public.post(page(row, "verschieben/"), {"zeit": value_of(timezone.now())})
    assert (answer.status_code, "<title>Fehler:" in answer.content.decode()) == (200, True)


def test_what_is_over_can_only_be_looked_at(public, row):
    Appointment.objects.filter(pk=row.pk).update(
        starts_at=timezone.now() - datetime.timedelta(hours=2), ends_at=timezone.now() - datetime.timedelta(hours=1)
    )
    assert "verschieben" not in public.get(page(row)).content.decode()
    assert public.get(page(row, "verschieben/"))["Location"] == page(row)
    assert public.post(page(row, "absagen/")).status_code == 200
    row.refresh_from_db()
    assert row.state == "booked"


def test_the_calendar_file_says_nothing_about_anybody(public, row):
    answer = public.get(page(row, "termin.ics"))
    content = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert ("BEGIN:VEVENT" in content, "Miriam" in content, row.reference in content) == (True, False, True)


def test_a_moved_appointment_has_the_same_uid_and_a_higher_number(public, row, house):
    before = public.get(page(row, "termin.ics")).content.decode()
    public.post(page(row, "verschieben/"), {"zeit": value_of(first_free(house["centre"], position=6))})
    after = public.get(page(row, "termin.ics")).content.decode()
    uids = [re.search(r"UID:(\S+)", content)[1] for content in (before, after)]
    assert (uids[0], "SEQUENCE:0" in before, "SEQUENCE:1" in after) == (uids[1], True, True)


def test_the_page_is_there_in_arabic(public, house):
    answer = public.get("/ar/termin/", {"thema": "letter-public", "art": "in_person"})
    assert 'dir="rtl"' in answer.content.decode()
    assert settings.CSRF_COOKIE_NAME not in answer.cookies
