"""Numbers as offices write them: ``{% load figures %}``."""

from django import template
from django.utils.translation import get_language

register = template.Library()

GERMAN = str.maketrans(",.", ".,")
NOTHING = "–"


@register.filter
def figure(value: float | None) -> str:
    """``3.704`` in German, ``3,704`` in English; a dash where nothing is told."""
    if value is None or value == "":
        return NOTHING
    text = f"{value:,}"
    return text if (get_language() or "de").startswith("en") else text.translate(GERMAN)


@register.filter
def signed(value: int | None) -> str:
    """``+12``, ``−3``, ``±0``: with a real minus sign."""
    if value is None or value == "":
        return NOTHING
    if value == 0:
        return "±0"
    return f"{'+' if value > 0 else '−'}{figure(abs(value))}"
