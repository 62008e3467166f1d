"""What happens with an enquiry: it comes, somebody takes it on, calls, answers, closes it. Each step locks it first."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from counselling.emails.enquiry import send_enquiry_answer, send_enquiry_received
from counselling.models import CallAttempt, Centre, Contact, Enquiry
from counselling.rules.enquiry import check_answer, check_open
from counselling.rules.ownership import check_one_controller
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record

State = Enquiry.State
# Whoever asks may not look at accounts and files; what is empty needs no looking up.
NOT_LOOKED_UP = {"controller", "created_by", "claimed_by", "contact"}


@transaction.atomic
def receive_enquiry(centre: Centre, *, by: User | None, reference: str, **facts: Any) -> Enquiry:
    """Somebody asked by the form (``by`` is ``None``), or a colleague writes down what came by phone or mail.

    The same ``reference`` again gives the enquiry that the first one made. Somebody who gave an address gets a mail
    with the number and no word of the message. ``facts``: the fields of the model that people fill in.
    """
    controller_id = check_one_controller(by.organisation_id, by) if by else _controller_of(centre)
    try:
        with transaction.atomic():
            enquiry = Enquiry(controller_id=controller_id, centre=centre, reference=reference, created_by=by, **facts)
            enquiry.full_clean(validate_unique=False, exclude=NOT_LOOKED_UP)
            enquiry.save(force_insert=True)
    except IntegrityError:
        return Enquiry.objects.get(reference=reference)
    record("enquiry.received", enquiry, by=by)
    if by is None:
        send_enquiry_received(enquiry)
    return enquiry


def _controller_of(centre: Centre) -> int:
    """Who answers for what the public asks here: as the set-up says, else the first carrier."""
    carriers = list(centre.carriers.order_by("pk").values_list("pk", flat=True))
    if not carriers:
        raise ValidationError(_("This centre cannot be asked at the moment."), code="no_carrier")
    return centre.enquiries_to_id if centre.enquiries_to_id in carriers else carriers[0]


@transaction.atomic
def claim_enquiry(enquiry: Enquiry, *, by: User) -> Enquiry:
    """Takes it on. Of two at the same moment one gets it, and the other one is told who."""
    enquiry = _locked(enquiry, by)
    check_open(is_closed=enquiry.is_closed)
    if enquiry.claimed_by_id == by.pk:
        return enquiry
    if enquiry.claimed_by_id:
        who = User.objects.filter(pk=enquiry.claimed_by_id).values_list("name", flat=True).first() or _("Somebody else")
        raise ValidationError(_("%(who)s has taken this enquiry on already.") % {"who": who}, code="claimed")
    _claim(enquiry, by)
    _save(enquiry, "state", "claimed_by", "claimed_at")
    record("enquiry.claimed", enquiry, by=by, fields=["claimed_by"])
    return enquiry


@transaction.atomic
def release_enquiry(enquiry: Enquiry, *, by: User) -> Enquiry:
    """Gives it back to all, for instance when somebody falls ill: any colleague may."""
    enquiry = _locked(enquiry, by)
    if enquiry.state != State.CLAIMED:
        raise ValidationError(_("Only an enquiry that waits for its answer can be given back."), code="not_claimed")
    enquiry.state, enquiry.claimed_by, enquiry.claimed_at = State.NEW, None, None
    _save(enquiry, "state", "claimed_by", "claimed_at")
    record("enquiry.released", enquiry, by=by, fields=["claimed_by"])
    return enquiry


@transaction.atomic
def note_call(enquiry: Enquiry, *, by: User, result: str) -> CallAttempt:
    """One try to call back; whoever calls has taken it on."""
    enquiry = _locked(enquiry, by)
    check_open(is_closed=enquiry.is_closed)
    if enquiry.is_new:
        _claim(enquiry, by)
        _save(enquiry, "state", "claimed_by", "claimed_at")
    call = CallAttempt(controller_id=enquiry.controller_id, enquiry=enquiry, by=by, result=result)
    call.full_clean()
    call.save()
    record("callattempt.recorded", call, by=by, reason=result)
    return call


@transaction.atomic
def answer_enquiry(enquiry: Enquiry, *, by: User, how: str, text: str = "", close: bool = True) -> Enquiry:
    """Sends the answer as a mail, or notes that it was given on the phone or in person; ``close`` ends it with that."""
    enquiry = _locked(enquiry, by)
    check_open(is_closed=enquiry.is_closed)
    check_answer(by_mail=how == Enquiry.How.EMAIL, email=enquiry.email, text=text)
    if enquiry.is_new:
        _claim(enquiry, by)
    enquiry.state, enquiry.answered_at = State.ANSWERED, timezone.now()
    enquiry.answered_how, enquiry.answer = how, text.strip()
    _save(enquiry, "state", "claimed_by", "claimed_at", "answered_at", "answered_how", "answer")
    record("enquiry.answered", enquiry, by=by, fields=["answer"], reason=how)
    if how == Enquiry.How.EMAIL:
        send_enquiry_answer(enquiry)
    return close_enquiry(enquiry, by=by, reason=Enquiry.CloseReason.ANSWERED) if close else enquiry


@transaction.atomic
def close_enquiry(enquiry: Enquiry, *, by: User, reason: str) -> Enquiry:
    """Settled; half a year later it is erased. Closing it twice is as good as once."""
    enquiry = _locked(enquiry, by)
    if enquiry.is_closed:
        return enquiry
    if enquiry.is_new:
        _claim(enquiry, by)
    enquiry.state, enquiry.closed_at, enquiry.close_reason = State.CLOSED, timezone.now(), reason
    _save(enquiry, "state", "claimed_by", "claimed_at", "closed_at", "close_reason")
    record("enquiry.closed", enquiry, by=by, reason=reason)
    return enquiry


@transaction.atomic
def reopen_enquiry(enquiry: Enquiry, *, by: User) -> Enquiry:
    """It was closed too early: back to who had it."""
    enquiry = _locked(enquiry, by)
    if enquiry.is_closed:
        enquiry.state = State.ANSWERED if enquiry.answered_at else State.CLAIMED
        enquiry.closed_at, enquiry.close_reason = None, ""
        _save(enquiry, "state", "closed_at", "close_reason")
        record("enquiry.reopened", enquiry, by=by)
    return enquiry


@transaction.atomic
def link_enquiry(enquiry: Enquiry, contact: Contact, *, by: User) -> Enquiry:
    """The talk that came of it has been recorded."""
    enquiry = _locked(enquiry, by)
    check_one_controller(by.organisation_id, contact)
    if enquiry.is_new:
        _claim(enquiry, by)
    enquiry.contact_id = contact.pk
    _save(enquiry, "state", "claimed_by", "claimed_at", "contact")
    record("enquiry.updated", enquiry, by=by, fields=["contact"])
    return enquiry


@transaction.atomic
def erase_enquiries(*, now: datetime.datetime, by: User | None = None) -> int:
    """Deletes enquiries that were closed six months ago; returns how many."""
    due = list(Enquiry.objects.due_for_erasure(now))
    for enquiry in due:
        record("enquiry.erased", enquiry, by=by)
        enquiry.delete()
    return len(due)


def _locked(enquiry: Enquiry, by: User) -> Enquiry:
    enquiry = Enquiry.objects.select_for_update(of=("self",)).select_related("centre").get(pk=enquiry.pk)
    check_one_controller(by.organisation_id, enquiry)
    return enquiry


def _claim(enquiry: Enquiry, by: User) -> None:
    enquiry.state, enquiry.claimed_by, enquiry.claimed_at = State.CLAIMED, by, timezone.now()


def _save(enquiry: Enquiry, *fields: str) -> None:
    enquiry.full_clean(validate_unique=False, exclude=NOT_LOOKED_UP)
    enquiry.save(update_fields=fields)
