"""The optional engine: Google's OR-Tools, for thousands of people. Not part of the usual installation (240 MB).

It finds the cheapest flow of a fixed size: all needs are sent off, and a free arc takes those who stay without.
"""

from itertools import accumulate

try:
    from ortools.graph.python import min_cost_flow
except ImportError:
    min_cost_flow = None

from volunteers.rules.assignment_network import Network, Side

# It multiplies costs by the number of nodes and adds them up along paths, all in 64 bits.
LARGEST_COST = 2**61


def is_installed() -> bool:
    return min_cost_flow is not None


def can_solve(network: Network) -> bool:
    """Whether it is there and its numbers are large enough for the weights."""
    nodes = len(network.wishes) + len(network.helpers) + 2
    nodes += len(network.needs.group_capacity) + len(network.volunteers.group_capacity)
    return is_installed() and max(network.edges.values(), default=0) * (nodes + 1) < LARGEST_COST


def solve(network: Network) -> list[tuple[int, int]]:
    """Pairs of positions of need and volunteer."""
    if not network.edges:
        return []
    sizes = (len(network.wishes), len(network.helpers), len(network.needs.group_capacity))
    volunteers, groups, circles, source = accumulate((*sizes, len(network.volunteers.group_capacity)))
    sink = source + 1
    flow = min_cost_flow.SimpleMinCostFlow()
    for (need, volunteer), gain in network.edges.items():
        flow.add_arc_with_capacity_and_unit_cost(need, volunteers + volunteer, 1, -gain)
    for node, gate, capacity in _gates(network.needs, 0, groups, source):
        flow.add_arc_with_capacity_and_unit_cost(gate, node, capacity, 0)
    for node, gate, capacity in _gates(network.volunteers, volunteers, circles, sink):
        flow.add_arc_with_capacity_and_unit_cost(node, gate, capacity, 0)
    size = network.needs.total
    flow.add_arc_with_capacity_and_unit_cost(source, sink, size, 0)
    flow.set_node_supply(source, size)
    flow.set_node_supply(sink, -size)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise ArithmeticError(f"OR-Tools answered {status}.")
    return [pair for arc, pair in enumerate(network.edges) if flow.flow(arc)]


def _gates(side: Side, first: int, first_group: int, end: int) -> list[tuple[int, int, int]]:
    """Each row or group with the node beyond it and its capacity."""
    rows = [
        (first + row, first_group + group if group >= 0 else end, capacity)
        for row, (group, capacity) in enumerate(zip(side.group, side.capacity, strict=True))
    ]
    return rows + [(first_group + group, end, capacity) for group, capacity in enumerate(side.group_capacity)]
