"""Fields in KERN's markup, for the crispy pack and for Django's own field groups alike."""

from typing import Any

from django import forms, template
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from ibs_portal.ui.forms import KeyedChoices

register = template.Library()

NINE_HYPHENS = BLANK_CHOICE_DASH[0][1]

KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "checkbox"),
    (KeyedChoices, "chips"),
    (forms.RadioSelect, "options"),
    (forms.CheckboxSelectMultiple, "options"),
    (forms.SelectMultiple, "input"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
)
CSS = {
    "checkbox": "kern-form-check__checkbox",
    "radio": "kern-form-check__radio",
    "select": "kern-form-input__select",
    "input": "kern-form-input__input",
}


@register.filter
def kind(field: BoundField) -> str:
    """Which markup a field needs: hidden, checkbox, chips, options, set, select, file or input."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    found = next((kind for widget_type, kind in KINDS if isinstance(widget, widget_type)), "input")
    return "set" if found == "input" and field.use_fieldset else found


@register.simple_tag
def kern_widget(field: BoundField, css: str = "input", **attrs: Any) -> SafeString:
    """The widget with KERN's classes, its error state, and whatever class or attributes it already has."""
    if field.field.widget.attrs.get("placeholder") == field.label:
        # A placeholder that repeats the label says nothing and looks like an answer.
        attrs["placeholder"] = False
    if css == "select":
        say_nothing_chosen(field.field)
    return field.as_widget(attrs={**attrs, "class": _classes(field, css)})


def say_nothing_chosen(field: Any) -> None:
    """Django draws nine hyphens where nothing is chosen, and a voice reads each of them; a dash is enough."""
    if getattr(field, "empty_label", None) == NINE_HYPHENS:
        field.empty_label = "–"
    elif not hasattr(field, "empty_label") and next(iter(getattr(field, "choices", ())), None) == ("", NINE_HYPHENS):
        field.choices = [("", "–"), *list(field.choices)[1:]]


@register.simple_tag
def option_groups(field: BoundField) -> list:
    """Groups of options of a radio or checkbox widget, each option with KERN's classes."""
    widget = field.field.widget
    css = _classes(field, "radio" if getattr(widget, "input_type", "") == "radio" else "checkbox")
    attrs = field.build_widget_attrs({"class": css, "id": field.auto_id}, widget)
    # An answer that is wrong is wrong as a group: the fieldset carries the error, not each button.
    attrs.pop("aria-invalid", None)
    return widget.get_context(field.html_name, field.value(), attrs)["widget"]["optgroups"]


def _classes(field: BoundField, css: str) -> str:
    own = field.field.widget.attrs.get("class", "")
    error = f"{CSS[css]}--error" if field.errors else ""
    return " ".join(filter(None, (CSS[css], error, own)))


@register.filter
def focus_id(field: BoundField) -> str:
    """The id of the control that a link of the error summary leads to: in a group the first one."""
    if not field.use_fieldset:
        return field.id_for_label or field.auto_id
    return f"{field.auto_id}_0"


@register.filter
def is_optional(field: BoundField) -> bool:
    """Whether to write "optional": not in filters (``mark_optional = False`` on the form), not on such a field."""
    marks = getattr(field.form, "mark_optional", True) and getattr(field.field, "mark_optional", True)
    return not field.field.required and marks


@register.filter
def claims_summary(form: forms.BaseForm | None) -> bool:
    """Whether to write the error summary here: the first place that asks gets it, so no page shows it twice.

    The layouts ask above the heading, the crispy pack asks above the fields.
    """
    if not form or not form.errors or getattr(form, "summary_is_shown", False):
        return False
    form.summary_is_shown = True  # type: ignore[attr-defined]
    return True


@register.filter
def label_stem(field: BoundField) -> str:
    """A label without its full stop or question mark, to be followed by a colon."""
    return str(field.label).rstrip(".?!:؟ ")


@register.filter
def error_count(form: forms.BaseForm) -> int:
    return sum(len(errors) for errors in form.errors.values())
