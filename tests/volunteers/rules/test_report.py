"""The figures of a programme: counted right, and nothing under five leaves the house."""

import datetime
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volunteers.rules.people import Person, stage_of
from volunteers.rules.report import Row, Span, Table, fairness, funnel, lengths, median_wait, released, told, waiting

MAY, LAST_MAY = datetime.date(2026, 5, 1), datetime.date(2025, 5, 1)


def volunteer(stage: str, since=MAY) -> Person:
    return Person("volunteer", since, stage)


def worker(waited: int | None, origin="IN", asked_on=MAY) -> Person:
    return Person("worker", asked_on, origin=origin, asked_on=asked_on, waited=waited)


def numbers(table: Table) -> dict:
    return {row.code: (row.now, row.before) for row in table.rows}


def test_whoever_came_far_counts_on_each_step():
    people = [volunteer("applied"), volunteer("trained"), volunteer("matched"), volunteer("active", LAST_MAY)]
    assert numbers(funnel(people, 2026)) == {
        "applied": (3, 1),
        "interview": (2, 1),
        "accepted": (2, 1),
        "trained": (2, 1),
        "active": (1, 1),
        "matched": (1, 0),
    }


@pytest.mark.parametrize(
    ("status", "facts", "stage"),
    [("left", (False, True, True), "active"), ("paused", (False, False, True), "trained"),
     ("applied", (False, False, False), "applied"), ("left", (True, False, False), "matched")],
)  # fmt: skip
def test_whoever_left_keeps_the_stage(status, facts, stage):
    is_matched, has_group, is_qualified = facts
    assert stage_of(status, is_matched=is_matched, has_group=has_group, is_qualified=is_qualified) == stage


def test_waiting_is_counted_in_the_year_of_the_wish():
    people = [worker(14), worker(15), worker(400), worker(None), worker(3, asked_on=LAST_MAY)]
    found = numbers(waiting(people, 2026))
    assert found == {"14": (1, 1), "30": (1, 0), "90": (0, 0), "more": (1, 0), "waiting": (1, 0)}
    assert (median_wait(people, 2026), median_wait(people, 2024)) == (15, None)


def test_a_companionship_counts_in_each_year_in_which_it_ran():
    span = Span(LAST_MAY, "ended", datetime.date(2025, 12, 1), datetime.date(2026, 2, 1), "moved")
    found = numbers(lengths([span], 2026, today=datetime.date(2026, 6, 1)))
    assert found["90"] == (1, 0) and found["30"] == (0, 1)


def test_groups_under_five_are_not_shown():
    people = [*[worker(10)] * 5, *[worker(20, origin="PH")] * 4, worker(None), worker(30)]
    (group,) = fairness(people, 2026, lambda p: [p.origin])
    assert (group.code, group.people, group.matched, group.share, group.waited) == ("IN", 7, 6, 86, 10)


def test_a_median_of_few_is_not_told():
    (group,) = fairness([*[worker(None)] * 4, worker(9)], 2026, lambda p: [p.origin])
    assert (group.matched, group.waited) == (1, None)


counts = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=7)


@given(counts)
def test_nothing_under_five_leaves_and_sums_stay(pairs):
    table = Table("origins", tuple(Row(str(n), *pair) for n, pair in enumerate(pairs)))
    found = released(table)
    if found is None:
        assert any(0 < sum(pair[year] for pair in pairs) < 5 for year in (0, 1))
        return
    for year, name in enumerate(("now", "before")):
        cells = [getattr(row, name) for row in found.rows]
        assert all(cell == 0 or cell >= 5 for cell in cells)
        assert sum(cells) == sum(pair[year] for pair in pairs)


@given(st.lists(st.integers(0, 15), min_size=6, max_size=6))
def test_no_difference_of_two_steps_is_under_five(falling):
    falling = sorted(falling, reverse=True)
    table = Table("funnel", tuple(Row(str(n), number, 0) for n, number in enumerate(falling)))
    found = released(table)
    cells = [row.now for row in found.rows] if found else []
    assert all(cell == 0 or cell >= 5 for cell in cells)
    assert all(a == b or abs(a - b) >= 5 for a, b in combinations(cells, 2))


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (None, None)])
def test_single_figures(number, shown):
    assert told(number) == shown
