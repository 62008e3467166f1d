"""From a row to the file it is part of, and to the organisation that holds it, along its foreign keys."""

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, Model

Path = tuple[Field, ...]
STEP = '(SELECT step."{column}" FROM "{table}" step WHERE step."{pk}" = {value})'


def path_to(
    model: type[Model], target: type[Model], *, may_be_empty: Collection[str], ends: Collection[str] = ()
) -> Path | None:
    """The shortest way along foreign keys that are always set, or whose name is among ``may_be_empty``.

    ``ends`` are the names that the last key may have; without them every name will do. ``()`` is the row itself.
    """
    if model is target:
        return ()
    waiting: deque[tuple[type[Model], Path]] = deque([(model, ())])
    seen = {model}
    while waiting:
        here, path = waiting.popleft()
        for field in here._meta.concrete_fields:
            related: Any = field.related_model
            if related is None or (field.null and field.name not in may_be_empty):
                continue
            if related is target and (not ends or field.name in ends):
                return (*path, field)
            if related not in seen:
                seen.add(related)
                waiting.append((related, (*path, field)))
    return None


@dataclass(frozen=True)
class Place:
    """Where the rows of a model belong: to which file, if any, and to which organisation, if one can tell."""

    model: type[Model]
    file_model: str
    file: Path | None
    holder: Path | None

    def file_sql(self, row: str) -> str:
        return _sql(self.model, self.file, row)

    def holder_sql(self, row: str) -> str:
        return _sql(self.model, self.holder, row)


def key_sql(model: type[Model], row: str) -> str:
    """The primary key out of a row as ``jsonb``."""
    return f"({row} ->> '{model._meta.pk.column}')::bigint"


def _sql(model: type[Model], path: Path | None, row: str) -> str:
    """The last key of a path out of a row as ``jsonb``: a column that is not there any more gives nothing."""
    if path is None:
        return "NULL::bigint"
    if not path:
        return key_sql(model, row)
    value = f"({row} ->> '{path[0].column}')::bigint"
    for field in path[1:]:
        table = field.model._meta
        value = STEP.format(column=field.column, table=table.db_table, pk=table.pk.column, value=value)
    return value
