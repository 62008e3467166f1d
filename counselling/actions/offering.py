"""Phone, e-mail and services that keep hours of their own. Their times: ``actions/opening.py``, with ``offering=``."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from counselling.models import Centre, Offering
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record


@transaction.atomic
def create_offering(centre: Centre, *, by: User, **fields: Any) -> Offering:
    """Adds a channel or a service of a centre; the public reads of it once it has hours.

    ``fields``: ``kind``, ``name``, ``place``, ``address``, ``public_note``, ``follows_house``. ``ValidationError`` for
    a second phone, or a second service of one name.
    """
    centre = Centre.objects.select_for_update(of=("self",)).get(pk=centre.pk)
    offering = Offering(centre=centre, **fields)
    return _saved(offering, "offering.created", by, fields)


@transaction.atomic
def update_offering(offering: Offering, *, by: User, **fields: Any) -> Offering:
    """Changes what is said about it; ``is_active`` takes it off the website with its hours, and brings it back."""
    centre = Centre.objects.select_for_update(of=("self",)).get(pk=offering.centre_id)
    offering = Offering.objects.get(pk=offering.pk)
    offering.centre = centre
    for name, value in fields.items():
        setattr(offering, name, value)
    return _saved(offering, "offering.updated", by, fields)


def _saved(offering: Offering, verb: str, by: User, fields: dict[str, Any]) -> Offering:
    offering.full_clean()
    offering.save()
    offering.centre.hours_changed_at = timezone.now()
    offering.centre.save(update_fields=["hours_changed_at"])
    record(verb, offering, by=by, fields=sorted(fields))
    return offering
