"""Asking both sides how it is going, and taking their answers."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from volunteers.emails import checkin as letters
from volunteers.models import CheckIn, Match, MatchPause
from volunteers.rules.checkin import check_checkin, due_number

# Whoever answers may see neither of the two people.
FIXED = ("match", "volunteer", "worker", "settled_by")


@transaction.atomic
def ask_all(*, by: User | None, now: datetime.datetime) -> int:
    """Asks both sides of every match whose day has come; how many were asked. Runs every morning."""
    return sum(len(ask_both(match, by=by, now=now)) for match in Match.objects.active().order_by("pk"))


@transaction.atomic
def ask_both(match: Match, *, by: User | None, now: datetime.datetime) -> list[CheckIn]:
    """Asks both sides if it is due, once for each question however often this runs; nobody during a break.

    Whoever has no e-mail address is put on the list of the desk, to be asked in person.
    """
    match = Match.objects.with_people().select_for_update(of=("self",)).get(pk=match.pk)
    asked = {(row.side, row.number): row.due_on for row in CheckIn.objects.filter(match=match)}
    number = _due(match, asked, timezone.localdate(now)) if match.is_active else None
    if number is None:
        return []
    return [_ask(match, side, number, now) for side in CheckIn.Side.values if (side, number) not in asked]


def _due(match: Match, asked: dict[tuple[str, int], datetime.date], today: datetime.date) -> int | None:
    begun = MatchPause.objects.filter(match=match).exclude(began_on=None)
    pauses = list(begun.values_list("ended_on", flat=True))
    if match.started_on is None or None in pauses:
        return None
    return due_number(
        match.started_on,
        today=today,
        state=match.programme.federal_state,
        resumed_on=max((day for day in pauses if day), default=None),
        last_on=max(asked.values(), default=None),
    )


def _ask(match: Match, side: str, number: int, now: datetime.datetime) -> CheckIn:
    person = getattr(match, side)
    checkin = CheckIn(programme=match.programme, match=match, side=side, number=number, due_on=timezone.localdate(now))
    setattr(checkin, side, person)
    checkin.asked_at = now if person.email else None
    checkin.full_clean()
    checkin.save()
    letters.ask(checkin)
    return checkin


@transaction.atomic
def answer_checkin(
    checkin: CheckIn,
    *,
    answer: str,
    by: User | None,
    now: datetime.datetime,
    words: str = "",
    welcome: int | None = None,
    how: str = "",
) -> CheckIn:
    """One side says how it is going (``CheckIn.Answer``); it may be changed and added to while the match goes on.

    Somebody who wishes for a call is on the start page of the desk until it is noted that it was made.
    ``welcome`` from 1 to 5 is for skilled workers. ``how`` says how a coordinator got the answer.
    """
    checkin = CheckIn.objects.select_for_update(of=("self",)).select_related("match").get(pk=checkin.pk)
    check_checkin(is_under_way=checkin.match.is_active)
    if answer != checkin.answer:
        checkin.settled_at, checkin.settled_by = None, None
    checkin.answer, checkin.answered_at, checkin.answered_how = answer, now, how
    checkin.words, checkin.welcome = words, welcome
    checkin.full_clean(exclude=FIXED)
    if not answer:
        raise ValidationError({"answer": _("Choose an answer.")})
    checkin.save()
    record("checkin.answered", checkin, by=by, reason=how)
    return checkin


@transaction.atomic
def settle_checkin(checkin: CheckIn, *, by: User, now: datetime.datetime) -> CheckIn:
    """A coordinator notes that she has talked with whoever asked for it; nothing happens if she had already."""
    checkin = CheckIn.objects.select_for_update(of=("self",)).get(pk=checkin.pk)
    if checkin.settled_at is None and checkin.answer:
        checkin.settled_at, checkin.settled_by = now, by
        checkin.save(update_fields=["settled_at", "settled_by"])
        record("checkin.settled", checkin, by=by, fields=["settled_at"])
    return checkin
