"""Another key for encrypted texts: row by row, so that it can be stopped and begun again."""

from typing import Any

from django.apps import apps
from django.db import models, transaction

from ibs_portal.privacy.encryption import DamagedError, KeyMissingError, is_current
from ibs_portal.privacy.sealed_text import SealedTextField

AT_ONCE = 200


def models_with_sealed_texts() -> list[tuple[type[models.Model], list[SealedTextField]]]:
    found = [(model, [f for f in model._meta.local_fields if isinstance(f, SealedTextField)]) for model in _models()]
    return [(model, fields) for model, fields in found if fields]


@transaction.atomic
def seal_anew(model: type[models.Model], *, after: int = 0) -> tuple[int, int]:
    """Encrypts the texts of the next rows with the first key; how many, and the last row (0: none is left).

    What no key here opens stays as it is: it may be somebody's who is coming with the key. Nothing else of a row is
    read, because jobs may read no more of it.
    """
    fields = dict(models_with_sealed_texts())[model]
    needed = {"pk", *(field.attname for field in fields), *(field.bound_to for field in fields)}
    rows = model._base_manager.select_for_update(of=("self",)).filter(pk__gt=after).order_by("pk").only(*needed)
    changed = last = 0
    for row in rows[:AT_ONCE]:
        last = row.pk
        older = [field for field in fields if _is_older(row.__dict__[field.attname])]
        try:
            row.__dict__.update({field.attname: _words(row, field) for field in older})
        except (KeyMissingError, DamagedError):
            continue
        if older:
            row.save(update_fields=[field.attname for field in older])
            changed += 1
    return changed, last


def _words(row: models.Model, field: SealedTextField) -> Any:
    return field.words_of(row.__dict__[field.attname], getattr(row, field.bound_to))


def _is_older(held: Any) -> bool:
    return bool(held) and not is_current(held)


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if not model._meta.proxy]
