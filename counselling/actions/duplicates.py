"""Two files whose names are alike: that they are of different people is remembered."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from counselling.models import Client, DistinctPair
from counselling.rules.ownership import check_one_controller
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record


@transaction.atomic
def tell_apart(client: Client, other: Client, *, by: User) -> DistinctPair:
    """Remembers that these are two people, so that they are suggested no more. Twice is as good as once."""
    check_one_controller(by.organisation_id, by, client, other)
    if client.pk == other.pk:
        raise ValidationError(_("This is one and the same file."), code="same")
    first, second = sorted((client, other), key=lambda row: row.pk)
    pair, is_new = DistinctPair.objects.get_or_create(
        client=first, other=second, defaults={"controller_id": first.controller_id, "by": by}
    )
    if is_new:
        record("client.told_apart", first, by=by)
    return pair
