"""Calendar files (RFC 5545). Times are written in UTC, so every calendar shows them right without time zone rules."""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as CalendarEvent

from projects.models import Event

PRODUCT = "-//IBS-Portal//Veranstaltungen//DE"


def event_calendar(events: Iterable[Event], *, name: str = "") -> bytes:
    """A calendar with these dated events; cancelled ones are marked, so that subscribers see it too."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    for event in events:
        if event.starts_at and event.ends_at:
            calendar.add_component(_entry(event, event.starts_at, event.ends_at))
    return calendar.to_ical()


def _entry(event: Event, start: datetime.datetime, end: datetime.datetime) -> CalendarEvent:
    entry = CalendarEvent()
    entry.add("uid", f"event-{event.pk}@{urlsplit(settings.SITE_URL).hostname}")
    entry.add("dtstamp", _utc(event.changed_at))
    entry.add("last-modified", _utc(event.changed_at))
    entry.add("sequence", event.revision)
    entry.add("dtstart", _utc(start))
    entry.add("dtend", _utc(end))
    title = _("Cancelled: {title}").format(title=event.title) if event.is_cancelled else str(event.title)
    entry.add("summary", title, parameters={"language": event.title.lang or translation.get_language()})
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    entry.add("location", event.place.address if event.place else _("online"))
    entry.add("description", str(event.cancel_reason or event.description))
    entry.add("url", settings.SITE_URL + event.get_absolute_url())
    return entry


def _utc(moment: datetime.datetime) -> datetime.datetime:
    return moment.astimezone(datetime.UTC)
