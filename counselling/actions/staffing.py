"""Hours for days on which too few are in: announced together, taken back together."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from counselling.actions.opening import announce_times, close_on, reopen
from counselling.models import Centre, OpeningException, Reason
from counselling.rules.hours import CLOSED, SpecialDay
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record


@transaction.atomic
def announce_short_staffed(centre: Centre, *, days: Sequence[SpecialDay], by: User) -> list[OpeningException]:
    """Announces all of these days or none. ``ValidationError`` if nothing is chosen or something is in the way."""
    if not days:
        raise ValidationError(_("Choose other hours for at least one day."), code="nothing")
    return [_announce(centre, day, by) for day in days]


def _announce(centre: Centre, day: SpecialDay, by: User) -> OpeningException:
    fields = {
        "starts_on": day.first,
        "ends_on": day.last,
        "opens": day.opens,
        "closes": day.closes,
        "reason": Reason.STAFFING,
        "public_note": day.note,
    }
    if day.mode == CLOSED:
        return close_on(centre, by=by, **fields)
    return announce_times(centre, mode=day.mode, by=by, **fields)


@transaction.atomic
def take_back_short_staffed(centre: Centre, *, keys: Iterable[int], by: User) -> list[OpeningException]:
    """Enough are in again: these announcements of the centre for want of staff end, all at once."""
    rows = OpeningException.objects.filter(centre=centre, reason=Reason.STAFFING, withdrawn_at=None, pk__in=keys)
    return [reopen(row, by=by) for row in rows.select_related("centre").order_by("pk")]


@transaction.atomic
def set_staff_needed(centre: Centre, *, usual: int, by_weekday: list[int | None], by: User) -> Centre:
    """How many must be in: a number for every day, and others for single weekdays (seven, ``None`` as usual)."""
    centre = Centre.objects.select_for_update(of=("self",)).get(pk=centre.pk)
    centre.staff_needed, centre.staff_needed_on = usual, by_weekday
    centre.full_clean()
    centre.save()
    record("centre.staff_needed_set", centre, by=by, fields=["staff_needed", "staff_needed_on"])
    return centre
