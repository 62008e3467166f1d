"""Interpreter requests with their deadlines: what has to be ordered today, what is late, what must be taken back."""

import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from counselling.models import InterpreterClosure, InterpreterRequest, InterpreterService
from counselling.queries.clients import primary_names
from counselling.rules.interpreter import (
    WAITING,
    IsWorkingDay,
    earliest_day,
    order_deadline,
    urgency,
    works_on,
)
from ibs_portal.database.composed import composed_once

MOST = 200


def working_days_of_services() -> dict[int, IsWorkingDay]:
    """For each service in use when it takes orders; two queries."""
    closures: dict[int, list[tuple[datetime.date, datetime.date]]] = {}
    for service, first, last in InterpreterClosure.objects.values_list("service_id", "starts_on", "ends_on"):
        closures.setdefault(service, []).append((first, last))
    states = InterpreterService.objects.values_list("pk", "federal_state")
    return {pk: works_on(state, closures.get(pk, ())) for pk, state in states}


def services_for(language: str, day: datetime.date, today: datetime.date) -> list[dict[str, Any]]:
    """Services that have the language, each with its deadline for the day and the next possible day."""
    works = working_days_of_services()
    rows = InterpreterService.objects.filter(is_active=True, languages__contains=[language])
    return [
        {
            "service": service,
            "deadline": (deadline := order_deadline(day, lead=service.lead_days, is_working_day=works[service.pk])),
            "urgency": urgency(deadline, today),
            "earliest": earliest_day(today, lead=service.lead_days, is_working_day=works[service.pk]),
        }
        for service in rows
    ]


def request_rows(user: Any, today: datetime.date) -> list[dict[str, Any]]:
    """Open requests of the house from a week ago on, each with deadline, urgency and whether it must be taken back."""
    since = timezone.make_aware(datetime.datetime.combine(today - datetime.timedelta(days=7), datetime.time()))
    return [_row(request, _works(request), today) for request in _open_since(user, since)]


@composed_once
def _open_since(user: Any, since: datetime.datetime) -> Any:
    closures = InterpreterClosure.objects.filter(service=OuterRef("service"))
    closed = ArraySubquery(closures.values(days=JSONObject(first="starts_on", last="ends_on")))
    rows = InterpreterRequest.objects.visible_to(user).open().filter(starts_at__gte=since)
    return rows.annotate(closed=closed).select_related("service", "appointment").order_by("starts_at", "pk")[:MOST]


def _works(request: Any) -> IsWorkingDay:
    day = datetime.date.fromisoformat
    return works_on(request.service.federal_state, [(day(c["first"]), day(c["last"])) for c in request.closed])


def _row(request: InterpreterRequest, works: IsWorkingDay, today: datetime.date) -> dict[str, Any]:
    day = timezone.localdate(request.starts_at)
    deadline = order_deadline(day, lead=request.service.lead_days, is_working_day=works)
    is_waiting = request.state in WAITING and not _is_in_vain(request)
    return {
        "request": request,
        "deadline": deadline,
        "urgency": urgency(deadline, today) if is_waiting else "",
        "earliest": earliest_day(today, lead=request.service.lead_days, is_working_day=works) if is_waiting else None,
        "is_waiting": is_waiting,
        "is_stale": request.is_stale or (request.state in WAITING and _is_in_vain(request)),
        "is_past": day < today,
    }


def _is_in_vain(request: InterpreterRequest) -> bool:
    return request.appointment is not None and request.appointment.is_cancelled


def interpreter_board(user: Any, today: datetime.date) -> dict[str, list[dict[str, Any]]]:
    """The list by what has to be done: take back, order now, order later, wait for an answer, coming, to be closed."""
    board: dict[str, list] = {name: [] for name in ("stale", "now", "later", "ordered", "confirmed", "past")}
    for row in request_rows(user, today):
        board[_heading(row)].append(row)
    return board


def _heading(row: dict[str, Any]) -> str:
    if row["is_stale"]:
        return "stale"
    if row["is_past"]:
        return "past"
    if row["is_waiting"]:
        return "later" if row["urgency"] == "later" else "now"
    return str(row["request"].state)


def heute_interpreters(user: Any, today: datetime.date) -> dict[str, int]:
    """How many orders are due today or late, and how many must be taken back."""
    board = interpreter_board(user, today)
    return {"now": len(board["now"]), "stale": len(board["stale"])}


def name_behind(request: InterpreterRequest) -> str:
    """For the page of staff: whom it is for."""
    key = request.client_id or (request.appointment.client_id if request.appointment else None)
    if key:
        return primary_names([key]).get(key, "")
    return request.appointment.name if request.appointment else ""
