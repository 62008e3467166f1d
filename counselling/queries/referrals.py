"""Releases and referrals of a file, and what is open although its release was withdrawn."""

from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from counselling.models import Case, Client, ConfidentialityRelease, Referral
from counselling.queries.counter import name_from, name_parts
from counselling.queries.people import name_of
from ibs_portal.database.composed import composed_once

MOST = 50
Answer = Referral.Answer
TONES = {Answer.ACCEPTED: "success", Answer.REFUSED: "danger", Answer.STOPPED: "info"}


def releases_of(user: Any, client: Client) -> list[ConfidentialityRelease]:
    """The newest first, with the names of who entered and who withdrew."""
    rows = ConfidentialityRelease.objects.visible_to(user).filter(client=client).select_related("partner")
    return list(rows.annotate(by_name=name_of("by"), withdrawn_by_name=name_of("withdrawn_by"))[:MOST])


def referrals_of(user: Any, client: Client) -> list[Any]:
    """The newest first, with ``tone`` of the answer and ``may_print`` for the letter."""
    rows = Referral.objects.visible_to(user).filter(client=client).select_related("partner", "release")
    found: list[Any] = list(rows.annotate(by_name=name_of("by"))[:MOST])
    today = timezone.localdate()
    for row in found:
        row.tone = TONES.get(row.answer, "warning")
        row.may_print = row.release is not None and not row.release.why_not_usable(today)
    return found


def flagged_referrals(user: Any) -> list[dict[str, Any]]:
    """Open referrals whose release was withdrawn, of people whose case this person leads or whom she sent on."""
    return [
        row | {"recipient": row["recipient_name"] or row["partner__name"], "name": name_from(row["parts"])}
        for row in _flagged(user)
    ]


@composed_once
def _flagged(user: Any) -> Any:
    led = Case.objects.with_file_open_to(user).open().led_by(user).values("client")
    rows = Referral.objects.visible_to(user).flagged().filter(Q(by=user) | Q(client__in=led))
    rows = rows.annotate(parts=Subquery(name_parts(OuterRef("client_id"))))
    fields = ("pk", "client_id", "flagged_at", "recipient_name", "partner__name", "parts")
    return rows.order_by("flagged_at", "pk").values(*fields)[:10]
