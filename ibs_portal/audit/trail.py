"""Writing the trail, in the transaction of the act itself: if it cannot be written, nothing happened.

A function of the database adds the entry. *Who* and *as what* it takes from the sealed claims of the
transaction, *whose* row it is from the row: whoever calls it cannot say otherwise.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from ibs_portal.audit.models import Entry

WRITE = (
    "SELECT * FROM audit_write(%s::text, %s::text, %s::text, %s::bigint, %s::text, %s::text, %s::bigint, %s::bigint)"
)


def record(verb: str, row: Model | None = None, *, by: Any, fields: Iterable[str] = (), reason: str = "") -> Entry:
    """Adds the entry of an act.

    ``verb`` is ``<noun>.<past participle>``, ``fields`` the names of what changed (names only), ``reason`` a
    code or what the person typed as a reason. ``by`` is the acting user (``None`` for the system); it counts
    only where the owner of the database acts. In a request it is who is asking.
    """
    return _write(Entry.Kind.ACT, verb, row, by=by, fields=fields, reason=reason)


def record_reading(
    row: Model | None, *, what: str, by: Any = None, fields: Iterable[str] = (), reason: str = ""
) -> Entry:
    """Adds the entry of a look at a row: ``client.viewed``; ``fields`` may name what of it was shown."""
    return _write(Entry.Kind.READ, what, row, by=by, fields=fields, reason=reason)


def record_look(what: str, model: type[Model] | None = None, key: int | None = None, *, by: Any = None) -> Entry:
    """Adds the entry of a look at a list or at a row of which only the key is known: ``client.searched``."""
    return _write(Entry.Kind.READ, what, None, by=by, about=(model._meta.label if model else "", key))


def record_refusal(model: type[Model], key: int | None, *, by: Any = None) -> Entry:
    """Adds the entry of a try to see or change a row that was refused."""
    verb = f"{model._meta.model_name}.refused"
    return _write(Entry.Kind.REFUSED, verb, None, by=by, about=(model._meta.label, key))


def _write(
    kind: str,
    verb: str,
    row: Model | None,
    *,
    by: Any,
    fields: Iterable[str] = (),
    reason: str = "",
    about: tuple[str, int | None] = ("", None),
) -> Entry:
    label, key = (row._meta.label, row.pk) if row is not None else about
    names = ", ".join(sorted(fields))
    actor, house = getattr(by, "pk", None), getattr(by, "organisation_id", None)
    return Entry.objects.raw(WRITE, [kind, verb, label, key, names, reason, actor, house])[0]
