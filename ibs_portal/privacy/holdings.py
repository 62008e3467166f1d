"""Where data of one person lie: found along the foreign keys, so that a later model cannot be forgotten.

Used by whatever has to reach everything about somebody, such as the sheet under Art. 15 GDPR. A model that points
to the file by any key is part of it, whatever it declares; so is one that declares such people and hangs on one of
those.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Field, ForeignKey, Model, Q

from ibs_portal.audit.paths import path_to
from ibs_portal.privacy.declaration import Declaration, declaration_of, own_models
from ibs_portal.privacy.watched import FILES


@dataclass(frozen=True)
class Holding:
    """One model with rows about the people of a file; ``lookups`` lead from a row to the file."""

    model: type[Model]
    lookups: tuple[str, ...]
    declaration: Declaration

    @property
    def label(self) -> str:
        return self.model._meta.label

    def of(self, file: Model) -> Q:
        """The condition for rows about this file."""
        return Q(*[(lookup, file.pk) for lookup in self.lookups], _connector=Q.OR)

    def told_fields(self) -> list[Field]:
        """Fields that say something about the person, and the days and times beside them."""
        return [field for field in self.model._meta.concrete_fields if self._is_told(field)]

    def _is_told(self, field: Any) -> bool:
        is_time = field.get_internal_type() in ("DateField", "DateTimeField")
        return not field.primary_key and (field.name in self.declaration.personal or is_time)


def holdings_of(file_model: type[Model]) -> list[Holding]:
    """The file itself first, then every model that leads to it."""
    # A file that was put into another one is of the same person.
    own = tuple(field.name for field in file_model._meta.concrete_fields if field.related_model is file_model)
    found = [Holding(file_model, ("pk", *own), declaration_of(file_model))]
    for model in own_models():
        if model is not file_model and (lookups := _lookups(model, file_model)):
            found.append(Holding(model, lookups, declaration_of(model)))
    return found


def _lookups(model: type[Model], file_model: type[Model]) -> tuple[str, ...]:
    keys = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    if direct := tuple(field.name for field in keys if field.related_model is file_model):
        return direct
    if FILES.get(declaration_of(model).subject) != file_model._meta.label:
        return ()
    path = path_to(model, file_model, may_be_empty={str(file_model._meta.model_name)})
    return ("__".join(field.name for field in path),) if path else ()
