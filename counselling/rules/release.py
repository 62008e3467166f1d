"""Releases from confidentiality: how long they hold, and what a referral with personal data needs of one."""

import datetime
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Longer only with a reason, and never for ever: consent fades (Art. 5(1)(e), 7 GDPR).
LONGEST = datetime.timedelta(days=366)
LONGEST_WITH_REASON = datetime.timedelta(days=1096)


def check_release_days(
    given_on: datetime.date | None, valid_until: datetime.date, *, reason_longer: str, today: datetime.date
) -> None:
    """Given today or before (``None``: not signed yet), ends after it begins, longer than a year with a reason only."""
    start = given_on or today
    if start > today:
        raise ValidationError({"given_on": _("A release cannot be given in the future.")}, code="future")
    if valid_until < start:
        raise ValidationError({"valid_until": _("The release would end before it begins.")}, code="before_start")
    if valid_until > start + LONGEST_WITH_REASON:
        raise ValidationError({"valid_until": _("A release holds three years at most.")}, code="too_long")
    if valid_until > start + LONGEST and not reason_longer:
        raise ValidationError({"reason_longer": _("Say why it has to hold longer than twelve months.")}, code="reason")


def why_not_usable(
    given_on: datetime.date | None,
    valid_until: datetime.date,
    withdrawn_on: datetime.date | None,
    *,
    day: datetime.date,
) -> str:
    """A sentence that says why nothing about the person may be told on this day; ``""`` if it may."""
    if withdrawn_on is not None:
        return _("The release was withdrawn on %(day)s. Nothing about the person may be told.") % _day(withdrawn_on)
    if given_on is None:
        return _("The release is not signed yet. Nothing about the person may be told before that.")
    if day < given_on:
        return _("The release was given on %(day)s only.") % _day(given_on)
    if day > valid_until:
        return _("The release ended on %(day)s. Ask for a new one.") % _day(valid_until)
    return ""


def check_within(matters: Collection[str], allowed: Collection[str]) -> None:
    """Nothing is told that the release does not name."""
    if not set(matters) <= set(allowed):
        raise ValidationError({"matters": _("The release does not cover all of this.")}, code="not_covered")


def check_referred_on(referred_on: datetime.date, *, today: datetime.date) -> None:
    if referred_on > today:
        raise ValidationError({"referred_on": _("A referral cannot lie in the future.")}, code="future")


def _day(day: datetime.date) -> dict[str, str]:
    return {"day": f"{day:%d.%m.%Y}"}
