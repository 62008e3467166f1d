"""An instance of assignment, checked and put into numbers that every engine can work with."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

HIGHEST_SCORE = 1000
# Beyond any programme; a number above it is a slip of the pen.
LARGEST = 1_000_000_000

Edge = tuple[Hashable, Hashable, int]


class InstanceError(ValueError):
    """The instance contradicts itself; the message is one sentence that says where."""


@dataclass(frozen=True)
class Group:
    """At most ``capacity`` matches of its needs, or of its volunteers: a group is of one or of the other."""

    id: Hashable
    capacity: int

    def less(self) -> "Group":
        return replace(self, capacity=max(self.capacity - 1, 0))


@dataclass(frozen=True)
class Wish:
    """A need, at most once matched. The smaller the number of its priority, the sooner."""

    id: Hashable
    group: Hashable | None = None
    priority: int = 1


@dataclass(frozen=True)
class Helper:
    """A volunteer with free places."""

    id: Hashable
    capacity: int = 1
    group: Hashable | None = None

    def less(self) -> "Helper":
        return replace(self, capacity=max(self.capacity - 1, 0))


@dataclass(frozen=True)
class Instance:
    """``edges``: need, volunteer, score from 0 to 1000. What has no edge cannot be matched."""

    groups: Sequence[Group] = ()
    wishes: Sequence[Wish] = ()
    helpers: Sequence[Helper] = ()
    edges: Sequence[Edge] = ()


@dataclass(frozen=True)
class Side:
    """Needs or volunteers by position: how often each may be matched, and the position of its group or -1.

    Groups that can never be full are left out, so ``group`` names binding ones only.
    """

    capacity: list[int]
    group: list[int]
    group_capacity: list[int]

    @property
    def total(self) -> int:
        """No more units than this can pass."""
        alone = sum(capacity for capacity, group in zip(self.capacity, self.group, strict=True) if group < 0)
        return alone + sum(self.group_capacity)


@dataclass(frozen=True)
class Network:
    """Rows in order of their ids; ``edges`` maps positions of need and volunteer to the gain of the pair."""

    wishes: list[Wish]
    helpers: list[Helper]
    needs: Side
    volunteers: Side
    edges: dict[tuple[int, int], int]
    scores: dict[tuple[int, int], int] = field(default_factory=dict)


def network_of(instance: Instance) -> Network:
    """Checks the instance and weighs its pairs; ``InstanceError`` in one sentence."""
    wishes, helpers = _in_order(instance.wishes, "need"), _in_order(instance.helpers, "volunteer")
    groups = {group.id: group.capacity for group in _in_order(instance.groups, "group")}
    _check_numbers(instance)
    _check_groups(groups, wishes, helpers)
    scores = _scores(instance.edges, wishes, helpers)
    open_wishes = [0 if groups.get(wish.group, 1) == 0 else 1 for wish in wishes]
    places = [0 if groups.get(helper.group, 1) == 0 else helper.capacity for helper in helpers]
    scores = {pair: score for pair, score in scores.items() if open_wishes[pair[0]] and places[pair[1]]}
    needs = _side(open_wishes, _degrees(scores, 0, len(wishes)), [wish.group for wish in wishes], groups)
    volunteers = _side(places, _degrees(scores, 1, len(helpers)), [helper.group for helper in helpers], groups)
    weights = _weights(wishes, len(needs.group_capacity), min(len(wishes), len(helpers)))
    gains = {pair: weights[pair[0]] + score for pair, score in scores.items()}
    return Network(wishes, helpers, needs, volunteers, gains, scores)


def _weights(wishes: list[Wish], groups: int, smaller_side: int) -> list[int]:
    """What a need counts beside the score of its pair: ``S · B^level``, as proven in ``assignment``."""
    levels = sorted({wish.priority for wish in wishes}, reverse=True)
    unit, base = HIGHEST_SCORE * smaller_side + 1, groups + 2
    weight = {priority: unit * base**level for level, priority in enumerate(levels)}
    return [weight[wish.priority] for wish in wishes]


def _side(capacity: list[int], degree: list[int], groups: list[Any], limits: Mapping[Any, int]) -> Side:
    """No capacity is larger than what can be asked of it, no group is kept that holds all of its members anyway."""
    capacity = [min(pair) for pair in zip(capacity, degree, strict=True)]
    wanted: dict[Hashable, int] = {}
    for group, count in zip(groups, capacity, strict=True):
        wanted[group] = wanted.get(group, 0) + count
    binding = [group for group, count in wanted.items() if group is not None and limits[group] < count]
    position = {group: number for number, group in enumerate(binding)}
    return Side(capacity, [position.get(group, -1) for group in groups], [limits[group] for group in binding])


def _degrees(pairs: Iterable[tuple[int, int]], end: int, size: int) -> list[int]:
    degrees = [0] * size
    for pair in pairs:
        degrees[pair[end]] += 1
    return degrees


# --- What may be wrong -------------------------------------------------------------------------------------


def _in_order(rows: Sequence[Any], name: str) -> list[Any]:
    """By id, numbers before texts; ``InstanceError`` for an id that comes twice."""
    rows = sorted(rows, key=lambda row: _place(row.id))
    for row, following in pairwise(rows):
        if row.id == following.id:
            raise InstanceError(f"The {name} {row.id} is there twice.")
    return rows


def _place(key: Hashable) -> tuple[bool, Any]:
    return (False, key) if isinstance(key, int) else (True, str(key))


def _check_numbers(instance: Instance) -> None:
    for group in instance.groups:
        _check_whole(group.capacity, f"The capacity of group {group.id}")
    for helper in instance.helpers:
        _check_whole(helper.capacity, f"The capacity of volunteer {helper.id}")
    for wish in instance.wishes:
        _check_whole(wish.priority, f"The priority of need {wish.id}")


def _check_whole(number: Any, name: str, highest: int = LARGEST) -> None:
    if type(number) is not int or not 0 <= number <= highest:
        raise InstanceError(f"{name} has to be a whole number from 0 to {highest}.")


def _check_groups(groups: Mapping[Hashable, int], wishes: list[Wish], helpers: list[Helper]) -> None:
    of_wishes = {wish.group for wish in wishes} - {None}
    of_helpers = {helper.group for helper in helpers} - {None}
    for group in sorted((of_wishes | of_helpers) - groups.keys(), key=_place):
        raise InstanceError(f"The group {group} is not in the list.")
    for group in sorted(of_wishes & of_helpers, key=_place):
        raise InstanceError(f"The group {group} is of needs and of volunteers: it has to be of one.")


def _scores(edges: Sequence[Edge], wishes: list[Wish], helpers: list[Helper]) -> dict[tuple[int, int], int]:
    """Scores by positions, in order."""
    need = {wish.id: position for position, wish in enumerate(wishes)}
    volunteer = {helper.id: position for position, helper in enumerate(helpers)}
    scores: dict[tuple[int, int], int] = {}
    for wish_id, helper_id, score in edges:
        if type(score) is not int or not 0 <= score <= HIGHEST_SCORE:
            _check_whole(score, f"The score of need {wish_id} and volunteer {helper_id}", HIGHEST_SCORE)
        if wish_id not in need:
            raise InstanceError(f"An edge names need {wish_id}, which is not in the list.")
        if helper_id not in volunteer:
            raise InstanceError(f"An edge names volunteer {helper_id}, who is not in the list.")
        pair = need[wish_id], volunteer[helper_id]
        if pair in scores:
            raise InstanceError(f"Need {wish_id} and volunteer {helper_id} are paired twice.")
        scores[pair] = score
    return dict(sorted(scores.items()))
