"""What one assignment does differently from another."""

from collections.abc import Mapping
from dataclasses import dataclass

# Needs and volunteers by their keys.
Plan = Mapping[int, int]
Scores = Mapping[tuple[int, int], int]


@dataclass(frozen=True)
class Change:
    """One need: with whom before and with whom after, ``None`` for nobody; ``points`` more or less."""

    need: int
    before: int | None
    after: int | None
    points: int


def changes(before: Plan, after: Plan, scores: Scores) -> list[Change]:
    """Needs for which something changes: who gets nobody any more first, then who newly gets somebody."""

    def points(need: int, volunteer: int | None) -> int:
        return 0 if volunteer is None else scores.get((need, volunteer), 0)

    found = [
        Change(need, before.get(need), after.get(need), points(need, after.get(need)) - points(need, before.get(need)))
        for need in {**before, **after}
        if before.get(need) != after.get(need)
    ]
    return sorted(found, key=lambda c: (c.after is not None, c.before is not None, c.points))


def total(plan: Plan, scores: Scores) -> int:
    return sum(scores.get(pair, 0) for pair in plan.items())
