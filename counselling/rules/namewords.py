"""The words of a name, each with all it is compared by, and the keys under which the database keeps a person.

What a key is, is said by its first letter: small letters are the word itself as it is typed (and so any beginning of
it finds it), ``A`` its pattern, ``B`` a skeleton, ``C`` a family of names, ``D`` a skeleton with one slip.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from counselling.rules.naming import fold, search_form
from counselling.rules.nicknames import families_of
from counselling.rules.scripts import is_consonantal, sound_of
from counselling.rules.sounds import pattern, shortened, skeletons

# Joins two parts of a name, or only tells the tongue something: the part after it is as good without.
APOSTROPHES = re.compile("['’‘ʻʼʿʾ`´ʹʺ\u02be\u02bf\u0640\u200c\u200d\u00ad\u200b-\u200f\u202a-\u202e]")
PREFIX = re.compile(r"\b(o|d|l|dell|dall|all|mc|de)['’‘ʼ`´](?=\w)")
BETWEEN = re.compile(r"[^\w]+|_")
# Words that one office writes and another leaves out.
SMALL = frozenset(
    "al el ul as ash esh an en ad ed ar er at et az ez il abu abou abi abo umm um oum bin ibn ben bint bent binti "
    "van von der den dem de la le los las del di da do dos du des dell della y e i u und zu zum zur af av mac mc o d l "
    "st san thi van ould ait beni haji hadschi hajji sheikh scheich sayed seyed sayyed "
    "frau herr dr prof mr mrs ms".split()
)
ARTICLE = re.compile(r"^(?:al|el|ul)(?=[^aeiouAHIYWE]..)")
# Abd al-Rahman, Abdulrahman, Abdurrahman, Abdel Rahman: "servant of" and a name of God.
SERVANT = re.compile(r"^[aA]bd[aeiouAW]*l?(?=[a-zA-Z0-9].)")
SERVANT_ALONE = re.compile(r"^[aA]bd(?:[aeiouAW]*[lrsn]?)$")
ALLAH = re.compile(r"^[aA]bd[aeiouAW]*l+[aA]?[hH]?$")
MOST_WORDS = 6


@dataclass(frozen=True)
class Word:
    """``written`` is folded; ``sound`` without article. ``whole`` is the sound as it stands."""

    written: str
    formal: str
    sound: str
    whole: str
    is_consonantal: bool
    is_small: bool = False

    @property
    def sounds(self) -> tuple[str, ...]:
        return (self.sound,) if self.sound == self.whole else (self.sound, self.whole)


def words_of(text: str) -> list[Word]:
    """The words of a name or a query, with ``Abd`` and what follows it as one."""
    words = [word for part in _parts(text) if (word := _word(part)) is not None]
    joined: list[Word] = []
    while words:
        word = words.pop(0)
        rest = 1 if len(words) > 1 and words[0].is_small else 0
        if SERVANT_ALONE.match(word.whole) and len(words) > rest:
            name = words[rest]
            del words[: rest + 1]
            word = join(word, name, sound=f"abd{name.sound}")
        joined.append(word)
    return joined


def _parts(text: str) -> list[str]:
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text.replace("\u200c", "")).lower())
    return BETWEEN.sub(" ", APOSTROPHES.sub("", PREFIX.sub(r"\1 ", text))).split()


@lru_cache(maxsize=50_000)
def _word(part: str) -> Word | None:
    whole, written = sound_of(part), fold(part).replace(" ", "")
    if not written or not whole:
        return None
    sound = ARTICLE.sub("", whole)
    if ALLAH.match(sound):
        sound = "abdla"
    elif SERVANT.match(sound) and not SERVANT_ALONE.match(sound):
        sound = SERVANT.sub("abd", sound)
    small = written in SMALL and sound == whole
    return Word(written, search_form(part), sound, whole, is_consonantal(part), small)


def join(one: Word, other: Word, sound: str = "") -> Word:
    """Two words written as one."""
    return Word(
        one.written + other.written,
        one.formal + other.formal,
        sound or one.sound + other.sound,
        sound or one.whole + other.whole,
        one.is_consonantal or other.is_consonantal,
    )


def neighbours(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Places of words that others may write as one: side by side, or with a small word between them."""
    pairs = [(n, n + 1) for n in range(len(words) - 1)]
    pairs += [(n, n + 2) for n in range(len(words) - 2) if words[n + 1].is_small]
    return [(one, other) for one, other in pairs if not words[other].is_small]


# --- Keys ----------------------------------------------------------------------------------------------------


def keys_of_names(names: Iterable[tuple[str, str]]) -> set[str]:
    """All keys of a person with these names (given, family), for the database."""
    keys: set[str] = set()
    for given, family in names:
        words = words_of(f"{given} {family}")[: 2 * MOST_WORDS]
        for word in words:
            keys |= _keys(word)
        for one, other in neighbours(words):
            keys |= spellings(join(words[one], words[other]))
    return keys


@lru_cache(maxsize=20_000)
def _keys(word: Word) -> frozenset[str]:
    first = skeletons_of(word)[:1]
    return frozenset({*strict_keys(word), *(f"D{key}" for key in slips(word, first))})


@lru_cache(maxsize=20_000)
def strict_keys(word: Word) -> frozenset[str]:
    """The word, its pattern, skeletons and families."""
    return spellings(word) | families(word)


@lru_cache(maxsize=20_000)
def families(word: Word) -> frozenset[str]:
    return frozenset(f"C{family}" for sound in word.sounds for family in families_of(sound))


def spellings(word: Word) -> frozenset[str]:
    """The word, its pattern and its skeletons."""
    return frozenset({word.written, word.formal, *patterns(word), *(f"B{key}" for key in skeletons_of(word))})


def patterns(word: Word) -> list[str]:
    return [] if word.is_consonantal else [f"A{pattern(sound)}" for sound in word.sounds]


@lru_cache(maxsize=20_000)
def skeletons_of(word: Word) -> list[str]:
    found = [key for sound in word.sounds for key in skeletons(sound, is_consonantal=word.is_consonantal)]
    return list(dict.fromkeys(found))


@lru_cache(maxsize=50_000)
def reach(word: Word) -> frozenset[str]:
    """Skeletons of a word and those with one slip: words without any in common are not alike."""
    found = skeletons_of(word)
    return frozenset({*found, *slips(word, found)})


def slips(word: Word, of: Sequence[str]) -> list[str]:
    """What a word with one slip has in common with these skeletons; of short ones, with the word itself."""
    found = [key for skeleton in of if len(skeleton) > 2 for key in (skeleton, *shortened(skeleton))]
    if not found and len(word.written) > 2:
        found = [word.written, *shortened(word.written)]
    return list(dict.fromkeys(found))


def likeness_key(given: str, family: str) -> str:
    """The same for names that may be one person's: first skeletons, whatever their order."""
    words = [word for word in words_of(f"{given} {family}") if not word.is_small]
    return " ".join(sorted(skeletons_of(word)[0] for word in words if skeletons_of(word)))[:200]
