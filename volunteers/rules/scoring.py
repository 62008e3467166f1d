"""How well two people fit: an integer from 0 to 1000, the sum of the points of its reasons.

Each term says which share of its points a pair has, in thousandths; the weights of the programme say how many points
that are. Weights are whole numbers that add up to 1000, so that no sum of shares is more.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from volunteers.rules.free_time import ENOUGH, minutes_of, slots_of
from volunteers.rules.pair import (
    BEST,
    FLUENT,
    USABLE,
    Companion,
    Seeker,
    common_hours,
    common_languages,
    is_same_district,
    way_minutes,
)

# What the terms weigh where a programme says nothing else.
MAXIMUM = {
    "language": 280,
    "times": 200,
    "help": 190,
    "district": 100,
    "waiting": 100,
    "interests": 80,
    "situation": 50,
}
PERFECT = sum(MAXIMUM.values())
WHOLE = 1000
# After this many days of waiting the term is full.
LONG_WAIT_DAYS = 60
# With sixteen common hours in four weeks there is always a day that suits both.
PLENTY = 16 * 60
# Around the corner, and across the whole town and out of it.
NEAR_MINUTES, FAR_MINUTES = 10, 60


@dataclass(frozen=True)
class Reason:
    """One term of a score. ``case`` and ``facts`` are put into words by ``matching_words``."""

    code: str
    case: str
    points: int
    facts: tuple[str, ...] = ()
    # The weight of the term; 0 in matches from the time before programmes had weights of their own.
    most: int = 0

    @property
    def maximum(self) -> int:
        return self.most or MAXIMUM[self.code]

    def as_json(self) -> dict:
        own = {"code": self.code, "case": self.case, "points": self.points}
        return {**own, "facts": list(self.facts), "most": self.most}

    @classmethod
    def from_json(cls, data: Mapping) -> "Reason":
        facts = tuple(data["facts"])
        return cls(data["code"], data["case"], int(data["points"]), facts, int(data.get("most", 0)))


@dataclass(frozen=True)
class Share:
    """Thousandths of a term's points, and why."""

    of_whole: int
    case: str
    facts: tuple[str, ...] = ()


def check_weights(weights: Mapping[str, int]) -> None:
    """``ValidationError`` unless all terms have a whole number from 0 on and the sum is 1000."""
    if set(weights) != set(MAXIMUM):
        raise ValidationError(_("Each term has a weight, and there are no others."), "terms")
    if any(type(weight) is not int or weight < 0 for weight in weights.values()):
        raise ValidationError(_("A weight is a whole number from 0 on."), "whole")
    if sum(weights.values()) != PERFECT:
        raise ValidationError(_("All weights together are 1000."), "sum")


def score(
    seeker: Seeker, companion: Companion, *, weights: Mapping[str, int] | None = None
) -> tuple[int, tuple[Reason, ...]]:
    """Points from 0 to 1000 and the reasons they come from, in the order of ``MAXIMUM``."""
    most = MAXIMUM if weights is None else weights
    reasons = tuple(_reason(code, TERMS[code](seeker, companion), most[code]) for code in MAXIMUM)
    return sum(reason.points for reason in reasons), reasons


def _reason(code: str, share: Share, most: int) -> Reason:
    return Reason(code, share.case, most * share.of_whole // WHOLE, share.facts, most)


def _language(seeker: Seeker, companion: Companion) -> Share:
    """60 % for a conversation in the best common language, up to 90 % with its level, 10 % for a second one."""
    common = common_languages(seeker, companion)
    if not common:
        return Share(0, "none")
    best = common[0][1]
    part = 600 + (best - USABLE) * 300 // (BEST - USABLE) + (100 if len(common) > 1 else 0)
    return Share(part, "fluent" if best >= FLUENT else "good", tuple(code for code, _level in common[:3]))


def _times(seeker: Seeker, companion: Companion) -> Share:
    """40 % for the least that is enough, all for ``PLENTY``; unknown times are neither good nor bad."""
    hours = common_hours(seeker, companion)
    if hours is None:
        return Share(500, "unknown")
    minutes = minutes_of(hours)
    if minutes < ENOUGH:
        return Share(400 * minutes // ENOUGH, "little", (str(minutes),))
    part = 400 + 600 * (min(minutes, PLENTY) - ENOUGH) // (PLENTY - ENOUGH)
    return Share(part, "hours", (str(minutes), *slots_of(hours)))


def _help(seeker: Seeker, companion: Companion) -> Share:
    """The share of the wanted kinds of help that the volunteer offers."""
    if not seeker.help:
        return Share(500, "unknown")
    offered = sorted(seeker.help & companion.offers)
    case = "all" if len(offered) == len(seeker.help) else "some" if offered else "none"
    return Share(WHOLE * len(offered) // len(seeker.help), case, tuple(offered))


def _district(seeker: Seeker, companion: Companion) -> Share:
    """Full points in the same district, then by minutes of the table, else by postcode (same town: three digits)."""
    if is_same_district(seeker, companion):
        return Share(WHOLE, "same", (companion.district,))
    minutes = way_minutes(seeker, companion)
    if minutes is not None:
        near = FAR_MINUTES - max(NEAR_MINUTES, min(minutes, FAR_MINUTES))
        return Share(WHOLE * near // (FAR_MINUTES - NEAR_MINUTES), "minutes", (str(minutes),))
    return _by_postcode(seeker.postcode, companion.postcode)


def _by_postcode(one: str, other: str) -> Share:
    if not one or not other:
        return Share(400, "unknown")
    if one == other:
        return Share(900, "same_postcode", (other,))
    return Share(500, "same_town") if one[:3] == other[:3] else Share(0, "far")


def _waiting(seeker: Seeker, companion: Companion) -> Share:
    """Grows with each day until ``LONG_WAIT_DAYS``: equal for all volunteers, it weighs needs against each other."""
    days = max(0, seeker.waiting_days)
    return Share(WHOLE * min(days, LONG_WAIT_DAYS) // LONG_WAIT_DAYS, "days", (str(days),))


def _interests(seeker: Seeker, companion: Companion) -> Share:
    return _in_common(seeker.interests, companion.interests, unknown=300)


def _situation(seeker: Seeker, companion: Companion) -> Share:
    """What both chose to say about their lives, if they did."""
    return _in_common(seeker.situation, companion.situation, unknown=500)


def _in_common(one: frozenset[str], other: frozenset[str], *, unknown: int) -> Share:
    """Two in common are enough."""
    if not one or not other:
        return Share(unknown, "unknown")
    common = sorted(one & other)
    return Share((0, 600, WHOLE)[min(len(common), 2)], "some" if common else "none", tuple(common))


TERMS = {
    "language": _language,
    "times": _times,
    "help": _help,
    "district": _district,
    "waiting": _waiting,
    "interests": _interests,
    "situation": _situation,
}
