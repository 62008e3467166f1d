"""Names ticked after a get-together, and the pairs that follow from them. People decide; this only proposes.

The best pairs, in this order: as many who ticked each other as possible, then as many pairs as possible, then the
best choices. Everybody is in one pair at most. Exact and deterministic: the order of the badges breaks ties.
"""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PICKS = 3
# A name that was not ticked counts as one choice after the last.
NOT_TICKED = PICKS + 1
INFINITE = 10**18


@dataclass(frozen=True)
class Ticked:
    """``who`` ticked ``whom`` (numbers of badges) as her first, second or third choice."""

    who: int
    whom: int
    rank: int


@dataclass(frozen=True)
class FormedPair:
    volunteer: int
    worker: int
    is_mutual: bool


def check_ticking(*, is_closed: bool, closes_at: datetime.datetime, now: datetime.datetime) -> None:
    """Names are ticked and changed until the end."""
    if is_closed or now >= closes_at:
        raise ValidationError(_("The time for ticking names is over."), "closed")


def check_ticks(chosen: Sequence[int], others: Collection[int]) -> None:
    """At most three, each once, and of the other side."""
    if len(chosen) > PICKS:
        raise ValidationError(_("Please choose at most three names."), "too_many")
    if len(set(chosen)) != len(chosen):
        raise ValidationError(_("Please choose each name once."), "twice")
    if set(chosen) - set(others):
        raise ValidationError(_("Please choose names of this list."), "unknown")


def pairs_of(
    ticks: Iterable[Ticked],
    *,
    volunteers: Iterable[int],
    workers: Iterable[int],
    forbidden: Collection[tuple[int, int]] = (),
) -> list[FormedPair]:
    """The best pairs out of ticks. ``forbidden`` (volunteer, worker) are pairs that a hard rule stands against."""
    ranks = {(tick.who, tick.whom): tick.rank for tick in ticks}
    rows, columns = sorted(workers), sorted(volunteers)
    worth = [[_worth(ranks, v, w, len(rows), (v, w) in forbidden) for v in columns] for w in rows]
    chosen = ((rows[row], columns[column]) for row, column in _best(worth))
    pairs = [FormedPair(v, w, (v, w) in ranks and (w, v) in ranks) for w, v in chosen]
    return sorted(pairs, key=lambda pair: (not pair.is_mutual, pair.worker))


def _worth(ranks: dict[tuple[int, int], int], volunteer: int, worker: int, number: int, is_forbidden: bool) -> int:
    """One whole number in which a mutual pair outweighs all pairs, and a pair all choices; 0: no pair.

    Choices give at most ``2 · PICKS`` a pair, so ``number`` pairs give less than ``pair``; pairs and choices of
    ``number`` pairs together give less than ``mutual``.
    """
    there, back = ranks.get((volunteer, worker), NOT_TICKED), ranks.get((worker, volunteer), NOT_TICKED)
    if is_forbidden or there == back == NOT_TICKED:
        return 0
    choices = 2 * NOT_TICKED - there - back
    pair = 2 * PICKS * number + 1
    mutual = (pair + 2 * PICKS) * number + 1
    return choices + pair + (mutual if there < NOT_TICKED and back < NOT_TICKED else 0)


class _Prices:
    """The Hungarian method with shortest augmenting paths, in whole numbers: O(rows² · columns).

    Rows and columns are counted from 1; 0 is where the search for a row begins. Each row has a column of its own
    beside the real ones, worth nothing, so that it may stay alone.
    """

    def __init__(self, worth: list[list[int]]) -> None:
        self.costs = [[-value for value in line] + [0] * len(worth) for line in worth]
        size = len(self.costs[0]) + 1 if worth else 1
        self.of_row, self.of_column = [0] * (len(worth) + 1), [0] * size
        self.owner, self.previous = [0] * size, [0] * size
        self.least, self.seen = [INFINITE] * size, [False] * size

    def place(self, row: int) -> None:
        """Gives the row a column; rows placed before may move to others."""
        self.owner[0], column = row, 0
        self.least, self.seen = [INFINITE] * len(self.owner), [False] * len(self.owner)
        while self.owner[column]:
            column = self.step(column)
        while column:
            self.owner[column], column = self.owner[self.previous[column]], self.previous[column]

    def step(self, column: int) -> int:
        """Looks on from this column, moves the prices, and goes to the nearest one not seen yet."""
        self.seen[column] = True
        row = self.owner[column]
        unseen = [other for other in range(1, len(self.owner)) if not self.seen[other]]
        for other in unseen:
            cost = self.costs[row - 1][other - 1] - self.of_row[row] - self.of_column[other]
            if cost < self.least[other]:
                self.least[other], self.previous[other] = cost, column
        nearest = min(unseen, key=self.least.__getitem__)
        self.move(self.least[nearest])
        return nearest

    def move(self, delta: int) -> None:
        for column, is_seen in enumerate(self.seen):
            if is_seen:
                self.of_row[self.owner[column]] += delta
                self.of_column[column] -= delta
            else:
                self.least[column] -= delta


def _best(worth: list[list[int]]) -> list[tuple[int, int]]:
    """Places (row, column) of the assignment of the highest sum, without those of worth 0."""
    prices = _Prices(worth)
    for row in range(1, len(worth) + 1):
        prices.place(row)
    real = len(worth[0]) if worth else 0
    found = [(prices.owner[place] - 1, place - 1) for place in range(1, real + 1) if prices.owner[place]]
    return [(row, column) for row, column in found if worth[row][column]]
