"""Restricting a file: from then on it is not there for anybody who has nothing to do with it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from counselling.models import Client
from counselling.rules.ownership import check_one_controller
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record


@transaction.atomic
def restrict_file(client: Client, *, by: User, reason: str) -> Client:
    """Only the head, whoever leads a case of the person and the deputy find it afterwards; disclosures rest."""
    client = _locked(client, by)
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": _("Say why the file is restricted.")}, code="no_reason")
    client.is_restricted, client.restriction_reason = True, reason
    return _saved(client, "client.marked", by)


@transaction.atomic
def release_file(client: Client, *, by: User) -> Client:
    """Everybody of the own organisation who works with files finds it again."""
    client = _locked(client, by)
    client.is_restricted, client.restriction_reason = False, ""
    return _saved(client, "client.marked", by)


def _locked(client: Client, by: User) -> Client:
    client = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    check_one_controller(by.organisation_id, client)
    return client


def _saved(client: Client, verb: str, by: User) -> Client:
    client.full_clean()
    client.save(update_fields=["is_restricted", "restriction_reason"])
    record(verb, client, by=by, fields=["is_restricted"])
    return client
