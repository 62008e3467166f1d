"""Appointments of the house: few inputs, two clicks to the slip, bad input told, few queries, walls."""

import datetime
import io
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from counselling.models import Absence, Appointment, BookingCalendar
from counselling.queries.appointments import next_free
from counselling.queries.booking import value_of
from tests.factories.appointments import AppointmentFactory, add_appointments, make_bookable

LIST = "/intern/termine/"
NEW = "/intern/termine/neu/"


@pytest.fixture
def house(persons, organisations):
    return add_appointments(make_bookable(persons, organisations))


@pytest.fixture
def staff(client_as, house) -> Client:
    return client_as("beratung")


def html_of(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def page(name: str, row) -> str:
    return reverse(f"counselling:{name}", args=[row.pk])


def offered(house):
    """One of the times that the form offers for the counsellor."""
    return next_free(house["beratung"], house["staff"]["beratung"])[5]


def form(house, **more) -> dict:
    return {
        "client": house["client"].pk,
        "staff": house["staff"]["beratung"].pk,
        "slot": value_of(offered(house)),
        "minutes": 30,
        "channel": "in_person",
        "language": "Arabisch",
        "contact_language": "ar",
    } | more


# --- Lists ---------------------------------------------------------------------------------------------------


def test_the_week_shows_the_own_house_only(staff, house):
    row = house["named_appointment"]
    address = f"{LIST}?tag={timezone.localdate(row.starts_at)}"
    assert "Miriam Habte" in html_of(staff.get(address))
    county = house["county_appointment"]
    other = html_of(staff.get(f"{LIST}?tag={timezone.localdate(county.starts_at)}"))
    assert page("appointment_detail", county) not in other


def test_the_day_shows_free_times_by_colleague(staff, house):
    day = timezone.localdate() + datetime.timedelta(days=1)
    html = html_of(staff.get(f"{LIST}?ansicht=tag&tag={day}"))
    assert html.count("p-day__free") > 5
    assert "staff=" in html


@pytest.mark.parametrize(
    "query", ["tag=9999-99-99", "tag=0001-01-01", "tag=9999-12-31", "person=abc", "person=%00", "ansicht=x"]
)
def test_odd_addresses_show_this_week(staff, query):
    assert staff.get(f"{LIST}?{query}").status_code in (200, 400)


def test_queries_stay_the_same_with_more_rows(staff, house, count_queries):
    def add(number: int) -> None:
        for minutes in range(number):
            start = timezone.now().replace(minute=0, second=0) + datetime.timedelta(hours=minutes)
            AppointmentFactory(staff=house["staff"]["beratung"], client=house["client"], starts_at=start)

    for query in ("", "?ansicht=tag"):
        Appointment.objects.all().delete()
        add(1)
        one = count_queries(staff, f"{LIST}{query}")
        Appointment.objects.all().delete()
        add(3)
        assert count_queries(staff, f"{LIST}{query}") == one <= 16


def test_the_list_as_a_file_is_text(staff, house):
    AppointmentFactory(
        staff=house["staff"]["beratung"], name="=1+1", starts_at=timezone.now() + datetime.timedelta(hours=1)
    )
    answer = staff.get("/intern/termine/liste.xlsx")
    cells = [cell for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] in (["s"], [])


# --- Booking by staff ----------------------------------------------------------------------------------------


def test_booking_for_a_file(staff, house):
    answer = staff.post(NEW, form(house))
    row = Appointment.objects.latest("pk")
    assert answer["Location"] == page("appointment_detail", row)
    facts = (row.client, row.name, row.language, row.created_by, row.controller_id)
    assert facts == (house["client"], "", "ar", house["beratung"], house["client"].controller_id)


def test_booking_for_a_name(staff, house):
    staff.post(NEW, form(house, client="", person="  Suharto ", email="suharto@example.org"))
    row = Appointment.objects.latest("pk")
    assert (row.client, row.name, mail.outbox[-1].to) == (None, "Suharto", ["suharto@example.org"])


def test_the_file_is_found_by_name_and_all_typed_is_kept(staff, house):
    found = html_of(staff.post(NEW, form(house, client="", person="nguyen", note="Bitte klingeln") | {"search": "1"}))
    assert (f'name="choose" value="{house["client"].pk}"' in found, "Bitte klingeln" in found) == (True, True)
    chosen = html_of(staff.post(NEW, form(house, client="", note="Bitte klingeln") | {"choose": house["client"].pk}))
    assert (f'name="client" value="{house["client"].pk}"' in chosen, "Bitte klingeln" in chosen) == (True, True)
    assert Appointment.objects.count() == 3


def test_a_file_of_the_other_house_cannot_be_chosen(staff, house):
    key = house["county_client"].pk
    answers = [staff.get(f"{NEW}?client={key}"), staff.post(NEW, form(house, client=key))]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_form_sent_twice_is_one_appointment(staff, house):
    number = re.search(r'name="number" value="([^"]+)"', html_of(staff.get(NEW)))[1]
    answers = {staff.post(NEW, form(house, number=number))["Location"] for _n in range(2)}
    assert (len(answers), Appointment.objects.count()) == (1, 4)


BAD = (
    {"client": "", "person": ""},
    {"slot": "", "starts_at": ""},
    {"slot": "", "starts_at": "2020-01-01T09:00"},
    {"slot": "", "starts_at": "2099-01-01T09:00"},
    {"slot": "", "starts_at": "9999-12-31T23:59"},
    {"slot": "", "starts_at": "übermorgen"},
    {"slot": "2026-13-13"},
    {"minutes": "0"},
    {"minutes": "9" * 40},
    {"language": "Klingonisch"},
    {"staff": "99999999"},
    {"staff": "x"},
    {"phone": "ruf mal an"},
    {"email": "kein@"},
    {"note": "x" * 301},
    {"topic": "99999"},
)


@pytest.mark.parametrize("bad", BAD)
def test_bad_input_is_told_and_kept(staff, house, bad):
    before = Appointment.objects.count()
    answer = staff.post(NEW, form(house, note="bleibt") | bad)
    assert (answer.status_code, Appointment.objects.count()) == (200, before)
    html = answer.content.decode()
    assert "<title>Fehler:" in html
    assert "note" in bad or "bleibt" in html


@pytest.mark.parametrize("client", ["x", "9" * 30, "-1", "²"])
def test_odd_files_are_not_found(staff, house, client):
    assert staff.get(NEW, {"client": client}).status_code == 404


def test_never_two_at_a_time_and_never_into_an_absence(staff, house):
    taken = house["appointment"]
    same = {"slot": "", "starts_at": timezone.localtime(taken.starts_at).strftime("%Y-%m-%dT%H:%M")}
    assert staff.post(NEW, form(house) | same).status_code == 200
    member, day = house["staff"]["beratung"], timezone.localdate() + datetime.timedelta(days=30)
    Absence.objects.create(staff=member, controller=member.controller, starts_on=day, ends_on=day)
    away = {"slot": "", "starts_at": f"{day}T09:00"}
    assert staff.post(NEW, form(house) | away).status_code == 200
    assert Appointment.objects.count() == 3


# --- One appointment -----------------------------------------------------------------------------------------


def test_the_slip_is_in_german_and_the_language_of_the_person(staff, house):
    html = html_of(staff.get(page("appointment_slip", house["appointment"])))
    assert ('lang="de" dir="ltr"' in html, 'lang="ar" dir="rtl"' in html) == (True, True)
    assert house["appointment"].reference_text in html
    assert "Nguy" not in html, "a slip on a table tells nobody's name"


def test_moving_and_cancelling_mail_the_person(staff, house):
    row, start = house["named_appointment"], offered(house)
    data = {"staff": row.staff_id, "slot": value_of(start), "minutes": 30}
    assert staff.post(page("appointment_move", row), data).status_code == 302
    assert staff.post(page("appointment_cancel", row), {"reason": "staff_away"}).status_code == 302
    row.refresh_from_db()
    assert (row.starts_at, row.state, row.cancel_reason) == (start, "cancelled_house", "staff_away")
    assert [letter.to for letter in mail.outbox] == [["miriam@example.org"]] * 2
    again = staff.post(page("appointment_cancel", row), {"reason": "staff_away"})
    assert (again.status_code, "<title>Fehler:" in again.content.decode()) == (200, True)


def test_cancelled_by_the_person_on_the_phone(staff, house):
    row = house["appointment"]
    staff.post(page("appointment_cancel", row), {"reason": "person"})
    row.refresh_from_db()
    assert (row.state, row.ended_by, row.cancel_reason) == ("cancelled_person", house["beratung"], "")


def test_who_came_can_be_noted_and_taken_back(staff, house):
    row = AppointmentFactory(
        staff=house["staff"]["beratung"],
        client=house["client"],
        starts_at=timezone.now() - datetime.timedelta(minutes=5),
    )
    states = []
    for state in ("came", "booked", "missed"):
        staff.post(page("appointment_mark", row), {"state": state})
        row.refresh_from_db()
        states.append((row.state, row.ended_at is None))
    assert states == [("came", False), ("booked", True), ("missed", False)]
    staff.post(page("appointment_mark", row), {"state": "came"})
    assert f"/intern/kontakt/neu/?client={house['client'].pk}" in html_of(staff.get(page("appointment_detail", row)))


def test_what_is_to_come_cannot_have_come(staff, house):
    row = house["appointment"]
    staff.post(page("appointment_mark", row), {"state": "came"})
    staff.post(page("appointment_mark", row), {"state": "unsinn"})
    row.refresh_from_db()
    assert row.state == "booked"


def test_an_absence_shows_what_it_hits(staff, house):
    row = house["appointment"]
    member, day = row.staff, timezone.localdate(row.starts_at)
    Absence.objects.create(staff=member, controller=member.controller, starts_on=day, ends_on=day)
    html = html_of(staff.get("/intern/termine/konflikte/"))
    assert page("appointment_move", row) in html
    assert "kern-alert--warning" in html_of(staff.get(LIST))


def test_the_file_has_its_appointments(staff, house):
    html = html_of(staff.get(reverse("counselling:client_appointments", args=[house["client"].pk])))
    assert page("appointment_slip", house["appointment"]) in html


def test_heute_shows_today(staff, house):
    AppointmentFactory(
        staff=house["staff"]["beratung"],
        client=None,
        name="Heute Da",
        starts_at=timezone.now().replace(hour=11, minute=0),
    )
    assert "Heute Da" in html_of(staff.get("/intern/"))


# --- The feed ------------------------------------------------------------------------------------------------


def feed_address(staff) -> str:
    return re.search(r"/feeds/termine/\S+?\.ics", html_of(staff.get("/intern/termine/kalender/")))[0]


def test_the_private_feed_has_no_names_and_can_be_renewed(staff, house):
    staff.post("/intern/termine/kalender/")
    first = feed_address(staff)
    content = Client().get(first).content.decode()
    assert (house["appointment"].reference in content, "Miriam" in content, "Nguy" in content) == (True, False, False)
    assert house["county_appointment"].reference not in content
    staff.post("/intern/termine/kalender/")
    assert "VEVENT" not in Client().get(first).content.decode(), "the old address no longer works"
    assert "VEVENT" in Client().get(feed_address(staff)).content.decode()


@pytest.mark.parametrize("token", ["x", "1-1", "1-1.falsch", "%00"])
def test_a_wrong_feed_is_nothing(house, token):
    assert Client().get(f"/feeds/termine/{token}.ics").status_code in (400, 404)


def test_a_calendar_without_feed_has_none(house):
    member = house["staff"]["beratung"]
    calendar = BookingCalendar.objects.create(staff=member, controller=member.controller)
    assert Client().get(reverse("counselling:calendar_feed", args=[calendar.feed_token])).status_code == 404
