"""The list of volunteers: counts by status, fifty prepared rows at a time, or all of them for paper and Excel."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, OuterRef, Q, QuerySet, SmallIntegerField, Subquery, When
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ibs_portal.database.composed import composed_once
from ibs_portal.languages import language_label
from volunteers.models import GroupMembership, Match, Programme, Volunteer, VolunteerLanguage
from volunteers.queries.pipeline_filter import PipelineFilter
from volunteers.rules.pipeline import WAITING, urgency
from volunteers.rules.volunteer import waiting_days

PAGE = 50
# On paper, in Excel and for one bulk action or mail at the most.
MOST = 2_000
RANK = Case(When(status__in=WAITING, then=0), default=1, output_field=SmallIntegerField())
COLUMNS = ("pk", "given_name", "family_name", "status", "status_since", "paused_until", "postcode", "district")
Key = tuple[int, datetime.date, int]
MORE = ("rank", "group_name", "spoken", "held", "max_matches", "phone", "email")


@dataclass(frozen=True)
class Row:
    """One line of the list, ready to be shown."""

    pk: int
    url: str
    name: str
    status: str
    days: int
    # "late", "soon" or nothing.
    urgency: str
    languages: str
    group: str
    place: str
    # Until when somebody pauses, or how many of how many people she accompanies.
    now: str
    phone: str = ""
    email: str = ""


def status_counts(user: Any) -> list[tuple[str, Any, int]]:
    """Code, word and number of each status, in order of the way."""
    numbers = dict(_counted(user))
    return [(code, label, numbers.get(code, 0)) for code, label in Volunteer.Status.choices]


@composed_once
def _counted(user: Any) -> Any:
    people = Volunteer.objects.visible_to(user).confirmed().order_by()
    return people.values_list("status").annotate(number=Count("pk"))


def unconfirmed_count(user: Any) -> int:
    return sum(_unconfirmed(user))


@composed_once
def _unconfirmed(user: Any) -> Any:
    people = Volunteer.objects.visible_to(user).filter(source=Volunteer.Source.ONLINE, confirmed_at=None).order_by()
    return people.values("source").annotate(number=Count("pk")).values_list("number", flat=True)


@composed_once
def asks_clearance(user: Any) -> Any:
    """One row if a programme of the person's organisation looks at certificates of good conduct."""
    return Programme.objects.filter(organisation=user.organisation_id, needs_clearance=True).values_list("pk")[:1]


def filtered(user: Any, wanted: PipelineFilter, today: datetime.date) -> QuerySet[Volunteer]:
    """The volunteers the user sees, narrowed: first who waits for a next step, the longest waiting first."""
    rows: Any = wanted.narrow(Volunteer.objects.visible_to(user).confirmed(), today)
    return rows.annotate(rank=RANK).order_by("rank", "status_since", "pk")


def page(user: Any, wanted: PipelineFilter, after: str, now: datetime.datetime) -> tuple[list[Row], str]:
    """Fifty rows after a key, and the key of the next page (empty: this is the last)."""
    key, today = _parse(after), timezone.localdate(now)
    # A statement for each word of an address, or for each page, is not worth keeping.
    is_usual = not (wanted.q or wanted.group or wanted.district or wanted.language or key)
    found = _usual_page(user, wanted, today) if is_usual else list(_page(user, wanted, today, key))
    last = found[PAGE - 1] if len(found) > PAGE else None
    shown = _shown(found[:PAGE], now)
    return shown, f"{last['rank']}_{last['status_since']:%Y-%m-%d}_{last['pk']}" if last else ""


def _page(user: Any, wanted: PipelineFilter, today: datetime.date, key: Key | None = None) -> Any:
    rows = filtered(user, wanted, today)
    if key:
        rank, since, pk = key
        later = Q(status_since__gt=since) | Q(status_since=since, pk__gt=pk)
        rows = rows.filter(Q(rank__gt=rank) | Q(rank=rank) & later)
    return _values(rows, PAGE + 1)


@composed_once
def _usual_page(user: Any, wanted: PipelineFilter, today: datetime.date) -> Any:
    return _page(user, wanted, today)


def all_rows(rows: QuerySet[Volunteer], now: datetime.datetime) -> list[Row]:
    return _shown(list(_values(rows, MOST)), now)


def _values(rows: Any, limit: int) -> Any:
    own = {"volunteer": OuterRef("pk")}
    group = GroupMembership.objects.filter(**own, left_on=None).values("group__name")[:1]
    spoken = VolunteerLanguage.objects.filter(**own).order_by("-level", "code").values("code")
    held = Match.objects.filter(**own, state__in=Match.HOLDING).order_by().values("volunteer").annotate(n=Count("pk"))
    rows = rows.annotate(group_name=Subquery(group), spoken=ArraySubquery(spoken), held=Subquery(held.values("n")[:1]))
    return rows.values(*COLUMNS, *MORE)[:limit]


def _shown(found: list[dict[str, Any]], now: datetime.datetime) -> list[Row]:
    """One address and one set of words for all rows: what is asked for each of them costs more than the list."""
    today, status = timezone.localdate(now), {code: str(label) for code, label in Volunteer.Status.choices}
    labels = {code: language_label(code) for code in {code for row in found for code in row["spoken"]}}
    address = reverse("volunteers:volunteer_detail", args=[0])
    until, of = _("until %(day)s"), _("%(held)s of %(most)s")
    return [_row(row, today, status, labels, address, until, of) for row in found]


def _row(
    row: dict[str, Any],
    today: datetime.date,
    status: dict[str, str],
    labels: dict[str, str],
    address: str,
    until: str,
    of: str,
) -> Row:
    days = waiting_days(row["status_since"], today)
    now = of % {"held": row["held"] or 0, "most": row["max_matches"]} if row["status"] == "active" else ""
    if row["paused_until"]:
        now = until % {"day": date_format(row["paused_until"], "SHORT_DATE_FORMAT")}
    return Row(
        pk=row["pk"],
        url=address.replace("/0/", f"/{row['pk']}/"),
        name=f"{row['given_name']} {row['family_name']}".strip(),
        status=status[row["status"]],
        days=days,
        urgency="late" if row["paused_until"] and row["paused_until"] <= today else urgency(row["status"], days),
        languages=", ".join(labels[code] for code in row["spoken"]),
        group=row["group_name"] or "",
        place=f"{row['postcode']} {row['district']}".strip(),
        now=now,
        phone=row["phone"],
        email=row["email"],
    )


def _parse(after: str) -> Key | None:
    try:
        rank, day, pk = after.split("_")
        return min(int(rank), 9), datetime.date.fromisoformat(day), min(int(pk), 2**63 - 1)
    except ValueError:
        return None
