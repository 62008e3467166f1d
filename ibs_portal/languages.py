"""The languages of the portal and of its people.

Different things: the languages that the *site* is offered in (``SITE_LANGUAGES``), those in which some *letters*
and the pages behind their links can be read as well (``LETTER_LANGUAGES``), and those that *people* speak
(``SPOKEN_LANGUAGES``, ISO 639 codes with names from CLDR).
"""

import functools

from babel import Locale
from babel.core import UnknownLocaleError
from django.utils.translation import get_language

# Code and the language's own name: a reader finds her own language under its own name.
SITE_LANGUAGES = [
    ("de", "Deutsch"),
    ("en", "English"),
    ("ar", "العربية"),
]
# Languages of some letters and of the pages behind their links, beyond those of the site: what somebody must understand
# to answer is there in her language before all the rest is. Code and own name.
LETTER_LANGUAGES = [
    ("tr", "Türkçe"),
]
# What a reader of such a language gets wherever it is not offered.
INSTEAD_OF = {"tr": "de"}
# Staff pages and the set-up; whoever reads the site in another language sees them in German.
STAFF_LANGUAGES = ("de", "en")

# ISO 639-1 where there is a code, else 639-3. The order is that of the counselling centre's frequent languages.
SPOKEN_LANGUAGES = (
    "de en ar fa prs ps ckb kmr uk ru tr ti am so vi ro pl cs sk hu bg sr hr bs sq mk it es pt fr el hi ur pa ml ta "
    "te bn ne my th fil id zh ja ko ka hy az uz kk tg mn sw ha yo ig rw ln wo ff om aa he rom sgn"
).split()

# Names that CLDR lacks or gives in words that the speakers do not use.
OWN_NAMES = {"kmr": "Kurmancî", "prs": "دری", "sgn": "DGS", "rom": "Romani", "fil": "Filipino", "zh": "中文"}
LABELS = {
    "de": {"kmr": "Kurmandschi", "prs": "Dari", "sgn": "Gebärdensprache", "rom": "Romani", "ckb": "Sorani"},
    "en": {"kmr": "Kurmanji", "prs": "Dari", "sgn": "Sign language", "rom": "Romani", "ckb": "Sorani"},
    "ar": {"kmr": "الكرمانجية", "prs": "الدرية", "sgn": "لغة الإشارة", "rom": "الغجرية"},
}
RIGHT_TO_LEFT = {"ar", "fa", "prs", "ps", "ckb", "ur", "he"}


class TextIn(str):
    """A text that knows its language, so that a page can mark a fallback: ``{{ topic.label|marked }}``."""

    lang: str

    def __new__(cls, text: str, lang: str) -> "TextIn":
        self = super().__new__(cls, text)
        self.lang = lang
        return self


@functools.cache
def _locale(code: str) -> Locale:
    try:
        return Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("de")


def language_label(code: str, reader: str | None = None) -> str:
    """The name of a language in the language of the reader (a site code, by default the active one)."""
    reader = reader or get_language() or "de"
    if own := LABELS.get(reader[:2], {}).get(code):
        return own
    return _locale(reader).languages.get(code, code)


def own_name(code: str) -> str:
    """The name of a language in that language: ``ar`` is «العربية»."""
    if code in OWN_NAMES:
        return OWN_NAMES[code]
    name = _locale(code).get_language_name() if _locale(code).language == code else None
    return name[:1].upper() + name[1:] if name else language_label(code, "de")


def direction(code: str) -> str:
    """``rtl`` or ``ltr``, as the attribute ``dir`` takes it."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def site_language_choices() -> list[tuple[str, str]]:
    """Choices of a field for the language of an account or a mail; as a function they stay out of migrations."""
    return list(SITE_LANGUAGES)


def letter_language_choices() -> list[tuple[str, str]]:
    """The same with the languages of letters: for people who get letters that are written in them."""
    return [*SITE_LANGUAGES, *LETTER_LANGUAGES]


def letter_language(wanted: str) -> str:
    """The language of a letter, or of the page behind its link, for somebody who wants this one."""
    return wanted if wanted in dict(letter_language_choices()) else "de"


def language_choices() -> list[tuple[str, str]]:
    """Choices for a form or a model field, sorted by the reader's own words after the first two."""
    return list(_choices_for(get_language() or "de"))


@functools.cache
def _choices_for(reader: str) -> tuple[tuple[str, str], ...]:
    labelled = [(code, language_label(code, reader)) for code in SPOKEN_LANGUAGES]
    return (*labelled[:2], *sorted(labelled[2:], key=lambda pair: pair[1]))
