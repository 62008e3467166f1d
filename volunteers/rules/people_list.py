"""What lists of volunteers and of skilled workers have in common: headings, languages, numbers."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from ibs_portal.documents.lists.rows import LONGEST_WORD, ListRow, keep_texts, read_word, unknown_language, words_in
from ibs_portal.documents.lists.words import Resolve, plain

# column → headings that mean it, plain
HEADINGS = {
    "given": "vorname vornamen rufname given;given names;given name;first name",
    "family": "nachname familienname zuname surname;family name;last name",
    "full": "name;vor und nachname;name vorname;vorname name;full name;person",
    "email": "email mail;e mail;e mail adresse;mailadresse;email adresse;e mail address",
    "phone": "telefon telefonnummer tel handy mobil mobilnummer rufnummer phone;tel nr;handynummer;tel handy",
    "gender": "geschlecht anrede gender sex;m w d;m w;w m d",
    "languages": "sprache sprachen sprachkenntnisse language languages;sprache n",
    "postcode": "plz postleitzahl postcode zip",
    "district": "stadtteil ortsteil bezirk district;part of town;wohngebiet",
    "interests": "interessen hobbys hobbies interests",
}
LONGEST = {
    "given": 100,
    "family": 100,
    "full": 200,
    "email": 254,
    "phone": 40,
    "district": 80,
    "interests": 200,
    "postcode": 10,
}
GENDERS = {
    "woman": "w weiblich frau f female woman",
    "man": "m mannlich herr male man",
    "diverse": "d divers diverse x",
}
# How well somebody speaks a language, as lists say it: 1 a little to 4 as a first language.
LEVELS = {
    1: "a1;a2;etwas;wenig;grundkenntnisse;basic;basics",
    2: "b1;b2;gut;good;mittel",
    3: "c1;c2;fliessend;fluent;sehr gut;very good;verhandlungssicher",
    4: "muttersprache;muttersprachlich;erstsprache;native;mother tongue;first language",
}
LEVEL_OF = {word: level for level, words in LEVELS.items() for word in words.split(";")}
GOOD = 2
PHONE = re.compile(r"[\d\s/()+.–-]{4,40}")
POSTCODE = re.compile(r"\d{5}")


def read_person(row: ListRow, cells: Mapping[str, str], language: Resolve) -> None:
    """Everything that volunteers and skilled workers have alike; "" stays away."""
    keep_texts(row, cells, ("email", "phone", "district", "interests"))
    if (phone := row.facts.get("phone")) and not PHONE.fullmatch(phone):
        row.problems.append(_("“%(word)s” is no phone number.") % {"word": phone[:LONGEST_WORD]})
    _read_postcode(row, cells.get("postcode", ""))
    read_word(row, cells.get("gender", ""), "gender", gender_of, _("“%(word)s” is no gender we know."))
    _read_spoken(row, cells.get("languages", ""), language)


def gender_of(word: str) -> str:
    return next((code for code, words in GENDERS.items() if plain(word) in words.split()), "")


def _read_postcode(row: ListRow, text: str) -> None:
    """Excel takes the zero away from the front of a number."""
    postcode = text.zfill(5) if text.isdecimal() and len(text) == 4 else text
    if postcode and not POSTCODE.fullmatch(postcode):
        row.problems.append(_("“%(word)s” is no postcode.") % {"word": text[:LONGEST_WORD]})
    elif postcode:
        row.facts["postcode"] = postcode


def _read_spoken(row: ListRow, text: str, language: Resolve) -> None:
    """``facts["languages"]`` are pairs of code and level, each language once."""
    spoken: dict[str, int] = {}
    for word in words_in(text):
        if found := spoken_of(word, language):
            spoken.setdefault(*found)
        else:
            row.problems.append(unknown_language(word))
    row.facts["languages"] = list(spoken.items())


def spoken_of(word: str, language: Resolve) -> tuple[str, int] | None:
    """``"Deutsch (B2)"`` → ``("de", 2)``; without a word on how well, it is "well"."""
    if code := language(word):
        return code, GOOD
    parts = plain(word).split()
    for length in (1, 2):
        head, level = " ".join(parts[:-length]), LEVEL_OF.get(" ".join(parts[-length:]))
        if head and level and (code := language(head)):
            return code, level
    return None
