"""How names are kept apart, shown, and found again.

A person is written one way in the passport, another way by the job centre and a third way by herself. The
search therefore never compares names but *folded* keys: small Latin letters without marks. Letters of
DIN 91379 that Unicode does not decompose (đ, ł, ß, ø, ə …) and the letters of the Cyrillic, Greek and Arabic
scripts are replaced by simple Latin ones. The folded key is for finding only; names are shown as written.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LATIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ĸ": "k", "ł": "l",
    "ŋ": "n", "þ": "th", "ŧ": "t", "ə": "e", "ƶ": "z", "ǝ": "e", "ơ": "o", "ư": "u", "ȝ": "y", "ĳ": "ij",
    "ɓ": "b", "ɗ": "d", "ƴ": "y", "ɲ": "n", "ɛ": "e", "ɔ": "o", "ƙ": "k",
}  # fmt: skip
CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "ђ": "d", "ѓ": "g", "е": "e", "ё": "e", "є": "ie",
    "ж": "zh", "з": "z", "ѕ": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "ј": "j", "к": "k", "л": "l", "љ": "lj",
    "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "c", "ќ": "k", "у": "u",
    "ў": "u", "ф": "f", "х": "h", "ц": "c", "ч": "ch", "џ": "dz", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
    "ь": "", "э": "e", "ю": "iu", "я": "ia", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h",
}  # fmt: skip
GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
    "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
# Short vowels are not written in Arabic script: the key is one of consonants, the same for every writing.
ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ب": "b", "پ": "p", "ت": "t", "ٹ": "t", "ث": "th", "ج": "j",
    "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ڈ": "d", "ذ": "dh", "ر": "r", "ڑ": "r", "ز": "z", "ژ": "zh",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q",
    "ک": "k", "ك": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ں": "n", "ه": "h", "ھ": "h", "ہ": "h", "ة": "a",
    "ۀ": "h", "و": "u", "ؤ": "u", "ي": "i", "ی": "i", "ى": "a", "ئ": "i", "ء": "", "ے": "e", "ـ": "", "ۆ": "o",
    "ێ": "e", "ڵ": "l", "ڕ": "r", "ڤ": "v", "ە": "e",
}  # fmt: skip
TABLE = {**LATIN, **CYRILLIC, **GREEK, **ARABIC}

# The search form of DIN 91379: as in the machine-readable line of a passport (ICAO 9303), in small letters.
PASSPORT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "þ": "th", "ñ": "n", "ð": "d"})
# A letter with a stroke, hook or tail that Unicode does not take apart is the letter without.
WITH_A_MARK = re.compile(r"LATIN (?:SMALL|CAPITAL) LETTER (?:TURNED |REVERSED |OPEN )?([A-Z]{1,2})(?: WITH .*)?$")

SCRIPTS = (("CYRILLIC", "cyrillic"), ("ARABIC", "arabic"), ("LATIN", "latin"))
NO_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class WrittenName:
    """A name as somebody typed it; the first of several is the one shown first."""

    given: str = ""
    family: str = ""
    kind: str = "official"
    language: str = ""

    def __bool__(self) -> bool:
        return bool(self.given or self.family)


def check_names(names: Sequence[WrittenName]) -> None:
    """At least one name; a single name, given or family, is enough."""
    if not names or not names[0]:
        raise ValidationError({"given": _("Enter a name. One name is enough.")}, code="no_name")


def fold(text: str) -> str:
    """``"Łukasz Đorđević"`` → ``"lukasz dordevic"``: what is left is safe for LIKE and for trigrams."""
    letters = unicodedata.normalize("NFKD", text.lower())
    without_marks = "".join(c for c in letters if not unicodedata.combining(c)).replace("ου", "ou")
    latin = "".join(TABLE.get(c, c) for c in without_marks)
    return NO_LETTER.sub(" ", _other_scripts(latin)).strip()


def search_form(text: str) -> str:
    """``"Müller-Łęcka"`` → ``"muellerlecka"``: one word as German registers write it without special letters."""
    return fold(unicodedata.normalize("NFC", text.lower()).translate(PASSPORT)).replace(" ", "")


def _other_scripts(text: str) -> str:
    """Letters of scripts without a table (Tigrinya, Georgian, Tamil …) by their usual Latin writing."""
    return "".join(c if c.isascii() else _plain(c) if c.isalpha() else " " for c in text)


def _plain(letter: str) -> str:
    if found := WITH_A_MARK.match(unicodedata.name(letter, "")):
        return found[1].lower()
    return "".join(c for c in anyascii(letter).lower() if c.isalnum()) or f"{ord(letter):x}"


def search_key(given: str, family: str) -> str:
    """Words that each begin after a space, so that ``LIKE '% word%'`` finds beginnings of words only."""
    return f" {fold(f'{given} {family}')}"


def sort_key(given: str, family: str) -> str:
    """Family name first; a single name stands where it belongs."""
    return fold(f"{family} {given}")


def display_name(given: str, family: str) -> str:
    return f"{given} {family}".strip()


def script_of(text: str) -> str:
    """``latin``, ``cyrillic``, ``arabic`` or ``other``, by the first letter."""
    letter = next((c for c in text if c.isalpha()), "a")
    name = unicodedata.name(letter, "")
    return next((script for start, script in SCRIPTS if name.startswith(start)), "other")
