"""Mails about appointments, in the person's language: when and where, never what about."""

from counselling.models import Appointment
from ibs_portal.mail.letters import send_letter


def _send(template: str, appointment: Appointment) -> None:
    if not appointment.email:  # reached by phone only
        return
    send_letter(
        f"counselling/{template}",
        to=appointment.email,
        language=appointment.contact_language,
        context={"appointment": appointment, "centre": appointment.centre},
    )


def send_booked(appointment: Appointment) -> None:
    _send("appointment_booked", appointment)


def send_moved(appointment: Appointment) -> None:
    _send("appointment_moved", appointment)


def send_cancelled(appointment: Appointment) -> None:
    _send("appointment_cancelled", appointment)


def send_reminder(appointment: Appointment) -> None:
    _send("appointment_reminder", appointment)
