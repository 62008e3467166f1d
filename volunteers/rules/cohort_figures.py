"""What employer and agency may know of a cohort: numbers of five or more, and none that follows from others.

They know the list that they sent, so the whole is no secret: each part that is told leaves a rest, and the rest has to
be safe as well. ``ibs_portal/privacy/suppression.py`` puts parts together until each is 0 or at least 5.
"""

import datetime
from dataclasses import dataclass

from ibs_portal.privacy.suppression import SMALLEST, is_safe, put_together

PLACED, WAITING, OTHERS = "placed", "waiting", "others"
# The order decides which of them are told one by one if not all can be.
ORDER = (PLACED, WAITING, OTHERS)
WHOLE = ((0,),)


@dataclass(frozen=True)
class Counts:
    """As the database counts them; ``waited`` are the days that ``placed`` and ``waiting`` waited, all together."""

    name: str
    programme: str
    arrives_on: datetime.date
    closed_on: datetime.date | None
    people: int
    arrived: int
    placed: int
    waiting: int
    waited: int


@dataclass(frozen=True)
class Told:
    """What may be told; ``None``: not to be told. ``together`` are whom ``placed`` and ``waiting`` do not tell of."""

    name: str
    programme: str
    arrives_on: datetime.date
    closed_on: datetime.date | None
    people: int | None
    arrived: int | None
    placed: int | None
    waiting: int | None
    together: int | None
    days: int | None


def told(counts: Counts) -> Told:
    """The figures of one cohort as they leave the house."""
    parts = {
        PLACED: counts.placed,
        WAITING: counts.waiting,
        OTHERS: counts.people - counts.placed - counts.waiting,
    }
    shown = _shown(parts)
    rest = sum(parts[name] for name in ORDER if name not in shown)
    is_whole_told = counts.people >= SMALLEST
    have_wished = counts.placed + counts.waiting
    return Told(
        name=counts.name,
        programme=counts.programme,
        arrives_on=counts.arrives_on,
        closed_on=counts.closed_on,
        people=counts.people if is_whole_told else None,
        arrived=counts.arrived if is_whole_told and _is_split_safe(counts.arrived, counts.people) else None,
        placed=shown.get(PLACED),
        waiting=shown.get(WAITING),
        together=rest + shown.get(OTHERS, 0) if is_whole_told else None,
        days=round(counts.waited / have_wished) if have_wished >= SMALLEST else None,
    )


def _shown(parts: dict[str, int]) -> dict[str, int]:
    """The parts that may be told one by one: none of a cohort of fewer than five."""
    if sum(parts.values()) < SMALLEST:
        return {}
    table = {name: {0: (number,)} for name, number in parts.items()}
    number = put_together(ORDER, [table], WHOLE)
    return {name: parts[name] for name in ORDER[: number or 0]}


def _is_split_safe(part: int, whole: int) -> bool:
    return is_safe(part) and is_safe(whole - part)
