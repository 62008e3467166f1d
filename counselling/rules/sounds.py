"""Which sounds stand for each other between languages, and the keys that follow from it.

Two questions, two answers. *Could these be one name?* is for the database: words with a common skeleton, which are
the consonants in few classes (``Mohammed``, ``Muhammad``, ``محمد`` → ``MMT``). *How much alike are they?* is for the
few that it finds: the cheapest way from one word to the other, where a vowel costs little and a sound that another
language writes with the same letter next to nothing.
"""

import itertools
from functools import cache, lru_cache

VOWELS = frozenset("aeiouäöüEAHIYW")
# Each sound by itself, and as what else it may be heard or written, with how far away that is (0 the same, 1 another).
READINGS: dict[str, dict[str, float]] = {
    "a": {"a": 0}, "e": {"e": 0}, "i": {"i": 0, "y": 0.05}, "o": {"o": 0}, "u": {"u": 0, "w": 0.1},
    "ä": {"e": 0, "a": 0.05}, "ö": {"o": 0.05, "e": 0.05}, "ü": {"u": 0.05, "i": 0.05},
    "E": {"E": 0, "e": 0.05, "a": 0.1, "i": 0.1, "y": 0.1},
    "A": {"a": 0, "e": 0.05, "i": 0.05, "o": 0.05, "u": 0.05, "E": 0.1}, "H": {"a": 0, "e": 0, "h": 0, "i": 0.1},
    "W": {"w": 0, "u": 0, "o": 0, "v": 0.05}, "Y": {"i": 0, "e": 0, "y": 0, "E": 0, "a": 0.1},
    "I": {"i": 0, "y": 0, "a": 0.05, "e": 0, "E": 0},
    "y": {"y": 0, "i": 0, "u": 0.15}, "j": {"y": 0, "i": 0.05, "J": 0, "Z": 0.1, "h": 0.3, "X": 0.3},
    "w": {"w": 0, "v": 0, "u": 0.1, "f": 0.2}, "v": {"v": 0, "w": 0.05, "f": 0.1, "b": 0.35, "u": 0.3},
    "f": {"f": 0, "v": 0.15, "p": 0.4}, "p": {"p": 0, "b": 0.25, "f": 0.4}, "b": {"b": 0, "p": 0.25, "v": 0.35},
    "c": {"k": 0, "s": 0.1, "2": 0.05, "C": 0.1, "J": 0.1}, "4": {"C": 0, "X": 0, "S": 0.1, "k": 0.15, "h": 0.2},
    "x": {"x": 0, "X": 0.05, "h": 0.1, "S": 0.2, "s": 0.25, "z": 0.25, "k": 0.3},
    "X": {"X": 0, "h": 0.1, "k": 0.2}, "h": {"h": 0, "X": 0.1}, "k": {"k": 0, "q": 0, "g": 0.25, "X": 0.25},
    "q": {"q": 0, "k": 0, "g": 0.15, "G": 0.15}, "g": {"g": 0, "G": 0.1, "J": 0.2, "k": 0.25, "h": 0.3},
    "G": {"G": 0, "g": 0.1, "h": 0.3, "q": 0.15, "r": 0.4}, "9": {"g": 0, "h": 0, "G": 0.05, "X": 0.15},
    "ğ": {"g": 0.1, "G": 0.05, "y": 0.1, "w": 0.2}, "đ": {"J": 0, "d": 0, "y": 0.2},
    "Q": {"Q": 0, "S": 0.15, "C": 0.2}, "S": {"S": 0, "s": 0.15}, "Z": {"Z": 0, "z": 0.15, "S": 0.25, "J": 0.15},
    "C": {"C": 0, "S": 0.2, "2": 0.2, "J": 0.2, "s": 0.35}, "J": {"J": 0, "g": 0.2, "Z": 0.1, "C": 0.25, "z": 0.4},
    "2": {"2": 0, "s": 0.15, "z": 0.1, "C": 0.2}, "s": {"s": 0, "z": 0.2}, "z": {"z": 0, "2": 0.1, "s": 0.2},
    "T": {"T": 0, "t": 0.05, "s": 0.1}, "D": {"D": 0, "d": 0.05, "z": 0.05}, "t": {"t": 0, "d": 0.25},
    "d": {"d": 0, "t": 0.25}, "m": {"m": 0, "n": 0.5}, "n": {"n": 0}, "l": {"l": 0, "r": 0.7}, "r": {"r": 0},
}  # fmt: skip
NEAR_VOWELS = {"ae": 0.15, "ou": 0.1, "ei": 0.15, "ao": 0.2, "iu": 0.3, "eo": 0.25, "ai": 0.25, "eE": 0.05, "aE": 0.15}
# What it costs to leave a sound out; all others cost 1.
LEFT_OUT = dict.fromkeys("aeiouäöü", 0.3) | {
    "E": 0.35, "A": 0.12, "H": 0.05, "I": 0.25, "Y": 0.25, "W": 0.35, "y": 0.2, "j": 0.3, "h": 0.25, "ğ": 0.1,
    "G": 0.4, "9": 0.6, "w": 0.5,
}  # fmt: skip
# The classes of consonants: each sound with those that it may belong to, the likeliest first; "" is not written.
CLASSES: dict[str, tuple[str, ...]] = {
    "b": ("P",), "p": ("P",), "f": ("F",), "v": ("F",), "w": ("F", ""), "W": ("", "F"), "m": ("M",), "n": ("N",),
    "l": ("L",), "r": ("R",), "t": ("T",), "d": ("T",), "T": ("T", "S"), "D": ("T", "S"), "s": ("S",), "z": ("S",),
    "S": ("S",), "C": ("S",), "Z": ("S",), "J": ("S",), "Q": ("S",), "2": ("S",), "k": ("K",), "q": ("K",),
    "X": ("K",), "g": ("K", "S"), "G": ("K", ""), "9": ("K", ""), "h": ("", "K"), "c": ("K", "S"), "4": ("K", "S"),
    "j": ("", "S"), "x": ("KS", "K", "S"), "đ": ("T", "S"), "ğ": ("", "K"),
}  # fmt: skip
MOST_SKELETONS = 12


def skeletons(sound: str, *, is_consonantal: bool = False) -> list[str]:
    """All ways to read the consonants of a word; consonants of one class side by side are one."""
    slots = _slots(sound)
    found = []
    for choice in itertools.islice(itertools.product(*slots), MOST_SKELETONS):
        found.append(_joined(choice, is_consonantal))
    return list(dict.fromkeys(filter(None, found)))


def _slots(sound: str) -> list[tuple[str, ...]]:
    """The classes of each sound, with a gap for each vowel. At either end of a word c may be the ayn of Somali."""
    slots = [CLASSES.get(c, (" ",)) for c in sound]
    if sound[:1] == "c" and sound[1:2] in VOWELS:
        slots[0] = ("K", "S", "")
    if sound[-2:] == "ac":
        slots[-1] = ("K", "S", "")
    return slots


def _joined(choice: tuple[str, ...], is_consonantal: bool) -> str:
    found, last = [], ""
    for letters in choice:
        if letters and letters != " " and (letters != last or is_consonantal):
            found.append(letters)
        last = letters or " "
    return "".join(found)


def pattern(sound: str) -> str:
    """Consonants and where vowels stand: ``MaMaT`` for Mohammed and Muhammad, not for Mahmut."""
    found: list[str] = []
    for sounds in sound:
        letter = CLASSES.get(sounds, ("a",))[0] or "a"
        if found[-1:] != [letter]:
            found.append(letter)
    return "".join(found)


def shortened(key: str) -> list[str]:
    """The key with each letter left out once: what two words with one slip between them have in common."""
    return list(dict.fromkeys(key[:n] + key[n + 1 :] for n in range(len(key))))


@cache
def _phones_apart(one: str, other: str) -> float:
    if one == other:
        return 0.0
    pair = "".join(sorted((one, other), key=str.swapcase))
    return NEAR_VOWELS.get(pair, NEAR_VOWELS.get(pair[::-1], 0.3 if {one, other} <= VOWELS else 1.0))


@cache
def apart(one: str, other: str) -> float:
    """How far two sounds are apart, 0 to 1."""
    if one == other:
        return 0.0
    ways = itertools.product(READINGS.get(one, {one: 0}).items(), READINGS.get(other, {other: 0}).items())
    return min(1.0, *(cost + more + _phones_apart(p, q) for (p, cost), (q, more) in ways))


def weight(sound: str) -> float:
    return sum(LEFT_OUT.get(c, 1.0) for c in sound)


SWAPPED = 0.5


@lru_cache(maxsize=50_000)
def likeness(one: str, other: str, is_consonantal: bool = False) -> float:
    """1 for the same sounds, 0 for nothing in common. ``is_consonantal`` if either is without short vowels."""
    vowel = 0.04 if is_consonantal else None
    cost = _cheapest(one, other, vowel)
    return max(0.0, 1 - cost / max(1.6, weight(one), weight(other)))


def _cheapest(one: str, other: str, vowel: float | None) -> float:
    """The edit distance with costs; neighbours that changed places are one slip."""
    out_one, out_other = _costs(one, vowel), _costs(other, vowel)
    before: list[float] = []
    line = [0.0, *itertools.accumulate(out_other)]
    for i, a in enumerate(one):
        earlier, before, line = before, line, [line[0] + out_one[i]]
        for j, b in enumerate(other):
            best = min(before[j] + apart(a, b), before[j + 1] + out_one[i], line[j] + out_other[j])
            if i and j and a == other[j - 1] and b == one[i - 1] and a != b:
                best = min(best, earlier[j - 1] + SWAPPED)
            line.append(best)
    return line[-1]


def _costs(sound: str, vowel: float | None) -> list[float]:
    costs = [LEFT_OUT.get(c, 1.0) for c in sound]
    if vowel is not None:
        costs = [vowel if c in VOWELS and c not in "WY" else cost for c, cost in zip(sound, costs, strict=True)]
    if sound[-1:] == "h":
        costs[-1] = 0.08
    if sound[:1] == "c" and sound[1:2] in VOWELS:
        costs[0] = 0.3
    if sound[-2:] == "ac":
        costs[-1] = 0.3
    return costs
