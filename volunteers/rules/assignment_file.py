"""An instance of assignment as the values of a JSON file, for audits and rehearsals.

``{"groups": [{"id", "capacity"}], "needs": [{"id", "group", "priority"}], "volunteers": [{"id", "capacity"}],
"edges": [[need, volunteer, score], …]}``: ``group`` may be null, ids are whole numbers or texts. A volunteer may have
a ``group`` too, as in the portal; a group is of needs or of volunteers.
"""

from collections.abc import Hashable
from typing import Any

from volunteers.rules.assignment import Assignment, Edge, Group, Helper, Instance, InstanceError, Wish

PARTS = ("groups", "needs", "volunteers", "edges")


def instance_of(data: Any) -> Instance:
    """``data`` as ``json`` reads it; ``InstanceError`` says in one sentence what is not as it should be."""
    if not isinstance(data, dict):
        raise InstanceError(f"The file has to hold one object with: {', '.join(PARTS)}.")
    for part in PARTS:
        if not isinstance(data.get(part), list):
            raise InstanceError(f"“{part}” has to be there, and a list.")
    return Instance(
        [Group(_id(row, "groups"), _value(row, "groups", "capacity")) for row in data["groups"]],
        [Wish(_id(row, "needs"), _group(row, "needs"), _value(row, "needs", "priority")) for row in data["needs"]],
        [
            Helper(_id(row, "volunteers"), _value(row, "volunteers", "capacity"), _group(row, "volunteers"))
            for row in data["volunteers"]
        ],
        [_edge(row) for row in data["edges"]],
    )


def as_json(assignment: Assignment, *, seconds: float) -> dict[str, Any]:
    return {
        "pairs": [list(pair) for pair in assignment.pairs],
        "matched": assignment.matched,
        "score": assignment.score,
        "seconds": round(seconds, 6),
    }


def _value(row: Any, part: str, key: str) -> Any:
    if not isinstance(row, dict) or key not in row:
        raise InstanceError(f"Each row of “{part}” needs “{key}”.")
    return row[key]


def _id(row: Any, part: str) -> Hashable:
    return _checked_id(_value(row, part, "id"), part)


def _group(row: Any, part: str) -> Hashable | None:
    group = row.get("group")
    return None if group is None else _checked_id(group, part)


def _checked_id(value: Any, part: str) -> Hashable:
    if type(value) not in (int, str):
        raise InstanceError(f"An id in “{part}” is neither a whole number nor a text.")
    return value


def _edge(row: Any) -> Edge:
    if not isinstance(row, list) or len(row) != 3:
        raise InstanceError("Each row of “edges” has to be [need, volunteer, score].")
    need, volunteer, score = row
    return _checked_id(need, "edges"), _checked_id(volunteer, "edges"), score
