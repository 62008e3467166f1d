"""The life of a match: asked, answered, active, ended; and how well it is kept up."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Both sides have two weeks to answer; the signed link lives as long.
DAYS_TO_ANSWER = 14
# Whoever has not answered is reminded once, while there is time left.
REMIND_AFTER_DAYS = 10
# A match that met less than three weeks ago is well; after six weeks somebody should call.
QUIET_AFTER_DAYS = 21
SILENT_AFTER_DAYS = 42


# From 1 to 5: two and less is a reason to ask.
HARDLY_WELCOME = 2
# So many check-ins in a row that nobody answered.
IGNORED = 2


class Light(StrEnum):
    """How a match is doing; always shown with words beside the colour."""

    GOOD = "good"
    QUIET = "quiet"
    SILENT = "silent"


class Sign(StrEnum):
    """What the traffic light saw, the gravest first."""

    HELP = "help"
    SILENT = "silent"
    HARDLY_WELCOME = "hardly_welcome"
    QUIET = "quiet"
    FAIR = "fair"
    IGNORED = "ignored"
    NO_MEETING = "no_meeting"


RED = (Sign.HELP, Sign.SILENT)


@dataclass(frozen=True)
class Pulse:
    """What is known of an active match: days since the last sign of life (a meeting or an answer) and since the last
    meeting, the latest answers of both sides, how welcome the worker feels, check-ins that nobody answered since."""

    days: int
    days_without_meeting: int
    asks_for_help: bool = False
    says: tuple[str, ...] = ()
    welcome: int | None = None
    ignored: int = 0
    is_paused: bool = False


def signs_of(pulse: Pulse) -> list[Sign]:
    """What somebody should look at, the gravest first; nothing if it is going well.

    A match that takes a break may be as silent as it likes; a wish for help is heard all the same.
    """
    if pulse.is_paused:
        return [Sign.HELP] if pulse.asks_for_help else []
    seen = {
        Sign.HELP: pulse.asks_for_help,
        Sign.SILENT: pulse.days > SILENT_AFTER_DAYS,
        Sign.HARDLY_WELCOME: pulse.welcome is not None and pulse.welcome <= HARDLY_WELCOME,
        Sign.QUIET: QUIET_AFTER_DAYS < pulse.days <= SILENT_AFTER_DAYS,
        Sign.FAIR: "fair" in pulse.says,
        Sign.IGNORED: pulse.ignored >= IGNORED,
        Sign.NO_MEETING: pulse.days <= QUIET_AFTER_DAYS and pulse.days_without_meeting > SILENT_AFTER_DAYS,
    }
    return [sign for sign, is_there in seen.items() if is_there]


def light_of(signs: list[Sign]) -> Light:
    """Red for a wish for help and for silence, yellow for anything else that was seen, green for nothing."""
    if any(sign in RED for sign in signs):
        return Light.SILENT
    return Light.QUIET if signs else Light.GOOD


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


def is_reminded(asked_at: datetime.datetime, reminded_at: datetime.datetime | None, *, now: datetime.datetime) -> bool:
    """Whether the time has come to remind, once and before the question runs out."""
    due_at = asked_at + datetime.timedelta(days=REMIND_AFTER_DAYS)
    return reminded_at is None and due_at <= now and not is_overdue(asked_at, now=now)


def check_answer(*, is_asked: bool, earlier_answer: str, asked_at: datetime.datetime, now: datetime.datetime) -> None:
    """Raises ``ValidationError`` (codes ``closed``, ``answered``, ``expired``) if this side can no longer answer."""
    if earlier_answer:
        raise ValidationError(_("You have already answered."), code="answered")
    if not is_asked:
        raise ValidationError(_("This question is no longer open."), code="closed")
    if is_overdue(asked_at, now=now):
        raise ValidationError(_("The time to answer is over."), code="expired")


def days_since(last: datetime.date | None, started_on: datetime.date, *, today: datetime.date) -> int:
    """Days since something happened, or since the match began if it never did."""
    return (today - max(last or started_on, started_on)).days


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
