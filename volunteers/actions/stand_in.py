"""Asking somebody of the group to stand in, her answer, and the end of it."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from ibs_portal.database.identity import errand
from volunteers.emails import stand_in as letters
from volunteers.models import Match, SkilledWorker, StandIn, Volunteer
from volunteers.queries.narrow import who_asked
from volunteers.queries.qualification import is_qualified
from volunteers.queries.stand_ins import candidates_for
from volunteers.rules.stand_in import check_days, check_stand_in_answer

# Whoever answers may see nobody of them but herself.
FIXED = ("match", "companion", "volunteer", "asked_by")


@transaction.atomic
def ask_stand_in(
    match: Match,
    volunteer: Volunteer,
    *,
    by: User,
    now: datetime.datetime,
    starts_on: datetime.date,
    ends_on: datetime.date,
    agreed_how: str,
) -> StandIn:
    """A coordinator asks another volunteer of the companion's group; she gets a mail with a link.

    The hard rules of matching hold, but for places: active, trained, cleared, not excluded. ``agreed_how`` says how
    the skilled worker said yes to it. The match is locked: two who ask for the same days at once get one.
    """
    match, today = _locked_match(match), timezone.localdate(now)
    if not match.is_active:
        raise ValidationError(_("Only a companionship that goes on can have a stand-in."), code="closed")
    check_days(starts_on, ends_on, today=today)
    _check_candidate(match, volunteer, today)
    stand_in = StandIn(programme=match.programme, match=match, companion_id=match.volunteer_id, volunteer=volunteer)
    stand_in.starts_on, stand_in.ends_on, stand_in.agreed_how = starts_on, ends_on, agreed_how.strip()
    stand_in.asked_by, stand_in.asked_at = by, now
    stand_in.full_clean()
    stand_in.save()
    record("standin.requested", stand_in, by=by)
    letters.ask(StandIn.objects.with_people().get(pk=stand_in.pk))
    return stand_in


def _check_candidate(match: Match, volunteer: Volunteer, today: datetime.date) -> None:
    found = candidates_for(match, today=today, volunteer=volunteer)
    if not found:
        raise ValidationError({"volunteer": _("Only somebody of the companion's group can stand in.")})
    if found[0].forbidden:
        raise ValidationError({"volunteer": found[0].forbidden})


@transaction.atomic
def answer_stand_in(
    stand_in: StandIn, *, accept: bool, by: User | None, now: datetime.datetime, how: str = ""
) -> StandIn:
    """The volunteer says yes or no, once. A yes opens what a companion may see, from the first day to the last.

    Of a no the coordinator who asked is told, unless she notes it herself.

    ``how`` says how a coordinator got the answer. ``ValidationError`` with code ``closed``, ``expired``, ``not_able``.
    """
    stand_in, today = _locked(stand_in), timezone.localdate(now)
    check_stand_in_answer(
        is_asked=stand_in.is_asked,
        is_match_active=Match.objects.active().filter(pk=stand_in.match_id).exists(),
        ends_on=stand_in.ends_on,
        is_able=not accept or _is_able(stand_in, today),
        today=today,
    )
    stand_in.state = StandIn.State.ACCEPTED if accept else StandIn.State.DECLINED
    stand_in.answered_at, stand_in.answered_how = now, how
    stand_in.full_clean(exclude=FIXED)
    stand_in.save()
    record("standin.answered", stand_in, by=by, fields=["state"], reason=how)
    with errand(letters=stand_in.match_id):
        if accept:
            letters.tell_all_of_acceptance(stand_in)
        elif by is None or by.pk != stand_in.asked_by_id:
            _tell_the_desk(stand_in)
    return stand_in


def _tell_the_desk(stand_in: StandIn) -> None:
    """Whoever asked hears of the no, or the desk if she is not there any more."""
    asked_by = who_asked(stand_in.pk) or (stand_in.match.programme.contact_email, "de")
    if asked_by[0]:
        letters.tell_of_refusal(stand_in, to=asked_by[0], language=asked_by[1])


def _is_able(stand_in: StandIn, today: datetime.date) -> bool:
    volunteer = Volunteer.objects.get(pk=stand_in.volunteer_id)
    return volunteer.status == Volunteer.Status.ACTIVE and is_qualified(volunteer, today)


@transaction.atomic
def end_stand_in(stand_in: StandIn, *, by: User, now: datetime.datetime) -> StandIn:
    """A coordinator takes back the question, or ends it before its last day; ``ValidationError`` if it is over."""
    stand_in = _locked(stand_in)
    if not stand_in.is_live:
        raise ValidationError(_("This stand-in has ended."), code="closed")
    return _close(stand_in, by=by, on=timezone.localdate(now))


@transaction.atomic
def end_stand_ins(*, by: User | None, now: datetime.datetime) -> int:
    """Closes what is over: last day past, question not answered until then, whoever stood in no longer active.

    How many. Runs every morning; what could be seen has ended with the last day already.
    """
    today = timezone.localdate(now)
    live = StandIn.objects.live().filter(match__state=Match.State.ACTIVE)
    over = live.filter(ends_on__lt=today) | live.exclude(volunteer__status=Volunteer.Status.ACTIVE)
    rows = [_locked(row) for row in over.order_by("pk")]
    return len([_close(row, by=by, on=today) for row in rows if row.is_live])


@transaction.atomic
def close_stand_ins(match: Match, *, by: User | None, on: datetime.date, is_all: bool = True) -> None:
    """What goes on ends with the match, or because the companion is back (then only what has begun). It is locked."""
    rows = StandIn.objects.live().filter(match=match)
    rows = rows if is_all else rows.filter(starts_on__lte=on)
    for row in _all_locked(rows):
        _close(row, by=by, on=on, with_worker=False)


@transaction.atomic
def part_pair(worker: SkilledWorker, volunteer: Volunteer, *, by: User, on: datetime.date) -> int:
    """These two must not meet any more: whatever this volunteer stands in for with her ends; how much that was."""
    rows = StandIn.objects.live().filter(match__worker=worker, volunteer=volunteer)
    return len([_close(row, by=by, on=on) for row in _all_locked(rows)])


def _close(row: StandIn, *, by: User | None, on: datetime.date, with_worker: bool = True) -> StandIn:
    """Accepted → ended, asked → withdrawn or, once its days are over, not answered in time; with the mail for it."""
    before = row.state
    if row.state == StandIn.State.ACCEPTED:
        row.state, row.ended_on = StandIn.State.ENDED, min(on, row.ends_on)
    else:
        row.state = StandIn.State.EXPIRED if row.ends_on < on else StandIn.State.WITHDRAWN
    row.save(update_fields=["state", "ended_on"])
    record("standin.ended", row, by=by, fields=["state"], reason=f"{before} > {row.state}")
    with errand(letters=row.match_id):
        if row.state == StandIn.State.ENDED:
            letters.tell_of_end(row, with_worker=with_worker)
        else:
            letters.tell_of_withdrawal(row)
    return row


def _locked(stand_in: StandIn) -> StandIn:
    return _all_locked(StandIn.objects.filter(pk=stand_in.pk))[0]


def _all_locked(rows: Any) -> list[StandIn]:
    """With the match, without the three people: the mails look at them as an errand of their own."""
    return list(rows.select_related("match__programme").select_for_update(of=("self",)).order_by("pk"))


def _locked_match(match: Match) -> Match:
    return Match.objects.select_related("programme__organisation").select_for_update(of=("self",)).get(pk=match.pk)
