"""What happens to each of several people if all are asked for the same thing, said before anything is done."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from volunteers.rules import clearance, group, training, volunteer

STEP, PAUSE, GROUP, INVITE = "step", "pause", "group", "invite"
KINDS = (STEP, PAUSE, GROUP, INVITE)
# Steps that need nothing but the step: an interview has its own hour for each person, leaving its own reason.
STEPS = ("accepted", "trained", "active")
UNDO_HOURS = 24


@dataclass(frozen=True)
class Prospect:
    """Somebody who was ticked, as the rules see her at this moment."""

    pk: int
    name: str
    status: str
    programme: int
    is_qualified: bool = True
    is_cleared: bool = True
    # Key of the group she is in; whether she has a place in the session already.
    group: int | None = None
    is_invited: bool = False


@dataclass(frozen=True)
class Target:
    """What is asked for. ``programme`` and ``free`` are of the group or session, ``key`` is the group."""

    kind: str
    to: str = ""
    key: int | None = None
    programme: int | None = None
    free: int = 0


def why_not(prospect: Prospect, target: Target) -> str:
    """A sentence why this cannot be done to this person, or nothing. Free places are counted by ``plan``."""
    try:
        CHECKS[target.kind](prospect, target)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


def plan(prospects: Iterable[Prospect], target: Target) -> Iterator[tuple[Prospect, str]]:
    """Each person with the reason why not (empty: it will be done); places go to whoever stands first."""
    free = target.free
    for prospect in prospects:
        reason = why_not(prospect, target)
        if not reason and target.kind in (GROUP, INVITE):
            reason, free = ("", free - 1) if free > 0 else (_("No place is left."), 0)
        yield prospect, reason


def can_be_undone(*, hours: float, is_undone: bool) -> bool:
    """For a day, once."""
    return not is_undone and hours < UNDO_HOURS


def _step(prospect: Prospect, target: Target) -> None:
    if prospect.status == target.to:
        raise ValidationError(_("Is there already."))
    volunteer.check_transition(prospect.status, target.to)
    volunteer.check_training(target.to, is_qualified=prospect.is_qualified)
    clearance.check_clearance(target.to, is_cleared=prospect.is_cleared)


def _pause(prospect: Prospect, target: Target) -> None:
    if prospect.status == "paused":
        raise ValidationError(_("Is pausing already."))
    volunteer.check_transition(prospect.status, "paused")


def _group(prospect: Prospect, target: Target) -> None:
    if prospect.group == target.key:
        raise ValidationError(_("Is in this group already."))
    group.check_same_programme(target.programme or 0, prospect.programme)
    group.check_assignable(prospect.status)


def _invite(prospect: Prospect, target: Target) -> None:
    if prospect.is_invited:
        raise ValidationError(_("Is invited already, or stands on the waiting list."))
    if prospect.programme != target.programme:
        raise ValidationError(_("Belongs to another programme."))
    training.check_invitable(prospect.status, prospect.name)


CHECKS: dict[str, Callable[[Prospect, Target], None]] = {STEP: _step, PAUSE: _pause, GROUP: _group, INVITE: _invite}
