"""The way of a volunteer: which status may follow which, and what it takes."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

TRANSITIONS: dict[str, tuple[str, ...]] = {
    "applied": ("interview", "accepted", "left"),
    "interview": ("accepted", "left"),
    "accepted": ("trained", "left"),
    "trained": ("active", "paused", "left"),
    "active": ("paused", "left"),
    "paused": ("active", "trained", "left"),
    "left": ("applied",),
}
# What a volunteer may do on her own: pause, come back from a pause, leave.
OWN_TRANSITIONS: dict[str, tuple[str, ...]] = {
    "applied": ("left",),
    "interview": ("left",),
    "accepted": ("left",),
    "trained": ("paused", "left"),
    "active": ("paused", "left"),
    "paused": ("active", "trained", "left"),
    "left": (),
}
NEED_TRAINING = ("trained", "active")
UNCONFIRMED_DAYS = 30


def next_statuses(status: str) -> tuple[str, ...]:
    """What may follow, in the order in which it usually does."""
    return TRANSITIONS[status]


def check_transition(status: str, to: str, *, is_own: bool = False) -> None:
    """``ValidationError`` if ``to`` may not follow ``status``; ``is_own``: the volunteer asks, not the office."""
    allowed = (OWN_TRANSITIONS if is_own else TRANSITIONS)[status]
    if to not in allowed:
        raise ValidationError(_("This step is not possible any more. Please look at the current status."), "transition")


def check_training(to: str, *, is_qualified: bool) -> None:
    """Nobody is trained or active without all mandatory trainings in force (programme handbook)."""
    if to in NEED_TRAINING and not is_qualified:
        raise ValidationError(_("A training that everyone needs is missing or has run out."), "not_qualified")


def check_pause(paused_until: datetime.date | None, today: datetime.date) -> None:
    """A pause may be open-ended; one with an end ends after today."""
    if paused_until is not None and paused_until <= today:
        raise ValidationError({"paused_until": _("Choose a day after today, or leave it empty.")})


def check_leaving(end_reason: str) -> None:
    if not end_reason:
        raise ValidationError({"end_reason": _("Choose a reason.")})


def check_interview(to: str, interview_at: datetime.datetime | None) -> None:
    if to == "interview" and interview_at is None:
        raise ValidationError({"interview_at": _("Enter day and time of the interview.")})


def status_after_pause(*, has_group: bool) -> str:
    """Whoever comes back into a group is active again; others wait for one."""
    return "active" if has_group else "trained"


def waiting_days(since: datetime.date, today: datetime.date) -> int:
    """Whole days since then, never negative."""
    return max((today - since).days, 0)


def is_qualified(mandatory: set[int], valid: set[int]) -> bool:
    """Whether all mandatory trainings (keys) are among those in force."""
    return mandatory <= valid


def unconfirmed_since(today: datetime.date) -> datetime.date:
    """Sign-ups of this day or earlier whose e-mail nobody confirmed are erased (retention: 30 days)."""
    return today - datetime.timedelta(days=UNCONFIRMED_DAYS)
