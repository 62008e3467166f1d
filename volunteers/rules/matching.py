"""Who fits whom: hard rules that say who may be proposed, and a score that only sorts. People decide.

Values in, values out: the same functions serve the ranked list of one need and an optimum over all needs at once.
``pair.py`` has the two sides, ``scoring.py`` the points.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from volunteers.rules.free_time import ENOUGH
from volunteers.rules.pair import (
    BEST,
    FLUENT,
    MOST_MATCHES,
    USABLE,
    WISH_NONE,
    Companion,
    Seeker,
    common_languages,
    common_minutes,
    has_common_language,
    is_gender_wished_by_volunteer,
    is_wished_gender,
    way_limit,
    way_minutes,
)
from volunteers.rules.scoring import LONG_WAIT_DAYS, MAXIMUM, PERFECT, Reason, check_weights, score

__all__ = [
    "BEST",
    "FLUENT",
    "LONG_WAIT_DAYS",
    "MAXIMUM",
    "PERFECT",
    "USABLE",
    "WISH_NONE",
    "Companion",
    "Obstacle",
    "Proposal",
    "Ranking",
    "Reason",
    "Seeker",
    "candidate_pairs",
    "check_override",
    "check_weights",
    "common_languages",
    "is_wished_gender",
    "may_override",
    "rank",
    "score",
    "why_not",
]

# What a coordinator may decide otherwise for one pair, with a note that later readers see. Status, training and
# exclusions are not among them, nor is what is not named here.
OVERRIDABLE = frozenset(
    {
        "no_place",
        "group_full",
        "no_common_language",
        "no_common_time",
        "too_far",
        "gender_wish",
        "volunteer_gender_wish",
        "declined_before",
        "did_not_fit",
    }
)
# A note of fewer words explains nothing to whoever reads it next year.
FEWEST_WORDS = 4


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

    Codes: ``not_active``, ``training_missing``, ``clearance_missing``, ``no_place``, ``group_full``,
    ``no_common_language``, ``no_common_time``, ``too_far``, ``gender_wish``, ``volunteer_gender_wish``, ``excluded``,
    ``declined_before``, ``did_not_fit``. What is not known of times and ways forbids nothing.
    """
    found = [
        *_of_the_volunteer(companion),
        None if has_common_language(seeker, companion) else Obstacle("no_common_language"),
        _too_little_time(seeker, companion),
        _too_far(seeker, companion),
        None if is_wished_gender(seeker, companion) else Obstacle("gender_wish", (seeker.wish_gender,)),
        None
        if is_gender_wished_by_volunteer(seeker, companion)
        else Obstacle("volunteer_gender_wish", (companion.wish_gender,)),
        Obstacle("excluded") if companion.pk in seeker.excluded else None,
        Obstacle("declined_before") if companion.pk in seeker.declined else None,
        Obstacle("did_not_fit") if companion.pk in seeker.did_not_fit else None,
    ]
    return tuple(obstacle for obstacle in found if obstacle)


def _of_the_volunteer(companion: Companion) -> Iterator[Obstacle | None]:
    """What stands in the way of everybody alike."""
    yield None if companion.is_active else Obstacle("not_active")
    yield Obstacle("training_missing", companion.missing_trainings) if companion.missing_trainings else None
    yield None if companion.is_cleared else Obstacle("clearance_missing")
    if companion.places_free < 1:
        yield Obstacle("no_place", (str(companion.holds),) if companion.holds >= MOST_MATCHES else ())
    if companion.group_places_free is not None and companion.group_places_free < 1:
        yield Obstacle("group_full")


def _too_little_time(seeker: Seeker, companion: Companion) -> Obstacle | None:
    minutes = common_minutes(seeker, companion)
    return None if minutes is None or minutes >= ENOUGH else Obstacle("no_common_time", (str(minutes),))


def _too_far(seeker: Seeker, companion: Companion) -> Obstacle | None:
    limit = way_limit(seeker, companion)
    minutes = way_minutes(seeker, companion) if limit is not None else None
    if limit is None or minutes is None or minutes <= limit:
        return None
    return Obstacle("too_far", (str(minutes), str(limit)))


def may_override(obstacle: Obstacle) -> bool:
    """Whether a coordinator may decide otherwise; nobody accompanies more than three people."""
    return obstacle.code in OVERRIDABLE and not (obstacle.code == "no_place" and obstacle.facts)


def check_override(obstacles: Iterable[Obstacle], overridden: Iterable[str], note: str) -> None:
    """``ValidationError`` unless every obstacle may be overridden, was among those shown, and the note says why.

    What has come in between (somebody else took the last place) is not in ``overridden`` and stops the approval.
    """
    obstacles = tuple(obstacles)
    if obstacles and len(note.split()) < FEWEST_WORDS:
        words = _("Say in at least %(number)s words why the two should meet all the same.")
        raise ValidationError({"note": words % {"number": FEWEST_WORDS}}, "note")
    if any(not may_override(obstacle) for obstacle in obstacles):
        raise ValidationError(_("Status, training and exclusions cannot be overridden."), "never")
    if not {obstacle.code for obstacle in obstacles} <= set(overridden):
        raise ValidationError(_("Something else has come in between. Please look at it again."), "changed")


# --- The order ---------------------------------------------------------------------------------------------


def rank(seeker: Seeker, companions: Iterable[Companion], *, weights: Mapping[str, int] | None = None) -> Ranking:
    """Proposals for one need, the best first; equal scores go to whoever has more free places, then by key."""
    ranking, free = Ranking(), {}
    for companion in companions:
        if obstacles := why_not(seeker, companion):
            ranking.excluded[companion.pk] = obstacles
        else:
            free[companion.pk] = companion.places_free
            ranking.proposals.append(Proposal(companion.pk, *score(seeker, companion, weights=weights)))
    ranking.proposals.sort(key=lambda p: (-p.score, -free[p.volunteer], p.volunteer))
    return ranking


def candidate_pairs(seekers: Iterable[Seeker], companions: Iterable[Companion]) -> Iterator[tuple[int, Companion]]:
    """The place of a seeker with each companion who is possible, for great numbers.

    Whoever is possible for nobody is left out first, then only those are looked at who share a usable language.
    """
    speakers: dict[str, list[Companion]] = {}
    for companion in companions:
        if any(_of_the_volunteer(companion)):
            continue
        for code, level in companion.languages.items():
            if level >= USABLE:
                speakers.setdefault(code, []).append(companion)
    for place, seeker in enumerate(seekers):
        codes = [code for code, level in seeker.languages.items() if level >= USABLE]
        near = {companion.pk: companion for code in codes for companion in speakers.get(code, ())}
        for companion in near.values():
            if not why_not(seeker, companion):
                yield place, companion
