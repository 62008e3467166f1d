"""Which of two values is kept, for each fact in which two files differ."""

from typing import Any

from django import forms
from django.utils.formats import localize
from django.utils.translation import gettext as _

from counselling.models import Client
from counselling.queries.clients import birth_date_text
from counselling.rules.merging import groups_of
from ibs_portal.languages import language_label

KEPT, OTHER = "kept", "other"


class ClientMergeForm(forms.Form):
    """One choice for each fact that differs; the value that is there goes before an empty one."""

    mark_optional = False

    def __init__(self, *args: Any, kept: Client, gone: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [field.name for field in Client._meta.concrete_fields]
        for group in groups_of(names):
            values = [[getattr(client, name) for name in group] for client in (kept, gone)]
            if values[0] == values[1]:
                continue
            self.fields[group[0]] = forms.ChoiceField(
                label=Client._meta.get_field(group[0]).verbose_name,
                choices=[(KEPT, shown(kept, group)), (OTHER, shown(gone, group))],
                initial=KEPT if any(values[0]) and values[0] != ["unknown"] and kept_says(kept, group) else OTHER,
                widget=forms.RadioSelect,
            )

    def chosen(self) -> list[str]:
        """The facts that are taken from the other file."""
        return [name for name, value in self.cleaned_data.items() if value == OTHER]


def kept_says(client: Client, group: tuple[str, ...]) -> bool:
    return bool(getattr(client, group[0]))


def shown(client: Client, group: tuple[str, ...]) -> str:
    """The values of a group in words, and words for nothing: a dash does not say what would be lost."""
    nothing = str(_("not given"))
    if group[0] == "birth_date":
        return birth_date_text(client) or nothing
    values = [(Client._meta.get_field(name).verbose_name, _one(client, name)) for name in group]
    if group[0] == "street" or len(group) == 1:
        return ", ".join(value for _name, value in values if value) or nothing
    return "; ".join(f"{label}: {value}" for label, value in values if value) or nothing


def _one(client: Client, name: str) -> str:
    value = getattr(client, name)
    if value in (None, "", [], False):
        return ""
    field = Client._meta.get_field(name)
    if isinstance(value, list):
        choices = dict(getattr(getattr(field, "base_field", None), "flatchoices", None) or [])
        return ", ".join(str(choices.get(item) or language_label(item)) for item in value)
    if value is True:
        return str(field.verbose_name)
    return str(getattr(client, f"get_{name}_display", lambda: localize(value))())
