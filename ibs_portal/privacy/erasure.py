"""Forgetting a person: rows about her go, what counts for others stays as a number, her file becomes an empty shell.

Everything is found along the foreign keys (as in ``holdings.py``), so that a later model cannot be forgotten. What
happens to its rows stands in its ``class Privacy``: with ``outlives`` the row stays and the fields named there are
emptied; without it the row goes. The file itself stays without a word in it, because rows of others point to it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignKey, Model, Q

from ibs_portal.audit.paths import path_to
from ibs_portal.privacy.declaration import Declaration, Subject, declaration_of, own_models


@dataclass(frozen=True)
class Step:
    """One model whose rows speak of the person: by ``keys`` of their own, or along ``path`` through other rows."""

    model: type[Model]
    keys: tuple[str, ...]
    path: str
    declaration: Declaration

    def rows_of(self, file: Model) -> Any:
        lookups = {*self.keys, self.path} - {""}
        return self.model._base_manager.filter(Q(*[(name, file.pk) for name in lookups], _connector=Q.OR)).order_by()


def steps_of(file_model: type[Model], *, may_be_empty: Collection[str] = ()) -> list[Step]:
    """All models that lead to the file, the farthest first: a row goes before those that it hangs on."""
    found = []
    for model in own_models():
        keys = tuple(f.name for f in model._meta.concrete_fields if f.related_model is file_model and not f.primary_key)
        path = path_to(model, file_model, may_be_empty={str(file_model._meta.model_name), *may_be_empty})
        if model is not file_model and (keys or path):
            names = "__".join(field.name for field in path or ())
            found.append(Step(model, keys, names, declaration_of(model)))
    return sorted(found, key=lambda step: -step.path.count("__"))


def forget(file: Model, *, stays: Collection[str], written: Mapping[str, Any], may_be_empty: Collection[str]) -> None:
    """Empties the file and everything that leads to it.

    ``stays`` are personal fields that figures need, ``written`` values that take the place of others. Ask it as
    somebody who may change and delete in every one of these tables.
    """
    for step in steps_of(type(file), may_be_empty=may_be_empty):
        _forget_rows(step, file)
    fields = [f for f in file._meta.concrete_fields if f.name in declaration_of(type(file)).personal - set(stays)]
    values = {field.name: empty_value(field) for field in fields} | dict(written)
    type(file)._base_manager.filter(pk=file.pk).update(**values)


def _forget_rows(step: Step, file: Model) -> None:
    rows, outlives = step.rows_of(file), step.declaration.outlives
    if step.declaration.subject is Subject.NOBODY:
        # A thing that names a person (who led it) loses the name; things that only stand beside her stay as they are.
        for name in step.keys:
            step.model._base_manager.filter(**{name: file.pk}).update(**{name: None})
    elif outlives is None:
        rows.delete()
    elif outlives:
        rows.update(**{name: empty_value(step.model._meta.get_field(name)) for name in outlives})


def empty_value(field: Any) -> Any:
    """What a field holds when it says nothing."""
    if field.null or isinstance(field, ForeignKey):
        return None
    if field.get_internal_type() == "BinaryField":
        return b""
    is_text = field.get_internal_type() in ("CharField", "TextField", "EmailField", "SlugField", "URLField")
    if is_text and (field.blank or not field.has_default()):
        return ""
    return field.get_default() if field.has_default() else 0
