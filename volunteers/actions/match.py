"""From an approved proposal to a match that is active, and to its end."""

import contextlib
import datetime
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from ibs_portal.database.identity import errand
from volunteers.actions.match_pause import close_pause
from volunteers.actions.stand_in import close_stand_ins
from volunteers.emails import matching as letters
from volunteers.models import CompanionGroup, Match, MatchNeed, Volunteer
from volunteers.queries.matching import judge
from volunteers.rules.match import Standing, check_answer, is_overdue, is_reminded, standing
from volunteers.rules.matching import check_override
from volunteers.rules.matching_words import worded_obstacle

# Who it is about and who decided stays as it was approved; whoever answers need not see them.
FIXED = ("need", "volunteer", "worker", "approved_by")


@transaction.atomic
def approve_match(
    need: MatchNeed,
    volunteer: Volunteer,
    *,
    by: User,
    now: datetime.datetime,
    overridden: Collection[str] = (),
    note: str = "",
) -> Match:
    """A coordinator decides for a pair, and both sides are asked by mail.

    Group, volunteer and need are locked in this order, then the hard rules are asked again: of two coordinators
    who take the same last place at once, one gets it. ``ValidationError`` names what stands in the way.
    ``overridden`` are the codes of rules that she decides otherwise, with a ``note`` why; the match keeps both.
    """
    volunteer, need = _lock_pair(volunteer, need)
    if not need.is_open:
        raise ValidationError(_("This need is no longer open."), code="closed")
    pair = judge(need, volunteer, today=timezone.localdate(now))
    if pair.obstacles and not overridden:
        raise ValidationError([worded_obstacle(obstacle) for obstacle in pair.obstacles])
    check_override(pair.obstacles, overridden, note)
    match = Match(programme=need.programme, need=need, volunteer=volunteer, worker=need.worker)
    match.state, match.score, match.reasons = Match.State.ASKED, pair.score, pair.reasons
    match.approved_by, match.approved_at = by, now
    match.overridden = sorted(obstacle.code for obstacle in pair.obstacles)
    match.override_note = note.strip() if pair.obstacles else ""
    match.full_clean()
    match.save()
    _set_need(need, MatchNeed.State.PROPOSED)
    record("match.approved", match, by=by, reason=", ".join(match.overridden))
    letters.ask_both(match)
    return match


def _lock_pair(volunteer: Volunteer, need: MatchNeed) -> tuple[Volunteer, MatchNeed]:
    """The group comes first, as in ``assign_to_group``: two acts that lock in different order block each other."""
    current = CompanionGroup.objects.filter(memberships__volunteer=volunteer, memberships__left_on=None).order_by("pk")
    locked = [group.pk for group in current.select_for_update(of=("self",))]
    volunteer = Volunteer.objects.select_for_update(of=("self",)).get(pk=volunteer.pk)
    if list(current.values_list("pk", flat=True)) != locked:
        raise ValidationError(_("The group of this volunteer has just changed. Please try again."))
    needs = MatchNeed.objects.filter(programme=volunteer.programme_id).select_related("programme", "worker")
    locked_need = needs.select_for_update(of=("self",)).filter(pk=need.pk).first()
    if locked_need is None:
        raise ValidationError(_("This need is no longer open."), code="closed")
    return volunteer, locked_need


@transaction.atomic
def answer_match(
    match: Match, *, side: str, accept: bool, by: User | None, now: datetime.datetime, how: str = ""
) -> Match:
    """One side (``volunteer`` or ``worker``) says yes or no, once, within two weeks.

    Two yes begin the match, and each side gets the other's contact details by mail; a no opens the need again.
    ``how`` says how a coordinator got the answer. ``ValidationError`` with code ``answered``, ``closed`` or
    ``expired``.
    """
    match = _locked(match)
    check_answer(is_asked=match.is_asked, earlier_answer=match.answer_of(side), asked_at=match.asked_at, now=now)
    answer = Match.Answer.YES if accept else Match.Answer.NO
    for name, value in {"answer": answer, "answered_at": now, "answered_how": how}.items():
        setattr(match, f"{side}_{name}", value)
    outcome = standing(match.volunteer_answer, match.worker_answer)
    if outcome is Standing.BOTH_YES:
        match.state, match.started_on = Match.State.ACTIVE, timezone.localdate(now)
    elif outcome is Standing.DECLINED:
        match.state = Match.State.DECLINED
    match.full_clean(exclude=FIXED)
    match.save()
    record("match.answered", match, by=by, fields=[f"{side}_answer"], reason=how)
    _follow_answer(match, outcome, side)
    return match


@transaction.atomic
def refuse_match(match: Match, *, side: str, by: User, now: datetime.datetime) -> Match:
    """A no of one side, also after a yes, as long as both are asked: somebody takes back her consent."""
    match = _locked(match)
    if not match.is_asked:
        return match
    for name, value in {"answer": Match.Answer.NO, "answered_at": now}.items():
        setattr(match, f"{side}_{name}", value)
    match.state = Match.State.DECLINED
    match.full_clean(exclude=FIXED)
    match.save()
    record("match.answered", match, by=by, fields=[f"{side}_answer"])
    _follow_answer(match, Standing.DECLINED, side)
    return match


def _follow_answer(match: Match, outcome: Standing, side: str) -> None:
    """The mails name both people. Whoever answers by a link or on an own page may not read the other: an errand."""
    if outcome is Standing.WAITING:
        return
    _set_need(match.need, MatchNeed.State.MATCHED if outcome is Standing.BOTH_YES else MatchNeed.State.OPEN)
    with errand(letters=match.pk):
        if outcome is Standing.BOTH_YES:
            letters.tell_both_of_beginning(match)
        else:
            letters.tell_of_no_match(match, sides=tuple(other for other in letters.SIDES if other != side))


@transaction.atomic
def withdraw_match(match: Match, *, by: User) -> Match:
    """Takes back the question to both sides, as long as one has not answered; the need waits again."""
    match = _locked(match)
    if not match.is_asked:
        raise ValidationError(_("This match is no longer waiting for an answer."), code="closed")
    return _give_up(match, Match.State.WITHDRAWN, "match.withdrawn", by=by)


@transaction.atomic
def expire_match(match: Match, *, by: User | None, now: datetime.datetime) -> Match:
    """Ends a question that was not answered within two weeks; does nothing if it is not due."""
    match = _locked(match)
    if not match.is_asked or not is_overdue(match.asked_at, now=now):
        return match
    return _give_up(match, Match.State.EXPIRED, "match.expired", by=by)


def _give_up(match: Match, state: str, verb: str, *, by: User | None) -> Match:
    match.state = state
    match.full_clean(exclude=FIXED)
    match.save()
    _set_need(match.need, MatchNeed.State.OPEN)
    record(verb, match, by=by, fields=["state"])
    letters.tell_of_no_match(match)
    return match


@transaction.atomic
def expire_matches(*, by: User | None, now: datetime.datetime) -> int:
    """Expires all questions that are overdue; how many. Runs every night."""
    due = [match for match in Match.objects.asked() if is_overdue(match.asked_at, now=now)]
    return sum(expire_match(match, by=by, now=now).state == Match.State.EXPIRED for match in due)


@transaction.atomic
def remind_match(match: Match, *, by: User | None, now: datetime.datetime) -> Match:
    """Reminds, once, whoever has not answered; does nothing before its time, or if both have."""
    match = _locked(match)
    if match.is_asked and is_reminded(match.asked_at, match.reminded_at, now=now):
        match.reminded_at = now
        match.save(update_fields=["reminded_at"])
        record("match.reminded", match, by=by, fields=["reminded_at"])
        letters.remind(match, sides=tuple(side for side in letters.SIDES if not match.answer_of(side)))
    return match


@transaction.atomic
def remind_matches(*, by: User | None, now: datetime.datetime) -> int:
    """Reminds all who have not answered and soon will be too late; how many matches. Runs every morning."""
    due = [m for m in Match.objects.asked() if is_reminded(m.asked_at, m.reminded_at, now=now)]
    return sum(remind_match(match, by=by, now=now).reminded_at == now for match in due)


@transaction.atomic
def end_match(
    match: Match,
    *,
    by: User,
    on: datetime.date,
    reason: str,
    look_again: bool = False,
    side: str = "",
    thanks: str = "",
) -> Match:
    """Ends an active match on its last day with a reason (``Match.EndReason``); the volunteer's place is free.

    ``look_again``: the worker wishes for another companion, so the need waits again; otherwise it is closed.
    ``side`` (``volunteer`` or ``worker``) ends it herself; her words of thanks go to the other side in the mail and
    are kept nowhere. The reason is for the desk and never in a mail.
    """
    match = _locked(match)
    if not match.is_active:
        raise ValidationError(_("Only an active match can be ended."), code="closed")
    match.state, match.ended_on, match.end_reason = Match.State.ENDED, on, reason
    match.full_clean(exclude=FIXED)
    match.save()
    close_pause(match, by=by, on=on)
    close_stand_ins(match, by=by, on=on)
    _set_need(match.need, MatchNeed.State.OPEN if look_again else MatchNeed.State.CLOSED)
    record("match.ended", match, by=by, fields=["state", "ended_on", "end_reason"], reason=reason)
    with errand(letters=match.pk) if side else contextlib.nullcontext():
        letters.tell_both_of_end(match, thanks_of=side, thanks=thanks)
    return match


def _set_need(need: MatchNeed, state: str) -> None:
    need.state = state
    need.full_clean(exclude=["help", "worker"])
    need.save(update_fields=["state"])


def _locked(match: Match) -> Match:
    """Without the two people: whoever answers may not see the other one."""
    rows = Match.objects.select_related("need", "programme__organisation")
    return rows.select_for_update(of=("self", "need")).get(pk=match.pk)
