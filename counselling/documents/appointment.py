"""Appointments as calendar files (RFC 5545), in UTC. No name and no topic: calendars are shared and synchronised."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as CalendarEvent

from counselling.models import Appointment
from counselling.rules.appointment import reference_text

PRODUCT = "-//IBS-Portal//Termine//DE"
CALENDAR = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Entry:
    """What a calendar learns of an appointment."""

    reference: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    revision: int
    changed_at: datetime.datetime
    summary: str
    location: str = ""
    is_cancelled: bool = False
    url: str = ""


def entry_for_person(appointment: Appointment, url: str) -> Entry:
    """For the phone of who booked: where and when, and the link to move or cancel."""
    centre = appointment.centre
    is_there = appointment.channel == Appointment.Channel.IN_PERSON
    return Entry(
        reference=appointment.reference,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        revision=appointment.revision,
        changed_at=appointment.changed_at,
        summary=_("Appointment: %(centre)s") % {"centre": centre.short_name},
        location=centre.address if is_there else str(appointment.get_channel_display()),
        is_cancelled=appointment.is_cancelled,
        url=url,
    )


def entry_for_staff(reference, starts_at, ends_at, channel, state, revision, changed_at, place) -> Entry:
    """For the calendar of a colleague: "Appointment" and the number, nothing about anybody."""
    return Entry(
        reference=reference,
        starts_at=starts_at,
        ends_at=ends_at,
        revision=revision,
        changed_at=changed_at,
        summary=_("Appointment %(number)s") % {"number": reference_text(reference)},
        location=f"{place}, {Appointment.Channel(channel).label}",
        is_cancelled=state in Appointment.CANCELLED,
    )


def calendar_file(entries: Iterable[Entry], *, name: str = "") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_component(entry))
    return calendar.to_ical()


def _component(entry: Entry) -> CalendarEvent:
    event = CalendarEvent()
    event.add("uid", f"appointment-{entry.reference}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", entry.changed_at.astimezone(datetime.UTC))
    event.add("sequence", entry.revision)
    event.add("dtstart", entry.starts_at.astimezone(datetime.UTC))
    event.add("dtend", entry.ends_at.astimezone(datetime.UTC))
    event.add("summary", entry.summary)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("location", entry.location)
    if entry.url:
        event.add("url", entry.url)
    return event
