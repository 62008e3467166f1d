"""Deadlines of the demo: some near, some far, some computed; the warnings come with them."""

import datetime

from counselling.models import Case, Deadline, DeadlineKind, Delivery, FollowUp
from counselling.queries.workdays import working_days
from counselling.rules.deadline import KINDS, compute, warning_days
from ibs_portal.accounts.models import User

DAY = datetime.timedelta(days=1)
# kind, days from today (of the notice if it is computed, else of the end), delivery, text
PLAN = (
    (DeadlineKind.OBJECTION, -24, Delivery.POST, "Bescheid des Jobcenters"),
    (DeadlineKind.RESIDENCE, 41, "", "Aufenthaltserlaubnis"),
    (DeadlineKind.LAWSUIT, -9, Delivery.SERVED, "Widerspruchsbescheid Wohngeld"),
    (DeadlineKind.DECISION, 5, "", "Familiennachzug: Entscheidung angekündigt"),
    (DeadlineKind.TAX, -20, Delivery.POST, "Kindergeld abgelehnt"),
    (DeadlineKind.ASYLUM_TWO_WEEKS, -12, Delivery.SERVED, "Bescheid des Bundesamtes"),
    (DeadlineKind.OTHER, 12, "", "Unterlagen an die Schule"),
)


def seed_deadlines(accounts: dict[str, User], *, now: datetime.datetime) -> None:
    """One for each of the first open cases of the city, and two of the county."""
    today = now.date()
    for name, plan in (("beratung", PLAN), ("koordination-landkreis", PLAN[:2])):
        cases = Case.objects.filter(controller=accounts[name].organisation, status=Case.Status.OPEN)
        cases = cases.select_related("client__centre", "owner").order_by("pk")[: len(plan)]
        rows = [_deadline(case, line, today) for case, line in zip(cases, plan, strict=False)]
        Deadline.objects.bulk_create(rows)
        FollowUp.objects.bulk_create(warning for row in rows for warning in _warnings(row, today))


def _deadline(case: Case, line: tuple, today: datetime.date) -> Deadline:
    kind, days, delivery, text = line
    day = today + days * DAY
    deadline = Deadline(controller_id=case.controller_id, client=case.client, case=case, kind=kind, text=text)
    deadline.assigned_to = deadline.created_by = case.owner
    deadline.warn_before, deadline.due_on = list(KINDS[kind].warn), day
    if delivery:
        deadline.is_computed, deadline.sent_on, deadline.delivery = True, day, delivery
        deadline.due_on = compute(kind, delivery, day, case.client.centre.federal_state).due_on
    return deadline


def _warnings(deadline: Deadline, today: datetime.date) -> list[FollowUp]:
    is_working_day = working_days(deadline.client.centre, today, deadline.due_on)
    common = {
        "controller_id": deadline.controller_id,
        "client": deadline.client,
        "case": deadline.case,
        "deadline": deadline,
        "assigned_to": deadline.assigned_to,
        "created_by": deadline.created_by,
        "text": f"Frist {deadline.due_on:%d.%m.%Y}: {deadline.text}",
    }
    days = warning_days(deadline.due_on, deadline.warn_before, is_working_day, today=today)
    return [FollowUp(due_on=day, **common) for day in days]
