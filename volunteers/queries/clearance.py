"""Who has shown a certificate of conduct, and who has to show one soon."""

import datetime
from typing import Any

from django.db.models import Case, F, OuterRef, Q, Subquery, When

from volunteers.models import ClearanceCheck, Volunteer
from volunteers.queries.clearance_words import CLEARANCE_STATES
from volunteers.rules import clearance as rules

# Who is reminded of it: everybody who is accepted and still here.
ASKED = ("accepted", "trained", "active", "paused")


def clearance_state(volunteer: Volunteer, today: datetime.date) -> str:
    """A code of the rules for one volunteer; ``programme`` is asked first, so that others cost nothing."""
    if not volunteer.programme.needs_clearance:
        return rules.NOT_NEEDED
    newest = ClearanceCheck.objects.filter(volunteer=volunteer).first()
    return rules.state_of(is_required=True, newest=_seen(newest), today=today)


def is_cleared(volunteer: Volunteer, today: datetime.date) -> bool:
    return rules.is_cleared(clearance_state(volunteer, today))


def with_clearance(rows: Any, today: datetime.date) -> Any:
    """Adds ``clear_until``, ``is_clear`` and ``is_clearance_missing``: ``is_cleared``, asked in the database."""
    rows = _with_newest(rows)
    cleared = When(is_clear=True, clear_until__gte=today, then=False)
    missing = Case(When(programme__needs_clearance=False, then=False), cleared, default=True)
    return rows.annotate(is_clearance_missing=missing)


def _with_newest(rows: Any) -> Any:
    newest = ClearanceCheck.objects.filter(volunteer=OuterRef("pk")).order_by("-seen_on", "-pk")
    return rows.annotate(
        clear_until=Subquery(newest.values("valid_until")[:1]), is_clear=Subquery(newest.values("is_clear")[:1])
    )


def due(user: Any, today: datetime.date) -> list[tuple[Any, str]]:
    """Volunteers who have to show one (again), with the state: what has run out or is missing first, then by day."""
    rows = Volunteer.objects.visible_to(user).filter(programme__needs_clearance=True, status__in=ASKED)
    rows = _with_newest(rows)
    soon = today + datetime.timedelta(days=rules.REMIND_DAYS)
    rows = rows.filter(Q(clear_until=None) | Q(is_clear=False) | Q(clear_until__lte=soon))
    return [(row, _state(row, today)) for row in rows.order_by(F("clear_until").asc(nulls_first=True), "pk")]


def clearance_of(volunteer: Volunteer, today: datetime.date) -> dict[str, Any] | None:
    """Word, tone and the certificates that were seen, for the page of a volunteer; ``None`` if none is needed."""
    if not volunteer.programme.needs_clearance:
        return None
    checks = list(volunteer.clearances.all())
    state = rules.state_of(is_required=True, newest=_seen(checks[0] if checks else None), today=today)
    word, tone = CLEARANCE_STATES[state]
    return {"checks": checks, "word": word, "tone": tone, "is_cleared": rules.is_cleared(state)}


def _state(row: Any, today: datetime.date) -> str:
    newest = rules.Seen(row.is_clear, row.clear_until) if row.clear_until else None
    return rules.state_of(is_required=True, newest=newest, today=today)


def _seen(check: ClearanceCheck | None) -> rules.Seen | None:
    return rules.Seen(check.is_clear, check.valid_until) if check else None
