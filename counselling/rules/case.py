"""Opening and closing a case; its number."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

QUIET_AFTER = datetime.timedelta(days=60)


def case_number(year: int, running: int) -> str:
    """``2026-0417``: running number of the controller in that year."""
    return f"{year}-{running:04d}"


def file_number(running: int) -> str:
    return f"P-{running:05d}"


def check_opening(opened_on: datetime.date, *, today: datetime.date) -> None:
    if opened_on > today:
        raise ValidationError({"opened_on": _("A case cannot be opened in the future.")}, code="future")


def check_closing(opened_on: datetime.date, closed_on: datetime.date, *, today: datetime.date) -> None:
    """A case ends between its opening and today."""
    if closed_on > today:
        raise ValidationError({"closed_on": _("A case cannot be closed in the future.")}, code="future")
    if closed_on < opened_on:
        raise ValidationError({"closed_on": _("This day lies before the case was opened.")}, code="before_opening")


def check_nothing_open(open_followups: int) -> None:
    """Whoever closes a case says what becomes of each open follow-up."""
    if open_followups:
        raise ValidationError(
            _("There are open follow-ups: choose whether they are done or dropped."), code="open_followups"
        )


def changed_words(before: tuple[object, object], after: tuple[object, object]) -> list[str]:
    """What became of kind and aim, for the history: ``short counselling → case management``."""
    return [f"{old or '–'} → {new or '–'}" for old, new in zip(before, after, strict=True) if str(old) != str(new)]


def gone_quiet(last_contact_on: datetime.date, *, today: datetime.date) -> bool:
    """Nobody spoke with the person for more than 60 days."""
    return today - last_contact_on > QUIET_AFTER
