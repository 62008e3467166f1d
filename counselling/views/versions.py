"""Two people change the same row: the second one sees both versions and chooses, field by field."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from counselling.forms.versions import (
    CHOICE,
    SAVED,
    Difference,
    Part,
    as_text,
    from_text,
    put,
    typed_in,
    undecided,
    version_of,
    words,
)


class BothVersionsMixin:
    """Before ``ActionFormView``. ``perform`` calls an action with ``self.version``, which refuses with ``conflict``.

    Give it ``saved_parts()``: the forms and formsets, unbound, as the row is saved now. All parts of the page take
    ``self.data``. The template includes ``counselling/partials/_versions.html`` inside of the form.
    """

    differences: tuple[Difference, ...] = ()
    taken: tuple[Difference, ...] = ()
    is_merged = False

    def saved_parts(self) -> list[Part]:
        raise NotImplementedError(f"{type(self).__name__} needs saved_parts().")

    def label_of(self, name: str, field: Any) -> str:
        return str(field.label) if field is not None else name

    @property
    def version(self) -> int:
        """The version that the person saw."""
        text = self.request.POST.get("version", "")
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    @cached_property
    def opened(self) -> dict[str, Any]:
        return from_text(self.request.POST.get("seen", ""))

    @cached_property
    def data(self) -> QueryDict | None:
        """What was sent, with the saved version in those fields for which it was chosen."""
        if self.request.method != "POST":
            return None
        data = self.request.POST.copy()
        for key, choice in self.request.POST.items():
            name = key.removeprefix(CHOICE)
            if key.startswith(CHOICE) and choice == SAVED and name in self.opened:
                prefixed = {found: [] for found in data if found.startswith(f"{name}-")}
                put(data, self.opened[name], prefixed)
        return data

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | ({"data": self.data} if self.data is not None else {})

    def form_valid(self, form: Any) -> HttpResponse:
        if missing := self._missing_choices():
            form.add_error(None, _("Choose a version of: %(fields)s.") % {"fields": ", ".join(missing)})
            typed = typed_in(self.saved_parts(), self.data)
            asked = [name for name in self.request.POST.getlist("undecided") if name in typed and name in self.opened]
            self.differences = tuple(self._difference(name, self.opened, typed) for name in asked)
            return self.form_invalid(form)
        return super().form_valid(form)

    def _missing_choices(self) -> list[str]:
        """Fields about which the page asked and got no answer."""
        asked = self.request.POST.getlist("undecided")
        fields = self._fields()
        return [self.label_of(name, fields.get(name)) for name in asked if CHOICE + name not in self.request.POST]

    def form_invalid(self, form: Any) -> HttpResponse:
        if any(error.code == "conflict" for error in form.non_field_errors().as_data()):
            form = self._merged(form)
        return super().form_invalid(form)

    def _merged(self, form: Any) -> Any:
        """The form once more: fields that only the other one changed as they are saved now, all else as typed."""
        refused = ValidationError(form.non_field_errors().as_data())
        self.merge()
        merged = self.get_form()
        merged.is_valid()
        merged.add_error(None, refused)
        return merged

    def merge(self) -> None:
        """Finds what differs, and puts what only the other one changed into the data."""
        self.is_merged, parts = True, self.saved_parts()
        saved, typed = version_of(parts), typed_in(parts, self.data)
        both, taken = undecided(self.opened, saved, typed)
        for name in taken:
            put(self.data, saved[name], typed.get(name, {}))
        self.differences = tuple(self._difference(name, saved, typed) for name in both)
        self.taken = tuple(self._difference(name, saved, self.opened) for name in taken)

    def _difference(self, name: str, saved: Any, other: Any) -> Difference:
        fields = self._fields()
        label = self.label_of(name, fields.get(name))
        return Difference(
            name, label, words(fields, name, saved.get(name, {})), words(fields, name, other.get(name, {}))
        )

    def _fields(self) -> dict[str, Any]:
        parts = [part for part in self.saved_parts() if hasattr(part, "fields")]
        return {bound.html_name: bound.field for part in parts for bound in part}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keeps_seen = self.request.method == "POST" and not self.is_merged
        seen = self.request.POST.get("seen", "") if keeps_seen else as_text(version_of(self.saved_parts()))
        version = self.request.POST.get("version", "") if keeps_seen else self.row.version
        return super().get_context_data(
            seen=seen, seen_version=version, differences=self.differences, taken=self.taken, **kwargs
        )
