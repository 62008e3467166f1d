"""Giving numbers, one after the other, also when several people ask at once."""

from django.db import transaction

from counselling.models import NumberSeries
from ibs_portal.accounts.models import User


@transaction.atomic
def next_number(kind: str, *, by: User, year: int = 0) -> int:
    """The next number of this series of the person's organisation; whoever asks second waits for the first."""
    series, _created = NumberSeries.objects.get_or_create(controller_id=by.organisation_id, kind=kind, year=year)
    series = NumberSeries.objects.select_for_update().get(pk=series.pk)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last
