"""The directory of partners: entered, changed, looked over."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from counselling.models import Partner, Topic
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record

FACTS = (
    *("name", "kind", "offers", "languages", "street", "postcode", "town", "phone", "email", "website"),
    *("hours", "access", "costs", "note", "is_active"),
)


@transaction.atomic
def create_partner(*, by: User, topics: Iterable[Topic] = (), is_checked: bool = True, **facts: Any) -> Partner:
    """A new entry of the directory, checked today unless said otherwise."""
    partner = Partner(checked_on=timezone.localdate() if is_checked else None)
    _set_facts(partner, facts)
    partner.full_clean()
    partner.save()
    partner.topics.set(topics)
    record("partner.created", partner, by=by)
    return partner


@transaction.atomic
def change_partner(
    partner: Partner, *, by: User, version: int, topics: Iterable[Topic] = (), is_checked: bool = True, **facts: Any
) -> Partner:
    """Changes an entry; refused with the code ``conflict`` if somebody else changed it since ``version``."""
    partner = _locked(partner)
    if partner.version != version:
        raise ValidationError(_("Somebody else has changed this entry in the meantime."), code="conflict")
    changed = _set_facts(partner, facts)
    if is_checked:
        partner.checked_on = timezone.localdate()
    partner.version += 1
    partner.full_clean()
    partner.save()
    partner.topics.set(topics)
    record("partner.changed", partner, by=by, fields=changed)
    return partner


@transaction.atomic
def check_partner(partner: Partner, *, by: User) -> Partner:
    """Somebody called or looked: everything in the entry is right today."""
    partner = _locked(partner)
    partner.checked_on = timezone.localdate()
    partner.save(update_fields=["checked_on"])
    record("partner.checked", partner, by=by, fields=["checked_on"])
    return partner


def _locked(partner: Partner) -> Partner:
    return Partner.objects.select_for_update(of=("self",)).get(pk=partner.pk)


def _set_facts(partner: Partner, facts: dict[str, Any]) -> list[str]:
    """Sets what is given and returns the names of what differs."""
    changed = [name for name in FACTS if name in facts and getattr(partner, name) != facts[name]]
    for name in changed:
        setattr(partner, name, facts[name])
    return changed
