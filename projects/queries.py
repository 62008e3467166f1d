"""Reads for pages, feeds and other areas: the next events, lines of lists, what is due for staff."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ibs_portal.accounts.models import User
from ibs_portal.database.composed import composed_once
from ibs_portal.ui.addresses import address
from ibs_portal.ui.german import german_part
from projects.models import Event, Project, Registration

FEW_SEATS = 5
NEXT_DAYS = datetime.timedelta(days=14)


@dataclass(frozen=True)
class EventLine:
    """An event as ``components/date.html`` takes it: include it with each of these names."""

    start: datetime.datetime | None
    title: str
    url: str
    text: str
    cancelled: bool
    reason: str
    state: str
    tone: str


def event_line(event: Event, now: datetime.datetime) -> EventLine:
    """What a list says about a dated event: when, where, for whom, what it costs, whether places are left."""
    state, tone = ("", "info") if event.is_cancelled else seats_state(event, now)
    return EventLine(
        start=event.starts_at,
        title=event.title.marked,
        url=event.get_absolute_url(),
        text="" if event.is_cancelled else event_sentence(event),
        cancelled=event.is_cancelled,
        reason=event.cancel_reason.marked,
        state=state,
        tone=tone,
    )


def event_sentence(event: Event) -> str:
    where = german_part(event.place.short_address) if event.place else _("online")
    parts = [f"{time_text(event)}{comma()}{where}"]
    parts += filter(None, [german_part(event.audience) if event.audience.lang else event.audience])
    parts.append(capfirst(f"{price_text(event)}{comma()}{registration_text(event)}"))
    return ". ".join(parts) + "."


def comma() -> str:
    # Translators: between two short facts, with the space behind it.
    return pgettext("list", ", ")


def time_text(event: Event) -> str:
    """``10:00 to 11:30``, with the day too if it ends on another one."""
    start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    pattern = "G:i" if start.date() == end.date() else _("j F, G:i")
    words = {"start": formats.date_format(start, pattern), "end": formats.date_format(end, pattern)}
    return _("{start} to {end}").format(**words)


def price_text(event: Event) -> str:
    return _("free of charge") if event.is_free else event.price


def registration_text(event: Event) -> str:
    return _("please register") if event.needs_registration else _("without registration")


def seats_state(event: Event, now: datetime.datetime) -> tuple[str, str]:
    """Words and tone of the badge: places left, full, closed; empty if there is nothing to say."""
    if not event.needs_registration or event.starts_at is None or event.starts_at <= now:
        return "", "info"
    if event.registration_refusal(now):
        return _("Registration closed"), "warning"
    if event.seats_left is None:
        return _("Places free"), "success"
    if event.is_full:
        return _("Full, waiting list open"), "warning"
    left = event.seats_left
    words = ngettext("%(left)s place left of %(seats)s", "%(left)s places left of %(seats)s", left)
    return words % {"left": left, "seats": event.seats}, "warning" if left <= FEW_SEATS else "success"


def upcoming_events(now: datetime.datetime, limit: int = 3) -> list[EventLine]:
    """The next public events for the home page, cancelled ones included; of a series only the next one. One query."""
    events = Event.objects.published().upcoming(now).next_of_each_series(now).with_names()[:limit]
    return [event_line(event, now) for event in events]


def local_month(year: int, month: int) -> tuple[datetime.datetime, datetime.datetime]:
    """First moment of a month and first moment after it, in local time."""
    zone = timezone.get_default_timezone()
    first = datetime.datetime(year, month, 1, tzinfo=zone)
    return first, datetime.datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)


def editions(project: Project) -> list[Event]:
    """All events of a project that the public may see, newest first; those with just a year in their place."""
    events = project.events.published().select_related("place", "project")
    return sorted(events, key=_newest_first)


def _newest_first(event: Event) -> tuple[int, float]:
    return -event.edition_year, -event.starts_at.timestamp() if event.starts_at else 0.0


def heute(user: User, *, now: datetime.datetime) -> dict[str, Any] | None:
    """The next two weeks' events of the person's organisation, with places and waiting people; two queries."""
    if not user.has_perm("projects.view_staff_event"):
        return None
    events = _coming(user, now, now + NEXT_DAYS)
    waiting = waiting_counts(events)
    rows = [{"event": event, "waiting": waiting[event.pk], "url": staff_url(event)} for event in events]
    return {"rows": rows, "list_url": address("projects:staff_event_list")}


@composed_once
def _coming(user: User, now: datetime.datetime, until: datetime.datetime) -> Any:
    return Event.objects.visible_to(user).upcoming(now).filter(starts_at__lte=until).with_names()[:5]


def waiting_counts(events: Iterable[Event]) -> Counter[int]:
    """How many parties wait, by event. One query."""
    keys = [event.pk for event in events if event.seats is not None]
    if not keys:
        return Counter()
    waiting = Registration.objects.filter(event__in=keys, state=Registration.State.WAITING)
    return Counter(waiting.values_list("event_id", flat=True))


def staff_url(event: Event) -> str:
    return address("projects:staff_event_detail", event.pk)


def search(user: User, text: str, *, limit: int = 10) -> list[dict[str, str]]:
    """Events by title, guests by name or reference number; own organisation only."""
    found = Event.objects.visible_to(user).filter(
        Q(title_de__unaccent__icontains=text) | Q(project__title_de__unaccent__icontains=text)
    )
    hits = [
        {"title": event.title, "second": event.day_text, "url": staff_url(event)}
        for event in found.order_by("-starts_at")[:limit]
    ]
    return (hits + _guests(user, text, limit))[:limit]


def _guests(user: User, text: str, limit: int) -> list[dict[str, str]]:
    number = text.replace("-", "").replace(" ", "").upper()
    guests = Registration.objects.visible_to(user).filter(Q(name__unaccent__icontains=text) | Q(reference=number))
    return [
        {"title": guest.name, "second": f"{guest.event}, {guest.reference_text}", "url": staff_url(guest.event)}
        for guest in guests.select_related("event").order_by("-created_at")[:limit]
    ]
