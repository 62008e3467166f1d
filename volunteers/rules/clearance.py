"""The certificate of conduct (Führungszeugnis): whether one is needed, how long it counts, what it blocks.

A programme switches it on. Without that nothing here stands in anybody's way.
"""

import datetime
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# A certificate that is older than this when it is shown says too little (common practice of youth welfare offices).
OLDEST_MONTHS = 3
# Coordinators are reminded so many days before it runs out: a new one takes weeks.
REMIND_DAYS = 60
# After leaving, the note of it is erased (§ 72a (5) SGB VIII).
KEPT_MONTHS_AFTER_LEAVING = 3
NEED_CLEARANCE = ("active",)

NOT_NEEDED, MISSING, AGAINST, OVER, SOON, VALID = "not_needed", "missing", "against", "over", "soon", "valid"


@dataclass(frozen=True)
class Seen:
    """The newest certificate that was seen."""

    is_clear: bool
    valid_until: datetime.date


def state_of(*, is_required: bool, newest: Seen | None, today: datetime.date) -> str:
    """One of the codes above; ``soon`` still counts."""
    if not is_required:
        return NOT_NEEDED
    if newest is None:
        return MISSING
    if not newest.is_clear:
        return AGAINST
    if newest.valid_until < today:
        return OVER
    return SOON if newest.valid_until <= today + datetime.timedelta(days=REMIND_DAYS) else VALID


def is_cleared(state: str) -> bool:
    """The rule of matching and of becoming active; its reason code is ``clearance_missing``."""
    return state in (NOT_NEEDED, SOON, VALID)


def check_clearance(to: str, *, is_cleared: bool) -> None:
    """Nobody becomes active without one, in a programme that asks for it."""
    if to in NEED_CLEARANCE and not is_cleared:
        raise ValidationError(_("The certificate of conduct is missing or has run out."), "clearance_missing")


def valid_until(issued_on: datetime.date, years: int) -> datetime.date:
    """The last day on which it counts."""
    return issued_on + relativedelta(years=years, days=-1)


def check_days(issued_on: datetime.date, seen_on: datetime.date, today: datetime.date) -> None:
    """Seen today or before, and not older than three months when it was."""
    if seen_on > today:
        raise ValidationError({"seen_on": _("This day is in the future.")})
    if issued_on > seen_on:
        raise ValidationError({"issued_on": _("A certificate is seen after it was issued.")})
    if issued_on + relativedelta(months=OLDEST_MONTHS) < seen_on:
        raise ValidationError(
            {"issued_on": _("A certificate older than three months says too little. Please ask for a new one.")}
        )


def erased_if_left_before(today: datetime.date) -> datetime.date:
    return today - relativedelta(months=KEPT_MONTHS_AFTER_LEAVING)
