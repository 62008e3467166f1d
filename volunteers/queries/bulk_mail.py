"""Who may be written to, and what was sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from ibs_portal.accounts.models import User
from volunteers.models import BulkMail, Consent, Volunteer
from volunteers.rules.bulk_mail import why_not


@dataclass(frozen=True)
class Reader:
    """One person who was chosen, with the reason why she gets no mail (empty: she gets one)."""

    volunteer: Volunteer
    why_not: str


def readers(keys: Iterable[int]) -> list[Reader]:
    """In the order of names. Consent is the one for news by mail, given and not taken back."""
    consent = Consent.objects.filter(volunteer=OuterRef("pk"), kind=Consent.Kind.NEWS, withdrawn_at=None)
    rows = Volunteer.objects.filter(pk__in=list(keys)).select_related("programme__organisation")
    rows = rows.annotate(
        has_consent=Exists(consent), is_confirmed=Q(confirmed_at__isnull=False) | ~Q(source=Volunteer.Source.ONLINE)
    )
    return [Reader(row, _reason(row)) for row in rows.order_by("family_name", "given_name", "pk")]


def _reason(row: Any) -> str:
    return why_not(email=row.email, status=row.status, is_confirmed=row.is_confirmed, has_consent=row.has_consent)


def sent_mails(user: Any) -> Any:
    """The newest first, with ``by_name``."""
    name = User.objects.filter(pk=OuterRef("by")).values("name")
    return BulkMail.objects.visible_to(user).select_related("group").annotate(by_name=Subquery(name))
