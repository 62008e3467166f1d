"""What a centre says about itself besides its hours."""

from django.db import transaction

from counselling.models import Centre
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record


@transaction.atomic
def set_channels(
    centre: Centre, *, phone_state: str, phone_note: str, email_state: str, email_note: str, by: User
) -> Centre:
    """Says whether phone and e-mail are answered; ``ValidationError`` if a channel without number is called open."""
    centre = Centre.objects.select_for_update(of=("self",)).get(pk=centre.pk)
    centre.phone_state, centre.phone_note = phone_state, phone_note
    centre.email_state, centre.email_note = email_state, email_note
    centre.full_clean()
    centre.save()
    record("centre.channels_set", centre, by=by, fields=["phone_state", "phone_note", "email_state", "email_note"])
    return centre
