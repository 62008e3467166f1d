"""The two sides of a pair as the rules of matching see them, and what the two have in common."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from volunteers.rules.free_time import common_time, minutes_of, ordinary_weeks

# How well: 1 a little, 2 well, 3 fluently, 4 as a first language. From 2 on two people can hold a conversation.
USABLE, FLUENT, BEST = 2, 3, 4
WISH_NONE = ""
# Nobody accompanies more than three people at a time, whatever is agreed.
MOST_MATCHES = 3


@dataclass(frozen=True)
class Seeker:
    """A need and the skilled worker behind it. ``languages`` maps ISO 639 codes to levels 1–4, ``slots`` are
    parts of the week such as ``tue_evening``."""

    languages: Mapping[str, int]
    help: frozenset[str] = frozenset()
    slots: frozenset[str] = frozenset()
    district: str = ""
    postcode: str = ""
    interests: frozenset[str] = frozenset()
    wish_gender: str = WISH_NONE
    waiting_days: int = 0
    # Volunteers who said no to this person, or whom this person said no to.
    declined: frozenset[int] = frozenset()
    # The coming four weeks as ``free_time`` says: what is left of them, and what would be without the weekly pattern.
    free: int | None = None
    possible: int | None = None
    # Minutes from here to other districts and postcodes (in small letters), and how many are bearable.
    ways: Mapping[str, int] = field(default_factory=dict)
    max_minutes: int | None = None
    gender: str = ""
    situation: frozenset[str] = frozenset()
    # Volunteers whom this person must not meet, and those with whom it did not fit before.
    excluded: frozenset[int] = frozenset()
    did_not_fit: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Companion:
    """A volunteer as the rules see one. ``group_places_free`` is ``None`` for somebody without a group."""

    pk: int
    languages: Mapping[str, int]
    is_active: bool = True
    missing_trainings: tuple[str, ...] = ()
    # A certificate of conduct that counts, or a programme that does not ask for one.
    is_cleared: bool = True
    places_free: int = 1
    group_places_free: int | None = None
    gender: str = ""
    offers: frozenset[str] = frozenset()
    slots: frozenset[str] = frozenset()
    district: str = ""
    postcode: str = ""
    interests: frozenset[str] = frozenset()
    free: int | None = None
    max_minutes: int | None = None
    wish_gender: str = WISH_NONE
    situation: frozenset[str] = frozenset()
    # How many people she accompanies already; the name of the group, and the status on the way.
    holds: int = 0
    group: str = ""
    status: str = ""


def common_languages(seeker: Seeker, companion: Companion) -> list[tuple[str, int]]:
    """Languages both speak well, with the level of the weaker side, the strongest first."""
    both = seeker.languages.keys() & companion.languages.keys()
    levels = [(code, min(seeker.languages[code], companion.languages[code])) for code in both]
    return sorted(((code, level) for code, level in levels if level >= USABLE), key=lambda pair: (-pair[1], pair[0]))


def has_common_language(seeker: Seeker, companion: Companion) -> bool:
    other = companion.languages
    return any(level >= USABLE and other.get(code, 0) >= USABLE for code, level in seeker.languages.items())


def common_hours(seeker: Seeker, companion: Companion) -> int | None:
    """The half hours of the coming four weeks that both have; ``None`` if those of one side are not known.

    Where only weekly patterns are given, ordinary weeks are compared.
    """
    one, other = seeker.free, companion.free
    if one is None or other is None:
        one, other = ordinary_weeks(seeker.slots), ordinary_weeks(companion.slots)
    return None if one is None or other is None else common_time(one, other)


def common_minutes(seeker: Seeker, companion: Companion) -> int | None:
    hours = common_hours(seeker, companion)
    return None if hours is None else minutes_of(hours)


def is_same_district(seeker: Seeker, companion: Companion) -> bool:
    return bool(seeker.district) and seeker.district.casefold() == companion.district.casefold()


def way_minutes(seeker: Seeker, companion: Companion) -> int | None:
    """Minutes between the two by the programme's table, districts before postcodes; ``None`` if it has no such pair."""
    if is_same_district(seeker, companion):
        return 0
    ways = seeker.ways
    found = ways.get(companion.district.casefold()) if companion.district else None
    return ways.get(companion.postcode) if found is None and companion.postcode else found


def way_limit(seeker: Seeker, companion: Companion) -> int | None:
    """The smaller of both limits counts."""
    limits = [limit for limit in (seeker.max_minutes, companion.max_minutes) if limit is not None]
    return min(limits, default=None)


def is_wished_gender(seeker: Seeker, companion: Companion) -> bool:
    """A wish is binding; a volunteer who did not say does not fulfil one."""
    return seeker.wish_gender == WISH_NONE or seeker.wish_gender == companion.gender


def is_gender_wished_by_volunteer(seeker: Seeker, companion: Companion) -> bool:
    return companion.wish_gender == WISH_NONE or companion.wish_gender == seeker.gender
