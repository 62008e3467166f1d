"""Noting that somebody has agreed, whoever notes it."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from ibs_portal.accounts.models import User
from ibs_portal.audit import trail
from volunteers.models import Consent, ConsentHow, Volunteer, WorkerConsent
from volunteers.queries.consent import Person, rows_of
from volunteers.rules import consent as rules


@transaction.atomic
def note_consents(
    person: Person,
    kinds: Iterable[str],
    *,
    by: User | None,
    now: datetime.datetime,
    how: str = ConsentHow.ONLINE,
    said_by: str = "",
    note: str = "",
) -> None:
    """Notes the consent to the present texts; what is there already stays as it is.

    ``said_by`` and ``note`` are the desk's, where somebody else spoke for the person.
    """
    valid = {(row.kind, row.version) for row in rows_of(person) if row.withdrawn_at is None}
    new = [kind for kind in rules.KINDS if kind in set(kinds) and (kind, rules.CURRENT[kind]) not in valid]
    for kind in new:
        words = {"how": how, "said_by": said_by, "note": note}
        row = _new(person, kind=kind, version=rules.CURRENT[kind], given_at=now, **words)
        row.full_clean(exclude=["volunteer", "worker", "programme"])
        row.save()
    if new:
        trail.record("consent.given", person, by=by, fields=new, reason=how)


def _new(person: Person, **fields: Any) -> Consent | WorkerConsent:
    if isinstance(person, Volunteer):
        return Consent(programme=person.programme, volunteer=person, **fields)
    return WorkerConsent(programme=person.programme, worker=person, **fields)
