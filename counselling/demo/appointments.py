"""Appointments of last week and the next two; all of it invented. Some belong to files, some to nobody known."""

import datetime
import random

from counselling.models import (
    Appointment,
    BookingCalendar,
    Centre,
    Client,
    ConsultationWindow,
    InterpreterClosure,
    InterpreterRequest,
    InterpreterService,
    StaffMember,
    Topic,
)
from counselling.queries.calendar import calendars_of, hours_of_centre
from counselling.rules.appointment import REFERENCE_LENGTH, REFERENCE_LETTERS
from counselling.rules.opening import local
from counselling.rules.slots import Slot, slots_on

DAY = datetime.timedelta(days=1)
BACK, AHEAD = 7, 16
# Somebody who booked on the phone or by the website: name, language, language of letters.
BOOKERS = (
    ("Miriam Habte", "ti", "en"),
    ("Bassam Nassar", "ar", "ar"),
    ("Olena Tkachuk", "uk", "de"),
    ("Zahra Amiri", "prs", "en"),
    ("Ionuț Moldovan", "ro", "de"),
    ("Hêlîn Duskî", "kmr", "ar"),
    ("Thu Hà", "vi", "de"),
)
NOTES = ("", "", "", "Ich komme mit Kinderwagen.", "", "Bitte am Telefon langsam sprechen.")


def seed_appointments(centre: Centre, *, now: datetime.datetime) -> None:
    """Deterministic for one ``now``; about two in five slots are taken."""
    chance = random.Random(11)
    _calendars(centre)
    today = local(now).date()
    hours = hours_of_centre(centre, today - BACK * DAY)
    staff = {member.pk: member for member in StaffMember.objects.filter(centre=centre).select_related("user")}
    clients = {
        key: list(Client.objects.filter(controller=key).order_by("pk")[:20])
        for key in {member.controller_id for member in staff.values()}
    }
    topics = list(Topic.objects.public())
    days = [today + n * DAY for n in range(-BACK, AHEAD)]
    calendars = calendars_of(centre, days[0], days[-1])
    slots = [slot for day in days for calendar in calendars for slot in slots_on(hours, calendar, day)]
    taken = [slot for slot in slots if chance.random() < 0.35]
    rows = [_appointment(slot, staff[slot.staff], clients, topics, chance, now) for slot in taken]
    Appointment.objects.bulk_create(rows)
    _interpreters(centre, now=now)


def _interpreters(centre: Centre, *, now: datetime.datetime) -> None:
    """Two services, and requests in several states for those who need an interpreter."""
    town_hall = InterpreterService.objects.create(
        name="Sprachmittlung im Rathaus (Beispiel)",
        languages=["ar", "fa", "prs", "ti", "kmr", "uk", "ru", "vi", "ro", "my", "sr"],
        email="sprachmittlung@example.org",
        phone="0375 000 00 20",
        lead_days=3,
        note="Dienstags keine Einsätze vor 10 Uhr.",
    )
    InterpreterService.objects.create(
        name="Telefondolmetschen (Beispiel)",
        languages=["ar", "fa", "uk", "tr", "so"],
        phone="0375 000 00 21",
        lead_days=1,
    )
    monday = local(now).date() - local(now).weekday() * DAY
    InterpreterClosure.objects.create(service=town_hall, starts_on=monday + 28 * DAY, ends_on=monday + 39 * DAY)
    rows = Appointment.objects.filter(needs_interpreter=True, language__in=town_hall.languages)
    rows = list(rows.filter(centre=centre, starts_at__gt=now).select_related("staff__user").order_by("starts_at", "pk"))
    states = ("confirmed", "ordered", "needed", "needed", "ordered", "confirmed")
    InterpreterRequest.objects.bulk_create(
        _request(row, town_hall, state) for row, state in zip(rows, states, strict=False)
    )


def _request(row: Appointment, service: InterpreterService, state: str) -> InterpreterRequest:
    return InterpreterRequest(
        controller_id=row.controller_id,
        centre_id=row.centre_id,
        appointment=row,
        service=service,
        language=row.language,
        kind=row.channel,
        starts_at=row.starts_at,
        minutes=row.minutes,
        state=state,
        ordered_at=None if state == "needed" else row.created_at,
        changed_at=row.created_at,
        created_at=row.created_at,
        created_by=row.staff.user,
        reference="D" + row.reference[1:],
    )


def _calendars(centre: Centre) -> None:
    """The head can be booked on two afternoons, 45 minutes each; the others as usual."""
    head = StaffMember.objects.get(centre=centre, job=StaffMember.Job.HEAD)
    BookingCalendar.objects.create(staff=head, controller=head.controller, slot_minutes=45, are_hours_public=True)
    ConsultationWindow.objects.bulk_create(
        ConsultationWindow(
            staff=head,
            controller=head.controller,
            weekday=weekday,
            opens=datetime.time(13),
            closes=datetime.time(16),
        )
        for weekday in (0, 3)
    )


def _appointment(slot: Slot, member, clients, topics, chance: random.Random, now: datetime.datetime) -> Appointment:
    row = Appointment(
        controller_id=member.controller_id,
        centre_id=member.centre_id,
        staff=member,
        starts_at=slot.start,
        ends_at=slot.end,
        topic=chance.choice(topics),
        channel=chance.choices(["in_person", "phone", "video"], [8, 2, 1])[0],
        reference="".join(chance.choice(REFERENCE_LETTERS) for _n in range(REFERENCE_LENGTH)),
        created_at=min(now, slot.start) - chance.randint(2, 9) * DAY,
    )
    row.changed_at = row.created_at
    if chance.random() < 0.6:
        row.client = chance.choice(clients[member.controller_id])
        row.language, row.created_by = row.client.languages[0], member.user
        row.contact_language = row.language if row.language in ("ar", "en") else "de"
    else:
        _by_somebody(row, chance)
    row.needs_interpreter = row.language not in (*member.languages, "en") and chance.random() < 0.5
    return _ended(row, member, chance, now)


def _by_somebody(row: Appointment, chance: random.Random) -> None:
    row.name, row.language, row.contact_language = chance.choice(BOOKERS)
    row.phone = f"0375 000 {chance.randint(10, 99)} {chance.randint(10, 99)}"
    given = row.name.split()[0].encode("ascii", "ignore").decode().lower()
    row.email = f"{given}@example.org" if chance.random() < 0.6 else ""
    row.note = chance.choice(NOTES)


def _ended(row: Appointment, member, chance: random.Random, now: datetime.datetime) -> Appointment:
    """Who is past has come, mostly; a few were cancelled."""
    if chance.random() < 0.08:
        row.state, row.ended_at = Appointment.State.CANCELLED_BY_PERSON, row.created_at
    elif row.ends_at < now:
        row.state = chance.choices([Appointment.State.CAME, Appointment.State.MISSED], [6, 1])[0]
        row.ended_at, row.ended_by = row.ends_at, member.user
    return row
