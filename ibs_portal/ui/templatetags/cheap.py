"""Django's ``{% url %}``, ``|date`` and ``|time`` with the same words and results, cheaper.

They are built into every template (``TEMPLATES``), since a page of rows spends most of its time in them. What is
rare is left to Django: addresses with names or with more than one key, those of Django admin, which may stand in
several places, and letters of a format that are not in ``LETTERS``.
"""

import datetime
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django import template
from django.template import defaultfilters
from django.template.defaulttags import URLNode, url
from django.utils.dates import MONTHS, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import get_format
from django.utils.translation import get_language

from ibs_portal.ui.addresses import address

register = template.Library()
Words = Callable[[Any], str]
LETTERS: dict[str, Words] = {
    "d": lambda day: f"{day.day:02}",
    "j": lambda day: str(day.day),
    "m": lambda day: f"{day.month:02}",
    "n": lambda day: str(day.month),
    "Y": lambda day: f"{day.year:04}",
    "F": lambda day: str(MONTHS[day.month]),
    "D": lambda day: str(WEEKDAYS_ABBR[day.weekday()]),
    "l": lambda day: str(WEEKDAYS[day.weekday()]),
}
OF_CLOCK: dict[str, Words] = {
    "G": lambda at: str(at.hour),
    "H": lambda at: f"{at.hour:02}",
    "i": lambda at: f"{at.minute:02}",
}


class KeptURLNode(URLNode):
    def render(self, context: template.Context) -> Any:
        if self.kwargs or self.asvar or len(self.args) > 1:
            return super().render(context)
        name = self.view_name.resolve(context)
        keys = [arg.resolve(context) for arg in self.args]
        if name.startswith("admin:") or any(type(key) is not int or key < 0 for key in keys):
            return super().render(context)
        # Of letters, digits and slashes only: nothing to escape.
        return address(name, *keys)


@register.tag("url")
def kept_url(parser: template.base.Parser, token: template.base.Token) -> KeptURLNode:
    node = url(parser, token)
    return KeptURLNode(node.view_name, node.args, node.kwargs, node.asvar)


@register.filter(expects_localtime=True, is_safe=False)
def date(value: Any, arg: str | None = None) -> Any:
    if isinstance(value, datetime.date) and arg:
        if arg == "c":
            return value.isoformat()
        language = get_language()
        if isinstance(value, datetime.datetime):
            clock = (value.hour, value.minute) if _needs_clock(arg, language) else (0, 0)
            words = _day_words(value.toordinal(), *clock, True, arg, language)
        else:
            words = _day_words(value.toordinal(), 0, 0, False, arg, language)
        if words:
            return words
    return defaultfilters.date(value, arg)


@register.filter(expects_localtime=True, is_safe=False)
def time(value: Any, arg: str | None = None) -> Any:
    has_clock = isinstance(value, datetime.datetime | datetime.time)
    if has_clock and arg and (words := _clock_words(value.hour, value.minute, arg, get_language())):
        return words
    return defaultfilters.time(value, arg)


@lru_cache(200)
def _needs_clock(arg: str, _language: str | None) -> bool:
    return not OF_CLOCK.keys().isdisjoint(get_format(arg))


@lru_cache(4000)
def _day_words(day: int, hour: int, minute: int, has_clock: bool, arg: str, _language: str | None) -> str:
    """A day in words, as often as it stands on pages; ``""`` for what Django writes."""
    parts = _parts(get_format(arg), has_clock)
    at = datetime.datetime.combine(datetime.date.fromordinal(day), datetime.time(hour, minute))
    return "".join([part(at) for part in parts or ()])


@lru_cache(4000)
def _clock_words(hour: int, minute: int, arg: str, _language: str | None) -> str:
    parts = _parts(get_format(arg), has_clock=True, has_day=False)
    return "".join([part(datetime.time(hour, minute)) for part in parts or ()])


@lru_cache(200)
def _parts(form: str, has_clock: bool, has_day: bool = True) -> list[Words] | None:
    """What to write for each sign of a format; ``None`` for one that Django writes itself."""
    known = (LETTERS if has_day else {}) | (OF_CLOCK if has_clock else {})
    if "\\" in form or any(sign.isalpha() and sign not in known for sign in form):
        return None
    return [known.get(sign) or _as_it_is(sign) for sign in form]


def _as_it_is(sign: str) -> Words:
    return lambda _value: sign
