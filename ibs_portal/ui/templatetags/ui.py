"""Small parts of pages: ``{% load ui %}``. Forms have their own library, ``{% load ui_forms %}``."""

import datetime
import re
from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import translate_url
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from ibs_portal.ui import navigation
from ibs_portal.ui.german import LTR_PART, PART_END
from ibs_portal.ui.letter_pages import is_letter_page

register = template.Library()

TONES = ("info", "success", "warning", "danger")
# What ``german_part`` marks inside a sentence.
GERMAN_PART = re.compile(f"{LTR_PART}([^{PART_END}]*){PART_END}")
# Clock times, spans of them, and telephone numbers: in a right-to-left sentence they would fall apart.
FIXED_ORDER = re.compile(r"(\d{1,2}[:.]\d{2}(?:\s?[–-]\s?\d{1,2}[:.]\d{2})?|(?<!\d)(?:\+\d{2}\s?|0)\d[\d /-]{5,}\d)")


@register.simple_tag
def mail(address: str) -> SafeString:
    """A link to write to somebody. Where the line is too short it breaks before the domain and not within a word."""
    name, at, domain = address.rpartition("@")
    return format_html('<a href="mailto:{}"><bdi dir="ltr">{}{}<wbr>{}</bdi></a>', address, name, at, domain)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One of KERN's icons; decoration, unless ``label`` says something the words beside do not."""
    if label:
        return format_html('<span class="kern-icon kern-icon--{}" role="img" aria-label="{}"></span>', name, label)
    return format_html('<span class="kern-icon kern-icon--{}" aria-hidden="true"></span>', name)


@register.inclusion_tag("components/badge.html")
def badge(text: str, tone: str = "info") -> dict[str, str]:
    """A state in words with an icon; ``tone`` is info, success, warning or danger."""
    return {"text": text, "tone": tone if tone in TONES else "info"}


@register.filter
def bdi(value: object) -> SafeString:
    """Keeps a name, time or number in one piece inside a sentence of the other direction."""
    return format_html("<bdi>{}</bdi>", value)


@register.filter
def bdi_times(text: object) -> SafeString:
    """Wraps each clock time and phone number of a sentence in ``<bdi>``, and marks its German parts."""
    parts = GERMAN_PART.split(str(text))
    pieces = (in_german(part) if position % 2 else _bdi_times(part) for position, part in enumerate(parts))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _bdi_times(text: str) -> SafeString:
    parts = FIXED_ORDER.split(text)
    return format_html_join("", "{}", ((bdi(part) if position % 2 else part,) for position, part in enumerate(parts)))


def in_german(text: object) -> SafeString:
    return format_html('<bdi lang="de" dir="ltr">{}</bdi>', text)


@register.filter
def german(text: object) -> object:
    """Marks a text that is kept in German only, such as an address, on pages of other languages."""
    return text if not text or (get_language() or "de").startswith("de") else in_german(text)


@register.filter
def marked(text: object) -> object:
    """Marks a text that knows its language (``lang``) where that is not the reader's."""
    lang = getattr(text, "lang", "")
    if not text or not lang or lang == get_language():
        return text
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', lang, lang_dir(lang), str(text))


@register.simple_tag
def phone(number: str) -> SafeString:
    """A telephone number one can tap, in its own reading direction; German numbers get +49."""
    digits = re.sub(r"[^\d+]", "", number)
    target = f"+49{digits[1:]}" if digits.startswith("0") and not digits.startswith("00") else digits
    return format_html('<a href="tel:{}"><bdi dir="ltr">{}</bdi></a>', target, number)


@register.simple_tag
def time_range(start: datetime.datetime | datetime.time, end: datetime.datetime | datetime.time | None) -> SafeString:
    """``9:00 to 12:00``, as local time, in the words of the page's language."""
    if end is None:
        return bdi(_clock(start))
    return format_html(
        # Translators: a span of clock times, such as "9:00 to 12:00 o'clock" in German.
        _("{start} to {end}").replace("{start}", "{0}").replace("{end}", "{1}"),
        bdi(_clock(start)),
        bdi(_clock(end)),
    )


def _clock(moment: datetime.datetime | datetime.time) -> str:
    local = timezone.localtime(moment) if isinstance(moment, datetime.datetime) and moment.tzinfo else moment
    return formats.time_format(local, "G:i")


@register.simple_tag(takes_context=True)
def nav_links(context: Context, area: str) -> list[navigation.Link]:
    """``{% nav_links "staff" as links %}``: the entries of a menu that this reader may use."""
    return navigation.links(area, context.get("request"))


@register.simple_tag(takes_context=True)
def nav_menu(context: Context, area: str, room: int) -> navigation.Menu:
    """``{% nav_menu "staff" 8 as menu %}``: the same in two parts, ``menu.first`` and ``menu.more``."""
    return navigation.menu(area, context.get("request"), room=room)


@register.simple_tag
def menu_list(links: Iterable[navigation.Link]) -> SafeString:
    """``{% menu_list menu.first %}``: the list of such entries; whoever has the same ones gets the same list."""
    return _menu_list(tuple(links))


@lru_cache(500)
def _menu_list(links: tuple[navigation.Link, ...]) -> SafeString:
    return render_to_string("components/nav_list.html", {"links": links})


@register.simple_tag(takes_context=True)
def translated_url(context: Context, code: str) -> str:
    """The address of this page in another language; pages without a language in the address lead to its home."""
    request = context["request"]
    path = request.get_full_path()
    translated = translate_url(path, code)
    return translated if translated != path or code == get_language() else f"/{code}/"


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[dict[str, object]]:
    """The languages of this page under their own names: code, name, dir, url, is_current."""
    here, match = get_language(), context["request"].resolver_match
    return [
        {
            "code": code,
            "lang": html_lang(code),
            "name": name,
            "dir": lang_dir(code),
            "url": translated_url(context, code),
            "is_current": code == here,
        }
        for code, name in (settings.LANGUAGES_OF_LETTERS if is_letter_page(match) else settings.LANGUAGES)
    ]


@register.filter
def html_lang(code: str) -> str:
    """The BCP 47 tag of a site language: plain German is still German to a screen reader's voice."""
    return "de" if code == "de-simple" else code


@register.filter
def lang_dir(code: str) -> str:
    """``rtl`` or ``ltr``, for the attribute ``dir`` beside ``lang``."""
    try:
        return "rtl" if get_language_info(code)["bidi"] else "ltr"
    except KeyError:
        return "rtl" if code in settings.LANGUAGES_BIDI else "ltr"


@register.filter
def any_errors(forms: Iterable | None) -> bool:
    """Whether a form or formset of this page has errors (for the title)."""
    return bool(forms is not None and getattr(forms, "errors", None) and _has_errors(forms))


def _has_errors(form_or_set: object) -> bool:
    errors = form_or_set.errors  # type: ignore[attr-defined]
    return any(errors) if isinstance(errors, list) else bool(errors)
