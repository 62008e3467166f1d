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
