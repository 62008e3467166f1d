"""How the people of a cohort stand, and when it may be closed."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

PLACED, ASKED, WAITING, COMING, WITHDRAWN, NO_NEED = "placed", "asked", "waiting", "coming", "withdrawn", "no_need"
WORDS: dict[str, Promise] = {
    PLACED: _("has or had a companion"),
    ASKED: _("both are being asked"),
    WAITING: _("waits"),
    COMING: _("still to arrive"),
    WITHDRAWN: _("withdrawn"),
    NO_NEED: _("no need entered"),
}
TONES = {PLACED: "success", ASKED: "info", WAITING: "warning"}
# A day further away than that is a slip of the pen.
LATEST_YEARS, EARLIEST_YEARS = 3, 10


def standing(*, needs: Collection[str], has_left: bool, had_companion: bool, is_coming: bool = False) -> str:
    """Where somebody stands, from the states of her needs (``open``, ``proposed``, ``matched``, ``closed``)."""
    if "matched" in needs or (had_companion and not {"open", "proposed"} & set(needs)):
        return PLACED
    if "proposed" in needs:
        return ASKED
    if "open" in needs:
        return COMING if is_coming else WAITING
    return WITHDRAWN if has_left or needs else NO_NEED


def counted(standings: Iterable[str]) -> dict[str, int]:
    """How many stand where; all six are there."""
    found = Counter(standings)
    return {one: found[one] for one in WORDS}


def days_to(arrives_on: datetime.date, today: datetime.date) -> int:
    """Days until the arrival; below zero: so many days ago."""
    return (arrives_on - today).days


def check_closing(*, waiting: int) -> None:
    """``ValidationError`` while somebody of the cohort waits or is being asked."""
    if waiting:
        words = ngettext(
            "%(n)s person of this cohort still waits or is being asked. Match her first, or take her off the list.",
            "%(n)s people of this cohort still wait or are being asked. Match them first, or take them off the list.",
            waiting,
        )
        raise ValidationError(words % {"n": waiting}, code="waiting")


def is_plausible_arrival(day: datetime.date, today: datetime.date) -> bool:
    return today.year - EARLIEST_YEARS <= day.year <= today.year + LATEST_YEARS
