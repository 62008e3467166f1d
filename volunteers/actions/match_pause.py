"""A match rests for a while, and goes on: by a button or by itself."""

import contextlib
import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from ibs_portal.database.identity import errand
from volunteers.actions.stand_in import close_stand_ins
from volunteers.emails import matching as letters
from volunteers.models import Match, MatchPause
from volunteers.rules.match_pause import check_pausing, is_over

# Whoever wishes for a break may not see both people.
FIXED = ("match",)


@transaction.atomic
def pause_match(
    match: Match, *, by: User, now: datetime.datetime, kind: str, until: datetime.date, side: str = "desk"
) -> MatchPause:
    """The match rests from today until the day before ``until``; both get a mail.

    Meanwhile nobody is asked how it is going, and silence is no alert. ``kind`` is a code of ``MatchPause.Kind`` that
    both sides may read, ``side`` who wished for it (``volunteer``, ``worker``, ``desk``).
    """
    match, today = _locked(match), timezone.localdate(now)
    pauses = MatchPause.objects.filter(match=match)
    check_pausing(until, is_active=match.is_active, is_paused=pauses.open().exists(), today=today)
    pause = MatchPause(programme_id=match.programme_id, match=match, kind=kind, side=side)
    pause.starts_on, pause.until = today, until
    pause.full_clean(exclude=FIXED)
    pause.save()
    record("match.paused", match, by=by, reason=kind)
    with _writing(match, side):
        letters.tell_both_of_pause(match, until=until, kind=MatchPause.Kind(kind).label)
    return pause


@transaction.atomic
def resume_match(match: Match, *, by: User | None, now: datetime.datetime, side: str = "desk") -> MatchPause:
    """The match goes on from today, both get a mail, and whoever stands in is thanked.

    ``ValidationError``, code ``not_paused``, if it does not rest.
    """
    match = _locked(match)
    pause = MatchPause.objects.open().filter(match=match).first()
    if pause is None:
        raise ValidationError(_("This companionship is not taking a break."), code="not_paused")
    close_pause(match, by=by, on=timezone.localdate(now))
    close_stand_ins(match, by=by, on=timezone.localdate(now), is_all=False)
    pause.refresh_from_db()
    record("match.resumed", match, by=by)
    with _writing(match, side):
        letters.tell_both_of_resuming(match)
    return pause


@transaction.atomic
def resume_matches(*, by: User | None, now: datetime.datetime) -> int:
    """Lets everything go on whose break is over; how many. Runs every morning, before anybody is asked."""
    today = timezone.localdate(now)
    open_ones = MatchPause.objects.open().filter(match__state=Match.State.ACTIVE).select_related("match")
    due = [pause for pause in open_ones.order_by("match_id") if is_over(pause.until, today=today)]
    return sum(_resume_by_itself(pause, by=by, now=now) for pause in due)


def _resume_by_itself(pause: MatchPause, *, by: User | None, now: datetime.datetime) -> bool:
    """``False`` if somebody pressed the button in this very moment."""
    try:
        with transaction.atomic():
            resume_match(pause.match, by=by, now=now)
    except ValidationError:
        return False
    return True


@transaction.atomic
def close_pause(match: Match, *, by: User | None, on: datetime.date) -> None:
    """Ends the break of a match that goes on or ends; without a mail. The match is locked."""
    for pause in MatchPause.objects.open().filter(match=match):
        pause.ended_on = max(on, pause.starts_on)
        pause.save(update_fields=["ended_on"])


def _writing(match: Match, side: str) -> contextlib.AbstractContextManager:
    """The mails name both people; on an own page that is an errand."""
    return contextlib.nullcontext() if side == MatchPause.Side.DESK else errand(letters=match.pk)


def _locked(match: Match) -> Match:
    return Match.objects.select_related("programme__organisation").select_for_update(of=("self",)).get(pk=match.pk)
