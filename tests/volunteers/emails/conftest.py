"""Each language of letters, and which texts its catalogue was asked for in vain."""

from collections.abc import Callable, Iterator

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from ibs_portal.languages import letter_language_choices
from tests.factories.volunteers import ProgrammeFactory

LANGUAGES = [code for code, _name in letter_language_choices() if code != "en"]

# Django looks it up to compare, and shows the words of the model.
COMPARED = "Constraint “%(name)s” is violated."


class Missing:
    """Which texts a catalogue was asked for in vain: what a reader would find in German instead."""

    def __init__(self, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.texts: set[str] = set()
        catalogue = trans_real.translation(language)
        known, one, many = catalogue._catalog, catalogue.gettext, catalogue.ngettext

        def gettext(text: str) -> str:
            if text and text != COMPARED and text not in known and (text, 0) not in known:
                self.texts.add(text)
            return one(text)

        def ngettext(singular: str, plural: str, number: int) -> str:
            if known.plural(singular, number) is None:
                self.texts.add(singular)
            return many(singular, plural, number)

        monkeypatch.setattr(catalogue, "gettext", gettext)
        monkeypatch.setattr(catalogue, "ngettext", ngettext)


@pytest.fixture
def watched(monkeypatch) -> Callable[[str], Missing]:
    return lambda language: Missing(language, monkeypatch)


@pytest.fixture(params=LANGUAGES)
def language(request) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def programme(db):
    return ProgrammeFactory(contact_phone="0541 000000")
