"""What case workers see together: Heute, lists, colleagues, the counter's side panel."""

import datetime
from typing import Any

from django.db.models import Max, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from counselling.models import Case, Contact, FollowUp
from counselling.models.ownership import VIEW_FILE
from counselling.queries.clients import find_clients, primary_names
from counselling.queries.people import name_of
from counselling.queries.referrals import flagged_referrals
from counselling.queries.sharing import openings_in_my_cases
from counselling.queries.team_week import heute_team
from counselling.rules.case import QUIET_AFTER
from counselling.rules.followup import urgency
from ibs_portal.accounts.models import User
from ibs_portal.accounts.roles import ROLES

CASE_WORKERS = tuple(code for code, role in ROLES.items() if VIEW_FILE in role.permissions)


def heute(user: Any, *, now: datetime.datetime) -> dict[str, Any] | None:
    """What is due, what was done today, whose case has gone quiet; ``None`` for people without business here."""
    if not user.has_perm("counselling.view_heute") or user.organisation_id is None:
        return None
    today = timezone.localtime(now).date()
    followups, quiet = _due(user, today), _quiet(user, today)
    contacts = _contacts_of_week(user, today)
    openings = openings_in_my_cases(user, now) if user.has_perm(VIEW_FILE) else []
    flagged = flagged_referrals(user) if user.has_perm(VIEW_FILE) else []
    names = primary_names([row["client_id"] for row in (*followups, *quiet, *contacts, *openings, *flagged)])
    for row in (*followups, *quiet, *contacts, *openings, *flagged):
        row["name"] = names.get(row["client_id"], "")
    mine = [row for row in followups if row["assigned_to_id"] == user.pk]
    todays = [row for row in contacts if timezone.localtime(row["at"]).date() == today]
    return {
        "team_today": heute_team(user, today),
        "sees_files": user.has_perm(VIEW_FILE),
        "mine": mine[:8],
        "mine_count": len(mine),
        "team": [row for row in followups if row not in mine][:5],
        "quiet": quiet,
        "openings": openings,
        "flagged": flagged,
        "contacts": todays[:6],
        "contacts_count": len(todays),
        "week_count": len(contacts),
    }


def _due(user: Any, today: datetime.date) -> list[dict[str, Any]]:
    rows = FollowUp.objects.with_file_open_to(user).due(today).order_by("due_on", "pk")[:60]
    found = rows.values("pk", "client_id", "due_on", "text", "assigned_to_id", assigned_name=name_of("assigned_to"))
    return [row | {"urgency": urgency(row["due_on"], today)} for row in found]


def _quiet(user: Any, today: datetime.date) -> list[dict[str, Any]]:
    rows = Case.objects.with_file_open_to(user).open().filter(owner_id=user.pk)
    return list(
        gone_quiet(rows, today).order_by("last_at")[:5].values("pk", "client_id", "number", "opened_on", "last_at")
    )


def gone_quiet(cases: Any, today: datetime.date) -> Any:
    """Open cases without a contact for more than 60 days, with ``last_at``."""
    border = today - QUIET_AFTER
    last = Contact.objects.filter(client=OuterRef("client")).order_by().values("client").annotate(last=Max("at"))
    cases = cases.annotate(last_at=Subquery(last.values("last")))
    return cases.filter(Q(last_at__date__lt=border) | Q(last_at=None, opened_on__lt=border))


def _contacts_of_week(user: Any, today: datetime.date) -> list[dict[str, Any]]:
    monday = today - datetime.timedelta(days=today.weekday())
    start = timezone.make_aware(datetime.datetime.combine(monday, datetime.time.min))
    rows = Contact.objects.recorded_by(user).since(start).order_by("-at", "-pk")
    return [dict(row) for row in rows.values("pk", "at", "client_id", "minutes", "language", "created_at")]


def search(user: Any, text: str, *, limit: int = 10) -> list[dict[str, str]]:
    """People for the staff search: their file, or the counter for those who may not read files."""
    hits = find_clients(user, text, limit=limit)
    sees_files = user.has_perm(VIEW_FILE)
    counter = "" if sees_files or not hits else reverse("counselling:contact_create")
    return [
        {
            "title": hit.name,
            "second": hit.second_line,
            "url": reverse("counselling:client_detail", args=[hit.pk]) if sees_files else f"{counter}?client={hit.pk}",
        }
        for hit in hits
    ]


def colleagues(user: Any) -> Any:
    """Case workers of the person's organisation, to be put in charge, to stand in, to follow up."""
    return (
        User.objects.filter(organisation_id=user.organisation_id, is_active=True, groups__name__in=CASE_WORKERS)
        .distinct()
        .order_by("name")
    )
