"""When a match may rest, and for how long."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# After half a year nobody knows any more whether it goes on: that is an end, and a new beginning is possible.
LONGEST_DAYS = 183


def check_pausing(until: datetime.date, *, is_active: bool, is_paused: bool, today: datetime.date) -> None:
    """Raises ``ValidationError`` if this match cannot rest until then; code ``closed`` or ``paused``, or the field."""
    if not is_active:
        raise ValidationError(_("Only a companionship that goes on can take a break."), code="closed")
    if is_paused:
        raise ValidationError(_("This companionship is taking a break already."), code="paused")
    if until <= today:
        raise ValidationError({"until": _("Choose a day after today.")})
    if until > today + datetime.timedelta(days=LONGEST_DAYS):
        raise ValidationError({"until": _("A break lasts half a year at most. Please talk to the coordination.")})


def is_over(until: datetime.date, *, today: datetime.date) -> bool:
    """``until`` is the first day after the break."""
    return until <= today
