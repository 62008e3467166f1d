"""What stands on the sheet under Art. 15 GDPR: counted over all models that lead to a client, in one query."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F, IntegerField, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.models import Client, Disclosure, PrivacyNotice, Referral
from counselling.queries.people import name_of
from counselling.rules.transparency import kept_until
from ibs_portal.accounts.roles import ROLES
from ibs_portal.audit.models import Entry
from ibs_portal.privacy.holdings import Holding, holdings_of
from ibs_portal.privacy.values import told_rows

READINGS = "SELECT month, role, house, looks, people FROM counselling_readings_of(%s)"
# How many notes there are, and when the last contact was.
NOTES_AND_LAST = """
SELECT coalesce(cardinality(counselling_contacts_with_note(%s)), 0),
(SELECT max(at) FROM counselling_contact WHERE client_id = %s)
"""
# Made from other fields, for finding and for the figures: they say nothing that those do not.
DERIVED = ("search_key", "sort_key", "names", "facts", "likeness", "counted")
FORMER = _("somebody who worked here")


@dataclass(frozen=True)
class Facts:
    """What was read for one sheet; ``holdings`` are all models that lead to a client, with the number of rows."""

    holdings: list[tuple[Holding, int]]
    hidden_notes: int
    kept_until: datetime.date
    readings: list[dict[str, Any]]
    disclosures: Iterable[Disclosure]
    referrals: Iterable[Referral]
    notice: PrivacyNotice | None


def sheet_facts(user: Any, client: Client, *, values: list[dict[str, Any]] | None = None) -> Facts:
    """Everything on the sheet but the values; the number of queries does not grow with models or rows.

    Rows are counted in ``values``, if they have been read already.
    """
    counts = _counts(user, client) if values is None else _counted(values)
    notes, last_at = _notes_and_last(client)
    visible_notes = next((n for holding, n in counts if holding.label == "counselling.ContactNote"), 0)
    return Facts(
        holdings=counts,
        hidden_notes=max(notes - visible_notes, 0),
        kept_until=kept_until(timezone.localdate(last_at or client.created_at)),
        readings=readings_of(user, client),
        disclosures=Disclosure.objects.with_file_open_to(user).filter(client=client).select_related("recipient"),
        referrals=Referral.objects.with_file_open_to(user)
        .filter(client=client, kind=Referral.Kind.WITH_DATA)
        .select_related("partner"),
        notice=PrivacyNotice.objects.filter(controller_id=client.controller_id).first(),
    )


def rows_about(user: Any, holding: Holding, client: Client) -> QuerySet:
    """The rows of one model about this client that the person may read."""
    rows: Any = holding.model._default_manager
    rows = rows.visible_to(user) if hasattr(rows, "visible_to") else rows.all()
    return rows.filter(holding.of(client)).order_by()


def _counts(user: Any, client: Client) -> list[tuple[Holding, int]]:
    holdings = holdings_of(Client)
    parts = [
        rows_about(user, holding, client)
        .annotate(rank=Value(rank, output_field=IntegerField()), row=F("pk"))
        .values_list("rank", "row")
        for rank, holding in enumerate(holdings)
    ]
    counted = dict.fromkeys(range(len(holdings)), 0)
    for rank, _row in parts[0].union(*parts[1:]):
        counted[rank] += 1
    return [(holding, counted[rank]) for rank, holding in enumerate(holdings)]


def _counted(values: list[dict[str, Any]]) -> list[tuple[Holding, int]]:
    labels = [row["holding"].label for row in values]
    return [(holding, labels.count(holding.label)) for holding in holdings_of(Client)]


def _notes_and_last(client: Client) -> tuple[int, datetime.datetime | None]:
    with connection.cursor() as cursor:
        cursor.execute(NOTES_AND_LAST, [client.pk, client.pk])
        return cursor.fetchone()


def readings_of(user: Any, client: Client) -> list[dict[str, Any]]:
    """By month and role how often, and how many people: no names. The database answers for files of the own house."""
    with connection.cursor() as cursor:
        cursor.execute(READINGS, [client.pk])
        rows = cursor.fetchall()
    return [
        {"month": month, "role": _role(role), "is_own": house == user.organisation_id, "looks": looks, "people": people}
        for month, role, house, looks, people in rows
    ]


def _role(code: str) -> Any:
    return ROLES[code].label if code in ROLES else FORMER


def readers_of(user: Any, client: Client) -> list[str]:
    """Names of those who opened the file, for the head only: ``[]`` for whoever may not read the trail."""
    if not user.has_perm("audit.view_trail"):
        return []
    entries = Entry.objects.visible_to(user).of_file(client).readings().order_by()
    rows: Any = entries.values(name=name_of("actor_id")).distinct()
    return sorted({row["name"] for row in rows if row["name"]})


# --- Every value -------------------------------------------------------------------------------------------


def values_of(user: Any, client: Client) -> list[dict[str, Any]]:
    """Every row about the client that the person may read, field by field, in one query for all models."""
    parts = [(holding, rows_about(user, holding, client)) for holding in holdings_of(Client)]
    return [{"holding": row.holding, "lines": row.lines} for row in told_rows(parts, derived=DERIVED)]
