"""Who may stand in for a companion, for which days, and what she may note."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Whoever is away longer gives the match back: then a new companion is found.
LONGEST_DAYS = 92
LATEST_START_DAYS = 183


def check_days(starts_on: datetime.date, ends_on: datetime.date, *, today: datetime.date) -> None:
    """From today on, three months at most."""
    if starts_on < today:
        raise ValidationError({"starts_on": _("The first day is today or later.")})
    if starts_on > today + datetime.timedelta(days=LATEST_START_DAYS):
        raise ValidationError({"starts_on": _("That is more than half a year away. Please ask later.")})
    if ends_on < starts_on:
        raise ValidationError({"ends_on": _("The last day lies before the first.")})
    if (ends_on - starts_on).days >= LONGEST_DAYS:
        raise ValidationError({"ends_on": _("Somebody stands in for three months at most.")})


def check_stand_in_answer(
    *, is_asked: bool, is_match_active: bool, ends_on: datetime.date, is_able: bool, today: datetime.date
) -> None:
    """Raises ``ValidationError`` (codes ``closed``, ``expired``, ``not_able``) if this question has no answer any more.

    ``is_able``: active and with all trainings in force, also on the day of the answer.
    """
    if not is_asked or not is_match_active:
        raise ValidationError(_("This question is no longer open."), code="closed")
    if ends_on < today:
        raise ValidationError(_("The time to answer is over."), code="expired")
    if not is_able:
        raise ValidationError(
            _("Only active volunteers with all trainings can stand in. Please talk to the coordination."), "not_able"
        )


def check_stand_in_meeting(on: datetime.date, *, is_in_force: bool, starts_on: datetime.date) -> None:
    """Whoever stands in notes meetings of her own days, while they last; code ``closed`` afterwards."""
    if not is_in_force:
        raise ValidationError(_("You do not stand in at the moment."), code="closed")
    if on < starts_on:
        raise ValidationError({"on": _("You stand in since a later day.")})
