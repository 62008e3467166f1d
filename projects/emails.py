"""Mails to guests. Each says what happened, what to do now, and holds the signed link."""

from ibs_portal.mail.letters import send_letter
from projects.models import Event, Registration


def _send(template: str, registration: Registration) -> None:
    if not registration.email:  # registered by phone
        return
    event = registration.event
    send_letter(
        f"projects/{template}",
        to=registration.email,
        language=registration.language,
        context={"registration": registration, "event": event, "place": event.place},
    )


def send_registration_confirmed(registration: Registration) -> None:
    _send("registration_confirmed", registration)


def send_registration_waiting(registration: Registration) -> None:
    _send("registration_waiting", registration)


def send_place_offered(registration: Registration) -> None:
    _send("place_offered", registration)


def send_offer_expired(registration: Registration) -> None:
    _send("offer_expired", registration)


def send_registration_cancelled(registration: Registration) -> None:
    _send("registration_cancelled", registration)


def send_event_changed(event: Event) -> int:
    """To everybody who comes or waits; returns how many rows were told."""
    return _tell_all("event_changed", event)


def send_event_cancelled(event: Event) -> int:
    """To everybody who came or waited; call it before their registrations end."""
    return _tell_all("event_cancelled", event)


def _tell_all(template: str, event: Event) -> int:
    registrations = list(event.registrations.live())
    for registration in registrations:
        registration.event = event
        _send(template, registration)
    return len(registrations)
