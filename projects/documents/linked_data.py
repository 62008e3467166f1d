"""What search engines read about an event (schema.org)."""

import json
from typing import Any

from django.conf import settings
from django.utils import timezone

from projects.models import Event, Place

VOCABULARY = "https://schema.org"
# As Django's json_script does: nothing in the text can end the element it stands in.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def event_json(event: Event) -> str:
    """JSON-LD of a dated event, escaped for an element ``<script type="application/ld+json">``."""
    return json.dumps(_event(event), ensure_ascii=False).translate(ESCAPES)


def _event(event: Event) -> dict[str, Any]:
    modes = [name for name, on in (("Offline", event.place), ("Online", event.is_online)) if on]
    data: dict[str, Any] = {
        "@context": VOCABULARY,
        "@type": "Event",
        "name": str(event.title),
        "description": str(event.description or event.project.summary),
        "url": _address(event),
        "startDate": timezone.localtime(event.starts_at).isoformat(),
        "endDate": timezone.localtime(event.ends_at).isoformat(),
        "eventStatus": f"{VOCABULARY}/{'EventCancelled' if event.is_cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"{VOCABULARY}/{'Mixed' if len(modes) > 1 else modes[0]}EventAttendanceMode",
        "location": _place(event.place) if event.place else {"@type": "VirtualLocation", "url": _address(event)},
        "isAccessibleForFree": event.is_free,
        "organizer": {"@type": "Organization", "name": event.project.organisation.name},
    }
    if event.seats is not None:
        data |= {"maximumAttendeeCapacity": event.seats, "remainingAttendeeCapacity": event.seats_left}
    return data


def _address(event: Event) -> str:
    return settings.SITE_URL + event.get_absolute_url()


def _place(place: Place) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "streetAddress": place.street or place.name,
        "postalCode": place.postcode,
        "addressLocality": place.town,
        "addressCountry": "DE",
    }
    return {"@type": "Place", "name": place.name, "address": address}
