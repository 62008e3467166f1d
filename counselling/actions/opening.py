"""Changing when a centre is open. Each act locks the centre, so that two people cannot enter what overlaps."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from counselling.models import Centre, Offering, OpeningException, OpeningPeriod, OpeningRule
from counselling.rules.hours import DAY, Line
from counselling.rules.overlap import first_overlap
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record


@transaction.atomic
def set_regular_week(
    centre: Centre, *, lines: Iterable[Line], valid_from: datetime.date, by: User, offering: Offering | None = None
) -> Centre:
    """Replaces the regular week from a day on; what held before stays known until the day before.

    ``offering``, here and below: whose hours; without it those of the door.

    Weeks that were planned to begin later are given up. ``ValidationError`` names lines that overlap.
    """
    centre = _locked(centre)
    _check_same_centre(centre, offering)
    weeks = centre.opening_rules.filter(period=None, offering=offering)
    weeks = weeks.filter(Q(valid_until=None) | Q(valid_until__gte=valid_from))
    weeks.filter(valid_from__gte=valid_from).delete()
    weeks.update(valid_until=valid_from - DAY)
    _add_lines(centre, lines, valid_from=valid_from, offering=offering)
    return _changed(centre, "opening.week_set", by, ["opening_rules"])


@transaction.atomic
def announce_period(
    centre: Centre, *, lines: Iterable[Line], by: User, offering: Offering | None = None, **fields: Any
) -> OpeningPeriod:
    """Announces weeks with hours of their own.

    ``fields``: ``starts_on``, ``ends_on``, ``kind``, ``reason``, ``public_note``. ``ValidationError`` if another
    period overlaps, and names it.
    """
    centre = _locked(centre)
    _check_same_centre(centre, offering)
    period = OpeningPeriod(centre=centre, offering=offering, announced_on=timezone.localdate(), **fields)
    period.clean_fields()
    _refuse_overlap(centre.periods.filter(withdrawn_at=None, offering=offering), period)
    _save(period)
    _add_lines(centre, lines, period=period, offering=offering)
    _changed(centre, "opening.period_announced", by, ["periods"])
    return period


@transaction.atomic
def withdraw_period(period: OpeningPeriod, *, by: User) -> OpeningPeriod:
    """Takes a period back; the regular week holds again at once. The row stays, so that one knows."""
    return _withdraw(period, "opening.period_withdrawn", by)


@transaction.atomic
def close_on(centre: Centre, *, by: User, **fields: Any) -> OpeningException:
    """Closes some days, or some hours of a day, at once.

    ``fields``: ``starts_on``, ``ends_on``, ``reason``, ``public_note``, and ``opens`` and ``closes`` for the closed
    hours (without them the whole day). ``ValidationError`` names a closure that is already there.
    """
    return _announce_days(centre, "opening.closed", by, mode="", **fields)


@transaction.atomic
def announce_times(centre: Centre, *, mode: str, by: User, **fields: Any) -> OpeningException:
    """Other times for single days, public holidays included: they replace what else would hold. As ``close_on``."""
    return _announce_days(centre, "opening.times_announced", by, mode=mode, **fields)


@transaction.atomic
def reopen(exception: OpeningException, *, by: User) -> OpeningException:
    """Takes a closure or other times of a day back; twice is as good as once."""
    return _withdraw(exception, "opening.reopened", by)


def _announce_days(
    centre: Centre, verb: str, by: User, offering: Offering | None = None, **fields: Any
) -> OpeningException:
    centre = _locked(centre)
    _check_same_centre(centre, offering)
    exception = OpeningException(centre=centre, offering=offering, **fields)
    exception.clean_fields()
    others = centre.exceptions.filter(withdrawn_at=None, offering=offering)
    others = others.filter(mode="") if exception.is_closure else others.exclude(mode="")
    if exception.opens and exception.closes:
        others = others.filter(Q(opens=None) | Q(opens__lt=exception.closes, closes__gt=exception.opens))
    _refuse_overlap(others, exception)
    _save(exception)
    _changed(centre, verb, by, ["exceptions"], exception.reason)
    return exception


def _withdraw(row: Any, verb: str, by: User) -> Any:
    centre = _locked(row.centre)
    row = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at = timezone.now()
        _save(row)
        _changed(centre, verb, by, ["withdrawn_at"])
    return row


def _check_same_centre(centre: Centre, offering: Offering | None) -> None:
    if offering and offering.centre_id != centre.pk:
        raise ValidationError(_("This offer belongs to another centre."), code="other_centre")


def _locked(centre: Centre) -> Centre:
    return Centre.objects.select_for_update(of=("self",)).get(pk=centre.pk)


def _save(row: Model) -> None:
    row.full_clean()
    row.save()


def _add_lines(centre: Centre, lines: Iterable[Line], **fields: Any) -> None:
    lines = list(lines)
    if overlap := first_overlap(lines):
        one, two = (str(_rule(centre, line)) for line in overlap)
        raise ValidationError(_("“%(one)s” and “%(two)s” overlap.") % {"one": one, "two": two}, code="overlap")
    for line in lines:
        _save(_rule(centre, line, **fields))


def _rule(centre: Centre, line: Line, **fields: Any) -> OpeningRule:
    return OpeningRule(
        centre=centre, weekday=line.weekday, opens=line.opens, closes=line.closes, mode=line.mode, **fields
    )


def _refuse_overlap(others: Any, row: Any) -> None:
    """Says which other announcement is in the way; the constraint alone would only say that there is one."""
    if other := others.filter(starts_on__lte=row.ends_on, ends_on__gte=row.starts_on).first():
        words = {"other": str(other)}
        raise ValidationError(
            _("This is already announced: %(other)s. Take that back first, or choose other days.") % words,
            code="overlap",
        )


def _changed(centre: Centre, verb: str, by: User, fields: list[str], reason: str = "") -> Centre:
    centre.hours_changed_at = timezone.now()
    centre.save(update_fields=["hours_changed_at"])
    record(verb, centre, by=by, fields=fields, reason=reason)
    return centre
