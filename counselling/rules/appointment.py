"""Appointments: what may be entered, and what may still be done with one."""

import datetime
import secrets

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Without letters and digits that sound or look alike: people read the number out on the phone.
REFERENCE_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ2346789"
REFERENCE_LENGTH = 8
SHORTEST, LONGEST = datetime.timedelta(minutes=5), datetime.timedelta(hours=4)
FURTHEST = datetime.timedelta(days=366)
# The day is still being entered while it goes on; what is older is a contact, not an appointment.
ENTERED_LATE = datetime.timedelta(hours=12)
# So many coming appointments may be booked with one e-mail address or phone number.
MOST_COMING = 3
KEPT_AFTER = datetime.timedelta(days=183)


def new_reference() -> str:
    """A number nobody can guess (39 bits), short enough for the phone."""
    return "".join(secrets.choice(REFERENCE_LETTERS) for _letter in range(REFERENCE_LENGTH))


def reference_text(reference: str) -> str:
    """As it is printed and read out: two groups of four."""
    return f"{reference[:4]}-{reference[4:]}"


def check_times(start: datetime.datetime, end: datetime.datetime, *, now: datetime.datetime) -> None:
    """From this morning on, at most a year ahead, and between five minutes and four hours long."""
    if start < now - ENTERED_LATE:
        raise ValidationError({"starts_at": _("This moment has passed. Choose a later one.")}, code="past")
    if start > now + FURTHEST:
        raise ValidationError({"starts_at": _("Choose a day within the next twelve months.")}, code="too_far")
    if not SHORTEST <= end - start <= LONGEST:
        raise ValidationError({"minutes": _("An appointment lasts from 5 to 240 minutes.")}, code="length")


def check_changeable(*, is_live: bool, is_booked: bool, start: datetime.datetime, now: datetime.datetime) -> None:
    """It can be moved or cancelled while it is booked; by the person until it begins (``now``)."""
    if not is_live:
        raise ValidationError(_("This appointment is already cancelled."), code="cancelled")
    if not is_booked or start <= now:
        raise ValidationError(_("This appointment is over. It can no longer be changed."), code="over")


def is_worth_reminding(*, booked_at: datetime.datetime, start: datetime.datetime) -> bool:
    """Whoever booked less than a day before has the confirmation still at hand."""
    return start - booked_at >= datetime.timedelta(hours=26)


def check_markable(*, is_live: bool, start: datetime.datetime, now: datetime.datetime) -> None:
    """Who came can be noted from an hour before the beginning on: people are early."""
    if not is_live:
        raise ValidationError(_("This appointment is already cancelled."), code="cancelled")
    if start - datetime.timedelta(hours=1) > now:
        raise ValidationError(_("This appointment is still to come."), code="early")
