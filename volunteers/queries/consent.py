"""How the consents of one person stand."""

import datetime
from dataclasses import dataclass
from typing import Any

from volunteers.models import Consent, SkilledWorker, Volunteer, WorkerConsent
from volunteers.rules import consent as rules
from volunteers.rules.consent_words import TITLES, VOLUNTEER, WORKER, current_text, text_of

Person = Volunteer | SkilledWorker


@dataclass(frozen=True)
class OwnConsent:
    """One kind for its page: where it stands, since when, the text as it is now and as it was agreed to."""

    kind: str
    title: str
    standing: str
    text: list[str]
    given_at: datetime.datetime | None = None
    how: str = ""
    withdrawn_at: datetime.datetime | None = None
    older_text: tuple[str, ...] = ()

    @property
    def is_valid(self) -> bool:
        return self.standing in (rules.GIVEN, rules.OUTDATED)


def side_of(person: Person) -> str:
    return VOLUNTEER if isinstance(person, Volunteer) else WORKER


def rows_of(person: Person) -> Any:
    """All consents of this person, the newest first."""
    if isinstance(person, Volunteer):
        return Consent.objects.filter(volunteer=person)
    return WorkerConsent.objects.filter(worker=person)


def _told(rows: Any) -> list[tuple[str, str, bool]]:
    return [(row.kind, row.version, row.withdrawn_at is not None) for row in rows]


def is_refused(person: Person, kind: str) -> bool:
    """Whether this person has taken the consent back; somebody who was never asked has not."""
    return rules.is_refused(kind, _told(rows_of(person)))


def consents_of(person: Person) -> list[OwnConsent]:
    """Every kind in order, also those never given. One query; the programme with its organisation is read before."""
    rows = list(rows_of(person))
    return [_own(person, kind, [row for row in rows if row.kind == kind]) for kind in rules.KINDS]


def history_of(person: Person) -> list[tuple[OwnConsent, list[Any]]]:
    """Every kind with all of its rows, the newest first, for the desk. One query, as above."""
    rows = list(rows_of(person))
    by_kind = [(kind, [row for row in rows if row.kind == kind]) for kind in rules.KINDS]
    return [(_own(person, kind, own), own) for kind, own in by_kind]


def _own(person: Person, kind: str, rows: list[Any]) -> OwnConsent:
    side, organisation = side_of(person), person.programme.organisation.name
    last = next((row for row in rows if row.withdrawn_at is None), rows[0] if rows else None)
    standing = rules.standing(kind, _told(rows))
    older = text_of(side, kind, last.version, organisation=organisation) if standing == rules.OUTDATED and last else []
    return OwnConsent(
        kind=kind,
        title=str(TITLES[kind]),
        standing=standing,
        text=current_text(side, kind, organisation=organisation),
        given_at=last.given_at if last else None,
        how=last.get_how_display() if last else "",
        withdrawn_at=last.withdrawn_at if last else None,
        older_text=tuple(older),
    )


def asked_for_consent(person: Person) -> str:
    """``again`` if a text has changed since she agreed to it, ``first`` if she never agreed to the needed one."""
    told = _told(rows_of(person))
    found = {kind: rules.standing(kind, told) for kind in rules.KINDS}
    if any(found[kind] == rules.MISSING for kind in rules.NEEDED):
        return "first"
    return "again" if rules.OUTDATED in found.values() else ""
