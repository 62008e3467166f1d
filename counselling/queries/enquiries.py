"""Enquiries as the list, the start page and the page of one show them."""

from typing import Any

from django.db.models import Count, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from counselling.models import AnswerTemplate, CallAttempt, Centre, Enquiry
from counselling.models.enquiry import ANSWER
from counselling.models.topic import Topic
from counselling.queries.paging import ROWS, Rows, addresses, cursor, moment, page_of
from counselling.queries.people import name_of
from counselling.queries.workdays import working_days
from counselling.rules.appointment import reference_text
from counselling.rules.enquiry import fill_in, urgency, working_days_since
from ibs_portal.database.composed import composed_once
from ibs_portal.languages import TextIn, language_label
from ibs_portal.privacy.sealed_line import with_words

SHOWN_TODAY = 6
SHOWS = {
    "": lambda rows, user: rows.open(),
    "new": lambda rows, user: rows.new(),
    "mine": lambda rows, user: rows.claimed_by_user(user),
    "calls": lambda rows, user: rows.waiting_for_call(),
    "closed": lambda rows, user: rows.closed(),
}
FIELDS = (
    *("pk", "reference", "received_at", "closed_at", "name", "language", "reach", "state", "message"),
    *("claimed_by_id", "centre_id", "centre__federal_state", "topic__texts"),
)


def enquiry_rows(user: Any, *, show: str = "", after: str = "") -> tuple[Rows, str]:
    """Open ones, those that wait longest first; closed ones, the newest first."""
    rows = SHOWS[show](Enquiry.objects.visible_to(user), user)
    by_end = show == "closed"
    when = "closed_at" if by_end else "received_at"
    if place := cursor(after, moment, int):
        word = "lt" if by_end else "gt"
        here = rows.filter(**{when: place[0], f"pk__{word}": place[1]})
        rows = rows.filter(**{f"{when}__{word}": place[0]}) | here
    rows = rows.order_by(f"-{when}", "-pk") if by_end else rows.order_by(when, "pk")
    return page_of(_in_words(list(_facts(rows[: ROWS + 1])), user), when, "pk")


def _facts(rows: Any) -> Any:
    calls = CallAttempt.objects.filter(enquiry=OuterRef("pk")).order_by().values("enquiry")
    return rows.annotate(
        calls_made=Coalesce(Subquery(calls.annotate(n=Count("pk")).values("n")), 0),
        called_at=Subquery(calls.annotate(last=Max("at")).values("last")),
        claimed_name=name_of("claimed_by"),
    ).values(*FIELDS, "calls_made", "called_at", "claimed_name")


def _in_words(found: Rows, user: Any) -> Rows:
    if not found:
        return found
    address, today = addresses("counselling:enquiry_detail"), timezone.localdate()
    # All of one organisation's centres keep the holidays of the same state; closures count as in the first one's.
    centre = Centre(pk=found[0]["centre_id"], federal_state=found[0]["centre__federal_state"])
    first = min(timezone.localtime(row["received_at"]).date() for row in found)
    is_working_day = working_days(centre, first, today)
    with_words(Enquiry, found, "message")
    for row in found:
        age = working_days_since(timezone.localtime(row["received_at"]).date(), today, is_working_day)
        row.update(number=reference_text(row["reference"]), url=address(row["pk"]), age=age, urgency=urgency(age))
        row.update(
            topic=Topic(texts=row["topic__texts"]).label if row["topic__texts"] else "",
            language_name=language_label(row["language"]),
        )
        row.update(state_name=Enquiry.State(row["state"]).label, reach_name=Enquiry.Reach(row["reach"]).label)
        row["is_mine"] = row["claimed_by_id"] == user.pk
    return found


def todays_enquiries(user: Any) -> dict[str, Any] | None:
    """For the start page: new ones and one's own, those that wait longest first; ``None`` for others' pages."""
    if not user.has_perm(ANSWER):
        return None
    found = _in_words(_waiting(user), user)
    return {
        "new_count": sum(row["state"] == Enquiry.State.NEW for row in found),
        "rows": found[:SHOWN_TODAY],
        "count": len(found),
    }


@composed_once
def _waiting(user: Any) -> Any:
    rows = Enquiry.objects.visible_to(user)
    waiting = rows.new() | rows.claimed_by_user(user).exclude(state=Enquiry.State.ANSWERED)
    return _facts(waiting.order_by("received_at", "pk")[: ROWS + 1])


def calls_of(enquiry: Enquiry) -> list[CallAttempt]:
    return list(enquiry.calls.annotate(by_name=name_of("by")))


def prepared_answers(enquiry: Enquiry) -> list[AnswerTemplate]:
    """Templates with ``has_language``: whether they speak the person's language or fall back to German."""
    found = list(AnswerTemplate.objects.active())
    for template in found:
        template.has_language = template.text(enquiry.contact_language).lang == enquiry.contact_language
    return found


def filled_in(template: AnswerTemplate, enquiry: Enquiry) -> TextIn:
    """The text for this person, in the person's language if there is one."""
    text = template.text(enquiry.contact_language)
    centre = enquiry.centre
    facts = {"name": enquiry.name, "number": enquiry.reference_text, "centre": centre.name, "phone": centre.phone}
    return TextIn(fill_in(text, facts), text.lang)
