"""The list of volunteers: counts by status, filters, fifty rows at a time."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, OuterRef, Q, QuerySet, SmallIntegerField, Subquery, When
from django.utils import timezone

from ibs_portal.languages import language_label
from volunteers.models import GroupMembership, Volunteer
from volunteers.queries.programme import matching_text
from volunteers.rules.volunteer import waiting_days

PAGE = 50
# Days after which somebody who waits for a next step is marked, first softly.
SOON, LATE = 5, 14
WAITING = ("applied", "interview", "accepted", "trained")
RANK = Case(When(status__in=WAITING, then=0), default=1, output_field=SmallIntegerField())


@dataclass(frozen=True)
class Row:
    """One line of the list, ready to be shown."""

    volunteer: Volunteer
    days: int
    # "late", "soon" or nothing.
    urgency: str
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
    """The volunteers the user sees, narrowed by status, language, group and words.

    First those who wait for a next step, the longest waiting first; then the others.
    """
    rows: Any = Volunteer.objects.visible_to(user).confirmed()
    rows = rows.filter(status=filters["status"]) if filters.get("status") else rows.here()
    if filters.get("language"):
        rows = rows.filter(languages__code=filters["language"])
    if filters.get("group"):
        rows = rows.filter(memberships__group=filters["group"], memberships__left_on=None)
    if filters.get("q"):
        rows = matching_text(rows, filters["q"])
    return rows.annotate(rank=RANK).order_by("rank", "status_since", "pk")


def page(rows: QuerySet[Volunteer], after: str, now: datetime.datetime) -> tuple[list[Row], str]:
    """Fifty rows after a key, and the key of the next page (empty: this is the last)."""
    if key := _parse(after):
        rank, since, pk = key
        later = Q(status_since__gt=since) | Q(status_since=since, pk__gt=pk)
        rows = rows.filter(Q(rank__gt=rank) | Q(rank=rank) & later)
    group = GroupMembership.objects.filter(volunteer=OuterRef("pk"), left_on=None).values("group__name")[:1]
    found: list[Any] = list(rows.annotate(group_name=Subquery(group)).prefetch_related("languages")[: PAGE + 1])
    today = timezone.localdate(now)
    shown = [_row(volunteer, today) for volunteer in found[:PAGE]]
    last = found[PAGE - 1] if len(found) > PAGE else None
    return shown, f"{last.rank}_{last.status_since:%Y-%m-%d}_{last.pk}" if last else ""


def _row(volunteer: Any, today: datetime.date) -> Row:
    days = waiting_days(volunteer.status_since, today)
    urgency = "late" if days >= LATE else "soon" if days >= SOON else ""
    languages = ", ".join(language_label(language.code) for language in volunteer.languages.all())
    urgency = urgency if volunteer.status in WAITING else ""
    return Row(volunteer, days, urgency, languages, volunteer.group_name or "")


def _parse(after: str) -> tuple[int, datetime.date, int] | None:
    try:
        rank, day, pk = after.split("_")
        return min(int(rank), 9), datetime.date.fromisoformat(day), min(int(pk), 2**63 - 1)
    except ValueError:
        return None
