"""Which consents there are, in which version of the text, and what follows when one is taken back.

A text never changes under its version. Whoever changes what a text says gives it a new version here and a new text
in ``consent_words.py``: everybody who agreed to an older one is asked again, and the old one stays readable.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

DATA, MATCHING, NEWS = "data", "matching", "news"
KINDS = (DATA, MATCHING, NEWS)
# Without these details nobody can be called: the only consent that a sign-up needs.
NEEDED = (DATA,)
CURRENT: dict[str, str] = {DATA: "2026-12", MATCHING: "2026-12", NEWS: "2026-12"}
# Taking back the one takes back what cannot be without it.
TAKES_ALONG: dict[str, tuple[str, ...]] = {DATA: KINDS, MATCHING: (MATCHING,), NEWS: (NEWS,)}
# Whoever is on one of these steps could be introduced to somebody.
MATCHABLE = ("trained", "active")

GIVEN, OUTDATED, WITHDRAWN, MISSING = "given", "outdated", "withdrawn", "missing"


# The desk writes down what it was told; later than that it should ask again.
LATEST_DAYS = 90


@dataclass(frozen=True)
class Told:
    """How the desk got a word of somebody: when, on which way, from whom (empty: herself), and a note for the desk."""

    at: datetime.datetime
    how: str
    said_by: str = ""
    note: str = ""


def check_told_on(told_on: datetime.date, today: datetime.date) -> None:
    if told_on > today:
        raise ValidationError({"told_on": _("This day lies in the future.")})
    if (today - told_on).days > LATEST_DAYS:
        words = _("That is more than %(days)s days ago. Please ask again.") % {"days": LATEST_DAYS}
        raise ValidationError({"told_on": words})


def standing(kind: str, rows: Iterable[tuple[str, str, bool]]) -> str:
    """How a kind stands, from rows of kind, version and whether it was withdrawn."""
    own = [(version, is_withdrawn) for row_kind, version, is_withdrawn in rows if row_kind == kind]
    valid = {version for version, is_withdrawn in own if not is_withdrawn}
    if CURRENT[kind] in valid:
        return GIVEN
    if valid:
        return OUTDATED
    return WITHDRAWN if own else MISSING


def is_refused(kind: str, rows: Iterable[tuple[str, str, bool]]) -> bool:
    """Whether the person has said no: taken back and not given again. Never asked is not refused."""
    return standing(kind, rows) == WITHDRAWN
