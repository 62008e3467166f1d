"""The list of volunteers: counts by status, filters, fifty rows at a time."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from volunteers.models import GroupMembership, Volunteer
from volunteers.queries.programme import matching_text
from volunteers.rules.volunteer import waiting_days

PAGE = 50
# Whoever has waited this long for a next step is marked.
LONG_WAIT = 14
WAITING = ("applied", "interview", "accepted", "trained")


@dataclass(frozen=True)
class Row:
    """One line of the list, ready to be shown."""

    volunteer: Volunteer
    days: int
    is_waiting: bool
    is_late: bool
    languages: str
    group: str


def status_counts(user: Any) -> list[tuple[str, Any, int]]:
    """Code, word and number of each status, in order of the way."""
    counted = (
        Volunteer.objects.visible_to(user).confirmed().order_by().values_list("status").annotate(number=Count("pk"))
    )
    numbers = dict(counted)
    return [(code, label, numbers.get(code, 0)) for code, label in Volunteer.Status.choices]


def unconfirmed_count(user: Any) -> int:
    return Volunteer.objects.visible_to(user).filter(source=Volunteer.Source.ONLINE, confirmed_at=None).count()


def filtered(user: Any, filters: dict[str, Any]) -> QuerySet[Volunteer]:
    """The volunteers the user sees, narrowed by status, language, group and words; longest in status first."""
    rows = Volunteer.objects.visible_to(user).confirmed()
    rows = rows.filter(status=filters["status"]) if filters.get("status") else rows.here()
    if filters.get("language"):
        rows = rows.filter(languages__code=filters["language"])
    if filters.get("group"):
        rows = rows.filter(memberships__group=filters["group"], memberships__left_on=None)
    if filters.get("q"):
        rows = matching_text(rows, filters["q"])
    return rows.order_by("status_since", "pk")


def page(rows: QuerySet[Volunteer], after: str, now: datetime.datetime) -> tuple[list[Row], str]:
    """Fifty rows after a key, and the key of the next page (empty: this is the last)."""
    if key := _parse(after):
        since, pk = key
        rows = rows.filter(Q(status_since__gt=since) | Q(status_since=since, pk__gt=pk))
    group = GroupMembership.objects.filter(volunteer=OuterRef("pk"), left_on=None).values("group__name")[:1]
    found = list(rows.annotate(group_name=Subquery(group)).prefetch_related("languages")[: PAGE + 1])
    today = timezone.localdate(now)
    shown = [_row(volunteer, today) for volunteer in found[:PAGE]]
    last = found[PAGE - 1] if len(found) > PAGE else None
    return shown, f"{last.status_since:%Y-%m-%d}_{last.pk}" if last else ""


def _row(volunteer: Volunteer, today: datetime.date) -> Row:
    days = waiting_days(volunteer.status_since, today)
    is_waiting = volunteer.status in WAITING
    languages = ", ".join(language.get_code_display() for language in volunteer.languages.all())
    return Row(volunteer, days, is_waiting, is_waiting and days >= LONG_WAIT, languages, volunteer.group_name or "")


def _parse(after: str) -> tuple[datetime.date, int] | None:
    day, _, pk = after.partition("_")
    try:
        return datetime.date.fromisoformat(day), min(int(pk), 2**63 - 1)
    except ValueError:
        return None
