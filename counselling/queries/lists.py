"""Rows of the staff lists: plain dictionaries, one or two queries, fifty at a time, no counting."""

import datetime
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from counselling.models import Case, ClientName, Contact, FollowUp
from counselling.models.ownership import VIEW_FILE
from counselling.queries.clients import date_as_known, languages_text, primary_names
from counselling.queries.counter import contact_lines
from counselling.queries.due import gone_quiet
from counselling.queries.paging import ROWS, Rows, addresses, cursor, moment, page_of
from counselling.queries.people import name_of
from counselling.queries.reach import CAUTIONS, cautions
from counselling.rules.contact import can_be_attached, can_be_corrected
from counselling.rules.followup import urgency
from counselling.rules.naming import display_name
from ibs_portal.database.composed import Typed, composed_once
from ibs_portal.privacy.sealed_line import with_words


def client_rows(user: Any, *, keys: list[int] | None = None, mine: bool = False, after: str = "") -> tuple[Rows, str]:
    """People by family name, or those of ``keys`` in their order."""
    address = addresses("counselling:client_detail")
    if keys is not None:
        names = _own_names(ClientName.objects.with_file_shown_to(user), user, mine).filter(client__in=keys[:ROWS])
        found = {row["client_id"]: row for row in (_client_row(row, address) for row in _client_values(names))}
        return [found[key] for key in keys if key in found], ""
    rows = _clients_after(user, mine, *(cursor(after, Typed, int) or ()))
    return page_of([_client_row(row, address) for row in rows], "sort_key", "client_id")


def _own_names(names: Any, user: Any, mine: bool) -> Any:
    """The shown names; on request of people whose case one leads."""
    if mine:
        names = names.filter(client__in=Case.objects.with_file_open_to(user).open().led_by(user).values("client"))
    return names.primary()


@composed_once
def _clients_after(user: Any, mine: bool, *place: Any) -> Any:
    """The list itself is of the own house; who searches finds files that others show as well."""
    names = _own_names(ClientName.objects.with_file_open_to(user), user, mine)
    if place:
        names = names.filter(Q(sort_key__gt=place[0]) | Q(sort_key=place[0], client__gt=place[1]))
    return _client_values(names.order_by("sort_key", "client_id")[: ROWS + 1])


def _client_values(names: Any) -> Any:
    last = Contact.objects.filter(client=OuterRef("client")).order_by("-at").values("at")[:1]
    case = Case.objects.filter(client=OuterRef("client"), status="open").order_by("-opened_on").values("number")[:1]
    return names.values_list(
        "client_id",
        "given",
        "family",
        "sort_key",
        "client__file_number",
        "client__birth_date",
        "client__birth_precision",
        "client__languages",
        Subquery(last),
        Subquery(case),
    )


def _client_row(row: tuple[Any, ...], address: Any) -> dict[str, Any]:
    pk, given, family, sort_key, number, date, precision, languages, last_at, case = row
    return {
        "client_id": pk,
        "sort_key": sort_key,
        "name": f"{family}, {given}" if given and family else display_name(given, family),
        "number": number,
        "birth": date_as_known(date, precision),
        "languages": languages_text(languages),
        "last_at": last_at,
        "case": case or "",
        "url": address(pk),
    }


def case_rows(
    user: Any, *, status: str = "", mine: bool = False, quiet: bool = False, after: str = ""
) -> tuple[Rows, str]:
    """Cases, the newest first."""
    cases = Case.objects.with_file_open_to(user)
    cases = cases.filter(status=status) if status else cases
    cases = cases.led_by(user) if mine else cases
    cases = gone_quiet(cases.open(), timezone.localdate()) if quiet else cases
    if place := cursor(after, datetime.date.fromisoformat, int):
        cases = cases.filter(Q(opened_on__lt=place[0]) | Q(opened_on=place[0], pk__lt=place[1]))
    fields = ("pk", "number", "client_id", "kind", "status", "opened_on", "closed_on", "aim", "token")
    rows = list(cases.order_by("-opened_on", "-pk").values(*fields, owner_name=name_of("owner"))[: ROWS + 1])
    with_words(Case, rows, "aim")
    names, address = primary_names(row["client_id"] for row in rows), addresses("counselling:client_detail")
    case_address = addresses("counselling:case_detail")
    for row in rows:
        row.update(name=names.get(row["client_id"], ""), url=address(row["client_id"]))
        row["case_url"] = case_address(row["pk"])
        row["kind"] = Case.Kind(row["kind"]).label
        row["is_open"] = row["status"] == Case.Status.OPEN
    return page_of(rows, "opened_on", "pk")


def followup_rows(user: Any, *, team: bool = False, after: str = "") -> tuple[Rows, str]:
    """Open follow-ups, the most urgent first: one's own, or those of the whole team."""
    rows = FollowUp.objects.with_file_open_to(user).open()
    rows = rows if team else rows.assigned_to(user)
    if place := cursor(after, datetime.date.fromisoformat, int):
        rows = rows.filter(Q(due_on__gt=place[0]) | Q(due_on=place[0], pk__gt=place[1]))
    fields = ("pk", "due_on", "text", "token", "client_id", "case__number", "assigned_to_id", *CAUTIONS)
    found = list(rows.order_by("due_on", "pk").values(*fields, assigned_name=name_of("assigned_to"))[: ROWS + 1])
    with_words(FollowUp, found, "text")
    names, address = primary_names(row["client_id"] for row in found), addresses("counselling:client_detail")
    done, later = addresses("counselling:followup_done"), addresses("counselling:followup_postpone")
    today = timezone.localdate()
    for row in found:
        row.update(name=names.get(row["client_id"], ""), url=address(row["client_id"]))
        row.update(done_url=done(row["pk"]), later_url=later(row["pk"]), urgency=urgency(row["due_on"], today))
        row["cautions"] = cautions(*(row[name] for name in CAUTIONS))
    return page_of(found, "due_on", "pk")


def contact_rows(user: Any, *, day: datetime.date | None = None, after: str = "") -> tuple[Rows, str]:
    """One's own contacts, newest first; of one day if given."""
    rows = Contact.objects.recorded_by(user)
    rows = rows.filter(at__date=day) if day else rows
    if place := cursor(after, moment, int):
        rows = rows.filter(Q(at__lt=place[0]) | Q(at=place[0], pk__lt=place[1]))
    found = contact_lines(rows.order_by("-at", "-pk")[: ROWS + 1], timezone.now(), "channel", "persons_counted")
    address, sees_files, now = addresses("counselling:client_detail"), user.has_perm(VIEW_FILE), timezone.now()
    for row in found:
        row["url"] = address(row["client_id"]) if row["client_id"] else ""
        row["can_correct"] = can_be_corrected(row["created_at"], now=now)
        row["can_attach"] = sees_files and not row["client_id"] and can_be_attached(row["created_at"], now=now)
    return page_of(found, "at", "pk")
