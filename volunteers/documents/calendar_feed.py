"""A personal calendar as a file (RFC 5545), in UTC: trainings, dates of the group, get-togethers, meetings.

Calendars are shared and synchronised, so nobody's name is in them. The same dates make the same bytes: phones that have
them already are told so.
"""

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as CalendarEvent

from volunteers.rules.calendar_feed import Entry, Feed, Kind
from volunteers.rules.hours import hours_words

PRODUCT = "-//IBS-Portal//Meine Termine//DE"
MEDIA_TYPE = "text/calendar; charset=utf-8"
FILE_NAME = "meine-termine.ics"
# How often a calendar should ask; most ask less often.
ASKS_EVERY = datetime.timedelta(hours=6)


def feed_calendar(feed: Feed) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", feed.programme)
    calendar.add("x-wr-calname", feed.programme)
    calendar.add("refresh-interval", ASKS_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for entry in feed.entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def _event(entry: Entry) -> CalendarEvent:
    event, host = CalendarEvent(), urlsplit(settings.SITE_URL).hostname
    event.add("uid", f"{entry.kind}-{entry.key}@{host}")
    event.add("dtstamp", entry.changed_at.astimezone(datetime.UTC))
    event.add("sequence", entry.revision)
    event.add("summary", summary_of(entry))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED" if entry.is_certain else "TENTATIVE")
    if entry.place:
        event.add("location", entry.place)
    if entry.ends_at is None:
        # A day that is over, and blocks nothing.
        day = timezone.localdate(entry.starts_at)
        event.add("dtstart", day)
        event.add("dtend", day + datetime.timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", entry.starts_at.astimezone(datetime.UTC))
        event.add("dtend", entry.ends_at.astimezone(datetime.UTC))
    return event


def summary_of(entry: Entry) -> str:
    """What the line in the calendar says."""
    if entry.kind is Kind.MEETING:
        return _("Meeting, %(hours)s") % {"hours": hours_words(entry.minutes)}
    if entry.kind is Kind.GROUP:
        return _("Group: %(topic)s") % {"topic": entry.title} if entry.title else _("Date of the group")
    return entry.title
