"""The residence status: recorded for a purpose, and deleted when it is no longer needed."""

from django.db import transaction
from django.utils import timezone

from counselling.models import Client, Residence
from counselling.rules.ownership import check_one_controller
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record


@transaction.atomic
def record_residence(client: Client, *, by: User, status: str, purpose: str) -> Residence:
    """Writes down the status and what it is needed for, in place of what stood there."""
    client = _locked(client, by)
    row = Residence.objects.filter(client=client).first() or Residence(
        client=client, controller_id=client.controller_id
    )
    row.status, row.purpose = status, " ".join(purpose.split())
    row.recorded_at, row.recorded_by = timezone.now(), by
    row.full_clean()
    row.save()
    record("residence.recorded", row, by=by, fields=["status", "purpose"])
    return row


@transaction.atomic
def delete_residence(client: Client, *, by: User) -> Client:
    """Takes the status out of the file; deleting what is not there is no mistake."""
    client = _locked(client, by)
    if row := Residence.objects.filter(client=client).first():
        record("residence.deleted", row, by=by)
        row.delete()
    return client


def _locked(client: Client, by: User) -> Client:
    client = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    check_one_controller(by.organisation_id, client)
    return client
