"""Interpreters: asked for, ordered without a name, and flagged when the appointment is gone."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from counselling.actions.appointment import cancel_appointment, move_appointment, remind_of_appointments
from counselling.actions.interpreter import mark_interpreter, order_interpreter, request_interpreter
from counselling.models import Appointment, InterpreterRequest
from counselling.queries.interpreters import interpreter_board
from counselling.tasks import erase_old_appointments
from ibs_portal.audit.models import Entry
from ibs_portal.database.identity import asking_as_job
from tests.factories.appointments import (
    AppointmentFactory,
    InterpreterServiceFactory,
    add_appointments,
    make_bookable,
    noon,
)


@pytest.fixture
def house(persons, organisations):
    return add_appointments(make_bookable(persons, organisations))


def ask(house, **more) -> InterpreterRequest:
    row = more.pop("appointment", house["named_appointment"])
    facts = {"language": "ar", "kind": "in_person", "starts_at": row.starts_at, "minutes": 30, "place": "", "note": ""}
    return request_interpreter(
        by=house["beratung"],
        now=timezone.now(),
        service=InterpreterServiceFactory(),
        centre=house["centre"],
        appointment=row,
        **facts | more,
    )


def test_the_order_goes_by_mail_without_the_client(house):
    row = order_interpreter(ask(house), by=house["beratung"], now=timezone.now())
    (letter,) = mail.outbox
    words = letter.subject + letter.body
    assert (row.state, letter.to) == ("ordered", ["sprachmittlung@example.org"])
    assert (row.reference_text in words, "Miriam" in words, house["named_appointment"].reference in words) == (
        True,
        False,
        False,
    )
    assert Entry.objects.acts().filter(verb="interpreterrequest.marked").count() == 1


def test_one_request_per_appointment_until_it_is_cancelled(house):
    first = ask(house)
    with pytest.raises(ValidationError):
        ask(house)
    mark_interpreter(first, by=house["beratung"], now=timezone.now(), state="cancelled")
    assert ask(house).pk != first.pk


def test_a_language_that_the_service_lacks_is_refused(house):
    with pytest.raises(ValidationError, match=r"language|Sprache"):
        ask(house, language="ka")


def test_steps_are_kept_in_order(house):
    row, by, now = ask(house), house["beratung"], timezone.now()
    with pytest.raises(ValidationError):
        mark_interpreter(row, by=by, now=now, state="done")
    order_interpreter(row, by=by, now=now)
    with pytest.raises(ValidationError):
        order_interpreter(row, by=by, now=now)
    mark_interpreter(row, by=by, now=now, state="refused")
    order_interpreter(row, by=by, now=now)
    assert mark_interpreter(row, by=by, now=now, state="confirmed").state == "confirmed"


@pytest.mark.parametrize("what", ["cancelled", "moved"])
def test_an_appointment_that_is_gone_flags_its_order(house, what):
    row, by, now = ask(house), house["beratung"], timezone.now()
    order_interpreter(row, by=by, now=now)
    appointment = house["named_appointment"]
    if what == "cancelled":
        cancel_appointment(appointment, by=by, now=now, reason="other")
    else:
        move_appointment(appointment, by=by, now=now, starts_at=appointment.starts_at + datetime.timedelta(hours=2))
    board = interpreter_board(by, timezone.localdate())
    assert [line["request"].pk for line in board["stale"]] == [row.pk]
    mark_interpreter(row, by=by, now=now, state="cancelled")
    assert interpreter_board(by, timezone.localdate())["stale"] == []
    assert mail.outbox[-1].to == ["sprachmittlung@example.org"], "the service is told"


def test_what_is_due_stands_first_and_what_is_late_says_the_next_day(house):
    today = timezone.localdate()
    ask(house, appointment=AppointmentFactory(staff=house["staff"]["beratung"], starts_at=noon(days=2)))
    late = interpreter_board(house["beratung"], today)
    assert [line["urgency"] for line in late["now"]] in (["missed"], ["today"])
    assert late["now"][0]["earliest"] > today
    later = interpreter_board(house["beratung"], today)["later"]
    assert [line["request"].pk for line in later] == [house["interpreter"].pk]


def test_pages_of_the_list_and_the_paper(client_as, house):
    client, row = client_as("bfd"), house["interpreter"]
    listed = client.get("/intern/sprachmittlung/").content.decode()
    assert reverse("counselling:interpreter_detail", args=[row.pk]) in listed
    paper = client.get(reverse("counselling:interpreter_order", args=[row.pk])).content.decode()
    assert (row.reference_text in paper, "Nguy" in paper) == (True, False)


@pytest.mark.parametrize("query", ["termin=x", "termin=999999", "client=²", "client=99999"])
def test_asking_for_what_is_not_there(client_as, house, query):
    assert client_as("beratung").get(f"/intern/sprachmittlung/neu/?{query}").status_code == 404


def test_asking_from_an_appointment(client_as, house):
    row = house["named_appointment"]
    address = f"/intern/sprachmittlung/neu/?termin={row.pk}"
    service = InterpreterServiceFactory()
    page = client_as("beratung").get(address).content.decode()
    assert service.name in page
    start = timezone.localtime(row.starts_at).strftime("%Y-%m-%dT%H:%M")
    data = {"language": "Arabisch", "service": service.pk, "kind": "in_person", "starts_at": start, "minutes": 30}
    assert client_as("beratung").post(address, data).status_code == 302
    assert InterpreterRequest.objects.get(appointment=row).created_by == house["beratung"]
    bad = client_as("beratung").post(address, data | {"minutes": "9" * 30, "note": "bleibt"})
    assert (bad.status_code, "bleibt" in bad.content.decode()) == (200, True)


# --- Reminders -----------------------------------------------------------------------------------------------


def test_everybody_is_reminded_once_the_day_before(house):
    now = noon(days=0)
    early = timezone.now() - datetime.timedelta(days=5)
    facts = {"staff": house["staff"]["beratung"], "created_at": early}
    tomorrow = AppointmentFactory(starts_at=noon(days=1), email="morgen@example.org", **facts)
    AppointmentFactory(starts_at=noon(days=1) + datetime.timedelta(hours=1), email="", **facts)
    AppointmentFactory(starts_at=noon(days=3) + datetime.timedelta(hours=1), email="spaeter@example.org", **facts)
    just_now = AppointmentFactory(
        starts_at=noon(days=1) + datetime.timedelta(minutes=30),
        email="eben@example.org",
        staff=facts["staff"],
        created_at=now,
    )
    with asking_as_job():
        counts = [remind_of_appointments(now=now) for _n in range(2)]
    assert (counts, [letter.to for letter in mail.outbox]) == ([1, 0], [["morgen@example.org"]])
    body = mail.outbox[0].body
    assert (tomorrow.reference_text in body, "Miriam" in body) == (True, False)
    just_now.refresh_from_db()
    assert just_now.reminded_at is not None, "whoever booked a moment ago has the confirmation"


def test_appointments_are_forgotten_after_half_a_year(house):
    old = AppointmentFactory(staff=house["staff"]["beratung"], starts_at=timezone.now() - datetime.timedelta(days=200))
    erase_old_appointments(0)
    assert (Appointment.objects.filter(pk=old.pk).exists(), Appointment.objects.count()) == (False, 3)
