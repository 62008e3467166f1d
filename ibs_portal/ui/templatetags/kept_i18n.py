"""The library ``i18n`` of Django, whose ``{% translate %}`` of a fixed text is looked up once in a language.

It takes the place of Django's under the same name (``TEMPLATES``): a page of staff has a hundred such texts.
"""

from typing import Any

from django import template
from django.template import Context
from django.template.base import FilterExpression, Parser, Token, Variable
from django.templatetags import i18n
from django.templatetags.i18n import TranslateNode
from django.utils.translation import get_language

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class KeptTranslateNode(TranslateNode):
    """Keeps the words by language, and whether they were escaped."""

    def __init__(self, node: TranslateNode) -> None:
        # A second time over Django's own ``__init__`` would quote the text again.
        self.__dict__.update(node.__dict__)
        self.kept: dict[tuple[str | None, bool], Any] = {}

    def render(self, context: Context) -> Any:
        key = (get_language(), context.autoescape)
        if key not in self.kept:
            self.kept[key] = super().render(context)
        return self.kept[key]


def is_fixed(text: FilterExpression | None) -> bool:
    """Whether it says the same in every context."""
    return text is None or (not text.filters and isinstance(text.var, Variable | str) and _is_literal(text.var))


def _is_literal(var: Variable | str) -> bool:
    return isinstance(var, str) or var.lookups is None


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> TranslateNode:
    node = i18n.do_translate(parser, token)
    is_kept = not node.asvar and is_fixed(node.filter_expression) and is_fixed(node.message_context)
    return KeptTranslateNode(node) if is_kept else node
