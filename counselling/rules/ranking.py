"""How well a name answers what was typed: words in any order, some missing, some written as one."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from counselling.rules.namewords import Word, families, join, neighbours, reach, words_of
from counselling.rules.sounds import likeness

SAME, SPELLING, FAMILY, BEGINNING = 1.0, 0.98, 0.88, 0.93
# Below this two words have nothing to do with each other.
LEAST = 0.55
SURE, GOOD, FAIR = 0.95, 0.8, 0.62


@lru_cache(maxsize=100_000)
def word_likeness(typed: Word, word: Word) -> float:
    """0 to 1: the same letters, another spelling, a beginning, a pet name, some slips."""
    if typed.written == word.written or typed.formal == word.formal:
        return SAME
    best = _sound_likeness(typed, word) * SPELLING if reach(typed) & reach(word) else 0.0
    if len(typed.written) > 1 and word.written.startswith(typed.written):
        best = max(best, BEGINNING - 0.01 * min(10, len(word.written) - len(typed.written)))
    elif len(typed.written) == 1 and word.written.startswith(typed.written):
        best = max(best, LEAST)
    return FAMILY if best < FAMILY and families(typed) & families(word) else best


def _sound_likeness(typed: Word, word: Word) -> float:
    consonants = typed.is_consonantal != word.is_consonantal
    return max(likeness(one, other, consonants) for one in typed.sounds for other in word.sounds)


def name_likeness(typed: Sequence[Word], words: Sequence[Word]) -> float:
    """0 to 1 for a whole name; a typed word that nothing answers weighs more than a part of the name left out."""
    wanted = [n for n, word in enumerate(typed) if not word.is_small] or list(range(len(typed)))
    if not wanted or not words:
        return 0.0
    used: set[int] = set()
    answered: dict[int, tuple[float, int]] = {}
    for score, asked, given in _matches(typed, words):
        if not (used & set(given) or answered.keys() & set(asked)):
            used |= set(given)
            answered.update(dict.fromkeys(asked, (score, given[0])))
    weights = {n: min(len(typed[n].sound), 8) + 2 for n in wanted}
    total = sum(weights[n] * (answered[n][0] if n in answered else 0.0) for n in wanted) / sum(weights.values())
    places = [answered[n][1] for n in wanted if n in answered]
    left = sum(1 for n, word in enumerate(words) if n not in used and not word.is_small)
    small = sum(0.01 for n, word in enumerate(typed) if word.is_small and n in answered)
    return total - 0.03 * min(left, 3) - (0.005 if places != sorted(places) else 0) + small


def _matches(typed: Sequence[Word], words: Sequence[Word]) -> list[tuple[float, tuple[int, ...], tuple[int, ...]]]:
    """Who may answer whom, best first: word by word, and two words against one."""
    found: list[tuple[float, tuple[int, ...], tuple[int, ...]]] = []
    for n, asked in enumerate(typed):
        for m, word in enumerate(words):
            found.append((word_likeness(asked, word), (n,), (m,)))
        for one, other in neighbours(words):
            if len(words[one].sound) < len(asked.sound):
                found.append((word_likeness(asked, _join(words[one], words[other])), (n,), (one, other)))
    for one, other in neighbours(typed):
        asked = _join(typed[one], typed[other])
        longer = [(m, word) for m, word in enumerate(words) if len(word.sound) > len(typed[one].sound)]
        found += [(word_likeness(asked, word), (one, other), (m,)) for m, word in longer]
    found = [match for match in found if match[0] >= LEAST]
    return sorted(found, key=lambda match: (-match[0] - 0.02 * (len(match[1]) + len(match[2]) - 2), match[1:]))


@lru_cache(maxsize=20_000)
def _join(one: Word, other: Word) -> Word:
    return join(one, other)


def person_likeness(typed: Sequence[Word], names: Iterable[tuple[str, str]]) -> float:
    """For a person with several names: the best of them, or all of them together (a former name beside a given one)."""
    rows = [words_of(f"{given} {family}") for given, family in names]
    best = max((name_likeness(typed, row) for row in rows), default=0.0)
    if len(rows) < 2:
        return best
    together = list(dict.fromkeys(word for row in rows for word in row))
    longest = min(len(row) for row in rows)
    everything = name_likeness(typed, together) + 0.03 * min(3, max(0, len(together) - max(longest, len(typed))))
    return max(best, everything - 0.03)
