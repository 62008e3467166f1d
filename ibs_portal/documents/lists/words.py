"""Words of a list, compared without regard to case, marks and signs, in German and in English."""

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from django.utils import translation

Resolve = Callable[[str], str]
UNDECOMPOSED = str.maketrans({"ß": "ss", "ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe"})
NO_LETTER = re.compile(r"[\W_]+")
# So many letters of a word may stand for all of it, if they stand for one word only.
SHORTEST_BEGINNING = 4


def plain(text: str) -> str:
    """``" Straße / Nr.: "`` → ``"strasse nr"``; letters of any script stay."""
    letters = unicodedata.normalize("NFKD", text.lower().translate(UNDECOMPOSED))
    without_marks = "".join(c for c in letters if not unicodedata.combining(c))
    return NO_LETTER.sub(" ", without_marks).strip()


def resolver(choices: Callable[[], Iterable[tuple[str, object]]], others: Mapping[str, str] | None = None) -> Resolve:
    """Gives the code of a word, its code or its beginning, or nothing; ``others`` are more words and their codes."""
    known = {plain(word): code for word, code in (others or {}).items()}
    for reader in ("en", "de"):
        with translation.override(reader):
            found = [(str(label), code) for code, label in choices()]
        known = {plain(label): code for label, code in found} | {plain(code): code for _label, code in found} | known

    @functools.cache
    def resolve(word: str) -> str:
        wanted = plain(word)
        if wanted in known:
            return known[wanted]
        is_long = len(wanted) >= SHORTEST_BEGINNING
        beginning = {code for label, code in known.items() if is_long and label.startswith(wanted)}
        return beginning.pop() if len(beginning) == 1 else ""

    return resolve
