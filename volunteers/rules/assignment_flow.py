"""Our own engine: the flow of the largest gain, by shortest paths that grow it need by need.

Needs come in one after the other, the important ones first. With each, the best flow changes by one simple cycle
through the new need, so one search finds it (Dijkstra over reduced costs, which the potentials keep from being
negative), and at every moment the flow is the best one for the needs so far. The search stops as soon as the cycle is
closed or can no longer gain anything, which keeps it short as long as places are free.
"""

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush

from volunteers.rules.assignment_network import Network, Side

INFINITE = 1 << 200


def solve(network: Network) -> list[tuple[int, int]]:
    """Pairs of positions of need and volunteer."""
    return _Flow(network.needs, network.volunteers, network.edges).grow()


class _Flow:
    """The residual network. Nodes are numbers: needs, volunteers, groups of needs, groups of volunteers, the root.

    ``potential`` keeps ``cost + potential[tail] - potential[head] >= 0`` on every arc that still has room; the cost
    of a pair is its negative gain. ``mates[node]`` are the needs or volunteers that a volunteer or need is paired with.
    """

    def __init__(self, needs: Side, volunteers: Side, gains: dict[tuple[int, int], int]) -> None:
        count = len(needs.capacity)
        first_group = count + len(volunteers.capacity)
        self.needs, self.people_end = count, first_group
        need_groups = [first_group + group for group in range(len(needs.group_capacity))]
        volunteer_groups = [first_group + len(need_groups) + group for group in range(len(volunteers.group_capacity))]
        self.root = root = first_group + len(need_groups) + len(volunteer_groups)
        self.capacity = [0] * count + volunteers.capacity + needs.group_capacity + volunteers.group_capacity
        # Where a need comes from and a volunteer goes to: its group or the root.
        self.gate = [need_groups[group] if group >= 0 else root for group in needs.group]
        self.gate += [volunteer_groups[group] if group >= 0 else root for group in volunteers.group]
        self.first_volunteer_group = first_group + len(need_groups)
        self.members: list[list[int]] = [[] for _node in range(root + 1)]
        for node, gate in enumerate(self.gate):
            self.members[gate].append(node)
        self.load = [0] * root
        self.mates: list[dict[int, int]] = [{} for _node in range(first_group)]
        self.potential = [0] * (root + 1)
        self.arcs: list[list[tuple[int, int]]] = [[] for _node in range(count)]
        for (need, volunteer), gain in gains.items():
            self.arcs[need].append((count + volunteer, gain))

    def grow(self) -> list[tuple[int, int]]:
        """All needs with anybody to be matched with; the largest gain first, which is the order of priorities."""
        needs = [need for need in range(self.needs) if self.arcs[need]]
        for need in sorted(needs, key=lambda need: -self.arcs[need][0][1]):
            self._admit(need)
        return [(need, volunteer - self.needs) for need in needs for volunteer in self.mates[need]]

    def _admit(self, need: int) -> None:
        """The need takes part from now on: the flow turns along the best cycle through it, if that gains anything."""
        target, potential = self.gate[need], self.potential
        potential[need] = max(potential[volunteer] + gain for volunteer, gain in self.arcs[need])
        self.capacity[need] = 1
        room = potential[need] - potential[target]
        if room <= 0:
            return
        distance, parent, length = self._search(need, target, room)
        for node, far in distance.items():
            if far < length:
                potential[node] -= length - far
        if length < room:
            self._turn(need, target, parent)

    def _search(self, source: int, target: int, limit: int) -> tuple[dict[int, int], dict[int, int], int]:
        """Distances below the length of the way to the target (or the limit), where each node was reached from."""
        potential, arcs, mates, needs = self.potential, self.arcs, self.mates, self.needs
        distance, parent = {source: 0}, {}
        queue = [(0, source)]
        while queue:
            far, node = heappop(queue)
            if far >= limit:
                break
            if far > distance[node]:
                continue
            base = far + potential[node]
            if node < needs:
                paired = mates[node]
                reach = base - limit
                for following, gain in arcs[node]:
                    # Most arcs lead too far: this is the line that counts.
                    if gain + potential[following] > reach:
                        there = base - gain - potential[following]
                        if there < distance.get(following, INFINITE) and following not in paired:
                            distance[following], parent[following] = there, node
                            heappush(queue, (there, following))
                exits: Iterable[tuple[int, int]] = [(self.gate[node], 0)] if self.load[node] else []
            else:
                exits = self._exits(node)
            for following, cost in exits:
                there = base + cost - potential[following]
                if there < limit and there < distance.get(following, INFINITE):
                    distance[following], parent[following] = there, node
                    if following == target:
                        limit = there
                    else:
                        heappush(queue, (there, following))
        return distance, parent, limit

    def _exits(self, node: int) -> Iterator[tuple[int, int]]:
        """Arcs with room out of a volunteer, a group or the root, and their costs."""
        load, capacity = self.load, self.capacity
        if node < self.people_end:
            yield from self.mates[node].items()
            if load[node] < capacity[node]:
                yield self.gate[node], 0
        elif node == self.root:
            yield from self._from_root()
        elif node < self.first_volunteer_group:
            if load[node]:
                yield self.root, 0
            yield from ((need, 0) for need in self.members[node] if load[need] < capacity[need])
        else:
            if load[node] < capacity[node]:
                yield self.root, 0
            yield from ((volunteer, 0) for volunteer in self.members[node] if load[volunteer])

    def _from_root(self) -> Iterator[tuple[int, int]]:
        load, capacity = self.load, self.capacity
        for node in range(self.people_end, self.first_volunteer_group):
            if load[node] < capacity[node]:
                yield node, 0
        for node in range(self.first_volunteer_group, self.root):
            if load[node]:
                yield node, 0
        for node in self.members[self.root]:
            if load[node] < capacity[node] if node < self.needs else load[node]:
                yield node, 0

    def _turn(self, need: int, node: int, parent: dict[int, int]) -> None:
        """Pairs along the way are made and taken apart; loads follow."""
        while node != need:
            before = parent[node]
            if before < self.needs <= node < self.people_end:
                gain = next(gain for volunteer, gain in self.arcs[before] if volunteer == node)
                self.mates[before][node], self.mates[node][before] = -gain, gain
                self._carry(before, node, 1)
            elif node < self.needs <= before < self.people_end:
                del self.mates[node][before], self.mates[before][node]
                self._carry(node, before, -1)
            node = before

    def _carry(self, need: int, volunteer: int, units: int) -> None:
        for node in (need, volunteer):
            self.load[node] += units
            if self.gate[node] != self.root:
                self.load[self.gate[node]] += units
