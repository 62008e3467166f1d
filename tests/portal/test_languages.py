"""What a reader of Arabic must find in her language, and how German parts of a page are marked."""

import re

import pytest
from django.utils import translation

from ibs_portal.languages import SITE_LANGUAGES, TextIn
from ibs_portal.ui.german import german_part
from ibs_portal.ui.templatetags.ui import bdi_times, german, marked
from ibs_portal.website.management.commands import catalogue

# The pages with which everybody begins: the frame, the door and the way in.
FOLDERS = ("templates/components/", "templates/account/")
FILES = (
    "templates/base.html",
    "templates/layouts/public.html",
    "templates/layouts/question.html",
    "templates/layouts/account.html",
    "templates/layouts/error.html",
    "templates/website/home.html",
    "templates/website/emergency.html",
    "templates/counselling/opening_hours.html",
    "templates/counselling/topics.html",
    "templates/counselling/team.html",
    "counselling/queries/opening_words.py",
)
STAFF_ONLY = (
    *("templates/components/shortcuts.html", "templates/components/tab.html", "templates/components/nav_fold.html"),
    *(f"templates/components/list_{part}.html" for part in ("columns", "counts", "own", "refused", "take", "upload")),
)


def is_first_page(path: str) -> bool:
    return (path in FILES or path.startswith(FOLDERS)) and path not in STAFF_ONLY


@pytest.fixture(scope="module")
def sources():
    return catalogue.extracted()


@pytest.mark.parametrize("language", [code for code, _name in SITE_LANGUAGES if code != "en"])
def test_the_first_pages_are_whole_in_every_language(language, sources):
    messages = catalogue.updated(language, sources)
    first = [m for m in messages if any(is_first_page(path) for path, _line in m.locations)]
    assert first
    assert [m.id for m in first if catalogue.is_missing(m)] == []


def test_a_plural_without_arabic_falls_back_to_german_not_to_the_source(sources):
    messages = catalogue.without_missing(catalogue.updated("ar", sources))
    assert all(all(m.string) for m in messages if m.id)


# The polite form of address is the plural (أنتم), for whatever gender. These words speak to one person.
SINGULAR = (
    "أنت لك بك إليك عليك لديك معك عنك يمكنك يلزمك فضلك بياناتك صفحتك موعدك رسالتك موافقتك كنت تريد تحتاج اختر أدخل"
)
HARMLESS = ("تحتاج الإدارة", "أدخل فريق")


def spoken_to_one(text: str) -> set[str]:
    for words in HARMLESS:
        text = text.replace(words, "")
    plain = re.sub("[\u064b-\u0652]", "", text)
    return set(SINGULAR.split()) & {re.sub("^[وف](?=.{3})", "", word) for word in re.findall(r"\w+", plain)}


def test_arabic_speaks_to_the_reader_in_one_form(sources):
    said = [m for m in catalogue.updated("ar", sources) if m.id]
    texts = [text for m in said for text in ([m.string] if isinstance(m.string, str) else m.string)]
    assert [text for text in texts if spoken_to_one(text)] == []
    assert spoken_to_one("يمكنك الآن، فأدخل رمزًا") == {"يمكنك", "أدخل"}


def test_a_german_part_of_a_sentence_is_marked_for_other_readers():
    with translation.override("ar"):
        sentence = f"{german_part('Hauptstraße 56')}, 9:00"
        assert bdi_times(sentence) == '<bdi lang="de" dir="ltr">Hauptstraße 56</bdi>, <bdi>9:00</bdi>'
        assert german("Erdgeschoss") == '<bdi lang="de" dir="ltr">Erdgeschoss</bdi>'
    with translation.override("de"):
        assert german_part("Hauptstraße 56") == german("Hauptstraße 56") == "Hauptstraße 56"


def test_a_part_is_escaped_like_any_other_text():
    with translation.override("ar"):
        assert "<b>" not in bdi_times(german_part("<b>"))
        assert "<b>" not in german("<b>")


def test_a_text_of_another_language_says_which():
    with translation.override("ar"):
        assert marked(TextIn("Wohnen", "de")) == '<bdi lang="de" dir="ltr">Wohnen</bdi>'
        assert marked(TextIn("السكن", "ar")) == "السكن"
    with translation.override("de"):
        assert marked(TextIn("السكن", "ar")) == '<bdi lang="ar" dir="rtl">السكن</bdi>'
