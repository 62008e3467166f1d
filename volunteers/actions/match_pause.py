"""A match rests for a while, now or later, and goes on: by a button or by itself."""

import contextlib
import datetime
from collections.abc import Callable
from functools import partial

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
from volunteers.rules.match_pause import begins, check_pausing, is_over

# Whoever wishes for a break may not see both people.
FIXED = ("match",)


@transaction.atomic
def pause_match(
    match: Match,
    *,
    by: User,
    now: datetime.datetime,
    kind: str,
    until: datetime.date,
    starts_on: datetime.date | None = None,
    side: str = "desk",
) -> MatchPause:
    """The match rests from today, or from ``starts_on``, until the day before ``until``; both get a mail.

    Meanwhile nobody is asked how it is going, and silence is no alert. ``kind`` is a code of ``MatchPause.Kind`` that
    both sides may read, ``side`` who wished for it (``volunteer``, ``worker``, ``desk``).
    """
    match = _locked(match.pk)
    pause = MatchPause(programme_id=match.programme_id, match=match, kind=kind, side=side)
    return _keep(pause, match, by=by, now=now, days=(starts_on or timezone.localdate(now), until), side=side)


@transaction.atomic
def change_match_pause(
    pause: MatchPause,
    *,
    by: User,
    now: datetime.datetime,
    kind: str,
    until: datetime.date,
    starts_on: datetime.date | None = None,
    side: str = "desk",
) -> MatchPause:
    """A planned break gets other days or another reason, or begins today; both get a mail.

    ``ValidationError``, code ``begun``, if it is not planned any more.
    """
    match = _locked(pause.match_id)
    pause = _still_planned(pause, match)
    pause.kind = kind
    return _keep(pause, match, by=by, now=now, days=(starts_on or timezone.localdate(now), until), side=side)


@transaction.atomic
def cancel_match_pause(pause: MatchPause, *, by: User, side: str = "desk") -> None:
    """A planned break does not take place; both get a mail. ``ValidationError``, code ``begun``, if it has begun."""
    match = _locked(pause.match_id)
    _still_planned(pause, match).delete()
    record("match.pause_cancelled", match, by=by)
    with _writing(match, side):
        letters.tell_both_of_no_pause(match, starts_on=pause.starts_on)


def _keep(
    pause: MatchPause,
    match: Match,
    *,
    by: User,
    now: datetime.datetime,
    days: tuple[datetime.date, datetime.date],
    side: str,
) -> MatchPause:
    today = timezone.localdate(now)
    others = MatchPause.objects.filter(match=match, ended_on=None).exclude(pk=pause.pk).order_by("starts_on")
    others_days = list(others.values_list("starts_on", "until"))
    check_pausing(days, is_active=match.is_active, others=others_days, today=today)
    pause.starts_on, pause.until = days
    pause.began_on = today if begins(days, today=today) else None
    pause.full_clean(exclude=FIXED)
    pause.save()
    record("match.paused" if pause.began_on else "match.pause_planned", match, by=by, reason=pause.kind)
    with _writing(match, side):
        letters.tell_both_of_pause(match, days=days, kind=pause.get_kind_display(), is_planned=not pause.began_on)
    return pause


def _still_planned(pause: MatchPause, match: Match) -> MatchPause:
    found = MatchPause.objects.planned().filter(match=match, pk=pause.pk).first()
    if found is None:
        raise ValidationError(_("This break has begun or does not take place any more."), code="begun")
    return found


@transaction.atomic
def resume_match(match: Match, *, by: User | None, now: datetime.datetime, side: str = "desk") -> MatchPause:
    """The match goes on from today, both get a mail, and whoever stands in is thanked.

    ``ValidationError``, code ``not_paused``, if it does not rest.
    """
    match = _locked(match.pk)
    pause = MatchPause.objects.open().filter(match=match).first()
    if pause is None:
        raise ValidationError(_("This companionship is not taking a break."), code="not_paused")
    _end(pause, on=timezone.localdate(now))
    close_stand_ins(match, by=by, on=timezone.localdate(now), is_all=False)
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
    return sum(_by_itself(partial(resume_match, pause.match, by=by, now=now)) for pause in due)


@transaction.atomic
def begin_match_pauses(*, by: User | None, now: datetime.datetime) -> int:
    """Begins the planned breaks whose first day has come, and tells both; how many. After ``resume_matches``."""
    today = timezone.localdate(now)
    planned = MatchPause.objects.planned().filter(match__state=Match.State.ACTIVE, starts_on__lte=today)
    due = planned.select_related("match").order_by("match_id", "starts_on")
    return sum(_by_itself(partial(_begin, pause, by=by, today=today)) for pause in due)


def _begin(pause: MatchPause, *, by: User | None, today: datetime.date) -> None:
    """Days that went by while no job ran are no break any more: nothing is told of them."""
    match = _locked(pause.match_id)
    pause = _still_planned(pause, match)
    if not begins((pause.starts_on, pause.until), today=today):
        pause.delete()
        return
    pause.began_on = today
    pause.full_clean(exclude=FIXED)
    pause.save(update_fields=["began_on"])
    record("match.paused", match, by=by, reason=pause.kind)
    days = (pause.starts_on, pause.until)
    letters.tell_both_of_pause(match, days=days, kind=pause.get_kind_display(), is_planned=False)


def _by_itself(act: Callable[[], object]) -> bool:
    """``False`` if somebody pressed the button in this very moment."""
    try:
        with transaction.atomic():
            act()
    except ValidationError:
        return False
    return True


@transaction.atomic
def close_pause(match: Match, *, by: User | None, on: datetime.date) -> None:
    """The match ends: so does its break, and what is planned does not come; without a mail. The match is locked."""
    MatchPause.objects.planned().filter(match=match).delete()
    for pause in MatchPause.objects.open().filter(match=match):
        _end(pause, on=on)


def _end(pause: MatchPause, *, on: datetime.date) -> None:
    pause.ended_on = max(on, pause.starts_on)
    pause.save(update_fields=["ended_on"])


def _writing(match: Match, side: str) -> contextlib.AbstractContextManager:
    """The mails name both people; on an own page that is an errand."""
    return contextlib.nullcontext() if side == MatchPause.Side.DESK else errand(letters=match.pk)


def _locked(pk: int) -> Match:
    return Match.objects.select_related("programme__organisation").select_for_update(of=("self",)).get(pk=pk)
