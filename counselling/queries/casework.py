"""What case workers see together: Heute, lists, colleagues, the counter's side panel."""

import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Window
from django.urls import reverse
from django.utils import timezone

from counselling.models import Contact
from counselling.models.ownership import VIEW_FILE
from counselling.queries.appointments import heute_appointments
from counselling.queries.clients import find_clients
from counselling.queries.counter import name_from, name_parts
from counselling.queries.due import PARTS, due_in_files
from counselling.queries.enquiries import todays_enquiries
from counselling.queries.interpreters import heute_interpreters
from counselling.queries.referrals import flagged_referrals
from counselling.queries.team_week import heute_team
from ibs_portal.accounts.models import User
from ibs_portal.accounts.roles import ROLES
from ibs_portal.database.composed import composed_once

NOTHING_DUE: dict[str, list[dict[str, Any]]] = {name: [] for name in PARTS}
DONE_SHOWN = 6
CASE_WORKERS = tuple(code for code, role in ROLES.items() if VIEW_FILE in role.permissions)


def heute(user: Any, *, now: datetime.datetime) -> dict[str, Any] | None:
    """What is due, what was done today, whose case has gone quiet; ``None`` for people without business here."""
    if not user.has_perm("counselling.view_heute") or user.organisation_id is None:
        return None
    today = timezone.localtime(now).date()
    files = due_in_files(user, now, today) if user.has_perm(VIEW_FILE) else NOTHING_DUE
    done = _contacts_of_day(user, today)
    flagged = flagged_referrals(user) if user.has_perm(VIEW_FILE) else []
    mine = files["mine"]
    return {
        **done,
        "appointments": heute_appointments(user, today),
        "interpreters": heute_interpreters(user, today),
        "team_today": heute_team(user, today),
        "deadlines": files["deadlines"],
        "enquiries": todays_enquiries(user),
        "sees_files": user.has_perm(VIEW_FILE),
        "mine": mine,
        "mine_count": mine[0]["number"] if mine else 0,
        "team": files["team"],
        "quiet": files["quiet"],
        "openings": files["openings"],
        "flagged": flagged,
    }


def _contacts_of_day(user: Any, today: datetime.date) -> dict[str, Any]:
    """What this person did: the last ones of the day, how many today, how many this week; one query."""
    monday = today - datetime.timedelta(days=today.weekday())
    day, week = (timezone.make_aware(datetime.datetime.combine(on, datetime.time.min)) for on in (today, monday))
    last = _last_contacts(user, week, day)
    counted = last[0] if last else {"today": 0, "week": 0}
    shown = [row | {"name": name_from(row["parts"])} for row in last if row["at"] >= day]
    return {"contacts": shown, "contacts_count": counted["today"], "week_count": counted["week"]}


@composed_once
def _last_contacts(user: Any, week: datetime.datetime, day: datetime.datetime) -> Any:
    rows = Contact.objects.recorded_by(user).since(week).order_by("-at", "-pk")
    # Counted before the last ones are taken: among all of the week.
    rows = rows.annotate(week=Window(Count("pk")), today=Window(Count("pk", filter=Q(at__gte=day))))
    rows = rows.annotate(parts=Subquery(name_parts(OuterRef("client_id"))))
    return rows.values("pk", "at", "client_id", "minutes", "parts", "week", "today")[:DONE_SHOWN]


def search(user: Any, text: str, *, limit: int = 10) -> list[dict[str, str]]:
    """People for the staff search: their file, or the counter for those who may not read files."""
    hits = find_clients(user, text, limit=limit, with_shown=True)
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
