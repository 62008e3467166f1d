"""Places in a session, answers to an invitation, and how long a qualification lasts."""

import datetime

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

# Who is asked to a training: everybody on the way who has not left.
INVITABLE = ("applied", "interview", "accepted", "trained", "active", "paused")


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


def check_answer(status: str) -> None:
    """An invitation is answered or changed until attendance is recorded."""
    if status not in ("invited", "confirmed", "declined"):
        raise ValidationError(_("This training is over."), "over")


def last_valid_day(granted_on: datetime.date, valid_months: int | None) -> datetime.date | None:
    """The day before the qualification runs out; ``None`` if it never does."""
    if valid_months is None:
        return None
    return granted_on + relativedelta(months=valid_months, days=-1)
