"""Keeping up the keys under which people are found. Whoever writes names, birth or phone calls ``write_keys``."""

from collections.abc import Sequence

from django.db import transaction

from counselling.models import Client, ClientName, NameKeys
from ibs_portal.accounts.models import User

KEYS = ("names", "facts", "likeness", "controller")


@transaction.atomic
def write_keys(clients: Sequence[Client], *, by: User | None) -> int:
    """Makes the keys of these people anew out of names, birth and phone; ``by=None`` for the system.

    The trail says nothing of it: the change of the name itself stands there. Returns how many were written.
    """
    names: dict[int, list[tuple[str, str]]] = {}
    rows = ClientName.objects.filter(client__in=clients).order_by("-is_primary", "pk")
    for key, given, family in rows.values_list("client_id", "given", "family"):
        names.setdefault(key, []).append((given, family))
    keys = [NameKeys.of(client, names[client.pk]) for client in clients if client.pk in names]
    NameKeys.objects.bulk_create(keys, update_conflicts=True, unique_fields=["client"], update_fields=KEYS)
    return len(keys)
