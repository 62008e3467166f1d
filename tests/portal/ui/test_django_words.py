"""No English in German pages for want of a translation in Django's own catalogues."""

from pathlib import Path

import django
from babel.messages.pofile import read_po
from django.utils import translation

from ibs_portal.ui.django_words import NOT_IN_GERMAN

USED = ("contrib/admin", "contrib/auth", "contrib/contenttypes", "contrib/sessions", "conf")


def texts(language: str) -> dict[str, bool]:
    """Texts of Django's catalogues, and whether they have words in this language."""
    found: dict[str, bool] = {}
    for app in USED:
        place = Path(django.__file__).parent / app / "locale" / language / "LC_MESSAGES" / "django.po"
        with place.open("rb") as file:
            for message in read_po(file):
                found[_first(message.id)] = found.get(_first(message.id), False) or bool(_first(message.string))
    return found


def _first(text: str | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[0]


def test_what_german_lacks_is_in_our_catalogue():
    german = texts("de")
    assert {text for text in texts("en") if not german.get(text)} == set(NOT_IN_GERMAN)
    with translation.override("de"):
        assert [text for text in NOT_IN_GERMAN if translation.gettext(text) == text] == []
