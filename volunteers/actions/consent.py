"""Taking consents back one by one, with what follows (Art. 7 DSGVO). Giving them is in ``consent_note.py``."""

import datetime
from contextlib import AbstractContextManager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from ibs_portal.audit import trail
from ibs_portal.database.identity import errand
from volunteers.actions.match import end_match, refuse_match
from volunteers.actions.volunteer import leave_programme, set_status
from volunteers.actions.worker import leave_as_worker
from volunteers.models import ConsentHow, Match, MatchNeed, SkilledWorker, Volunteer
from volunteers.queries.consent import Person, rows_of, side_of
from volunteers.rules import consent as rules


@transaction.atomic
def withdraw_consent(
    person: Person, *, kind: str, by: User, now: datetime.datetime, told: rules.Told | None = None
) -> Person:
    """Takes back one consent and does what follows from it; the person herself, or a coordinator she has told.

    ``matching``: open questions are answered with no, a trained or active volunteer takes a break, a waiting need is
    closed. ``data``: all consents end, a companionship ends today, and the person leaves; all of it at once.
    ``told`` is how the coordinator heard of it. ``ValidationError`` with code ``not_given`` if there is nothing to take
    back.
    """
    told = told or rules.Told(at=now, how=ConsentHow.ONLINE)
    with _reach(person):
        person = _locked(person)
        _close(person, rules.TAKES_ALONG[kind], kind=kind, by=by, told=told)
    if kind != rules.NEWS:
        is_leaving = kind == rules.DATA
        _settle_matches(person, is_leaving=is_leaving, by=by, now=now)
        with _reach(person):
            _stop_matching(person, is_leaving=is_leaving, by=by, now=now)
    return person


def _close(person: Person, kinds: tuple[str, ...], *, kind: str, by: User, told: rules.Told) -> None:
    rows = rows_of(person).filter(withdrawn_at=None)
    if not rows.filter(kind=kind).exists():
        raise ValidationError(_("You have not given this consent."), code="not_given")
    for row in rows.filter(kind__in=kinds):
        row.withdrawn_at = max(told.at, row.given_at)
        row.withdrawn_how, row.withdrawn_said_by, row.withdrawn_note = told.how, told.said_by, told.note
        row.full_clean(exclude=["volunteer", "worker", "programme"])
        row.save(update_fields=["withdrawn_at", "withdrawn_how", "withdrawn_said_by", "withdrawn_note"])
    trail.record("consent.withdrawn", person, by=by, fields=[kind], reason=told.how)


def _settle_matches(person: Person, *, is_leaving: bool, by: User, now: datetime.datetime) -> None:
    """Answers open questions for her with no; if she leaves, what goes on ends today, and the other side is told.

    A worker whose companion leaves waits for another one.
    """
    side, today = side_of(person), timezone.localdate(now)
    own = Match.objects.filter(**{side: person}).holding_a_place().without_the_desks()
    for match in own.order_by("pk"):
        with errand(match=match.pk, side=side):
            if match.is_asked:
                refuse_match(match, side=side, by=by, now=now)
            elif is_leaving:
                is_left_behind, other = side == "volunteer", Match.EndReason.OTHER
                end_match(match, by=by, on=today, reason=other, look_again=is_left_behind, side=side)


def _stop_matching(person: Person, *, is_leaving: bool, by: User, now: datetime.datetime) -> None:
    today, person = timezone.localdate(now), _locked(person)
    if isinstance(person, SkilledWorker):
        person.needs.filter(state=MatchNeed.State.OPEN).update(state=MatchNeed.State.CLOSED)
        if is_leaving and person.status != SkilledWorker.Status.LEFT:
            leave_as_worker(person, by=by, on=today, reason=SkilledWorker.EndReason.CONSENT)
    elif is_leaving and person.status != Volunteer.Status.LEFT:
        leave_programme(person, by=by, on=today, reason=Volunteer.EndReason.CONSENT)
    elif person.status in rules.MATCHABLE:
        set_status(person, Volunteer.Status.PAUSED, by=by, today=today)
    elif person.paused_until:
        # This break does not end by itself any more.
        person.paused_until = None
        person.save(update_fields=["paused_until"])


def _reach(person: Person) -> AbstractContextManager:
    return errand(**{side_of(person): person.pk})


def _locked(person: Any) -> Any:
    rows = type(person).objects.select_related("programme__organisation").select_for_update(of=("self",))
    return rows.get(pk=person.pk)
