"""Who fits whom: hard rules that nobody is exempt from, and a score that only sorts. People decide.

Values in, values out: the same functions serve the ranked list of one need and, later, an optimum over all
needs at once. A score is an integer from 0 to 1000, the sum of the points of its reasons.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# --- What counts -------------------------------------------------------------------------------------------

MAXIMUM = {"language": 300, "times": 200, "help": 200, "district": 100, "waiting": 100, "interests": 100}
PERFECT = sum(MAXIMUM.values())
# How well: 1 a little, 2 well, 3 fluently, 4 as a first language. From 2 on two people can hold a conversation.
USABLE, FLUENT, BEST = 2, 3, 4
# After this many days of waiting the term is full.
LONG_WAIT_DAYS = 60
WISH_NONE = ""


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


@dataclass(frozen=True)
class Companion:
    """A volunteer as the rules see one. ``group_places_free`` is ``None`` for somebody without a group."""

    pk: int
    languages: Mapping[str, int]
    is_active: bool = True
    missing_trainings: tuple[str, ...] = ()
    places_free: int = 1
    group_places_free: int | None = None
    gender: str = ""
    offers: frozenset[str] = frozenset()
    slots: frozenset[str] = frozenset()
    district: str = ""
    postcode: str = ""
    interests: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reason:
    """One term of a score. ``case`` and ``facts`` are put into words by ``matching_words``."""

    code: str
    case: str
    points: int
    facts: tuple[str, ...] = ()

    @property
    def maximum(self) -> int:
        return MAXIMUM[self.code]

    def as_json(self) -> dict:
        return {"code": self.code, "case": self.case, "points": self.points, "facts": list(self.facts)}

    @classmethod
    def from_json(cls, data: Mapping) -> "Reason":
        return cls(data["code"], data["case"], int(data["points"]), tuple(data["facts"]))


@dataclass(frozen=True)
class Obstacle:
    """A hard rule that stands in the way."""

    code: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    volunteer: int
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Ranking:
    """The best first; and for everybody else what stands in the way."""

    proposals: list[Proposal] = field(default_factory=list)
    excluded: dict[int, tuple[Obstacle, ...]] = field(default_factory=dict)


# --- Hard rules --------------------------------------------------------------------------------------------


def why_not(seeker: Seeker, companion: Companion) -> tuple[Obstacle, ...]:
    """All hard rules that forbid this pair; empty if it may be proposed and approved.

    Codes: ``not_active``, ``training_missing``, ``no_place``, ``group_full``, ``no_common_language``,
    ``gender_wish``, ``declined_before``.
    """
    found = [
        None if companion.is_active else Obstacle("not_active"),
        Obstacle("training_missing", companion.missing_trainings) if companion.missing_trainings else None,
        None if companion.places_free > 0 else Obstacle("no_place"),
        Obstacle("group_full") if companion.group_places_free is not None and companion.group_places_free < 1 else None,
        None if common_languages(seeker, companion) else Obstacle("no_common_language"),
        None if is_wished_gender(seeker, companion) else Obstacle("gender_wish", (seeker.wish_gender,)),
        Obstacle("declined_before") if companion.pk in seeker.declined else None,
    ]
    return tuple(obstacle for obstacle in found if obstacle)


def is_wished_gender(seeker: Seeker, companion: Companion) -> bool:
    """A wish is binding; a volunteer who did not say does not fulfil one."""
    return seeker.wish_gender == WISH_NONE or seeker.wish_gender == companion.gender


def common_languages(seeker: Seeker, companion: Companion) -> list[tuple[str, int]]:
    """Languages both speak well, with the level of the weaker side, the strongest first."""
    both = seeker.languages.keys() & companion.languages.keys()
    levels = [(code, min(seeker.languages[code], companion.languages[code])) for code in both]
    return sorted(((code, level) for code, level in levels if level >= USABLE), key=lambda pair: (-pair[1], pair[0]))


# --- The score ---------------------------------------------------------------------------------------------


def score(seeker: Seeker, companion: Companion) -> tuple[int, tuple[Reason, ...]]:
    """Points from 0 to 1000 and the reasons they come from, in the order of ``MAXIMUM``."""
    reasons = (
        _language(seeker, companion),
        _times(seeker, companion),
        _help(seeker, companion),
        _district(seeker, companion),
        _waiting(seeker),
        _interests(seeker, companion),
    )
    return sum(reason.points for reason in reasons), reasons


def rank(seeker: Seeker, companions: Iterable[Companion]) -> Ranking:
    """Proposals for one need, the best first; equal scores go to whoever has more free places, then by key."""
    ranking, free = Ranking(), {}
    for companion in companions:
        if obstacles := why_not(seeker, companion):
            ranking.excluded[companion.pk] = obstacles
        else:
            free[companion.pk] = companion.places_free
            ranking.proposals.append(Proposal(companion.pk, *score(seeker, companion)))
    ranking.proposals.sort(key=lambda p: (-p.score, -free[p.volunteer], p.volunteer))
    return ranking


def _language(seeker: Seeker, companion: Companion) -> Reason:
    """60 % for a conversation in the best common language, up to 90 % with its level, 10 % for a second one."""
    common = common_languages(seeker, companion)
    if not common:
        return Reason("language", "none", 0)
    best = common[0][1]
    points = 180 + (best - USABLE) * 90 // (BEST - USABLE) + (30 if len(common) > 1 else 0)
    case = "fluent" if best >= FLUENT else "good"
    return Reason("language", case, points, tuple(code for code, _level in common[:3]))


def _times(seeker: Seeker, companion: Companion) -> Reason:
    """Three common parts of days are enough for all points; unknown times are neither good nor bad."""
    if not seeker.slots or not companion.slots:
        return Reason("times", "unknown", 100)
    common = sorted(seeker.slots & companion.slots)
    points = (0, 120, 160, 200)[min(len(common), 3)]
    return Reason("times", "some" if common else "none", points, tuple(common))


def _help(seeker: Seeker, companion: Companion) -> Reason:
    """The share of the wanted kinds of help that the volunteer offers."""
    if not seeker.help:
        return Reason("help", "unknown", 100)
    offered = sorted(seeker.help & companion.offers)
    points = 200 * len(offered) // len(seeker.help)
    case = "all" if len(offered) == len(seeker.help) else "some" if offered else "none"
    return Reason("help", case, points, tuple(offered))


def _district(seeker: Seeker, companion: Companion) -> Reason:
    """Full points in the same district or postcode, some in the same town (first three digits)."""
    if seeker.district and seeker.district.casefold() == companion.district.casefold():
        return Reason("district", "same", 100, (companion.district,))
    if not seeker.postcode or not companion.postcode:
        return Reason("district", "unknown", 40)
    if seeker.postcode == companion.postcode:
        return Reason("district", "same_postcode", 90, (companion.postcode,))
    if seeker.postcode[:3] == companion.postcode[:3]:
        return Reason("district", "same_town", 50)
    return Reason("district", "far", 0)


def _waiting(seeker: Seeker) -> Reason:
    """Grows with each day until ``LONG_WAIT_DAYS``: equal for all volunteers, it weighs needs against each other."""
    days = max(0, min(seeker.waiting_days, LONG_WAIT_DAYS))
    return Reason("waiting", "days", 100 * days // LONG_WAIT_DAYS, (str(max(0, seeker.waiting_days)),))


def _interests(seeker: Seeker, companion: Companion) -> Reason:
    """Two common interests are enough."""
    if not seeker.interests or not companion.interests:
        return Reason("interests", "unknown", 30)
    common = sorted(seeker.interests & companion.interests)
    return Reason("interests", "some" if common else "none", (0, 60, 100)[min(len(common), 2)], tuple(common))
