"""A get-together from its planning to the pairs: who takes part, who ticks whom, what comes out, and its erasure."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from ibs_portal.audit import trail
from ibs_portal.database.identity import errand
from ibs_portal.database.one_by_one import one_by_one
from volunteers.emails.gettogether import send_gettogether_link
from volunteers.models import GetTogether, Participant, Programme, ProposedPair, SkilledWorker, Tick, Volunteer
from volunteers.queries.gettogether import faces, forbidden_pairs
from volunteers.rules import gettogether as rules


@transaction.atomic
def create_gettogether(programme: Programme, *, by: User, details: Mapping[str, Any]) -> GetTogether:
    """Plans a get-together; who takes part comes next."""
    gettogether = GetTogether(programme=programme, **details)
    gettogether.full_clean()
    gettogether.save()
    trail.record("gettogether.created", gettogether, by=by)
    return gettogether


@transaction.atomic
def update_gettogether(gettogether: GetTogether, *, by: User, details: Mapping[str, Any]) -> GetTogether:
    """Corrects time, place and end, as long as the pairs are not formed."""
    gettogether = _open(gettogether)
    changed = [name for name, value in details.items() if getattr(gettogether, name) != value]
    for name in changed:
        setattr(gettogether, name, details[name])
    gettogether.full_clean()
    gettogether.save()
    trail.record("gettogether.updated", gettogether, by=by, fields=changed)
    return gettogether


@transaction.atomic
def set_participants(
    gettogether: GetTogether, *, by: User, volunteers: Iterable[Volunteer], workers: Iterable[SkilledWorker]
) -> GetTogether:
    """Makes the list what is chosen: new people get a badge and the link by mail, the others keep theirs.

    Whoever is taken off goes with the names that she ticked, and that ticked her.
    """
    gettogether = _open(gettogether)
    wanted = {("volunteer", v.pk): v for v in volunteers} | {("worker", w.pk): w for w in workers}
    here = {_key(row): row for row in gettogether.participants.all()}
    for key, row in here.items():
        if key not in wanted:
            row.delete()
    badge = max((row.badge for row in here.values()), default=0)
    for key in [key for key in wanted if key not in here]:
        badge += 1
        _add(gettogether, key[0], wanted[key], badge)
    trail.record("gettogether.participants_set", gettogether, by=by, reason=str(len(wanted)))
    return gettogether


def _key(row: Participant) -> tuple[str, int]:
    return ("volunteer", row.volunteer_id) if row.volunteer_id else ("worker", cast(int, row.worker_id))


def _add(gettogether: GetTogether, side: str, person: Any, badge: int) -> None:
    if person.programme_id != gettogether.programme_id:
        raise ValidationError(_("%(name)s belongs to another programme.") % {"name": person.name})
    table = (badge - 1) % gettogether.tables + 1 if gettogether.tables else None
    row = Participant(programme=gettogether.programme, gettogether=gettogether, badge=badge, table=table)
    setattr(row, side, person)
    row.full_clean()
    row.save()
    send_gettogether_link(row)


@transaction.atomic
def tick_names(
    participant: Participant, *, chosen: Sequence[int], by: User | None, now: datetime.datetime
) -> list[Tick]:
    """Writes down whom a participant ticked (keys of participants, the first choice first), instead of before.

    Runs as the errand of the badge. The get-together is held: nobody ticks while the pairs are formed.
    """
    gettogether = GetTogether.objects.lock(participant.gettogether_id)
    rules.check_ticking(is_closed=gettogether.is_closed, closes_at=gettogether.closes_at, now=now)
    rules.check_ticks(chosen, [face.participant for face in faces()])
    Tick.objects.filter(participant=participant).delete()
    ticks = [
        Tick(
            programme_id=participant.programme_id,
            gettogether=gettogether,
            participant=participant,
            ticked_id=key,
            rank=place if gettogether.is_ranked else 1,
        )
        for place, key in enumerate(chosen, start=1)
    ]
    return Tick.objects.bulk_create(ticks)


@transaction.atomic
def close_gettogether(gettogether: GetTogether, *, by: User, now: datetime.datetime) -> GetTogether:
    """Ends the ticking, forms the pairs and erases what was ticked.

    Only people whom no hard rule stands against are paired, and workers who wait. Nobody is asked before the
    coordinator has approved each pair.
    """
    gettogether = _open(gettogether)
    rows = list(gettogether.participants.order_by("badge"))
    badges = {row.pk: row for row in rows}
    forbidden = forbidden_pairs(gettogether, rows, today=timezone.localdate(now))
    with errand(closing=gettogether.pk):
        ticks = Tick.objects.filter(gettogether=gettogether)
        ticked = [
            rules.Ticked(badges[who].badge, badges[whom].badge, rank)
            for who, whom, rank in ticks.order_by("pk").values_list("participant_id", "ticked_id", "rank")
        ]
        ticks.delete()
    pairs = rules.pairs_of(
        ticked,
        volunteers=[row.badge for row in rows if row.volunteer_id],
        workers=[row.badge for row in rows if row.worker_id],
        forbidden=forbidden,
    )
    people = {row.badge: row for row in rows}
    ProposedPair.objects.bulk_create(
        ProposedPair(
            programme=gettogether.programme,
            gettogether=gettogether,
            volunteer_id=cast(int, people[pair.volunteer].volunteer_id),
            worker_id=cast(int, people[pair.worker].worker_id),
            is_mutual=pair.is_mutual,
            position=position,
        )
        for position, pair in enumerate(pairs, start=1)
    )
    gettogether.closed_at = now
    gettogether.save(update_fields=["closed_at"])
    trail.record("gettogether.closed", gettogether, by=by, reason=str(len(pairs)))
    return gettogether


def erase_gettogethers(*, by: User | None, now: datetime.datetime) -> int:
    """Thirty days after the end ticks, badges and pairs go; how many get-togethers. Runs every night, one by one."""
    due = GetTogether.objects.to_erase(now)

    def erase(key: int) -> bool:
        gettogether = due.filter(pk=key).first()
        if gettogether is None or not gettogether.participants.exists():
            return False
        Tick.objects.filter(gettogether=gettogether).delete()
        ProposedPair.objects.filter(gettogether=gettogether).delete()
        Participant.objects.filter(gettogether=gettogether).delete()
        trail.record("gettogether.erased", gettogether, by=by)
        return True

    return one_by_one(lambda: due.order_by("pk").values_list("pk", flat=True), erase)


def _open(gettogether: GetTogether) -> GetTogether:
    gettogether = GetTogether.objects.lock(gettogether.pk)
    if gettogether.is_closed:
        raise ValidationError(_("The pairs of this get-together are formed already."), "closed")
    return gettogether
