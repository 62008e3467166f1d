"""Three versions of a form: as it was opened, as it is saved now, as it was typed. Compared field by field.

A version is what a browser would send: ``{field: {name in the form: [values]}}``. So it fits into a hidden input, and
choosing a version is putting its values into the data.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

Entries = dict[str, list[str]]
Version = dict[str, Entries]
Part = forms.BaseForm | forms.BaseFormSet
CHOICE, SAVED, TYPED = "choose_version-", "saved", "typed"


@dataclass(frozen=True)
class Difference:
    """One field in words: ``saved`` is in the file now, ``typed`` stands in the form."""

    name: str
    label: str
    saved: str
    typed: str


# --- What a form holds -----------------------------------------------------------------------------------------


def version_of(parts: Iterable[Part]) -> Version:
    """What these unbound forms show."""
    return {name: entries for part in parts for name, entries in _shown(part)}


def typed_in(parts: Iterable[Part], data: QueryDict) -> Version:
    """What was sent for the same fields."""
    return {name: {key: data.getlist(key) for key in keys} for name, keys in _keys(parts, data)}


def _shown(part: Part) -> Iterator[tuple[str, Entries]]:
    if isinstance(part, forms.BaseFormSet):
        management = part.management_form
        inner = [entries for form in (management, *part.forms) for _name, entries in _shown(form)]
        yield part.prefix, {key: values for entries in inner for key, values in entries.items()}
        return
    for bound in part:
        yield bound.html_name, _entries(bound)


def _entries(bound: Any) -> Entries:
    widget, value = bound.field.widget, bound.value()
    if isinstance(widget, forms.MultiWidget):
        parts = value if isinstance(value, list | tuple) else widget.decompress(value)
        return {f"{bound.html_name}_{n}": [_text(part)] for n, part in enumerate(parts)}
    if isinstance(widget, forms.CheckboxInput):
        return {bound.html_name: ["on"] if value else []}
    if isinstance(widget, forms.SelectMultiple | forms.CheckboxSelectMultiple):
        return {bound.html_name: [str(one) for one in value or ()]}
    return {bound.html_name: [_text(widget.format_value(value))]}


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return _text(value[0]) if value else ""
    return "" if value is None else str(value)


def _keys(parts: Iterable[Part], data: QueryDict) -> Iterator[tuple[str, list[str]]]:
    for part in parts:
        if isinstance(part, forms.BaseFormSet):
            yield part.prefix, [key for key in data if key.startswith(f"{part.prefix}-")]
        else:
            yield from ((name, list(entries)) for name, entries in _shown(part))


# --- Comparing ---------------------------------------------------------------------------------------------------


def as_text(version: Version) -> str:
    return json.dumps(version, ensure_ascii=False)


def from_text(text: str) -> Version:
    """``{}`` for anything that is no version: then every difference is one to be decided."""
    try:
        found = json.loads(text)
        return {str(name): _strings(entries) for name, entries in found.items()}
    except (ValueError, AttributeError, TypeError):
        return {}


def _strings(entries: Entries) -> Entries:
    return {str(key): list(map(str, values)) for key, values in entries.items()}


def undecided(opened: Version, saved: Version, typed: Version) -> tuple[list[str], list[str]]:
    """Fields that both changed, and fields that only the other one changed: those are taken as they are saved."""
    differing = [name for name in saved if not _same(saved[name], typed.get(name, {}))]
    taken = [name for name in differing if name in opened and _same(opened[name], typed.get(name, {}))]
    kept = [name for name in differing if name in opened and _same(opened[name], saved[name])]
    return [name for name in differing if name not in taken and name not in kept], taken


def _same(one: Entries, other: Entries) -> bool:
    return _stripped(one) == _stripped(other)


def _stripped(entries: Entries) -> Entries:
    """Empty fields and the counting fields of a formset are no difference."""
    counted = ("_FORMS",)
    full = {key: [value.strip() for value in values if value.strip()] for key, values in entries.items()}
    kinds = [key for key in full if key.endswith("-kind")]
    empty = {key for key in kinds if not any(full.get(f"{key[:-5]}-{name}") for name in ("given", "family"))}
    return {key: values for key, values in full.items() if values and not key.endswith(counted) and key not in empty}


def put(data: MultiValueDict, entries: Entries, typed: Entries) -> None:
    """Puts one version of a field in place of what was typed."""
    for key in typed:
        data.pop(key, None)
    for key, values in entries.items():
        data.setlist(key, values)


def words(part_fields: dict[str, Any], name: str, entries: Entries) -> str:
    """A version of one field for a reader."""
    field = part_fields.get(name)
    values = [value for key, found in entries.items() for value in found if value and not key.endswith("_FORMS")]
    if isinstance(getattr(field, "widget", None), forms.CheckboxInput):
        return str(_("yes") if values else _("no"))
    choices = {str(key): str(label) for key, label in getattr(field, "choices", ()) or ()}
    if isinstance(field, forms.MultiValueField):
        return ".".join(values) or "–"
    return ", ".join(choices.get(value, value) for value in values) or "–"
