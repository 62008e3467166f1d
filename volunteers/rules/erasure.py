"""When the data of a person go: asked for by herself, or some time after the end."""

import datetime
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from volunteers.rules.card import anniversary

# Whoever asks may change her mind for so many days; whoever has left is told so many days before.
COOLING_OFF_DAYS = 7
ANNOUNCED_DAYS = 30
LONGEST_HOLD_DAYS = 180


class Subject(StrEnum):
    VOLUNTEER = "volunteer"
    WORKER = "worker"


# Years after leaving; the same is told in the privacy notice and in ``Retention``.
KEPT_YEARS = {Subject.VOLUNTEER: 2, Subject.WORKER: 1}


def kept_until(left_on: datetime.date, subject: Subject) -> datetime.date:
    return anniversary(left_on, KEPT_YEARS[subject])


def is_to_be_announced(left_on: datetime.date, subject: Subject, *, today: datetime.date) -> bool:
    return kept_until(left_on, subject) - datetime.timedelta(days=ANNOUNCED_DAYS) <= today


def due_after_announcement(left_on: datetime.date, subject: Subject, *, today: datetime.date) -> datetime.date:
    """Never earlier than was promised, and never without the notice."""
    return max(kept_until(left_on, subject), today + datetime.timedelta(days=ANNOUNCED_DAYS))


def due_after_request(today: datetime.date) -> datetime.date:
    return today + datetime.timedelta(days=COOLING_OFF_DAYS)


def check_hold(until: datetime.date, *, today: datetime.date) -> None:
    """A hold has an end: half a year at most, then it is decided anew."""
    if until <= today:
        raise ValidationError({"until": _("Choose a day in the future.")})
    if until > today + datetime.timedelta(days=LONGEST_HOLD_DAYS):
        raise ValidationError({"until": _("Hold it for half a year at most; then decide anew.")})
