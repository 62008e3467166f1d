"""Files shown to another controller, and notes opened in an emergency. Both are seen by those concerned."""

import datetime

from django.db import transaction
from django.utils import timezone

from counselling.models import BreakGlass, Client, Disclosure
from counselling.rules.ownership import check_one_controller
from counselling.rules.sharing import OPEN_FOR, check_disclosure_days, check_reason
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.audit.trail import record


@transaction.atomic
def disclose_file(
    client: Client,
    *,
    by: User,
    recipient: Organisation,
    basis: str,
    scope: str,
    reason: str,
    starts_on: datetime.date,
    ends_on: datetime.date,
) -> Disclosure:
    """Lets the counselling of another controller read this file for some days, without its notes.

    ``ValidationError`` for days in the past, more than two years, or days on which it is shown already.
    """
    check_one_controller(by.organisation_id, by, client)
    check_disclosure_days(starts_on, ends_on, today=timezone.localdate())
    disclosure = Disclosure(controller_id=client.controller_id, client=client, recipient=recipient, by=by)
    disclosure.basis, disclosure.scope, disclosure.reason = basis, scope, reason.strip()
    disclosure.starts_on, disclosure.ends_on = starts_on, ends_on
    disclosure.full_clean()
    disclosure.save()
    record("file.disclosed", client, by=by, reason=basis)
    return disclosure


@transaction.atomic
def withdraw_disclosure(disclosure: Disclosure, *, by: User) -> Disclosure:
    """Ends it at once; the row stays, so that one knows. Twice is as good as once."""
    disclosure = Disclosure.objects.select_for_update(of=("self",)).get(pk=disclosure.pk)
    check_one_controller(by.organisation_id, by, disclosure)
    if disclosure.withdrawn_at is None:
        disclosure.withdrawn_at, disclosure.withdrawn_by = timezone.now(), by
        disclosure.save(update_fields=["withdrawn_at", "withdrawn_by"])
        record("disclosure.withdrawn", disclosure, by=by, fields=["withdrawn_at", "withdrawn_by"])
    return disclosure


@transaction.atomic
def open_notes(client: Client, *, by: User, reason: str) -> BreakGlass:
    """Opens all notes of one file for this person and eight hours; who leads the person's cases reads the reason."""
    check_one_controller(by.organisation_id, by, client)
    now = timezone.now()
    opening = BreakGlass(controller_id=client.controller_id, client=client, user=by, reason=check_reason(reason))
    opening.opened_at, opening.expires_at = now, now + OPEN_FOR
    opening.full_clean()
    opening.save()
    # The reason may speak of the person, so it stands with the file and not in the trail.
    record("note.break_glass", client, by=by, reason=f"{opening._meta.model_name} {opening.pk}")
    return opening
