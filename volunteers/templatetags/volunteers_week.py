"""The week as a table of tick boxes."""

from django import template
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from volunteers.rules.availability import PARTS, WEEKDAYS

register = template.Library()

HEADS = (_("Morning"), _("Afternoon"), _("Evening"))


@register.simple_tag
def week_parts() -> tuple[Promise, ...]:
    """The heads of the columns."""
    return HEADS


@register.simple_tag
def week_rows(field: BoundField) -> list[tuple[Promise, list[dict]]]:
    """Day and its three boxes, for a field whose choices are ``slot_choices``."""
    chosen = set(field.value() or ())
    return [
        (
            day_name,
            [
                _box(f"{day}_{part}", f"{day_name} {part_name}", 3 * row + n, chosen)
                for n, (part, part_name) in enumerate(PARTS)
            ],
        )
        for row, (day, day_name) in enumerate(WEEKDAYS)
    ]


def _box(value: str, label: str, index: int, chosen: set) -> dict:
    return {"value": value, "label": label, "index": index, "checked": value in chosen}
