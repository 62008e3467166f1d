"""Fields and widgets of the design system; see the gallery for what each looks like."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

Keys = Mapping[str, str] | str


class KeyedChoices(forms.RadioSelect):
    """Options as chips. ``keys`` names a keyboard key per option: a mapping by value, or a string in order."""

    template_name = "ui/widgets/chips.html"

    def __init__(self, *args: Any, keys: Keys = "", columns: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys, self.columns = keys, columns

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if key := self._key(str(value), int(option["index"].split("_")[0])):
            option["key"] = option["attrs"]["data-key"] = key
        return option

    def get_context(self, *args: Any) -> dict[str, Any]:
        context = super().get_context(*args)
        context["widget"]["columns"] = self.columns
        return context

    def _key(self, value: str, position: int) -> str:
        if isinstance(self.keys, Mapping):
            return self.keys.get(value, "")
        return self.keys[position : position + 1] if value else ""


class ChipRadioSelect(KeyedChoices):
    """One of up to twelve options, in a dense form: ``ChipRadioSelect(keys={"phone": "t"})``."""


class ChipCheckboxSelect(KeyedChoices, forms.CheckboxSelectMultiple):
    """Any of up to twelve options, in a dense form: ``ChipCheckboxSelect(keys="1234567890ab", columns=True)``."""


class NativeDate(forms.DateInput):
    """The browser's date picker. For staff; the public types three numbers (``DateInThreeFields``)."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class NativeTime(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class NativeDateTime(forms.DateTimeInput):
    """The browser's picker for day and time, local time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class ThreeNumbers(forms.MultiWidget):
    """Day, month and year as typed numbers: browsers' pickers do not speak the language of the page."""

    template_name = "ui/widgets/three_numbers.html"
    use_fieldset = True
    labels = (_("Day"), _("Month"), _("Year"))

    def __init__(self, attrs: dict[str, Any] | None = None, *, autocomplete: str = "") -> None:
        parts = ("day", "month", "year")
        completions = [f"{autocomplete}-{part}" if autocomplete else "off" for part in parts]
        super().__init__({part: _number(part, hint) for part, hint in zip(parts, completions, strict=True)}, attrs)

    def decompress(self, value: datetime.date | None) -> list[int | None]:
        return [value.day, value.month, value.year] if value else [None, None, None]

    def get_context(self, *args: Any) -> dict[str, Any]:
        context = super().get_context(*args)
        for part, label in zip(context["widget"]["subwidgets"], self.labels, strict=True):
            part["label"] = label
        return context


def _number(part: str, autocomplete: str) -> forms.TextInput:
    length = "4" if part == "year" else "2"
    return forms.TextInput({"inputmode": "numeric", "maxlength": length, "autocomplete": autocomplete})


class DateInThreeFields(forms.MultiValueField):
    """A day people know by heart, such as a birthday; gives a ``datetime.date``.

    ``autocomplete="bday"`` lets the browser fill in the reader's own birthday.
    """

    default_error_messages = {
        "incomplete": _("Enter day, month and year, for example 31 3 1990."),
        "invalid": _("This date does not exist. Enter it like 31 3 1990."),
    }

    def __init__(self, *, autocomplete: str = "", **kwargs: Any) -> None:
        parts = [forms.CharField(required=False, max_length=4) for _part in range(3)]
        kwargs.setdefault("widget", ThreeNumbers(autocomplete=autocomplete))
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: Sequence[str]) -> datetime.date | None:
        if not any(data_list):
            return None
        if not all(data_list):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        try:
            day, month, year = map(int, data_list)
            return datetime.date(year if year > 99 else 0, month, day)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
