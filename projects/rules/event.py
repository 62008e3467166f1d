"""What may be done with an event, and until when people can register."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def registration_refusal(
    *,
    needs_registration: bool,
    is_published: bool,
    is_cancelled: bool,
    closes_at: datetime.datetime | None,
    starts_at: datetime.datetime | None,
    now: datetime.datetime,
    by_staff: bool = False,
) -> str:
    """Why nobody can register now; empty if one can. Without a closing time registration ends when it starts.

    Staff may add people before the event is public and after the closing time, who phone for example.
    """
    if is_cancelled:
        return _("This event is cancelled.")
    if not needs_registration:
        return _("You do not need to register. Just come.")
    if not (is_published or by_staff):
        return _("Registration is not open yet.")
    if starts_at is None or now >= starts_at:
        return _("This event has already begun.")
    if closes_at and now >= closes_at and not by_staff:
        return _("Registration is closed.")
    return ""


def require_cancellable(*, is_cancelled: bool, ends_at: datetime.datetime | None, now: datetime.datetime) -> None:
    """Only what is still to come, or going on, can be cancelled; and only once."""
    if is_cancelled:
        raise ValidationError(_("This event is already cancelled."))
    if ends_at is None or ends_at <= now:
        raise ValidationError(_("This event is over."))


def require_changeable(*, is_cancelled: bool, known_revision: int | None, revision: int) -> None:
    """Nobody writes over what somebody else changed meanwhile; a cancelled event stays as it was announced."""
    if is_cancelled:
        raise ValidationError(_("A cancelled event cannot be changed any more."))
    if known_revision is not None and known_revision != revision:
        raise ValidationError(
            _("Somebody else changed this event while you were typing. Open it again and compare."), code="conflict"
        )
