"""Everything that is kept about a person, value by value, as a reader understands it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db.models import F, IntegerField, Model, Value
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.holdings import Holding
from ibs_portal.privacy.sealed_text import SealedTextField, opened_from

Part = tuple[Holding, Any]
Links = dict[tuple[Any, Any], str]


@dataclass(frozen=True)
class Told:
    """One row: the words of its fields, and the same by name of the field."""

    holding: Holding
    lines: list[tuple[Any, str]]
    values: dict[str, str]


def told_rows(
    parts: Iterable[Part],
    *,
    derived: Collection[str] = (),
    withheld: Mapping[str, Collection[str]] = MappingProxyType({}),
    named_from: Callable[[type[Model]], Any] = lambda model: model._base_manager.all(),
) -> list[Told]:
    """Every row of the parts (a holding and the rows that the person may read), in one query for all of them.

    ``derived`` fields say nothing that others do not; ``withheld``, by label of a model, are not the person's to read.
    ``named_from`` answers the rows out of which linked rows
    of a model get their names, or ``None``: then neither name nor key is told.
    """
    parts = list(parts)
    left_out = [{*derived, *withheld.get(holding.label, ())} for holding, _rows in parts]
    fields = [
        [f for f in h.told_fields() if f.name not in out] for (h, _rows), out in zip(parts, left_out, strict=True)
    ]
    asked = []
    for rank, (_holding, rows) in enumerate(parts):
        payload = JSONObject(**{field.name: _asked(field) for field in fields[rank]})
        rows = rows.annotate(rank=Value(rank, output_field=IntegerField()), row=F("pk"), payload=payload)
        asked.append(rows.values_list("rank", "row", "payload"))
    found = list(asked[0].union(*asked[1:], all=True).order_by("rank", "row"))
    names = _names_of_links(fields, found, named_from)
    return [_told(parts[rank][0], fields[rank], payload, names) for rank, _row, payload in found]


def _asked(field: Any) -> Any:
    """An encrypted text comes with the name of the row to which it is bound."""
    return JSONObject(held=field.attname, bound_to=field.bound_to) if is_sealed_text(field) else field.attname


def is_sealed_text(field: Any) -> bool:
    return isinstance(field, SealedTextField)


def _names_of_links(fields: list[list[Any]], found: list[Any], named_from: Callable[[type[Model]], Any]) -> Links:
    """Names of linked rows such as topics and partners: one query per model, whatever the number of rows."""
    wanted: dict[Any, set[Any]] = {}
    for rank, _row, payload in found:
        for field in fields[rank]:
            if field.related_model and payload[field.name]:
                wanted.setdefault(field.related_model, set()).add(payload[field.name])
    sources = {model: named_from(model) for model in wanted}
    return {
        (model, row.pk): str(row)
        for model, rows in sources.items()
        if rows is not None
        for row in rows.filter(pk__in=wanted[model])
    }


def _told(holding: Holding, fields: list[Any], payload: dict[str, Any], names: Links) -> Told:
    lines, values = [], {}
    for field in fields:
        value = _opened(holding.model, field, payload[field.name]) if is_sealed_text(field) else payload[field.name]
        text = names.get((field.related_model, value), "") if field.related_model else shown(field, value)
        if text:
            lines.append((field.verbose_name, text))
            values[field.name] = text
    return Told(holding, lines, values)


def _opened(model: type[Model], field: Any, sealed: dict[str, str]) -> Any:
    """The words of an encrypted text; what cannot be read stays as it is kept."""
    held = sealed["held"]
    return held and (opened_from(model, field.name, held, sealed["bound_to"]).text or held)


def shown(field: Any, value: Any) -> str:
    """One value as a reader understands it; what is kept sealed is named and not shown."""
    if value in (None, "", [], {}):
        return ""
    is_words = is_sealed_text(field) and not str(value).startswith("\\x")
    if not type(field).__module__.startswith("django.") and not is_words:
        return str(_("kept encrypted"))
    kind = field.get_internal_type()
    if kind in ("DateField", "DateTimeField"):
        moment = field.to_python(value)
        is_day = kind == "DateField"
        return f"{moment:%d.%m.%Y}" if is_day else f"{timezone.localtime(moment):%d.%m.%Y %H:%M}"
    choices = dict((getattr(field, "base_field", None) or field).flatchoices)
    return ", ".join(_words(one, choices) for one in (value if isinstance(value, list) else [value]))


def _words(value: Any, choices: dict[Any, Any]) -> str:
    """One part of a value; what is kept as pairs is read as pairs."""
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_words(one, choices)}" for name, one in value.items())
    if isinstance(value, list):
        return ", ".join(_words(one, choices) for one in value)
    return str(choices.get(value, value))
