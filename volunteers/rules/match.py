"""The life of a match: asked, answered, active, ended; and how well it is kept up."""

import datetime
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Both sides have two weeks to answer; the signed link lives as long.
DAYS_TO_ANSWER = 14
# A match that met less than three weeks ago is well; after six weeks somebody should call.
QUIET_AFTER_DAYS = 21
SILENT_AFTER_DAYS = 42


class Light(StrEnum):
    """How a match is doing; always shown with words beside the colour."""

    GOOD = "good"
    QUIET = "quiet"
    SILENT = "silent"


class Standing(StrEnum):
    """Where a match stands once an answer has come in."""

    WAITING = "waiting"
    BOTH_YES = "both_yes"
    DECLINED = "declined"


def standing(volunteer_answer: str, worker_answer: str) -> Standing:
    """One no ends it, two yes begin it, anything else waits."""
    if "no" in (volunteer_answer, worker_answer):
        return Standing.DECLINED
    if volunteer_answer == worker_answer == "yes":
        return Standing.BOTH_YES
    return Standing.WAITING


def answer_until(asked_at: datetime.datetime) -> datetime.datetime:
    return asked_at + datetime.timedelta(days=DAYS_TO_ANSWER)


def is_overdue(asked_at: datetime.datetime, *, now: datetime.datetime) -> bool:
    return now > answer_until(asked_at)


def check_answer(*, is_asked: bool, earlier_answer: str, asked_at: datetime.datetime, now: datetime.datetime) -> None:
    """Raises ``ValidationError`` (codes ``closed``, ``answered``, ``expired``) if this side can no longer answer."""
    if earlier_answer:
        raise ValidationError(_("You have already answered."), code="answered")
    if not is_asked:
        raise ValidationError(_("This question is no longer open."), code="closed")
    if is_overdue(asked_at, now=now):
        raise ValidationError(_("The time to answer is over."), code="expired")


def light(last_seen: datetime.date | None, started_on: datetime.date, *, today: datetime.date) -> tuple[Light, int]:
    """The traffic light of an active match, with the days since the last meeting (or since it began)."""
    days = (today - (last_seen or started_on)).days
    if days > SILENT_AFTER_DAYS:
        return Light.SILENT, days
    return (Light.QUIET if days > QUIET_AFTER_DAYS else Light.GOOD), days


def check_noting(*, is_active: bool) -> None:
    """Raises ``ValidationError`` with code ``closed`` if there is nothing to note a meeting for."""
    if not is_active:
        raise ValidationError(_("Meetings can be noted while the match is active."), code="closed")


def check_meeting(
    on: datetime.date, *, is_active: bool, started_on: datetime.date | None, today: datetime.date
) -> None:
    """A meeting belongs to a match that has begun, on a day between its beginning and today."""
    check_noting(is_active=is_active)
    if on > today:
        raise ValidationError({"on": _("The day of the meeting lies in the future.")})
    if started_on and on < started_on:
        raise ValidationError({"on": _("The match began later than this day.")})


MINUTES_OF_A_DAY = 24 * 60


def check_day(minutes: int, *, already: int) -> None:
    """All that somebody notes for one day has room in it."""
    if minutes + already > MINUTES_OF_A_DAY:
        words = _("A day has 24 hours, and %(hours)s of this one are noted already.")
        raise ValidationError({"minutes": words % {"hours": f"{already // 60}:{already % 60:02}"}})
