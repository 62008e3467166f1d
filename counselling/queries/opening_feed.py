"""The opening hours for machines: the interface and the data that search engines read; the same facts as the page."""

import datetime
import hashlib
import json
from typing import Any

from counselling.models.offering import CHANNELS
from counselling.queries.offerings import OfferingNow
from counselling.queries.opening import OpeningNow
from counselling.rules.hours import DAY, OPEN, Hours, Span, day_plan, lines_on

# schema.org names the days in English, whatever the language of the page.
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SPECIAL_DAYS = 70
MIDNIGHT = "00:00"


def feed(now: OpeningNow) -> dict[str, Any]:
    """The answer of ``/api/oeffnungszeiten.json``; times carry their offset."""
    return {
        "centre": now.centre.slug,
        "at": _iso(now.at),
        "state": now.state,
        "until": _iso(now.until),
        "next_open": _iso(now.next_open),
        "reason": now.reason or None,
        "channels": {kind: _channel(now, kind) for kind in CHANNELS},
        "services": [{"name": row.german_name, "place": row.place or None, **_state(row)} for row in now.services],
    }


def _channel(now: OpeningNow, kind: str) -> dict[str, Any]:
    """``reachable`` is ``full``, ``limited`` or ``off``; the rest is empty for a channel without hours of its own."""
    row = now.channels.get(kind)
    hours = _state(row) if row else {"state": None, "until": None, "next_open": None}
    return {"reachable": getattr(now.centre, f"{kind}_state"), **hours}


def _state(row: OfferingNow) -> dict[str, Any]:
    return {"state": row.state, "until": _iso(row.until), "next_open": _iso(row.next_open)}


def _iso(moment: datetime.datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def etag(data: dict[str, Any]) -> str:
    """A weak tag of all but the asked moment: the answer is the same as long as the state is."""
    facts = {key: value for key, value in data.items() if key != "at"}
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    return f'W/"{digest[:24]}"'


def linked_data(now: OpeningNow, url: str) -> dict[str, Any]:
    """schema.org: when people may walk in. Days by appointment are no opening hours in its sense."""
    centre = now.centre
    data = {
        "@context": "https://schema.org",
        "@type": "GovernmentOffice",
        "name": centre.name,
        "url": url,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": centre.street,
            "postalCode": centre.postcode,
            "addressLocality": centre.town,
            "addressCountry": "DE",
        },
        "telephone": centre.phone if centre.phone_state != "off" else "",
        "email": centre.email if centre.email_state != "off" else "",
        "openingHoursSpecification": _regular(now.hours, now.today),
        "specialOpeningHoursSpecification": _special(now.hours, now.today),
        "contactPoint": _phone_hours(now),
        "department": [_department(service, now.today) for service in now.services],
    }
    return {key: value for key, value in data.items() if value not in ("", [])}


def _specification(opens: str, closes: str, **more: str) -> dict[str, str]:
    return {"@type": "OpeningHoursSpecification", "opens": opens, "closes": closes, **more}


def _phone_hours(now: OpeningNow) -> list[dict[str, Any]]:
    """When the phone is answered, if it has hours of its own."""
    phone = now.channels.get("phone")
    if phone is None:
        return []
    hours = _regular(phone.hours, now.today)
    return [{"@type": "ContactPoint", "telephone": now.centre.phone, "hoursAvailable": hours}]


def _department(service: OfferingNow, today: datetime.date) -> dict[str, Any]:
    data = {
        "@type": "GovernmentOffice",
        "name": service.german_name,
        "address": ", ".join(filter(None, [service.place, service.address])),
        "openingHoursSpecification": _regular(service.hours, today),
        "specialOpeningHoursSpecification": _special(service.hours, today),
    }
    return {key: value for key, value in data.items() if value not in ("", [])}


def _regular(hours: Hours, today: datetime.date) -> list[dict[str, str]]:
    """The regular week that is valid on the asked day."""
    return [
        _specification(
            f"{line.opens:%H:%M}", f"{line.closes:%H:%M}", dayOfWeek=f"https://schema.org/{DAYS[line.weekday]}"
        )
        for line in _regular_lines(hours, today)
    ]


def _regular_lines(hours: Hours, today: datetime.date) -> list[Any]:
    valid = [line for line in lines_on(hours.week, today) if line.mode == OPEN]
    return sorted(valid, key=lambda line: (line.weekday, line.opens))


def _special(hours: Hours, today: datetime.date) -> list[dict[str, str]]:
    """Each of the coming days whose hours are not those of the regular week; a run of closed days is one entry."""
    usual: dict[int, list[tuple[str, str]]] = {}
    for line in _regular_lines(hours, today):
        usual.setdefault(line.weekday, []).append((f"{line.opens:%H:%M}", f"{line.closes:%H:%M}"))
    found: list[dict[str, str]] = []
    for day in (today + n * DAY for n in range(SPECIAL_DAYS)):
        times = [_times(span) for span in day_plan(hours, day).spans if span.mode == OPEN]
        if times != usual.get(day.weekday(), []):
            for opens, closes in times or [(MIDNIGHT, MIDNIGHT)]:
                _append(found, _specification(opens, closes, validFrom=day.isoformat(), validThrough=day.isoformat()))
    return found


def _times(span: Span) -> tuple[str, str]:
    return f"{span.start:%H:%M}", f"{span.end:%H:%M}"


def _append(found: list[dict[str, str]], entry: dict[str, str]) -> None:
    day_before = (datetime.date.fromisoformat(entry["validFrom"]) - DAY).isoformat()
    is_closed = entry["closes"] == MIDNIGHT and entry["opens"] == MIDNIGHT
    if is_closed and found and found[-1]["validThrough"] == day_before and found[-1]["closes"] == MIDNIGHT:
        found[-1]["validThrough"] = entry["validThrough"]
    else:
        found.append(entry)
