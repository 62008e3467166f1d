"""Days of a document, and when to look at it again."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def check_document_days(
    dated_on: datetime.date | None, expires_on: datetime.date | None, *, today: datetime.date
) -> None:
    if dated_on and dated_on > today:
        raise ValidationError({"dated_on": _("Choose a day up to today.")}, code="future")
    if dated_on and expires_on and expires_on < dated_on:
        raise ValidationError({"expires_on": _("The document expires before its date.")}, code="before_date")


def reminder_day(expires_on: datetime.date, days_before: int, *, today: datetime.date) -> datetime.date | None:
    """So many days before it expires, tomorrow at the earliest; nothing for what has expired already."""
    if expires_on <= today:
        return None
    return max(expires_on - datetime.timedelta(days=days_before), today + datetime.timedelta(days=1))
