"""What may leave the house: no count under five, and none that could be worked out from those that left.

Nothing is blanked out; small values are put together instead, so that every published figure is 0 or at least 5:

1. *Times.* A month may leave if its total is safe at every centre. A quarter may, if what remains of it without
   the months that leave is safe as well; a year, likewise.
2. *Values.* The values of a feature stand in an order that does not change during the year. The last of them are
   put together to "others", as few as possible, until every value and the others are safe in every column that
   leaves or can be got by subtraction: of months for monthly tables, of quarters for quarterly ones, of the year.
   What is put together in the year is put together in its quarters, and what is there, in its months.

Why nobody gets further by subtraction: what an attacker does not see is how the rows of a finer table (each 0 or
at least 5) fall on the columns of a coarser one (each 0 or at least 5). Then each such cell can still be five more
or less than it is (Fréchet bounds), unless it is itself a sum that was published. Later months only put more
together, never less, so that an older report tells nothing about a newer one. Years are compared only where both
figures left. A time that is not over leaves with its finished months only, by the rules of monthly tables.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

SMALLEST: Final = 5
MONTHS, QUARTERS, YEAR = "month", "quarter", "year"
QUARTER_MONTHS = tuple(range(first, first + 3) for first in (0, 3, 6, 9))
# Of one value at one centre: a count for each month of the year.
Months = Sequence[int]
# value → centre → counts
Table = Mapping[str, Mapping[int, Months]]
Column = tuple[int, ...]


def is_safe(number: int) -> bool:
    """Nobody at all, or at least five."""
    return number == 0 or number >= SMALLEST


@dataclass(frozen=True)
class Times:
    """Which times of a year may leave, and the columns that then can be known, level by level."""

    months: frozenset[int]
    quarters: frozenset[int]
    has_year: bool
    columns: Mapping[str, tuple[Column, ...]]


def times_of(totals: Mapping[int, Months], *, finished: int) -> Times:
    """What may leave of a year with these totals per centre; ``finished`` months of it are over."""

    def safe(column: Iterable[int]) -> bool:
        return all(is_safe(sum(counts[month] for month in column)) for counts in totals.values())

    months = [m for m in range(finished) if safe((m,))]
    rests = {n: tuple(m for m in span if m not in months) for n, span in enumerate(QUARTER_MONTHS)}
    quarters = [n for n, span in enumerate(QUARTER_MONTHS) if span[-1] < finished and safe(span) and safe(rests[n])]
    rest_of_year = tuple(m for n in rests if n not in quarters for m in rests[n])
    has_year = finished == 12 and safe(range(12)) and safe(rest_of_year)
    by_quarter = [tuple(QUARTER_MONTHS[n]) for n in quarters]
    outside = tuple(m for n in rests if n not in quarters for m in QUARTER_MONTHS[n])
    columns = {
        MONTHS: [(m,) for m in months] + [rests[n] for n in quarters] + ([rest_of_year] if has_year else []),
        QUARTERS: by_quarter + ([outside] if has_year else []),
        YEAR: [tuple(range(12))] if has_year else [],
    }
    kept = {level: tuple(column for column in found if column) for level, found in columns.items()}
    return Times(frozenset(months), frozenset(quarters), has_year, kept)


def put_together(order: Sequence[str], tables: Sequence[Table], columns: Iterable[Column]) -> int | None:
    """How many values from the front of ``order`` may be shown one by one; all after them are the others.

    ``tables`` are measures of the same values (contacts, people): a cell is safe if it is in each of them.
    ``None`` if not even all of them together may leave.
    """
    columns = list(columns)
    for shown in range(len(order), -1, -1):
        rows = [[value] for value in order[:shown]] + ([order[shown:]] if shown < len(order) else [])
        if all(_is_row_safe(row, table, columns) for table in tables for row in rows):
            return shown
    return None


def _is_row_safe(values: Sequence[str], table: Table, columns: Sequence[Column]) -> bool:
    centres = {centre for value in values for centre in table.get(value, {})}
    return all(
        is_safe(sum(table[value][centre][m] for value in values if centre in table.get(value, {}) for m in column))
        for centre in centres
        for column in columns
    )


def level_of(kind: str, *, is_over: bool) -> str:
    """By the rules of which tables a time leaves."""
    return {"month": MONTHS, "quarter": QUARTERS, "year": YEAR}[kind] if is_over else MONTHS
