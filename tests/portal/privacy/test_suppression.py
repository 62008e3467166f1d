"""An attacker who has every table that may leave, and can subtract, learns no count under five."""

import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ibs_portal.privacy.suppression import (
    MONTHS,
    QUARTER_MONTHS,
    QUARTERS,
    YEAR,
    is_safe,
    put_together,
    times_of,
)

PRIME = 2_147_483_647
ORDER = ["a", "b", "c", "d"]
CENTRES = (1, 2)


@st.composite
def years(draw, centres=CENTRES, values=ORDER):
    """value → centre → twelve counts; small ones and nobody at all are frequent."""
    count = st.one_of(st.just(0), st.integers(0, 6), st.integers(5, 40))
    return {v: {c: draw(st.lists(count, min_size=12, max_size=12)) for c in centres} for v in values}


def totals_of(table) -> dict:
    return {c: [sum(table[v][c][m] for v in table) for m in range(12)] for c in next(iter(table.values()))}


def published(table, finished: int, *, groups=put_together, times=times_of) -> list[tuple[frozenset, int]]:
    """Every sum that leaves: the cells of the table that it is over, and how many it says."""
    totals, order = totals_of(table), list(table)
    free = times(totals, finished=finished)
    spans = {
        MONTHS: [(m,) for m in free.months],
        QUARTERS: [tuple(QUARTER_MONTHS[n]) for n in free.quarters],
        YEAR: [tuple(range(12))] if free.has_year else [],
    }
    found = []
    for level, periods in spans.items():
        shown = groups(order, [table], free.columns[level])
        rows = [order] + (
            [] if shown is None else [[v] for v in order[:shown]] + ([order[shown:]] if order[shown:] else [])
        )
        for row, period, centre in itertools.product(rows, periods, totals):
            cells = frozenset((v, centre, m) for v in row for m in period)
            found.append((cells, sum(table[v][c][m] for v, c, m in cells)))
    return found


def is_known(cells: frozenset, equations: list[tuple[frozenset, int]]) -> bool:
    """Whether a sum follows from the published ones: where they say 0 there is nobody; the rest is subtraction."""
    empty = set().union(*(c for c, number in equations if number == 0))
    rows = [dict.fromkeys(c - empty, 1) for c, _number in equations]
    target, pivots = dict.fromkeys(cells - empty, 1), {}
    for row in rows:
        row = reduced(row, pivots)
        if row:
            cell = next(iter(row))
            inverse = pow(row[cell], PRIME - 2, PRIME)
            pivots[cell] = {key: value * inverse % PRIME for key, value in row.items()}
    return not reduced(target, pivots)


def reduced(row: dict, pivots: dict) -> dict:
    row = dict(row)
    while cell := next((key for key in row if key in pivots), None):
        factor = row[cell]
        for key, value in pivots[cell].items():
            row[key] = (row.get(key, 0) - factor * value) % PRIME
        row = {key: value for key, value in row.items() if value}
    return row


def small_sums(table):
    """Every count of one to four in the tables that somebody could want: a value at a centre in a time."""
    times = [(m,) for m in range(12)] + [tuple(q) for q in QUARTER_MONTHS] + [tuple(range(12))]
    for value, centre, time in itertools.product(table, next(iter(table.values())), times):
        if 0 < sum(table[value][centre][m] for m in time) < 5:
            yield frozenset((value, centre, m) for m in time)


@settings(max_examples=60, deadline=None)
@given(years(), st.integers(1, 12))
def test_no_small_count_follows_by_subtraction(table, finished):
    equations = published(table, finished)
    assert all(is_safe(number) for _cells, number in equations)
    assert [cells for cells in small_sums(table) if is_known(cells, equations)] == []


def bounds(equations: list[tuple[frozenset, int]]) -> dict:
    """The least and the most that each cell can be, as far as each equation by itself says, again and again."""
    cells = set().union(*(c for c, _number in equations))
    low, high = dict.fromkeys(cells, 0), dict.fromkeys(cells, 10**9)
    changed = True
    while changed:
        changed = False
        for members, number in equations:
            least, most = sum(low[c] for c in members), sum(high[c] for c in members)
            for c in members:
                lower, upper = max(low[c], number - (most - high[c])), min(high[c], number - (least - low[c]))
                changed |= (lower, upper) != (low[c], high[c])
                low[c], high[c] = lower, upper
    return {c: (low[c], high[c]) for c in cells}


@settings(max_examples=40, deadline=None)
@given(years(centres=(1,)), st.integers(1, 12))
def test_nobody_gets_a_small_cell_by_bounds(table, finished):
    """Counts are never negative: with that, a cell of one to four is still not certain."""
    found = bounds(published(table, finished)) if published(table, finished) else {}
    certain = [c for c, (low, high) in found.items() if low == high and 0 < table[c[0]][c[1]][c[2]] < 5]
    assert certain == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.integers(0, 7), min_size=3, max_size=3), min_size=2, max_size=3))
@example([[1, 0, 0], [0, 0, 0], [0, 3, 4]])
def test_every_small_cell_of_a_quarter_has_another_possible_value(rows):
    """A table that fits what was published as well, in which the cell is another number."""
    values = ORDER[: len(rows)]
    table = {v: {1: [*row, *[0] * 9]} for v, row in zip(values, rows, strict=True)}
    equations = [(sorted(cells), number) for cells, number in published(table, 3)]
    known = sorted({cell for cells, _number in equations for cell in cells if cell[2] < 3})
    for cell in known:
        if 0 < (count := table[cell[0]][1][cell[2]]) < 5:
            others = [other for other in known if other != cell]
            near = sorted(set(range(count + 6)) - {count}, key=lambda number: abs(number - count))
            assert any(next(solutions(others, equations, {cell: number}), None) for number in near)


def test_a_cell_that_follows_has_no_other_value():
    """The negative control of the search: what a row lacks of its published sum is known."""
    cells = [("a", 1, 0), ("a", 1, 1)]
    equations = [(cells, 9), (cells[1:], 6)]
    assert [number for number in range(9) if next(solutions(cells[1:], equations, {cells[0]: number}), None)] == [3]


def solutions(cells, equations, found=None):
    found = found or {}
    rest = [
        (number - sum(found.get(c, 0) for c in members), [c for c in members if c not in found])
        for members, number in equations
    ]
    if any(number < 0 or (number and not any(c in cells for c in open_)) for number, open_ in rest):
        return
    if not cells:
        yield found
        return
    first, *others = cells
    most = min((number for number, open_ in rest if first in open_), default=8)
    for count in range(most + 1):
        yield from solutions(others, equations, {**found, first: count})


def blanked_only(order, tables, columns):
    """The naive way: each small cell is left out, and nothing else."""
    return len(order)


def test_leaving_out_small_cells_alone_is_worked_out():
    """The negative control: the total less what is shown is what was left out."""
    table = {"a": {1: [20] * 12}, "b": {1: [3] + [10] * 11}}
    naive = [(cells, n) for cells, n in published(table, 12, groups=blanked_only) if is_safe(n)]
    cell = frozenset({("b", 1, 0)})
    assert is_known(cell, naive)
    assert not is_known(cell, published(table, 12))


def test_a_quiet_month_does_not_leave_and_cannot_be_got_from_its_quarter():
    free = times_of({1: [50, 3, 40] + [20] * 9}, finished=12)
    assert (sorted(free.months)[:2], sorted(free.quarters), free.has_year) == ([0, 2], [1, 2, 3], False)
    both = times_of({1: [50, 3, 4] + [20] * 9}, finished=12)
    assert (sorted(both.months)[:2], sorted(both.quarters), both.has_year) == ([0, 3], [0, 1, 2, 3], True)


def test_a_later_month_never_shows_what_an_earlier_one_hid():
    """What was put together in January's report stays together when it is printed again in June."""
    table = {"a": {1: [30] * 12}, "b": {1: [9, 9, 2, 9, 9, 9] * 2}, "c": {1: [0, 9, 9, 0, 0, 0] * 2}}
    shown = []
    for finished in range(1, 13):
        free = times_of(totals_of(table), finished=finished)
        shown.append(put_together(list(table), [table], free.columns[MONTHS]))
    assert shown == sorted(shown, reverse=True)
    assert (shown[0], shown[-1]) == (3, 1)


@pytest.mark.parametrize(("people", "shown"), [([6] * 12, 2), ([2] + [6] * 11, None)])
def test_contacts_and_people_must_both_be_safe(people, shown):
    contacts = {"a": {1: [20] * 12}, "b": {1: [20] * 12}}
    persons = {"a": {1: [9] * 12}, "b": {1: people}}
    found = put_together(["a", "b"], [contacts, persons], [(m,) for m in range(12)])
    assert found == (shown if shown else 0)
