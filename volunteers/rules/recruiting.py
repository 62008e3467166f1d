"""Whom the programme has to look for: the people for whom nobody is possible, added up without names.

Four people who wait become "four people with Malayalam, Tuesday or Thursday evening, Schinkel": the fewest languages
that reach everybody, and for each the times and districts that suit most of those who wait.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from volunteers.rules.free_time import slots_of
from volunteers.rules.pair import USABLE, Seeker

# Smaller numbers could point to a person: they stay in the house.
FEWEST_OUTSIDE = 5
MOST_SLOTS, MOST_DISTRICTS, MOST_HELP = 3, 2, 3


@dataclass(frozen=True)
class Wanted:
    """Volunteers who are missing: how many people wait for them, and what they should bring along."""

    people: int
    language: str
    # One of these is enough; empty if any time will do or none is known.
    slots: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    help: tuple[str, ...] = ()
    women: int = 0
    men: int = 0

    @property
    def may_leave_the_house(self) -> bool:
        return self.people >= FEWEST_OUTSIDE


def recruiting_brief(unmatched: Iterable[Seeker]) -> list[Wanted]:
    """The greatest lack first. The order in which people are read does not matter."""
    left = sorted(unmatched, key=_key)
    brief = []
    while left:
        language = _most_covering(left)
        covered = [seeker for seeker in left if _speaks(seeker, language)]
        if not language:
            covered = left
        brief.append(_wanted(language, covered))
        left = [seeker for seeker in left if seeker not in covered]
    return sorted(brief, key=lambda wanted: (-wanted.people, wanted.language))


def _wanted(language: str, people: Sequence[Seeker]) -> Wanted:
    return Wanted(
        people=len(people),
        language=language,
        slots=_cover(people, _times_of, MOST_SLOTS),
        districts=_most_named([seeker.district] for seeker in people)[:MOST_DISTRICTS],
        help=_most_named(seeker.help for seeker in people)[:MOST_HELP],
        women=sum(seeker.wish_gender == "woman" for seeker in people),
        men=sum(seeker.wish_gender == "man" for seeker in people),
    )


def _key(seeker: Seeker) -> tuple:
    return (sorted(seeker.languages.items()), seeker.district, sorted(seeker.slots), sorted(seeker.help))


def _speaks(seeker: Seeker, language: str) -> bool:
    return seeker.languages.get(language, 0) >= USABLE


def _most_covering(people: Sequence[Seeker]) -> str:
    """The language that most of them speak well enough; of equals the one they speak best, then by code."""
    speakers: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    for seeker in people:
        for code, level in seeker.languages.items():
            if level >= USABLE:
                speakers[code] += 1
                levels[code] += level
    return min(speakers, key=lambda code: (-speakers[code], -levels[code], code), default="")


def _times_of(seeker: Seeker) -> frozenset[str]:
    return seeker.slots or (frozenset(slots_of(seeker.free)) if seeker.free else frozenset())


def _cover(people: Sequence[Seeker], of: Callable[[Seeker], frozenset[str]], most: int) -> tuple[str, ...]:
    """The fewest times, at most ``most``, of which everybody has one, found one after the other."""
    left = [times for times in map(of, people) if times]
    chosen: list[str] = []
    while left and len(chosen) < most:
        named = Counter(slot for times in left for slot in times)
        # An evening is easier for most volunteers than a morning.
        best = min(named, key=lambda slot: (-named[slot], not slot.endswith("evening"), slot))
        chosen.append(best)
        left = [times for times in left if best not in times]
    return tuple(chosen)


def _most_named(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    named = Counter(word for words in lists for word in words if word)
    return tuple(sorted(named, key=lambda word: (-named[word], word)))
