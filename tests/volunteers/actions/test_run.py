"""A run proposes the best for all; pairs are fixed, released, ruled out; two coordinators approve from one board."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from ibs_portal.audit.models import Entry
from tests.factories.matching import (
    MatchFactory,
    MatchingProposalFactory,
    MatchNeedFactory,
    SkilledWorkerFactory,
    WorkerLanguageFactory,
    fitting_volunteer,
)
from tests.factories.volunteers import CompanionGroupFactory, ProgrammeFactory, VolunteerLanguageFactory
from volunteers.actions import match as match_actions
from volunteers.actions.match import approve_match
from volunteers.actions.run import create_run, fix_pair, forbid_pair, lift_exclusion, release_pair, update_weights
from volunteers.models import GroupMembership, Match, MatchingProposal, MatchingRun, MatchNeed, PairExclusion, Volunteer
from volunteers.queries.weights import weights_of
from volunteers.rules.matching import MAXIMUM
from volunteers.tasks import erase_old_runs

NOW = datetime.datetime(2026, 5, 4, 10, tzinfo=datetime.UTC)


@pytest.fixture
def coordinator(persons):
    return persons["freiwilligenagentur"]


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"])


def somebody(programme, *languages, **fields):
    """A need of somebody who speaks these languages fluently."""
    worker = fields.pop("worker", None) or SkilledWorkerFactory(programme=programme)
    for code in languages:
        WorkerLanguageFactory(worker=worker, code=code)
    return MatchNeedFactory(programme=programme, worker=worker, opened_on=NOW.date(), **fields)


def companion(programme, *languages, **fields):
    volunteer = fitting_volunteer(programme, **{"max_matches": 1, **fields})
    for code in languages:
        VolunteerLanguageFactory(volunteer=volunteer, code=code, level=4)
    return volunteer


def pairs_of(run):
    return dict(run.proposals.values_list("need", "volunteer"))


def verbs():
    return list(Entry.objects.acts().order_by("pk").values_list("verb", flat=True))


def test_the_best_for_all_is_not_the_best_for_each(coordinator, programme, mailoutbox):
    """Hindi is spoken by one: whoever speaks nothing else gets her, though she fits the other better."""
    anyone, hindi_only = somebody(programme, "de", "hi"), somebody(programme, "hi")
    both, german = companion(programme, "hi"), companion(programme)
    run = create_run(programme, by=coordinator, now=NOW)
    assert pairs_of(run) == {anyone.pk: german.pk, hindi_only.pk: both.pk}
    assert (run.needs, run.places, run.matched, run.weights) == (2, 2, 2, MAXIMUM)
    assert run.score == sum(proposal.score for proposal in run.proposals.all())
    assert all(sum(r.points for r in p.score_reasons()) == p.score for p in run.proposals.all())
    # Only a proposal: nobody is asked, nothing changes for the need.
    assert (Match.objects.count(), mailoutbox, verbs()) == (0, [], ["matchingrun.created"])
    assert set(MatchNeed.objects.values_list("state", flat=True)) == {"open"}


def test_urgent_people_first_then_as_many_as_possible(coordinator, programme):
    normal, urgent = somebody(programme, "de", priority=2), somebody(programme, "de", priority=1)
    only = companion(programme)
    assert pairs_of(create_run(programme, by=coordinator, now=NOW)) == {urgent.pk: only.pk}
    MatchFactory(need=urgent, volunteer=companion(programme), worker=urgent.worker)
    MatchNeed.objects.filter(pk=urgent.pk).update(state="proposed")
    assert pairs_of(create_run(programme, by=coordinator, now=NOW)) == {normal.pk: only.pk}


def test_capacities_of_volunteer_and_group_hold_in_a_run(coordinator, programme):
    group = CompanionGroupFactory(programme=programme, max_matches=3)
    people = [companion(programme, max_matches=places) for places in (2, 2)]
    for volunteer in people:
        GroupMembership.objects.create(programme=programme, group=group, volunteer=volunteer)
    for _number in range(6):
        somebody(programme, "de")
    taken = list(pairs_of(create_run(programme, by=coordinator, now=NOW)).values())
    assert (len(taken), max(taken.count(volunteer.pk) for volunteer in people)) == (3, 2)


def test_a_run_is_of_one_programme(coordinator, programme, organisations):
    other = ProgrammeFactory(organisation=organisations["agency"], name="B")
    somebody(other, "de")
    companion(programme)
    run = create_run(programme, by=coordinator, now=NOW)
    assert (run.needs, run.matched) == (0, 0)


def test_a_fixed_pair_stays_and_the_others_go_around_it(coordinator, programme):
    anyone, hindi_only = somebody(programme, "de", "hi"), somebody(programme, "hi")
    both = companion(programme, "hi")
    companion(programme)
    run = fix_pair(anyone, both, by=coordinator, now=NOW)
    assert pairs_of(run) == {anyone.pk: both.pk}
    assert verbs() == ["matchingrun.created", "matchneed.pair_fixed"]
    later = create_run(programme, by=coordinator, now=NOW + datetime.timedelta(days=1))
    assert pairs_of(later) == {anyone.pk: both.pk}
    fixed = later.proposals.get()
    assert (fixed.fixed_by, fixed.fixed_at) == (coordinator, NOW)
    release_pair(anyone, by=coordinator)
    assert MatchingProposal.objects.fixed().count() == 0
    assert pairs_of(create_run(programme, by=coordinator, now=NOW))[hindi_only.pk] == both.pk


def test_what_cannot_be_fixed(coordinator, programme, organisations):
    one, two = somebody(programme, "de"), somebody(programme, "de")
    volunteer = companion(programme)
    fix_pair(one, volunteer, by=coordinator, now=NOW)
    with pytest.raises(ValidationError, match="schon für andere festgelegt"):
        fix_pair(two, volunteer, by=coordinator, now=NOW)
    with pytest.raises(ValidationError, match="Keine Sprache"):
        fix_pair(somebody(programme, "hi"), volunteer, by=coordinator, now=NOW)
    with pytest.raises(ValidationError, match="steht für die Zuordnung nicht"):
        fix_pair(two, companion(ProgrammeFactory(organisation=organisations["agency"])), by=coordinator, now=NOW)
    MatchNeed.objects.filter(pk=two.pk).update(state="closed")
    with pytest.raises(ValidationError, match="nicht mehr offen"):
        fix_pair(two, companion(programme), by=coordinator, now=NOW)
    assert MatchingRun.objects.count() == 1


def test_a_fixed_pair_that_became_impossible_is_let_go(coordinator, programme):
    need, leaving, other = somebody(programme, "de"), companion(programme, "hi"), companion(programme)
    fix_pair(need, leaving, by=coordinator, now=NOW)
    Volunteer.objects.filter(pk=leaving.pk).update(status="left", end_reason="moved", left_on=NOW.date())
    run = create_run(programme, by=coordinator, now=NOW)
    assert pairs_of(run) == {need.pk: other.pk}
    assert MatchingProposal.objects.fixed().filter(run=run).count() == 0


def test_a_pair_that_is_ruled_out_comes_back_only_when_it_is_lifted(coordinator, programme):
    need, best, second = somebody(programme, "de", "hi"), companion(programme, "hi"), companion(programme)
    assert pairs_of(create_run(programme, by=coordinator, now=NOW)) == {need.pk: best.pk}
    exclusion = forbid_pair(need, best, note="Kennen sich privat", by=coordinator, now=NOW)
    assert (exclusion.created_by, exclusion.note, exclusion.worker) == (coordinator, "Kennen sich privat", need.worker)
    assert pairs_of(MatchingRun.objects.first()) == {need.pk: second.pk}
    with pytest.raises(ValidationError):
        approve_match(need, best, by=coordinator, now=NOW)
    lift_exclusion(exclusion, by=coordinator)
    assert PairExclusion.objects.count() == 0
    assert pairs_of(create_run(programme, by=coordinator, now=NOW)) == {need.pk: best.pk}
    assert [verb for verb in verbs() if "exclusion" in verb] == ["pairexclusion.created", "pairexclusion.lifted"]


def test_nobody_of_another_programme_is_ruled_out(coordinator, programme, organisations):
    stranger = companion(ProgrammeFactory(organisation=organisations["agency"]))
    with pytest.raises(ValidationError):
        forbid_pair(somebody(programme, "de"), stranger, note="nein", by=coordinator, now=NOW)


def test_weights_count_from_the_next_run_on_and_stay_with_each(coordinator, programme):
    """With all weight on the way, the neighbour wins over whoever speaks the better language."""
    need = somebody(programme, "de", worker=SkilledWorkerFactory(programme=programme, district="Haste", postcode=""))
    need.worker.languages.update(level=4)
    fluent = companion(programme, district="Wüste", postcode="10115")
    near = companion(programme, district="Haste")
    near.languages.update(level=2)
    usual = create_run(programme, by=coordinator, now=NOW)
    update_weights(programme, points=dict.fromkeys(MAXIMUM, 0) | {"district": 1000}, by=coordinator)
    other = create_run(programme, by=coordinator, now=NOW)
    assert (pairs_of(usual), pairs_of(other)) == ({need.pk: fluent.pk}, {need.pk: near.pk})
    usual.refresh_from_db()
    assert (usual.weights, other.weights["district"]) == (MAXIMUM, 1000)
    # An approval counts with them too.
    assert approve_match(need, near, by=coordinator, now=NOW).score == 1000


@pytest.mark.parametrize(
    "points", [{}, {"district": 1000}, dict.fromkeys(MAXIMUM, 1000), {**MAXIMUM, "language": -1}, {**MAXIMUM, "x": 0}]
)
def test_weights_that_do_not_add_up_are_refused(coordinator, programme, points):
    with pytest.raises(ValidationError):
        update_weights(programme, points=points, by=coordinator)
    assert weights_of(programme) == MAXIMUM


# --- Two coordinators, one board ---------------------------------------------------------------------------------


def approve_at_once(proposals, by):
    """All proposals approved at the same moment; the sentences with which some were refused."""
    ready, refused = threading.Barrier(len(proposals)), []

    def approve(proposal):
        try:
            ready.wait()
            approve_match(proposal.need, proposal.volunteer, by=by, now=NOW)
        except ValidationError as error:
            refused.extend(error.messages)
        finally:
            connection.close()

    threads = [threading.Thread(target=approve, args=[proposal]) for proposal in proposals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def two_boards(coordinator, programme):
    """The one place of a volunteer is proposed twice: on a board of yesterday, and on one of today."""
    volunteer = companion(programme)
    first = somebody(programme, "de")
    create_run(programme, by=coordinator, now=NOW)
    MatchNeed.objects.filter(pk=first.pk).update(priority=3)
    somebody(programme, "de", priority=1)
    create_run(programme, by=coordinator, now=NOW)
    return volunteer, list(MatchingProposal.objects.select_related("need", "volunteer"))


@pytest.mark.django_db(transaction=True)
def test_two_boards_never_give_one_place_twice(coordinator, programme):
    volunteer, proposals = two_boards(coordinator, programme)
    assert {proposal.volunteer for proposal in proposals} == {volunteer}
    refused = approve_at_once(proposals, coordinator)
    assert (Match.objects.holding_a_place().count(), len(refused)) == (1, 1)
    assert "Kein Platz frei" in refused[0]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_would(coordinator, programme, monkeypatch):
    """Negative control: the threads do meet."""
    _volunteer, proposals = two_boards(coordinator, programme)
    both = threading.Barrier(2)
    judge = match_actions.judge

    def judge_together(*args, **kwargs):
        pair = judge(*args, **kwargs)
        both.wait(10)
        return pair

    monkeypatch.setattr(match_actions, "_lock_pair", lambda volunteer, need: (volunteer, need))
    monkeypatch.setattr(match_actions, "judge", judge_together)
    assert approve_at_once(proposals, coordinator) == []
    assert Match.objects.holding_a_place().count() == 2


def test_old_runs_go_with_their_proposals_but_for_the_latest(db):
    now = timezone.now()

    def run(days: int, **fields) -> int:
        at = now - datetime.timedelta(days=days)
        return MatchingProposalFactory(run__created_at=at, **fields).run_id

    only = run(400)
    of_one = {"run__programme": ProgrammeFactory()}
    run(300, **of_one), run(91, **of_one)
    fresh, latest = run(80, **of_one), run(1, **of_one)
    erase_old_runs(0)
    assert set(MatchingRun.objects.values_list("pk", flat=True)) == {only, fresh, latest}
    assert set(MatchingProposal.objects.values_list("run", flat=True)) == {only, fresh, latest}
