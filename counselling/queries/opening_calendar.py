"""Closures and other times of a centre as a calendar to subscribe to (RFC 5545), in the reader's language."""

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as CalendarEvent

from counselling.queries import opening_words as words
from counselling.queries.opening import OpeningNow
from counselling.rules.holidays import holidays_between
from counselling.rules.hours import CLOSED, DAY, Hours, Period, SpecialDay
from ibs_portal.ui.german import LTR_PART, PART_END

PRODUCT = "-//IBS-Portal//Schliessungen//DE"
AHEAD = datetime.timedelta(days=366)


def closures_calendar(now: OpeningNow) -> bytes:
    """The coming year: announced closures, other times, weeks with other hours, and public holidays."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    name = _("Closures: %(centre)s") % {"centre": now.centre.short_name}
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for change in now.changes(AHEAD):
        calendar.add_component(_change(now, now.hours, change))
    for offering in now.offerings:
        for change in offering.changes(AHEAD):
            calendar.add_component(_change(now, offering.hours, change, offering.name))
    for day, holiday in holidays_between(now.hours.state, now.today, now.today + AHEAD):
        summary = _("Closed: %(reason)s") % {"reason": holiday}
        calendar.add_component(_event(now, f"holiday-{day}", day, day, summary, ""))
    return calendar.to_ical()


def _change(now: OpeningNow, hours: Hours, change: Period | SpecialDay, name: str = "") -> CalendarEvent:
    notice = words.change_words(hours, change, now.today, name)
    kind = "period" if isinstance(change, Period) else "day"
    event = _event(now, f"{kind}-{change.key}", change.first, change.last, _plain(notice.title), notice.text)
    is_closed = isinstance(change, SpecialDay) and change.mode == CLOSED
    event.add("categories", ["closed" if is_closed else "other-hours"])
    return event


def _event(
    now: OpeningNow, key: str, first: datetime.date, last: datetime.date, summary: str, text: str
) -> CalendarEvent:
    """Whole days: what the times are stands in the words, so that 9:00 stays 9:00 in every calendar."""
    event = CalendarEvent()
    event.add("uid", f"{now.centre.slug}-{key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", now.centre.hours_changed_at.astimezone(datetime.UTC))
    event.add("dtstart", first)
    event.add("dtend", last + DAY)
    event.add("summary", f"{now.centre.short_name}: {summary}")
    event.add("description", _plain(text))
    event.add("transp", "TRANSPARENT")
    event.add("last-modified", min(now.centre.hours_changed_at, timezone.now()).astimezone(datetime.UTC))
    return event


def _plain(text: str) -> str:
    """Without the marks around German words, which calendars would show as boxes."""
    return text.replace(LTR_PART, "").replace(PART_END, "")
