"""Texts that staff typed, on a page: ``{% load website %}``."""

from django import template

from ibs_portal.website.rules import markup

register = template.Library()


@register.inclusion_tag("website/partials/_blocks.html")
def typed_text(text: str, level: int = 2) -> dict[str, object]:
    """Headings, paragraphs and lists of a typed text; escaped, with addresses as links."""
    return {"blocks": markup.blocks(text), "level": level, "lang": getattr(text, "lang", "")}


@register.filter
def first_sentences(text: str) -> str:
    return markup.first_sentences(text)
