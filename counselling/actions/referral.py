"""Referrals: with information only, with personal data under a release, and what came back."""

import datetime
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from counselling.actions.followup import finish_followup, set_followup
from counselling.models import Case, CaseEvent, Client, ConfidentialityRelease, FollowUp, Partner, Referral
from counselling.rules.ownership import check_one_controller
from counselling.rules.release import check_referred_on, check_within
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record

ANSWER_FIELDS = ("answer", "answered_on", "answer_text")


@transaction.atomic
def give_information(
    client: Client,
    *,
    by: User,
    told: str,
    referred_on: datetime.date,
    partner: Partner | None = None,
    recipient_name: str = "",
    ask_again_on: datetime.date | None = None,
) -> Referral:
    """The person was told of a service and goes there herself. Nothing about her leaves the house, so no release."""
    check_one_controller(by.organisation_id, by, client)
    referral = Referral(client=client, kind=Referral.Kind.INFORMATION, partner=partner, recipient_name=recipient_name)
    return _referred(referral, by=by, told=told, referred_on=referred_on, ask_again_on=ask_again_on)


@transaction.atomic
def refer_client(
    client: Client,
    *,
    by: User,
    release: ConfidentialityRelease,
    matters: Collection[str],
    told: str,
    referred_on: datetime.date,
    ask_again_on: datetime.date | None = None,
) -> Referral:
    """Tells the recipient of a release what it covers. ``ValidationError`` at ``release`` if it does not hold.

    The release is locked: a withdrawal at the same moment comes before, and this is refused, or after, and
    this is flagged. There is no way around it for anybody.
    """
    check_one_controller(by.organisation_id, by, client)
    release = ConfidentialityRelease.objects.select_for_update(of=("self",)).get(pk=release.pk)
    check_one_controller(client.controller_id, release)
    if release.client_id != client.pk:
        raise ValidationError({"release": _("This release is of another person.")}, code="other_person")
    if why := release.why_not_usable(timezone.localdate()) or release.why_not_usable(referred_on):
        raise ValidationError({"release": why}, code="no_release")
    check_within(matters, release.matters)
    referral = Referral(client=client, kind=Referral.Kind.WITH_DATA, release=release, matters=list(matters))
    referral.partner, referral.recipient_name = release.partner, release.recipient_name
    return _referred(referral, by=by, told=told, referred_on=referred_on, ask_again_on=ask_again_on)


@transaction.atomic
def answer_referral(
    referral: Referral,
    *,
    by: User,
    answer: str,
    answered_on: datetime.date | None = None,
    answer_text: str = "",
    ask_again_on: datetime.date | None = None,
) -> Referral:
    """What the partner said; the follow-up set for it is done, and a new one is set if somebody asks again."""
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    check_one_controller(by.organisation_id, by, referral)
    if answered_on and answered_on > timezone.localdate():
        raise ValidationError({"answered_on": _("An answer cannot lie in the future.")}, code="future")
    referral.answer, referral.answer_text = answer, answer_text
    referral.answered_on = None if answer == Referral.Answer.PENDING else answered_on or timezone.localdate()
    referral.full_clean(exclude=["release"])
    if referral.followup:
        finish_followup(referral.followup, by=by)
    referral.followup = _ask_again(referral, by, ask_again_on)
    referral.save(update_fields=[*ANSWER_FIELDS, "followup"])
    record("referral.answered", referral, by=by, fields=ANSWER_FIELDS, reason=answer)
    return referral


@transaction.atomic
def print_letter(referral: Referral, *, by: User) -> Referral:
    """Lets the letter with personal data be printed, today, while its release holds; it is noted in the trail."""
    referral = Referral.objects.select_related("release").get(pk=referral.pk)
    check_one_controller(by.organisation_id, by, referral)
    if referral.release is None:
        raise ValidationError(_("This referral tells nothing about the person, so there is no letter."), code="no_data")
    release = ConfidentialityRelease.objects.select_for_update(of=("self",)).get(pk=referral.release.pk)
    if why := release.why_not_usable(timezone.localdate()):
        raise ValidationError(why, code="no_release")
    record("referral.printed", referral, by=by)
    return referral


def _referred(
    referral: Referral, *, by: User, told: str, referred_on: datetime.date, ask_again_on: datetime.date | None
) -> Referral:
    check_referred_on(referred_on, today=timezone.localdate())
    client = referral.client
    referral.controller_id, referral.by = client.controller_id, by
    referral.case = Case.objects.open().filter(client=client).order_by("-opened_on", "-pk").first()
    referral.told, referral.referred_on = told, referred_on
    referral.full_clean()
    referral.followup = _ask_again(referral, by, ask_again_on)
    referral.save()
    if referral.case:
        _note_turn(referral.case, by=by)
    record("referral.made", referral, by=by, reason=referral.kind)
    return referral


def _ask_again(referral: Referral, by: User, day: datetime.date | None) -> FollowUp | None:
    if day is None:
        return None
    text = _("Ask %(who)s what became of the referral") % {"who": referral.recipient[:80]}
    case = referral.case if referral.case and referral.case.is_open else None
    try:
        return set_followup(referral.client, by=by, due_on=day, text=text, case=case)
    except ValidationError as refused:
        raise ValidationError({"ask_again_on": refused.messages}, code="ask_again") from refused


def _note_turn(case: Case, *, by: User) -> None:
    """The case says that there was one; to whom stays on the page that another organisation never reads."""
    turn = CaseEvent(controller_id=case.controller_id, client_id=case.client_id, case=case, by=by)
    turn.kind = CaseEvent.Kind.REFERRED
    turn.full_clean()
    turn.save()
