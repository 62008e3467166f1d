"""Codes of languages in the reader's words: ``{% load counselling_languages %}``."""

from collections.abc import Iterable

from django import template

from ibs_portal.languages import language_label

register = template.Library()


@register.filter
def language_names(codes: Iterable[str]) -> str:
    """``["ar", "de"]`` as "Arabisch, Deutsch"."""
    return ", ".join(language_label(code) for code in codes)
