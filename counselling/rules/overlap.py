"""Which lines of a week stand in each other's way."""

import datetime
import itertools
from collections.abc import Iterable

from counselling.rules.hours import Line, span_of

MONDAY = datetime.date(2024, 1, 1)


def first_overlap(lines: Iterable[Line]) -> tuple[Line, Line] | None:
    """Two lines of one weekday that share a moment; touching is no overlap. The earlier one comes first."""
    ordered = sorted(lines, key=lambda line: (line.weekday, span_of(line, MONDAY).start))
    for one, two in itertools.pairwise(ordered):
        if one.weekday == two.weekday and span_of(two, MONDAY).start < span_of(one, MONDAY).end:
            return one, two
    return None


def share_a_day(one: Line, two: Line) -> bool:
    """Whether there is a day on which both lines are valid."""
    last_of_one, last_of_two = (line.valid_until or datetime.date.max for line in (one, two))
    return one.valid_from <= last_of_two and two.valid_from <= last_of_one
