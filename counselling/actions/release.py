"""Releases from confidentiality: prepared or given, signed, withdrawn."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from counselling.actions.followup import set_followup
from counselling.models import Client, ConfidentialityRelease, Partner, Referral
from counselling.rules.ownership import check_one_controller
from counselling.rules.release import check_release_days
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record

Release = ConfidentialityRelease
WITHDRAWN_FIELDS = ("withdrawn_at", "withdrawn_by", "withdrawn_how")


@transaction.atomic
def give_release(
    client: Client,
    *,
    by: User,
    purpose: str,
    valid_until: datetime.date,
    matters: Iterable[str] = (),
    partner: Partner | None = None,
    recipient_name: str = "",
    scope_text: str = "",
    form: str = Release.Form.WRITTEN,
    given_on: datetime.date | None = None,
    reason_longer: str = "",
) -> Release:
    """What the person allows: whom to tell what, for what, until when (§203 StGB, Art. 7 GDPR).

    Without ``given_on`` it is prepared for printing and allows nothing until it is signed.
    """
    check_one_controller(by.organisation_id, by, client)
    check_release_days(given_on, valid_until, reason_longer=reason_longer, today=timezone.localdate())
    release = Release(client=client, controller_id=client.controller_id, by=by, partner=partner, form=form)
    release.recipient_name, release.matters, release.scope_text = recipient_name, list(matters), scope_text
    release.purpose, release.reason_longer = purpose, reason_longer
    release.given_on, release.valid_until = given_on, valid_until
    release.full_clean()
    release.save()
    record("release.given" if given_on else "release.prepared", release, by=by)
    return release


@transaction.atomic
def sign_release(release: Release, *, by: User, given_on: datetime.date) -> Release:
    """The paper came back signed: from that day on it holds."""
    release = _locked(release, by)
    if release.withdrawn_at is not None or release.given_on is not None:
        raise ValidationError(_("This release is signed or withdrawn already."), code="not_prepared")
    longer, today = release.reason_longer, timezone.localdate()
    try:
        check_release_days(given_on, release.valid_until, reason_longer=longer, today=today)
    except ValidationError as refused:
        # The page of signing has one field: whatever is wrong with the days is wrong with this one.
        raise ValidationError({"given_on": refused.messages}, code="days") from refused
    release.given_on = given_on
    release.full_clean()
    release.save(update_fields=["given_on"])
    record("release.signed", release, by=by, fields=["given_on"])
    return release


@transaction.atomic
def withdraw_release(release: Release, *, by: User, how: str) -> Release:
    """Taken back, at once and for good; nobody can be refused that (Art. 7(3) GDPR). Twice is as good as once.

    The database flags the referrals that are open under it; each gets a follow-up for today, so that the
    partner is told.
    """
    release = _locked(release, by)
    if release.withdrawn_at is not None:
        return release
    release.withdrawn_at, release.withdrawn_by, release.withdrawn_how = timezone.now(), by, how
    release.save(update_fields=list(WITHDRAWN_FIELDS))
    for referral in release.referrals.flagged().select_related("client", "case__owner", "by", "partner"):
        _tell_partner(referral, by=by)
    record("release.withdrawn", release, by=by, fields=WITHDRAWN_FIELDS, reason=how)
    return release


def _tell_partner(referral: Referral, *, by: User) -> None:
    """A follow-up for whoever leads the case, or made the referral, if she still works here."""
    case = referral.case if referral.case and referral.case.is_open else None
    leads = [case.owner if case else None, referral.by, by]
    assigned = next(u for u in leads if u and u.is_active and u.organisation_id == referral.controller_id)
    who = referral.recipient[:80]
    text = _("Release withdrawn: tell %(who)s and take the referral back") % {"who": who}
    set_followup(referral.client, by=by, due_on=timezone.localdate(), text=text, assigned_to=assigned, case=case)


def _locked(release: Release, by: User) -> Release:
    release = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
    check_one_controller(by.organisation_id, by, release)
    return release
