"""Signing up on the web: applied, confirmed by a code, or erased after thirty days."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.actions import create_account, remove_unused_accounts
from ibs_portal.accounts.models import User
from ibs_portal.audit import trail
from ibs_portal.database.identity import at_the_door, errand
from volunteers.actions.details import write_details
from volunteers.emails.volunteer import send_to
from volunteers.models import Consent, Offer, Programme, Volunteer
from volunteers.queries.narrow import is_address_known
from volunteers.rules.volunteer import unconfirmed_since


@transaction.atomic
def sign_up(
    programme: Programme,
    *,
    details: Mapping[str, Any],
    languages: Iterable[tuple[str, int]],
    offers: Iterable[Offer],
    consent_version: str,
    now: datetime.datetime,
    by: User | None = None,
) -> Volunteer:
    """Makes an account without a password and a volunteer who has applied; nobody acts but the person herself.

    ``ValidationError`` with the code ``known_email`` if the address already belongs to somebody: the caller
    must answer as if it did not. The code by mail is sent by whoever logs the new account in.
    """
    today = timezone.localdate(now)
    with errand(email=details["email"].lower()):
        user = _new_account(details)
        volunteer = Volunteer(programme=programme, user=user, applied_on=today, status_since=today)
        write_details(
            volunteer, verb="volunteer.signed_up", by=user, details=details, languages=languages, offers=offers
        )
        Consent.objects.create(
            programme=programme, volunteer=volunteer, kind=Consent.Kind.DATA, version=consent_version, given_at=now
        )
    return volunteer


def _new_account(details: Mapping[str, Any]) -> User:
    """An account of this public realm; also those that its door does not see keep their address for themselves."""
    known = ValidationError(_("This e-mail address is already in use."), code="known_email")
    email, language = details["email"], details["contact_language"]
    name = f"{details['given_name']} {details['family_name']}".strip()[:150]
    with at_the_door():
        has_account = User.objects.filter(email__iexact=email).exists()
    if has_account or is_address_known():
        raise known
    try:
        with transaction.atomic():
            return create_account(email, name=name, by=None, roles=("volunteer",), language=language)
    except IntegrityError:
        raise known from None


@transaction.atomic
def confirm_signup(user: User, *, now: datetime.datetime, by: User) -> Volunteer | None:
    """Notes that the address is the volunteer's own and says welcome; a second time changes nothing."""
    volunteer = Volunteer.objects.select_for_update(of=("self",)).filter(user=user, confirmed_at=None).first()
    if volunteer is None:
        return None
    volunteer.confirmed_at = now
    volunteer.save(update_fields=["confirmed_at"])
    trail.record("volunteer.confirmed", volunteer, by=by, fields=["confirmed_at"])
    send_to(volunteer, "welcome")
    return volunteer


@transaction.atomic
def remove_unconfirmed_signups(*, now: datetime.datetime, by: User | None = None) -> int:
    """Erases sign-ups from the web that nobody confirmed within thirty days, accounts included; returns how many."""
    old = Volunteer.objects.select_for_update(of=("self",)).filter(
        source=Volunteer.Source.ONLINE,
        confirmed_at=None,
        status="applied",
        applied_on__lte=unconfirmed_since(timezone.localdate(now)),
    )
    users: list[int] = []
    for volunteer in old:
        trail.record("volunteer.signup_expired", volunteer, by=by)
        users += [volunteer.user_id] if volunteer.user_id else []
        volunteer.delete()
    remove_unused_accounts(users, by=by)
    return len(users)
