"""What the page of a case shows: its history, what comes next, how often one met."""

from typing import Any

from django.db.models import Count, Max, Sum
from django.utils import timezone

from counselling.models import Case, CaseEvent, Contact, FollowUp
from counselling.queries.people import name_of
from ibs_portal.privacy.sealed_line import with_words


def case_page(user: Any, case: Case) -> dict[str, Any]:
    """Three queries, whatever the case has been through."""
    events = CaseEvent.objects.visible_to(user).filter(case=case).annotate(by_name=name_of("by"))
    contacts = Contact.objects.visible_to(user).filter(case=case)
    return {
        "events": list(events.order_by("at", "pk")),
        "case_steps": _steps(user, case),
        "contacts": contacts.order_by().aggregate(number=Count("pk"), minutes=Sum("minutes"), last_at=Max("at")),
    }


def _steps(user: Any, case: Case) -> list[dict[str, Any]]:
    rows = FollowUp.objects.visible_to(user).open().filter(case=case).order_by("due_on", "pk")
    today = timezone.localdate()
    found = rows.values("pk", "due_on", "text", "token", assigned_name=name_of("assigned_to"))
    return [row | {"is_late": row["due_on"] < today} for row in with_words(FollowUp, found, "text")]
