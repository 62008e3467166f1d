"""Giving numbers, one after the other, also when several people ask at once.

Now and then one is left out, so that a number which nobody seems to have says nothing: it could be a restricted file.
"""

import secrets

from django.db import transaction

from counselling.models import NumberSeries
from ibs_portal.accounts.models import User

LEFT_OUT_OF = 10


@transaction.atomic
def next_number(kind: str, *, by: User, year: int = 0) -> int:
    """The next number of this series of the person's organisation; whoever asks second waits for the first.

    One of ten times it is the one after next.
    """
    series, _created = NumberSeries.objects.get_or_create(controller_id=by.organisation_id, kind=kind, year=year)
    series = NumberSeries.objects.select_for_update().get(pk=series.pk)
    series.last += 1 if secrets.randbelow(LEFT_OUT_OF) else 2
    series.save(update_fields=["last"])
    return series.last
