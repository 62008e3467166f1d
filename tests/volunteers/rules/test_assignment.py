"""The best assignment: against all assignments of small instances, and against another solver for larger ones."""

import dataclasses
import itertools
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from tests.bench.instances import instance
from volunteers.rules import assignment, assignment_network
from volunteers.rules.assignment import (
    Assignment,
    Engine,
    EngineMissingError,
    Group,
    Helper,
    Instance,
    InstanceError,
    Wish,
    assign,
    engine_for,
    without,
)
from volunteers.rules.assignment_network import network_of


@st.composite
def small_instances(draw):
    """Up to six needs, four volunteers, groups on either side or both, ties on purpose."""
    needs, volunteers = draw(st.integers(0, 6)), draw(st.integers(0, 4))
    limits = [Group(f"{side}{number}", draw(st.integers(0, 3))) for side in "nv" for number in range(2)]
    of_needs, of_volunteers = st.sampled_from([None, "n0", "n1"]), st.sampled_from([None, "v0", "v1"])
    wishes = [Wish(number, draw(of_needs), draw(st.integers(1, 4))) for number in range(needs)]
    helpers = [Helper(f"h{n}", draw(st.integers(0, 3)), draw(of_volunteers)) for n in range(volunteers)]
    scores = st.sampled_from([None, 0, 0, 1, 2, 500, 999, 1000])
    drawn = [(wish.id, helper.id, draw(scores)) for wish in wishes for helper in helpers]
    return Instance(limits, wishes, helpers, [edge for edge in drawn if edge[2] is not None])


def is_allowed(given: Instance, pairs) -> bool:
    """No capacity is exceeded and every pair is an edge once."""
    wishes, helpers = {w.id: w for w in given.wishes}, {h.id: h for h in given.helpers}
    edges = {edge[:2] for edge in given.edges}
    used = [helper for _need, helper in pairs]
    in_groups = [wishes[need].group for need, _helper in pairs] + [helpers[helper].group for helper in used]
    return (
        set(pairs) <= edges
        and len({need for need, _helper in pairs}) == len(pairs)
        and all(used.count(helper.id) <= helper.capacity for helper in given.helpers)
        and all(in_groups.count(group.id) <= group.capacity for group in given.groups)
    )


def rank_of(given: Instance, pairs) -> tuple[int, ...]:
    """What counts, computed from the pairs alone."""
    priority = {wish.id: wish.priority for wish in given.wishes}
    score = {edge[:2]: edge[2] for edge in given.edges}
    levels = sorted({wish.priority for wish in given.wishes})
    counts = [sum(priority[need] == level for need, _helper in pairs) for level in levels]
    return (*counts, len(pairs), sum(score[pair] for pair in pairs))


def best_of_all(given: Instance) -> tuple[int, ...]:
    """Tries every assignment there is."""
    choices = [[None, *(edge[:2] for edge in given.edges if edge[0] == wish.id)] for wish in given.wishes]
    picks = ([pair for pair in pick if pair] for pick in itertools.product(*choices))
    return max(rank_of(given, pairs) for pairs in picks if is_allowed(given, pairs))


@pytest.mark.parametrize("engine", Engine)
@settings(max_examples=250, deadline=None)
@given(given=small_instances())
def test_it_is_the_best_of_all(engine, given):
    found = assign(given, engine)
    assert is_allowed(given, found.pairs)
    assert found.rank == rank_of(given, found.pairs) == best_of_all(given)


def test_the_comparison_notices_weights_that_are_too_small(monkeypatch):
    """Negative control: if priorities differed by one point only, scores would win over them."""
    monkeypatch.setattr(assignment_network, "_weights", lambda wishes, *_: [5 - wish.priority for wish in wishes])
    given = Instance([], [Wish(1, None, 1), Wish(2, None, 2)], [Helper("a")], [(1, "a", 10), (2, "a", 900)])
    assert assign(given).rank != best_of_all(given)


def best_by_phases(given: Instance) -> tuple[int, ...]:
    """An independent solver: OR-Tools' CP-SAT, which maximises one count after the other, then the score."""
    model = cp_model.CpModel()
    chosen = {edge[:2]: model.new_bool_var(str(number)) for number, edge in enumerate(given.edges)}
    for wish in given.wishes:
        model.add_at_most_one(var for pair, var in chosen.items() if pair[0] == wish.id)
    for helper in given.helpers:
        model.add(sum(var for pair, var in chosen.items() if pair[1] == helper.id) <= helper.capacity)
    grouped = {row.id: row.group for row in given.wishes}, {row.id: row.group for row in given.helpers}
    for group in given.groups:
        inside = [var for (n, h), var in chosen.items() if group.id in (grouped[0][n], grouped[1][h])]
        model.add(sum(inside) <= group.capacity)
    priority = {wish.id: wish.priority for wish in given.wishes}
    score = {edge[:2]: edge[2] for edge in given.edges}
    aims = [
        sum(var for pair, var in chosen.items() if priority[pair[0]] == level)
        for level in sorted(set(priority.values()))
    ]
    aims += [sum(chosen.values()), sum(score[pair] * var for pair, var in chosen.items())]
    reached = []
    for aim in aims:
        model.maximize(aim)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(model) == cp_model.OPTIMAL
        reached.append(round(solver.objective_value))
        model.add(aim == reached[-1])
    return tuple(reached)


@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize(
    ("seed", "shape"),
    [
        (1, {"needs": 30, "volunteers": 20, "most": 1}),
        (2, {"needs": 25, "volunteers": 25, "degree": 4, "groups": 4}),
        (3, {"needs": 40, "volunteers": 12, "degree": 6, "groups": 3, "levels": 5}),
        (4, {"needs": 30, "volunteers": 30, "degree": 3, "groups": 5, "side": "volunteers"}),
        (5, {"needs": 12, "volunteers": 40, "degree": 8, "groups": 6, "side": "volunteers", "most": 1}),
    ],
)
def test_it_agrees_with_another_solver(engine, seed, shape):
    given = instance(seed=seed, **shape)
    found = assign(given, engine)
    assert is_allowed(given, found.pairs)
    assert found.rank == best_by_phases(given)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("side", ["needs", "volunteers"])
def test_both_engines_agree_on_hundreds(seed, side):
    given = instance(300, 250, seed=seed, degree=8, groups=15, levels=4, side=side, most=2)
    found = [assign(given, engine) for engine in Engine]
    assert [is_allowed(given, each.pairs) for each in found] == [True, True]
    assert found[0].rank == found[1].rank == rank_of(given, found[0].pairs)


@pytest.mark.parametrize("engine", Engine)
@given(given=small_instances(), seed=st.integers())
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_makes_no_difference(engine, given, seed):
    chance = random.Random(seed)
    parts = [list(part) for part in (given.groups, given.wishes, given.helpers, given.edges)]
    for part in parts:
        chance.shuffle(part)
    assert assign(Instance(*parts), engine) == assign(given, engine)


# --- What the order of aims means --------------------------------------------------------------------------


def test_one_urgent_person_before_two_others():
    """A takes the group's only place and the only volunteer of C: priority stands before number."""
    given = Instance(
        [Group("g", 1)],
        [Wish("A", "g", 1), Wish("B", "g", 2), Wish("C", None, 2)],
        [Helper("v"), Helper("w")],
        [("A", "v", 0), ("C", "v", 1000), ("B", "w", 1000)],
    )
    assert assign(given) == Assignment([("A", "v")], 0, {1: 1, 2: 0})


def test_two_people_before_one_with_a_better_score():
    given = Instance([], [Wish(1), Wish(2)], [Helper(8), Helper(9)], [(1, 8, 1000), (1, 9, 0), (2, 8, 0)])
    assert assign(given).pairs == [(1, 9), (2, 8)]


def test_priorities_are_an_order_not_amounts():
    far_apart = [Wish(1, None, 0), Wish(2, None, 1_000_000_000)]
    given = Instance([], far_apart, [Helper(1)], [(1, 1, 0), (2, 1, 1000)])
    assert assign(given).pairs == [(1, 1)]


@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize(
    "given",
    [
        Instance(),
        Instance([], [Wish(1)], [], []),
        Instance([], [Wish(1)], [Helper(1, 0)], [(1, 1, 5)]),
        Instance([Group("g", 0)], [Wish(1, "g")], [Helper(1)], [(1, 1, 5)]),
        Instance([Group("g", 0)], [Wish(1)], [Helper(1, 3, "g")], [(1, 1, 5)]),
    ],
)
def test_nothing_to_match(engine, given):
    assert assign(given, engine).pairs == []


def test_a_settled_pair_takes_its_places():
    given = Instance(
        [Group("g", 2)],
        [Wish(1), Wish(2), Wish(3)],
        [Helper("a", 1, "g"), Helper("b", 2, "g")],
        [(1, "a", 900), (2, "a", 100), (2, "b", 100), (3, "b", 100)],
    )
    rest = without(given, (2, "a"))
    assert rest.groups == [Group("g", 1)]
    assert assign(rest).pairs == [(3, "b")]
    assert without(rest, (3, "b")).groups == [Group("g", 0)]


# --- Bad input ---------------------------------------------------------------------------------------------

GOOD = Instance([Group("g", 1)], [Wish(1, "g")], [Helper("a")], [(1, "a", 5)])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"edges": [(1, "a", 5), (1, "a", 6)]}, "Need 1 and volunteer a"),
        ({"edges": [(2, "a", 5)]}, "names need 2"),
        ({"edges": [(1, "b", 5)]}, "names volunteer b"),
        ({"edges": [(1, "a", -1)]}, "from 0 to 1000"),
        ({"edges": [(1, "a", 1001)]}, "from 0 to 1000"),
        ({"edges": [(1, "a", 10**30)]}, "from 0 to 1000"),
        ({"edges": [(1, "a", 5.0)]}, "whole number"),
        ({"edges": [(1, "a", True)]}, "whole number"),
        ({"edges": [(1, "a", None)]}, "whole number"),
        ({"wishes": [Wish(1, "h")]}, "group h"),
        ({"wishes": [Wish(1), Wish(1)]}, "is there twice"),
        ({"wishes": [Wish(1, None, -1)]}, "priority of need 1"),
        ({"helpers": [Helper("a"), Helper("a")]}, "is there twice"),
        ({"helpers": [Helper("a", -1)]}, "capacity of volunteer a"),
        ({"helpers": [Helper("a", 10**40)]}, "capacity of volunteer a"),
        ({"helpers": [Helper("a", 1, "g")]}, "group g"),
        ({"groups": [Group("g", 1), Group("g", 2)]}, "is there twice"),
        ({"groups": [Group("g", "2")]}, "group g"),
    ],
)
def test_a_contradiction_is_named_in_one_sentence(changes, words):
    with pytest.raises(InstanceError, match=words) as refused:
        assign(dataclasses.replace(GOOD, **changes))
    assert str(refused.value).count("\n") == 0


# --- Engines and time --------------------------------------------------------------------------------------


def test_the_optional_engine_is_for_the_large(monkeypatch):
    assert engine_for(network_of(instance(20, 20))) == Engine.OWN
    monkeypatch.setattr(assignment, "MANY_EDGES", 100)
    assert engine_for(network_of(instance(20, 20))) == Engine.ORTOOLS
    # As many priorities as needs: weights beyond 64 bits are for whole numbers of any length.
    steep = Instance([], [Wish(n, None, n) for n in range(100)], [Helper(1)], [(n, 1, 1) for n in range(100)])
    assert engine_for(network_of(steep)) == Engine.OWN
    with pytest.raises(EngineMissingError, match="own"):
        assign(steep, Engine.ORTOOLS)
    assert assign(steep).pairs == [(0, 1)]


def test_without_it_the_own_engine_does_everything(monkeypatch):
    monkeypatch.setattr("volunteers.rules.assignment_ortools.min_cost_flow", None)
    monkeypatch.setattr(assignment, "MANY_EDGES", 100)
    assert engine_for(network_of(instance(20, 20))) == Engine.OWN
    with pytest.raises(EngineMissingError, match="requirements-matching"):
        assign(instance(5, 5), Engine.ORTOOLS)


def test_a_town_is_matched_in_a_tenth_of_a_second():
    given, times = instance(100, 80), []
    for _round in range(3):
        begun = time.process_time()
        assign(given, Engine.OWN)
        times.append(time.process_time() - begun)
    assert min(times) < 0.1
