"""Entering volunteers who phone, correcting their details, and leading them from status to status."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.actions import create_account
from ibs_portal.accounts.models import User
from ibs_portal.audit import trail
from ibs_portal.database.identity import at_the_door
from volunteers.actions.consent_note import note_consents
from volunteers.actions.details import write_details
from volunteers.emails.volunteer import send_status, send_to
from volunteers.models import BulkAct, ConsentHow, GroupMembership, Offer, Programme, StatusChange, Volunteer
from volunteers.queries.clearance import is_cleared
from volunteers.queries.consent import is_refused
from volunteers.queries.qualification import is_qualified
from volunteers.rules import volunteer as rules
from volunteers.rules.clearance import check_clearance
from volunteers.rules.consent import MATCHING


@transaction.atomic
def create_volunteer(
    programme: Programme,
    *,
    by: User,
    now: datetime.datetime,
    details: Mapping[str, Any],
    languages: Iterable[tuple[str, int]] = (),
    offers: Iterable[Offer] = (),
    consents: Iterable[str],
    how: str = ConsentHow.PHONE,
    source: str = Volunteer.Source.PHONE,
    letter: str = "entered",
) -> Volunteer:
    """Enters somebody who phoned or came by and agreed to it; with an e-mail address she also gets an account.

    ``consents`` are the kinds that she agreed to, ``how`` she did (``ConsentHow``); people of a list agree when they
    first log in. ``letter`` is the mail that she gets, if any.
    """
    offers, has_told = list(offers), bool(details.get("availability"))
    user = _account_for(details, by=by) if details.get("email") else None
    volunteer = Volunteer(programme=programme, user=user, source=source)
    volunteer.applied_on = volunteer.status_since = timezone.localdate(now)
    volunteer.profile_completed_at = now if has_told and offers else None
    write_details(volunteer, verb="volunteer.created", by=by, details=details, languages=languages, offers=offers)
    note_consents(volunteer, consents, by=by, now=now, how=how)
    if letter:
        send_to(volunteer, letter)
    return volunteer


def _account_for(details: Mapping[str, Any], *, by: User) -> User:
    with at_the_door():
        is_known = User.objects.filter(email__iexact=details["email"]).exists()
    if is_known:
        raise ValidationError({"email": _("There is already an account with this e-mail address.")})
    name = f"{details['given_name']} {details.get('family_name', '')}".strip()[:150]
    language = details.get("contact_language", "de")
    return create_account(details["email"], name=name, by=by, roles=("volunteer",), language=language)


@transaction.atomic
def update_volunteer(
    volunteer: Volunteer,
    *,
    by: User,
    details: Mapping[str, Any],
    languages: Iterable[tuple[str, int]] | None = None,
    offers: Iterable[Offer] | None = None,
) -> Volunteer:
    """Corrects details; the e-mail address of somebody with an account is changed in the account only."""
    volunteer = _locked(volunteer)
    if volunteer.user_id:
        details = {name: value for name, value in details.items() if name != "email"}
    return write_details(
        volunteer, verb="volunteer.updated", by=by, details=details, languages=languages, offers=offers
    )


@transaction.atomic
def follow_address(user: User, *, email: str, by: User) -> Volunteer | None:
    """Takes over the new e-mail address of an account; ``None`` if the account is no volunteer's."""
    volunteer = Volunteer.objects.select_for_update(of=("self",)).filter(user=user).first()
    if volunteer is None:
        return None
    return write_details(volunteer, verb="volunteer.updated", by=by, details={"email": email})


@transaction.atomic
def advance_volunteer(
    volunteer: Volunteer,
    *,
    to: str,
    by: User | None,
    now: datetime.datetime,
    interview_at: datetime.datetime | None = None,
    paused_until: datetime.date | None = None,
    end_reason: str = "",
    bulk: BulkAct | None = None,
) -> Volunteer:
    """Moves a volunteer to another status and writes to her where the status calls for it.

    ``interview`` needs ``interview_at``, ``left`` needs ``end_reason`` (a code of ``Volunteer.EndReason``),
    ``paused`` may have ``paused_until`` (first day back). ``trained`` and ``active`` need all mandatory
    trainings in force, ``active`` a certificate of conduct where the programme asks for one. Leaving frees the place
    in the group. ``by`` is nobody for what the portal does by itself. ``ValidationError`` if a rule says no.
    """
    volunteer = _locked(volunteer)
    today = timezone.localdate(now)
    rules.check_transition(volunteer.status, to, is_own=by is not None and volunteer.user_id == by.pk)
    rules.check_training(to, is_qualified=is_qualified(volunteer, today))
    check_clearance(to, is_cleared=is_cleared(volunteer, today))
    if to == "paused":
        rules.check_pause(paused_until, today)
    if to == "left":
        rules.check_leaving(end_reason)
        return leave_programme(volunteer, by=by, on=today, reason=end_reason)
    rules.check_interview(to, interview_at)
    volunteer.interview_at = interview_at if to == "interview" else volunteer.interview_at
    volunteer.paused_until = paused_until if to == "paused" else None
    volunteer.left_on, volunteer.end_reason = None, ""
    return set_status(volunteer, to, by=by, today=today, bulk=bulk)


@transaction.atomic
def leave_programme(volunteer: Volunteer, *, by: User | None, on: datetime.date, reason: str) -> Volunteer:
    """Ends the time of a volunteer, from whatever step; the row is locked. The place in the group is free."""
    _leave_group(volunteer, on)
    volunteer.paused_until = None
    volunteer.left_on, volunteer.end_reason = on, reason
    return set_status(volunteer, "left", by=by, today=on)


@transaction.atomic
def set_status(
    volunteer: Volunteer,
    to: str,
    *,
    by: User | None,
    today: datetime.date,
    bulk: BulkAct | None = None,
    is_told: bool = True,
) -> Volunteer:
    """Writes status, step, trail and mail (unless ``is_told`` is false); rules have been asked, the row is locked.

    ``ValidationError`` if somebody would become active who does not want to be introduced to anybody any more.
    """
    if to == "active" and is_refused(volunteer, MATCHING):
        raise ValidationError(
            _("The consent to be introduced to somebody was taken back. It has to be given again first."), "consent"
        )
    before, volunteer.status, volunteer.status_since = volunteer.status, to, today
    volunteer.full_clean(exclude=["user"])
    volunteer.save()
    StatusChange.objects.create(
        programme_id=volunteer.programme_id,
        volunteer=volunteer,
        before=before,
        after=to,
        by=by,
        until=volunteer.paused_until,
        reason=volunteer.end_reason,
        bulk=bulk,
    )
    trail.record("volunteer.advanced", volunteer, by=by, fields=["status"], reason=f"{before} > {to}")
    if is_told:
        send_status(volunteer)
    return volunteer


def _leave_group(volunteer: Volunteer, today: datetime.date) -> None:
    GroupMembership.objects.filter(volunteer=volunteer, left_on=None).update(left_on=today)
    volunteer.speaks_for.update(speaker=None)


def _locked(volunteer: Volunteer) -> Volunteer:
    return Volunteer.objects.select_related("programme").select_for_update(of=("self",)).get(pk=volunteer.pk)
