"""Places: who gets one, who waits, who is next."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_SEATS = 6
OFFER_LASTS = datetime.timedelta(hours=24)


def seats_left(*, seats: int | None, taken: int) -> int | None:
    """Free places; ``None`` if their number is not limited."""
    return None if seats is None else max(0, seats - taken)


def fits(wanted: int, left: int | None) -> bool:
    return left is None or wanted <= left


def next_in_line(waiting: Iterable[tuple[int, int]], left: int | None) -> int | None:
    """The key of the first party, in order, that the free places are enough for; ``None`` if there is none.

    ``waiting`` holds (key, wanted seats), longest waiting first. A party that is too big for now keeps its
    position and is passed over, so that no place stays empty because of it.
    """
    return next((key for key, wanted in waiting if fits(wanted, left)), None)


def offer_deadline(*, now: datetime.datetime, starts_at: datetime.datetime | None) -> datetime.datetime | None:
    """Until when an offered place is kept: 24 hours, but not beyond the start; ``None`` if it began already."""
    if starts_at is None or now >= starts_at:
        return None
    return min(now + OFFER_LASTS, starts_at)


def require_acceptable(*, is_offered: bool, expires_at: datetime.datetime | None, now: datetime.datetime) -> None:
    """An offer can be accepted until its deadline."""
    if not is_offered:
        raise ValidationError(_("There is no open offer for this registration."))
    if expires_at is None or now >= expires_at:
        raise ValidationError(_("The time to accept this offer is over. The place went to the next person."))


def require_leavable(*, is_cancelled: bool, starts_at: datetime.datetime | None, now: datetime.datetime) -> None:
    """A registration can be cancelled once, and until the event begins."""
    if is_cancelled:
        raise ValidationError(_("This registration is already cancelled."))
    if starts_at is None or now >= starts_at:
        raise ValidationError(_("This event has already begun."))
