"""Enquiries: how urgent one is, and what may still be done with it."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from counselling.rules.followup import IsWorkingDay

LONGEST_MESSAGE = 1000
# Six months after closing.
KEPT_AFTER = datetime.timedelta(days=183)
DAY = datetime.timedelta(days=1)
# An answer within two working days is what the done page promises.
PROMISED = 2
# After so many calls without an answer it may be closed as not reached.
ENOUGH_CALLS = 3


def working_days_since(received_on: datetime.date, today: datetime.date, is_working_day: IsWorkingDay) -> int:
    """How many working days have begun since the day it came; 0 on that day. Counts at most sixty days."""
    days = min((today - received_on).days, 60)
    return sum(is_working_day(received_on + n * DAY) for n in range(1, days + 1))


def urgency(age: int) -> str:
    """``late`` once the promise is broken, ``soon`` on its last day, else ``fresh``; ``age`` in working days."""
    return "late" if age > PROMISED else "soon" if age == PROMISED else "fresh"


def check_open(*, is_closed: bool) -> None:
    if is_closed:
        raise ValidationError(_("This enquiry is closed. Open it again first."), code="closed")


def check_answer(*, by_mail: bool, email: str, text: str) -> None:
    """A mail needs an address and words; an answer by phone was given already."""
    if by_mail and not email:
        raise ValidationError({"how": _("There is no e-mail address: note how you answered.")}, code="no_address")
    if by_mail and not text.strip():
        raise ValidationError({"text": _("Write the answer.")}, code="empty")


def fill_in(text: str, facts: dict[str, str]) -> str:
    """Puts facts in place of ``{name}``, ``{number}``, ``{centre}``, ``{phone}``; other braces stay as they are."""
    for name, value in facts.items():
        text = text.replace("{" + name + "}", value)
    return text
