"""A training session as a calendar file (RFC 5545), in UTC, without anybody's name.

``PUBLISH`` and not ``REQUEST``: answers are given in the portal. With ``REQUEST`` mail programs show buttons of their
own, whose answers would reach nobody. The same UID with a higher SEQUENCE replaces an entry, ``CANCEL`` removes it.
"""

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, vCalAddress
from icalendar import Event as CalendarEvent

from volunteers.models import TrainingSession

PRODUCT = "-//IBS-Portal//Schulungen//DE"
FILE_NAME = "schulung.ics"


def method_of(session: TrainingSession) -> str:
    return "CANCEL" if session.is_cancelled else "PUBLISH"


def session_calendar(session: TrainingSession, *, url: str = "") -> bytes:
    """One entry; ``url`` is the page where the reader answers."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method_of(session))
    calendar.add_component(_entry(session, url))
    return calendar.to_ical()


def _entry(session: TrainingSession, url: str) -> CalendarEvent:
    entry, host = CalendarEvent(), urlsplit(settings.SITE_URL).hostname
    entry.add("uid", f"training-{session.pk}@{host}")
    entry.add("dtstamp", session.changed_at.astimezone(datetime.UTC))
    entry.add("sequence", session.revision)
    entry.add("dtstart", session.starts_at.astimezone(datetime.UTC))
    entry.add("dtend", session.ends_at.astimezone(datetime.UTC))
    entry.add("summary", session.training.title)
    entry.add("location", session.place)
    entry.add("status", "CANCELLED" if session.is_cancelled else "CONFIRMED")
    entry.add("organizer", _organizer(session))
    if url:
        entry.add("url", url)
    return entry


def _organizer(session: TrainingSession) -> vCalAddress:
    """The desk; a file with CANCEL has to name it."""
    programme = session.programme
    address = vCalAddress(f"MAILTO:{programme.contact_email or settings.DEFAULT_FROM_EMAIL}")
    address.params["cn"] = programme.name
    return address
