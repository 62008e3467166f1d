"""Runs of matching: propose the best for all, fix a pair, release it, rule one out, weigh differently."""

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from volunteers.actions.stand_in import part_pair
from volunteers.models import (
    Match,
    MatchingProposal,
    MatchingRun,
    MatchingWeights,
    MatchNeed,
    PairExclusion,
    Programme,
    Volunteer,
)
from volunteers.queries.assignment import Desk, desk_of, fixed_pairs
from volunteers.rules.matching_words import worded_obstacle

# What was proposed and not decided is nobody's business any more after a quarter of a year.
RUNS_KEPT = datetime.timedelta(days=90)


@transaction.atomic
def create_run(
    programme: Programme, *, by: User, now: datetime.datetime, fixed: Mapping[int, int] | None = None
) -> MatchingRun:
    """Finds the best assignment of all open needs and keeps it as proposals; nobody is asked.

    Pairs fixed in the run before stay, unless something stands in their way by now. ``fixed`` adds one: the
    volunteer of a need, by their keys.
    """
    desk = desk_of(programme, today=timezone.localdate(now))
    before = fixed_pairs(programme)
    kept = {need: row for need, row in before.items() if (need, row.volunteer_id) in desk.points}
    added = dict(fixed or {})
    plan = desk.plan({**{need: row.volunteer_id for need, row in kept.items()}, **added})
    run = MatchingRun(programme=programme, created_by=by, created_at=now, weights=dict(desk.weights))
    run.needs, run.places, run.matched = len(desk.needs), desk.places, len(plan)
    run.score = sum(desk.points[pair] for pair in plan.items())
    run.full_clean()
    run.save()
    marks = {need: (row.fixed_by_id, row.fixed_at) for need, row in kept.items()} | dict.fromkeys(added, (by.pk, now))
    _save_proposals(run, desk, plan, marks)
    record("matchingrun.created", run, by=by)
    return run


def _save_proposals(
    run: MatchingRun,
    desk: Desk,
    plan: Mapping[int, int],
    marks: Mapping[int, tuple[int | None, datetime.datetime | None]],
) -> None:
    rows = []
    for need, volunteer in plan.items():
        fixed_by, fixed_at = marks.get(need, (None, None))
        reasons = [reason.as_json() for reason in desk.reasons(need, volunteer)]
        rows.append(
            MatchingProposal(
                programme=run.programme,
                run=run,
                need_id=need,
                volunteer_id=volunteer,
                score=desk.points[need, volunteer],
                reasons=reasons,
                fixed_by_id=fixed_by,
                fixed_at=fixed_at,
            )
        )
    MatchingProposal.objects.bulk_create(rows)


@transaction.atomic
def fix_pair(need: MatchNeed, volunteer: Volunteer, *, by: User, now: datetime.datetime) -> MatchingRun:
    """Keeps this pair in all runs to come and finds the best for the others around it.

    ``ValidationError`` if the need is no longer open, a hard rule forbids the pair, or its places are fixed for others.
    """
    need = MatchNeed.objects.select_related("programme").select_for_update(of=("self",)).get(pk=need.pk)
    desk = desk_of(need.programme, today=timezone.localdate(now))
    if need.pk not in desk.needs:
        raise ValidationError(_("This need is no longer open."), code="closed")
    if volunteer.pk not in desk.candidates:
        raise ValidationError(_("%(name)s is not available for matching.") % {"name": volunteer}, code="gone")
    if obstacles := desk.obstacles(need.pk, volunteer.pk):
        raise ValidationError([worded_obstacle(obstacle) for obstacle in obstacles])
    run = create_run(need.programme, by=by, now=now, fixed={need.pk: volunteer.pk})
    record("matchneed.pair_fixed", need, by=by)
    return run


@transaction.atomic
def release_pair(need: MatchNeed, *, by: User) -> MatchNeed:
    """The pair is a proposal like any other again; the next run may choose somebody else."""
    need = MatchNeed.objects.select_for_update(of=("self",)).get(pk=need.pk)
    fixed = MatchingProposal.objects.fixed().filter(need=need, programme=need.programme_id)
    for proposal in fixed.select_for_update(of=("self",)):
        proposal.fixed_by, proposal.fixed_at = None, None
        proposal.save(update_fields=["fixed_by", "fixed_at"])
    record("matchneed.pair_released", need, by=by)
    return need


@transaction.atomic
def forbid_pair(need: MatchNeed, volunteer: Volunteer, *, note: str, by: User, now: datetime.datetime) -> PairExclusion:
    """These two must not be matched, in no run and by no approval, until somebody lifts it.

    The best is found anew without them, and the exclusion is returned. ``note`` says why, for others at the desk.
    """
    need = MatchNeed.objects.select_related("programme", "worker").select_for_update(of=("self",)).get(pk=need.pk)
    # Who asks somebody to stand in holds the match: of the two acts one sees what the other did.
    list(Match.objects.active().filter(worker=need.worker).select_for_update(of=("self",)).order_by("pk"))
    if volunteer.programme_id != need.programme_id:
        raise ValidationError(_("%(name)s is not available for matching.") % {"name": volunteer}, code="gone")
    exclusion = PairExclusion(programme=need.programme, worker=need.worker, volunteer=volunteer, note=note.strip())
    exclusion.created_by = by
    exclusion.full_clean()
    exclusion.save()
    record("pairexclusion.created", exclusion, by=by)
    part_pair(need.worker, volunteer, by=by, on=timezone.localdate(now))
    create_run(need.programme, by=by, now=now)
    return exclusion


@transaction.atomic
def lift_exclusion(exclusion: PairExclusion, *, by: User) -> PairExclusion:
    """The two may be proposed again; who lifted it stands in the trail."""
    record("pairexclusion.lifted", exclusion, by=by)
    exclusion.delete()
    return exclusion


@transaction.atomic
def erase_runs(*, by: User | None, now: datetime.datetime) -> int:
    """Runs of more than ninety days ago go with their proposals, but for the latest of each programme; how many."""
    latest = MatchingRun.objects.order_by("programme_id", "-pk").distinct("programme_id").values("pk")
    old = MatchingRun.objects.filter(created_at__lt=now - RUNS_KEPT).exclude(pk__in=latest)
    keys = list(old.order_by("pk").values_list("pk", flat=True))
    MatchingProposal.objects.filter(run__in=keys).delete()
    MatchingRun.objects.filter(pk__in=keys).delete()
    return len(keys)


@transaction.atomic
def update_weights(programme: Programme, *, points: Mapping[str, int], by: User) -> MatchingWeights:
    """What each term counts from now on, together 1000; runs before keep the weights that they had."""
    row = MatchingWeights.objects.select_for_update(of=("self",)).filter(programme=programme).first()
    row = row or MatchingWeights(programme=programme)
    row.points, row.changed_by = dict(points), by
    row.full_clean()
    row.save()
    record("matchingweights.updated", row, by=by, fields=["points"])
    return row
