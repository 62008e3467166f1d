"""Places in a session, answers to an invitation, and how long a qualification lasts."""

import datetime

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

# Who is asked to a training: everybody on the way who has not left.
INVITABLE = ("applied", "interview", "accepted", "trained", "active", "paused")
# Who puts herself down has been interviewed.
JOINING = ("accepted", "trained", "active", "paused")
OFFER_LASTS = datetime.timedelta(hours=48)
RENEWAL_MONTHS = 6


def free_places(capacity: int, taken: int) -> int:
    return max(capacity - taken, 0)


def check_places(capacity: int, taken: int, wanted: int) -> None:
    """``ValidationError`` if ``wanted`` more people do not fit; an invitation holds a place until it is declined."""
    free = free_places(capacity, taken)
    if wanted > free:
        words = ngettext("There is only %(free)d free place.", "There are only %(free)d free places.", free)
        raise ValidationError(words % {"free": free}, "full")


def check_invitable(status: str, name: str) -> None:
    if status not in INVITABLE:
        raise ValidationError(_("%(name)s has left."), "left", {"name": name})


def check_not_over(starts_at: datetime.datetime, now: datetime.datetime) -> None:
    """Nobody is invited to, and nobody answers for, what has already begun."""
    if starts_at <= now:
        raise ValidationError(_("This training has already begun."), "begun")


def check_begun(starts_at: datetime.datetime, now: datetime.datetime) -> None:
    """Who came is recorded once the session has begun."""
    if starts_at > now:
        raise ValidationError(_("This training has not begun yet."), "not_begun")


def check_not_cancelled(is_cancelled: bool) -> None:
    if is_cancelled:
        raise ValidationError(_("This session is cancelled."), "cancelled")


def check_joining(status: str, *, is_open: bool) -> None:
    """Volunteers put themselves down for open sessions, once they are accepted."""
    if not is_open:
        raise ValidationError(_("This session is by invitation only."), "not_open")
    if status not in JOINING:
        raise ValidationError(_("You can put yourself down once we have talked to each other."), "not_accepted")


def check_capacity(capacity: int, taken: int) -> None:
    """A session does not become smaller than the number of people who have a place."""
    if capacity < taken:
        words = _("%(taken)d people already have a place.") % {"taken": taken}
        raise ValidationError({"capacity": words}, "taken")


def check_answer(status: str, *, expires_at: datetime.datetime | None, now: datetime.datetime) -> None:
    """An invitation is answered or changed until attendance is recorded, an offer until its deadline."""
    if status == "expired" or (status == "offered" and (expires_at is None or now >= expires_at)):
        raise ValidationError(
            _("The time to take this place is over. It was offered to the next person."), "offer_expired"
        )
    if status not in ("invited", "confirmed", "declined", "offered", "waiting"):
        raise ValidationError(_("This training is over."), "over")


def answered(status: str, *, is_coming: bool, is_place_free: bool) -> str:
    """The status after an answer. A yes without a place is a place on the waiting list."""
    if not is_coming:
        return "declined"
    has_place = status in ("invited", "offered", "confirmed")
    return "confirmed" if has_place or is_place_free else "waiting"


def is_place_free(capacity: int, taken: int, waiting: int) -> bool:
    """For somebody who comes now: those who wait come first."""
    return free_places(capacity, taken) > waiting


def offer_deadline(*, now: datetime.datetime, starts_at: datetime.datetime) -> datetime.datetime | None:
    """Until when an offered place is kept: two days, but not beyond the beginning; ``None`` if it has begun."""
    return min(now + OFFER_LASTS, starts_at) if now < starts_at else None


def last_valid_day(granted_on: datetime.date, valid_months: int | None) -> datetime.date | None:
    """The day before the qualification runs out; ``None`` if it never does."""
    if valid_months is None:
        return None
    return granted_on + relativedelta(months=valid_months, days=-1)


def renewal_until(today: datetime.date) -> datetime.date:
    """Qualifications that run out by this day may be renewed: six months ahead."""
    return today + relativedelta(months=RENEWAL_MONTHS)


def is_to_renew(expires_on: datetime.date | None, today: datetime.date) -> bool:
    return expires_on is not None and expires_on <= renewal_until(today)
