"""Signing up as a volunteer on the web: applied, confirmed by a code, or erased after thirty days."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from ibs_portal.accounts.actions import remove_unused_accounts
from ibs_portal.accounts.models import User
from ibs_portal.audit import trail
from ibs_portal.database.identity import errand
from ibs_portal.database.one_by_one import one_by_one
from volunteers.actions.account import make_account
from volunteers.actions.consent_note import note_consents
from volunteers.actions.details import write_details
from volunteers.emails.volunteer import send_to
from volunteers.models import Programme, Volunteer
from volunteers.queries.places import check_place
from volunteers.rules.volunteer import unconfirmed_since


@transaction.atomic
def sign_up(
    programme: Programme,
    *,
    details: Mapping[str, Any],
    languages: Iterable[tuple[str, int]],
    consents: Iterable[str],
    now: datetime.datetime,
    by: User | None = None,
) -> User:
    """Makes an account without a password and a volunteer who has applied; nobody acts but the person herself.

    Somebody whom the desk has entered already gets the account alone: once the code has shown that the address is
    hers, it is tied to what is there. ``ValidationError`` with code ``known_email`` if the address has an account:
    the caller must answer as if it had not; with ``full`` if there is no place. The code by mail is sent by whoever
    logs the new account in.
    """
    today = timezone.localdate(now)
    with errand(email=details["email"].lower()):
        check_place(programme, "volunteer")
        user, is_on_file = make_account(details, programme=programme, side="volunteer", by=by)
        if is_on_file:
            return user
        volunteer = Volunteer(programme=programme, user=user, applied_on=today, status_since=today)
        write_details(volunteer, verb="volunteer.signed_up", by=user, details=details, languages=languages)
        note_consents(volunteer, consents, by=user, now=now)
    return user


@transaction.atomic
def confirm_signup(user: User, *, now: datetime.datetime, by: User) -> Volunteer | None:
    """Notes that the address is the volunteer's own and says welcome; a second time changes nothing."""
    volunteer = Volunteer.objects.select_for_update(of=("self",)).filter(user=user).first() or _known_to_the_desk(user)
    if volunteer is None or volunteer.confirmed_at:
        return None
    volunteer.user, volunteer.confirmed_at = user, now
    volunteer.save(update_fields=["user", "confirmed_at"])
    trail.record("volunteer.confirmed", volunteer, by=by, fields=["confirmed_at"])
    send_to(volunteer, "welcome")
    return volunteer


def _known_to_the_desk(user: User) -> Volunteer | None:
    """The row without an account under the address that this one has just proved to be its own."""
    if "volunteer" not in user.role_codes:
        return None
    rows = Volunteer.objects.select_for_update(of=("self",)).filter(user=None, email__iexact=user.email)
    return rows.order_by("pk").first()


def remove_unconfirmed_signups(*, now: datetime.datetime, by: User | None = None) -> int:
    """Erases sign-ups from the web that nobody confirmed within thirty days, accounts included; returns how many.

    Runs every night, one by one.
    """
    old = Volunteer.objects.filter(
        source=Volunteer.Source.ONLINE,
        confirmed_at=None,
        status="applied",
        applied_on__lte=unconfirmed_since(timezone.localdate(now)),
    )

    def remove(key: int) -> bool:
        volunteer = old.select_for_update(of=("self",)).filter(pk=key).first()
        if volunteer is None:
            return False
        trail.record("volunteer.signup_expired", volunteer, by=by)
        volunteer.delete()
        remove_unused_accounts([volunteer.user_id] if volunteer.user_id else [], by=by)
        return True

    return one_by_one(lambda: old.values_list("pk", flat=True), remove)
