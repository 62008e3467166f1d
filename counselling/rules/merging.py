"""Which facts of two files go together when one is chosen over the other."""

from collections.abc import Iterable

from counselling.rules.speech import LEVELS

MERGE = "counselling.merge_clients"
# Facts that mean something only together; each group goes by the name of its first.
GROUPS = (
    ("birth_date", "birth_precision"),
    ("languages", *LEVELS),
    ("safe_ways", "unsafe_ways", "preferred_way"),
    ("street", "postcode", "town", "is_address_unsafe"),
)
# What belongs to the file and not to the person.
OF_THE_FILE = frozenset(
    {
        "id",
        "controller",
        "centre",
        "file_number",
        "version",
        "created_at",
        "created_by",
        "merged_into",
        "is_restricted",
        "restriction_reason",
        "token",
    }
)


def groups_of(names: Iterable[str]) -> list[tuple[str, ...]]:
    """All facts, in the order of the names, in groups of what goes together."""
    by_first = {group[0]: group for group in GROUPS}
    inner = {name for group in GROUPS for name in group[1:]}
    names = [name for name in names if name not in OF_THE_FILE]
    return [tuple(n for n in by_first.get(name, (name,)) if n in names) for name in names if name not in inner]


def fields_of(chosen: Iterable[str]) -> list[str]:
    """The names of all facts of the chosen groups."""
    by_first = {group[0]: group for group in GROUPS}
    return [name for first in chosen if first not in OF_THE_FILE for name in by_first.get(first, (first,))]
