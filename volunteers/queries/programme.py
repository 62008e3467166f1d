"""What the start page and the search of staff show of volunteers and trainings."""

import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value, Window
from django.db.models.functions import Concat
from django.utils import timezone

from volunteers.models import TrainingSession, Volunteer
from volunteers.models.training import TrainingSessionQuerySet
from volunteers.queries.matches import heute_matching
from volunteers.queries.matching import search_workers
from volunteers.queries.waiting import alerts
from volunteers.rules.volunteer import waiting_days

SHOWN = 5
# A pause that ends within so many days is worth a call.
PAUSE_AHEAD = 14


def heute(user: Any, *, now: datetime.datetime) -> dict | None:
    """New sign-ups with their waiting days, the next sessions, pauses that end soon; ``None`` without a part in it."""
    if not user.has_perm("volunteers.view_pipeline") or not user.organisation_id:
        return None
    today = timezone.localdate(now)
    applied = Volunteer.objects.visible_to(user).confirmed().filter(status=Volunteer.Status.APPLIED)
    # How many there are comes with each row: one question less.
    first = list(applied.annotate(of=Window(Count("pk"))).order_by("applied_on", "pk")[:SHOWN])
    late = alerts(user, now=now)
    return {
        "late": late[:SHOWN],
        "late_count": len(late),
        "applied": [{"volunteer": v, "days": waiting_days(v.applied_on, today)} for v in first],
        "applied_count": first[0].of if first else 0,
        "sessions": list(_sessions(user).upcoming(now)[:3]),
        "matching": heute_matching(user, now=now),
        "pauses": list(_ending_pauses(user, today).order_by("paused_until")[:SHOWN]),
    }


def _sessions(user: Any) -> TrainingSessionQuerySet:
    return TrainingSession.objects.visible_to(user).select_related("training").with_counts()


def _ending_pauses(user: Any, today: datetime.date) -> QuerySet[Volunteer]:
    soon = today + datetime.timedelta(days=PAUSE_AHEAD)
    return Volunteer.objects.visible_to(user).filter(status=Volunteer.Status.PAUSED, paused_until__lte=soon)


def matching_text(rows: QuerySet[Volunteer], text: str) -> QuerySet[Volunteer]:
    """Volunteers in whose name, e-mail or phone every word occurs; accents and case do not matter."""
    rows = rows.annotate(full_name=Concat("given_name", Value(" "), "family_name"))
    for word in text.split()[:6]:
        rows = rows.filter(Q(full_name__unaccent__icontains=word) | Q(email__icontains=word) | Q(phone__contains=word))
    return rows


def search(user: Any, text: str, *, limit: int = 10) -> list[dict[str, str]]:
    """Volunteers and skilled workers for the search of all staff; nothing for those who have no business with them."""
    if not text.strip() or not user.has_perm("volunteers.view_pipeline"):
        return []
    rows = matching_text(Volunteer.objects.visible_to(user), text).order_by(F("left_on").asc(nulls_first=True), "pk")
    found = [
        {"title": v.name, "second": str(v.get_status_display()), "url": v.get_absolute_url()} for v in rows[:limit]
    ]
    return (found + search_workers(user, text, limit=limit))[:limit]
