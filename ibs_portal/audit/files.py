"""Whose trail somebody may read because the file is hers to keep.

The trail knows no area. An area says in ``AppConfig.ready`` which files a person keeps; the policy of
``audit_entry`` in ``ibs_portal/database/rows.py`` asks the same of the database.
"""

from collections.abc import Callable, Iterator
from typing import Any

Keys = Any  # a queryset of primary keys
_keepers: dict[str, tuple[str, Callable[[Any], Keys]]] = {}


def keeps_files(file_model: str, *, role: str, keys: Callable[[Any], Keys]) -> None:
    """People whose requests become ``role`` read the trail of the files that ``keys(user)`` names."""
    _keepers[file_model] = (role, keys)


def own_files(user: Any) -> Iterator[tuple[str, Keys]]:
    """For each kind of file: its model label and the keys of those that this person keeps."""
    for file_model, (role, keys) in _keepers.items():
        if user.database_role == role:
            yield file_model, keys(user)
