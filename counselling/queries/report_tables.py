"""From figures to the tables of a report: rows in their order, with bars and the year before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from counselling.queries.report import Count, Figures
from counselling.queries.report_words import ORDERS, OTHERS, TITLES
from counselling.rules.report import change_in_percent
from ibs_portal.privacy.suppression import is_safe

CONTACT_TABLES = ("topic", "channel", "language", "region", "origin", "sex", "age", "minutes", "turn", "outcome")
CASE_TABLES = ("opened", "closed", "ended")
WITH_PEOPLE = {"region", "origin", "sex", "age"}
BY_SIZE = {"topic", "language", "origin", "region"}
LIMITED = {"language", "origin"}
LAST = ("unknown", "none", OTHERS)
LONGEST = 10
Label = Callable[[str, str], str]


class Compared:
    """A number beside that of the year before. A time that still runs is not less than the whole of that year."""

    number: int | None
    before: int | None
    is_over: bool

    @property
    def difference(self) -> int | None:
        known = self.is_over and self.number is not None and self.before is not None
        return (self.number or 0) - (self.before or 0) if known else None

    @property
    def percent(self) -> int | None:
        return None if self.difference is None else change_in_percent(self.number or 0, self.before or 0)


@dataclass(frozen=True)
class Row(Compared):
    label: str
    number: int | None
    before: int | None
    people: int | None
    # Width of the bars in thousandths of the longest one.
    bar: int = 0
    bar_before: int = 0
    value: str = ""
    is_over: bool = True

    @property
    def is_small(self) -> bool:
        """Whether this row must not leave the house as it is."""
        return not all(is_safe(count or 0) for count in (self.number, self.before, self.people))


@dataclass(frozen=True)
class Table:
    code: str
    title: str
    rows: Sequence[Row]
    has_people: bool = False
    note: str = ""
    # What "others" of this table are, by name.
    others: Sequence[str] = field(default_factory=tuple)

    @property
    def has_small(self) -> bool:
        return any(row.is_small for row in self.rows)

    @property
    def total(self) -> int:
        return sum(row.number or 0 for row in self.rows)


def tables(codes: Sequence[str], now: Figures, before: Figures, label: Label, *, is_short: bool = True) -> list[Table]:
    """The tables of what there is; a feature of which nothing is known has none. ``is_short``: the ten largest."""
    found = (_table(code, now.get(code, {}), before.get(code, {}), label, is_short) for code in codes)
    return [table for table in found if table.rows]


def _table(code: str, now: Mapping[str, Count], before: Mapping[str, Count], label: Label, is_short: bool) -> Table:
    values = [v for v in ordered(code, now, before) if now.get(v, Count()).number or before.get(v, Count()).number]
    rest = _rest(code, values) if is_short else []
    shown = [value for value in values if value not in rest]
    pairs = [(value, now.get(value, Count()), before.get(value, Count())) for value in shown]
    if rest:
        sums = [sum((side.get(value, Count()) for value in rest), Count()) for side in (now, before)]
        pairs.insert(LONGEST, (OTHERS, sums[0], sums[1]))
    most = max((count.number for _value, *both in pairs for count in both), default=0) or 1
    has_people = code in WITH_PEOPLE
    rows = [_row(label(code, value), value, one, two, most, has_people) for value, one, two in pairs]
    return Table(code, str(TITLES[code]), rows, has_people, others=[label(code, value) for value in rest])


def _rest(code: str, values: Sequence[str]) -> list[str]:
    """What stands together as "others": beyond the ten largest, if it is more than one."""
    named = [value for value in values if value not in LAST] if code in LIMITED else []
    return named[LONGEST:] if len(named) > LONGEST + 1 else []


def _row(words: str, value: str, now: Count, before: Count, most: int, has_people: bool) -> Row:
    return Row(
        label=words,
        value=value,
        number=now.number,
        before=before.number,
        people=now.people if has_people else None,
        bar=round(now.number * 1000 / most),
        bar_before=round(before.number * 1000 / most),
    )


def ordered(code: str, now: Mapping[str, Any], before: Mapping[str, Any]) -> list[str]:
    """Values in the order of their vocabulary, or the most frequent first; what nobody said comes last."""
    known = [*ORDERS.get(code, ()), *sorted({*now, *before} - set(ORDERS.get(code, ())))]
    if code in BY_SIZE:
        known.sort(key=lambda value: (value in LAST, -now.get(value, Count()).number))
    return known
