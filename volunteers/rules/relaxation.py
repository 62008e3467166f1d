"""Which single step would open candidates for somebody for whom nobody is possible, and how many.

A step counts a volunteer if it takes away *all* that stands in her way: two steps at once are never asked for. A step
asks something of one side (another evening, a longer way), of a group, of volunteers, or it waits for a training.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from volunteers.rules.free_time import ENOUGH, common_time, minutes_of, ordinary_weeks, slot_time, slots_of
from volunteers.rules.matching import Obstacle, why_not
from volunteers.rules.pair import Companion, Seeker

# A quarter of an hour more than is wished is worth a question, more is not.
LONGER_BY = 15
# Volunteers on their way: not active yet because a training is missing.
IN_TRAINING = frozenset({"not_active", "training_missing"})

# A step without its number: kind and facts.
Named = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Step:
    """One thing that would have to be different; ``facts`` name it: a language, a slot, minutes, a group."""

    kind: str
    facts: tuple[str, ...]
    opens: int


@dataclass(frozen=True)
class Outlook:
    """For one person: how many are possible now, and the steps, the one that opens most first."""

    possible: int
    steps: tuple[Step, ...] = ()


def outlook(seeker: Seeker, companions: Iterable[Companion]) -> Outlook:
    """``steps`` are worked out only if nobody is possible."""
    blocked, possible = [], 0
    for companion in companions:
        obstacles = why_not(seeker, companion)
        blocked.append((companion, obstacles))
        possible += not obstacles
    return Outlook(possible, () if possible else single_steps(seeker, blocked))


def single_steps(seeker: Seeker, blocked: Iterable[tuple[Companion, tuple[Obstacle, ...]]]) -> tuple[Step, ...]:
    opened: Counter[Named] = Counter()
    for companion, obstacles in blocked:
        opened.update(_steps_for(seeker, companion, obstacles))
    steps = [Step(kind, facts, number) for (kind, facts), number in opened.items()]
    return tuple(sorted(steps, key=lambda step: (-step.opens, step.kind, step.facts)))


def _steps_for(seeker: Seeker, companion: Companion, obstacles: tuple[Obstacle, ...]) -> set[Named]:
    """Every step that would be enough for this volunteer, as kind and facts."""
    codes = {obstacle.code for obstacle in obstacles}
    if "training_missing" in codes and codes <= IN_TRAINING:
        return _trainings(companion)
    if len(codes) != 1:
        return set()
    obstacle = obstacles[0]
    single: dict[str, Callable[[], set[Named]]] = {
        "no_common_language": lambda: _languages(seeker, companion),
        "no_common_time": lambda: _slots(seeker, companion),
        "too_far": lambda: _longer_way(obstacle),
        "gender_wish": lambda: {("gender_wish", obstacle.facts)},
        "volunteer_gender_wish": lambda: {("volunteer_gender_wish", obstacle.facts)},
        "no_place": lambda: set() if obstacle.facts else {("place", ())},
        "group_full": lambda: {("group", (companion.group,))},
        "not_active": lambda: _return(companion),
        "clearance_missing": lambda: {("clearance", ())},
    }
    return single[obstacle.code]() if obstacle.code in single else set()


def _trainings(companion: Companion) -> set[Named]:
    """Of one training that is missing, if she is on her way; who has left or pauses comes by other steps."""
    if len(companion.missing_trainings) != 1 or companion.status == "paused":
        return set()
    return {("training", companion.missing_trainings)}


def _return(companion: Companion) -> set[Named]:
    """A trained volunteer becomes active in a group; somebody who pauses comes back."""
    return {("group_place", ())} if companion.status == "trained" else set()


def _languages(seeker: Seeker, companion: Companion) -> set[Named]:
    """Languages that both speak, of which one side speaks a little only."""
    return {("language", (code,)) for code in seeker.languages.keys() & companion.languages.keys()}


def _slots(seeker: Seeker, companion: Companion) -> set[Named]:
    """Parts of the week in which the volunteer has time, work leaves time, and the person has named none."""
    if seeker.possible is not None and companion.free is not None:
        both, now = common_time(seeker.possible, companion.free), common_time(seeker.free or 0, companion.free)
    else:
        both, now = ordinary_weeks(companion.slots) or 0, 0
    return {("time", (slot,)) for slot in slots_of(both & ~now) if minutes_of(both & slot_time(slot) | now) >= ENOUGH}


def _longer_way(obstacle: Obstacle) -> set[Named]:
    minutes, limit = map(int, obstacle.facts)
    return {("way", (str(limit + LONGER_BY),))} if minutes <= limit + LONGER_BY else set()
