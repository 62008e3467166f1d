"""Announcing, changing and cancelling events."""

import datetime
from typing import Any

from django.db import transaction

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from projects import emails
from projects.actions.registration import end_registrations, offer_free_places
from projects.models import Event, Project
from projects.rules.event import require_cancellable, require_changeable

# When one of these changes, those who come have to know.
NEWS_FOR_GUESTS = {"starts_at", "ends_at", "place"}


@transaction.atomic
def create_event(project: Project, *, by: User, **fields: Any) -> Event:
    """Adds an event to a project; ``ValidationError`` for values that do not fit together."""
    event = Event(project=project, **fields)
    event.full_clean()
    event.save()
    record("event.created", event, by=by)
    return event


@transaction.atomic
def update_event(
    event: Event, *, by: User, now: datetime.datetime, known_revision: int | None = None, **fields: Any
) -> Event:
    """Changes an event; guests get a mail if day, time or place changed, the waiting list offers for new places.

    ``known_revision`` is the one the person saw; ``ValidationError`` if somebody else changed it meanwhile, if it
    is cancelled, or if fewer places are left than are taken.
    """
    event = Event.objects.lock(event.pk)
    require_changeable(is_cancelled=event.is_cancelled, known_revision=known_revision, revision=event.revision)
    changed = {name for name, value in fields.items() if getattr(event, name) != value}
    if not changed:
        return event
    for name in changed:
        setattr(event, name, fields[name])
    _save(event, fields=changed, now=now)
    record("event.updated", event, by=by, fields=changed)
    if changed & NEWS_FOR_GUESTS and event.ends_at and event.ends_at > now:
        emails.send_event_changed(event)
    if "seats" in changed:
        offer_free_places(event, by=by, now=now)
    return event


@transaction.atomic
def cancel_event(
    event: Event, *, by: User, now: datetime.datetime, cancel_reason_de: str, cancel_reason_en: str = ""
) -> Event:
    """Cancels an event, tells everybody who comes or waits, and ends their registrations.

    The event stays public as cancelled, with its reason. ``ValidationError``: over, cancelled already, no reason.
    """
    event = Event.objects.lock(event.pk)
    require_cancellable(is_cancelled=event.is_cancelled, ends_at=event.ends_at, now=now)
    event.state = Event.State.CANCELLED
    event.cancel_reason_de, event.cancel_reason_en = cancel_reason_de, cancel_reason_en
    _save(event, fields={"state", "cancel_reason_de", "cancel_reason_en"}, now=now)
    record("event.cancelled", event, by=by, fields=["state"])
    emails.send_event_cancelled(event)
    end_registrations(event, by=by, now=now)
    return event


def _save(event: Event, *, fields: set[str], now: datetime.datetime) -> None:
    event.revision, event.changed_at = event.revision + 1, now
    event.full_clean()
    event.save(update_fields={*fields, "revision", "changed_at"})
