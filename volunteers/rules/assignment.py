"""The best assignment of all needs at once: who accompanies whom, so that it is best for everybody together.

An instance is a flow: root → group of the need → need → volunteer → group of the volunteer → root, with
capacities at groups and volunteers and one unit for each need. What "best" means, in this order:

1. of the needs of the most important priority (the smallest number) as many as possible, then of the next, and so on;
2. with that, as many as possible altogether (which the first line has fixed already: it is the sum of its counts);
3. with that, the highest sum of scores.

**Why whole numbers can say this.** Each pair gains ``score + S · B^(levels below its need's)``, and the engines
look for the flow with the largest gain. Take a flow that is not best in the order above, and a best one. Their
difference is a set of simple cycles of the residual network, and since counts and scores add up over the cycles, one
of them alone is an improvement in the order above. A simple cycle passes each group and the root once, and only there
can a need come in or drop out: so in each level it changes the count by at most ``D = groups + 1``. It passes
each need and volunteer once, so it changes the score by at most ``1000 · m``, ``m`` the smaller number of them. With
``S = 1000 · m + 1`` and ``B = D + 1`` one need more in a level outweighs whatever the cycle does to all levels below
(``D · (1 + B + … + B^(p-1)) = B^p - 1``) and to the score: the gain of the cycle is positive, so a flow of the largest
gain is best. The weights stay small (no ``B`` of thousands), which lets engines with 64-bit numbers take part.
``assignment_network`` computes them.

Values in, values out. Same instance, same answer: rows are put in order of their ids first, so the order in which
they come makes no difference. Two engines: ``assignment_flow`` (our own, always there) and ``assignment_ortools``
(optional, for thousands of people); both are exact and agree in counts and score.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from enum import StrEnum

from volunteers.rules import assignment_flow, assignment_ortools
from volunteers.rules.assignment_network import (
    HIGHEST_SCORE,
    Edge,
    Group,
    Helper,
    Instance,
    InstanceError,
    Network,
    Wish,
    network_of,
)

__all__ = [
    "HIGHEST_SCORE",
    "Assignment",
    "Edge",
    "Engine",
    "EngineMissingError",
    "Group",
    "Helper",
    "Instance",
    "InstanceError",
    "Wish",
    "assign",
    "engine_for",
    "without",
]

# From this many pairs on the optional engine is worth its start, if it is there.
MANY_EDGES = 40_000


class Engine(StrEnum):
    OWN = "own"
    ORTOOLS = "ortools"


class EngineMissingError(InstanceError):
    """The engine that was asked for is not installed, or cannot take numbers as large as these."""


@dataclass(frozen=True)
class Assignment:
    """``pairs`` in order of the needs' ids; ``by_priority`` counts the matched needs of each priority."""

    pairs: list[tuple[Hashable, Hashable]] = field(default_factory=list)
    score: int = 0
    by_priority: dict[int, int] = field(default_factory=dict)

    @property
    def matched(self) -> int:
        return len(self.pairs)

    @property
    def rank(self) -> tuple[int, ...]:
        """What two assignments of one instance are compared by: the larger one is better."""
        return (*(count for _priority, count in sorted(self.by_priority.items())), self.matched, self.score)


def assign(instance: Instance, engine: Engine | None = None) -> Assignment:
    """The best assignment; ``InstanceError`` says in one sentence what is wrong with the instance.

    ``engine``: ``None`` takes our own, and the optional one for large instances if it is installed.
    """
    network = network_of(instance)
    pairs = SOLVERS[engine or engine_for(network)](network)
    return _worded(instance, network, sorted(pairs))


def engine_for(network: Network) -> Engine:
    large = len(network.edges) >= MANY_EDGES
    return Engine.ORTOOLS if large and assignment_ortools.can_solve(network) else Engine.OWN


def _with_ortools(network: Network) -> list[tuple[int, int]]:
    if not assignment_ortools.is_installed():
        raise EngineMissingError("OR-Tools is not installed: pip install -r requirements-matching.txt")
    if not assignment_ortools.can_solve(network):
        raise EngineMissingError("Too many priorities and groups for OR-Tools; use the engine 'own'.")
    return assignment_ortools.solve(network)


SOLVERS: dict[Engine, Callable[[Network], list[tuple[int, int]]]] = {
    Engine.OWN: assignment_flow.solve,
    Engine.ORTOOLS: _with_ortools,
}


def _worded(instance: Instance, network: Network, pairs: list[tuple[int, int]]) -> Assignment:
    """Positions become ids again."""
    by_priority = dict.fromkeys(sorted({wish.priority for wish in instance.wishes}), 0)
    for need, _volunteer in pairs:
        by_priority[network.wishes[need].priority] += 1
    named = [(network.wishes[need].id, network.helpers[volunteer].id) for need, volunteer in pairs]
    return Assignment(named, sum(network.scores[pair] for pair in pairs), by_priority)


def without(instance: Instance, pair: tuple[Hashable, Hashable]) -> Instance:
    """What is left to decide once this pair is settled, whatever the score says: locked, or only supposed.

    The need is gone, and volunteer and groups have one place less.
    """
    wish = next(wish for wish in instance.wishes if wish.id == pair[0])
    helper = next(helper for helper in instance.helpers if helper.id == pair[1])
    full = {wish.group, helper.group}
    groups = [group.less() if group.id in full else group for group in instance.groups]
    return Instance(
        groups,
        [other for other in instance.wishes if other.id != wish.id],
        [other.less() if other.id == helper.id else other for other in instance.helpers],
        [edge for edge in instance.edges if edge[0] != wish.id],
    )
