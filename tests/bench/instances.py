"""Makes instances of assignment of any size; the same seed makes the same one."""

import random

from volunteers.rules.assignment import Group, Helper, Instance, Wish


def instance(
    needs: int,
    volunteers: int,
    *,
    seed: int = 1,
    degree: int | None = None,
    groups: int = 10,
    levels: int = 3,
    most: int = 3,
    side: str = "needs",
) -> Instance:
    """``degree``: with how many volunteers a need is possible (``None``: all). Groups hold about three in five.

    ``most``: free places of a volunteer, one at least; ``side``: whose the groups are, of needs or volunteers.
    """
    chance = random.Random(seed)
    limits = [Group(f"group {number}", max(1, needs * 3 // (5 * groups))) for number in range(groups)]
    names = [None, *(group.id for group in limits)]

    def group_on(asked: str) -> str | None:
        return chance.choice(names) if asked == side else None

    wishes = [Wish(need, group_on("needs"), chance.randint(1, levels)) for need in range(needs)]
    helpers = [Helper(person, chance.randint(1, most), group_on("volunteers")) for person in range(volunteers)]
    people = range(volunteers)
    edges = [
        (need, person, chance.randint(0, 1000))
        for need in range(needs)
        for person in (people if degree is None else chance.sample(people, min(degree, volunteers)))
    ]
    return Instance(limits, wishes, helpers, edges)
