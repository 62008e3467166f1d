"""What of the figures may leave the house, by the rule of ``ibs_portal/privacy/suppression.py``."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from counselling.queries.report import MEASURES, Count, cells_of_years
from counselling.queries.report_words import ORDERS
from counselling.rules.origin import region_of
from counselling.rules.report import Period, finished_months
from ibs_portal.privacy.suppression import YEAR, Times, level_of, put_together, times_of

RELEASED = (
    *("topic", "channel", "language", "origin", "sex", "age", "minutes", "turn", "outcome"),
    *("opened", "closed", "ended"),
)
OF_PEOPLE = {"origin", "sex", "age"}
# Countries that stand by themselves as long as no year before says which are frequent; the others by regions.
FREQUENT = ("SY", "UA", "AF", "IQ", "ER", "RO", "IR", "TR")
# measure → value → centre → twelve counts
Cells = dict[str, dict[str, dict[int, list[int]]]]


@dataclass(frozen=True)
class Released:
    """Figures that are safe. ``others`` are the values put together, by feature; ``None`` is not told."""

    number: int
    minutes: int
    people: int | None
    further: int | None
    months: Mapping[int, int]
    figures: Mapping[str, Mapping[str, Count]]
    others: Mapping[str, Sequence[str]] = field(default_factory=dict)


def released(user: Any, period: Period, centre_id: int | None, *, today: datetime.date) -> dict[int, Released | None]:
    """The time and the same a year before, by year; ``None`` where it may not leave."""
    years = (period.year, period.year - 1, period.year - 2)
    cells: dict[int, dict[str, Cells]] = {year: defaultdict(lambda: defaultdict(dict)) for year in years}
    for year, feature, value, centre, month, *counts in cells_of_years(user, years):
        for measure, count in zip(MEASURES, counts, strict=True):
            by_centre = cells[year][feature][measure].setdefault(value, {})
            by_centre.setdefault(centre, [0] * 12)[month - 1] += count
    until = None if period.is_over(today) else finished_months(period.year, today=today)
    return {
        time.year: _Year(cells[time.year], cells[time.year - 1], time, today, until).released(centre_id)
        for time in (period, period.year_before)
    }


class _Year:
    """One year of one controller with the year before it, which says the order of values.

    ``until`` is the number of months that count where the time asked for is not over; a year before it counts as
    far, by the rules of monthly tables.
    """

    def __init__(
        self,
        cells: dict[str, Cells],
        before: dict[str, Cells],
        period: Period,
        today: datetime.date,
        until: int | None,
    ) -> None:
        self.period, self.finished = period, finished_months(period.year, today=today)
        self.is_over, self.until = until is None, 12 if until is None else until
        self.before = {feature: _totals(found["number"]) for feature, found in before.items()}
        frequent = [code for code in _largest(self.before.get("origin", {})) if len(code) == 2][:8] or FREQUENT
        self.before["origin"] = _totals(_regions(before["origin"], frequent)["number"]) if "origin" in before else {}
        self.cells = {**cells, "origin": _regions(cells["origin"], frequent)} if "origin" in cells else cells
        self.totals = self.cells["all"]["number"].get("all", {}) if "all" in self.cells else {}

    def released(self, centre_id: int | None) -> Released | None:
        times = times_of(self.totals, finished=self.finished)
        months = [m for m in self.period.numbers if m < min(self.finished, self.until)]
        if not self.totals or not months or not self._may_leave(times, months):
            return None
        level = level_of(self.period.kind, is_over=self.is_over)
        columns, centres = times.columns[level], [centre_id] if centre_id else list(self.totals)
        total = self._count("all", ["all"], centres, months)
        further = {"all": {c: self._further(c) for c in self.totals}}
        people = [self._people("all")] if self.is_over else []
        figures, others = self._tables(columns, centres, months)
        return Released(
            number=total.number,
            minutes=total.minutes,
            people=total.people if people and put_together(["all"], people, columns) is not None else None,
            further=total.persons - total.number if put_together(["all"], [further], columns) is not None else None,
            months={m: self._count("all", ["all"], centres, [m]).number for m in sorted(times.months)},
            figures=figures,
            others=others,
        )

    def _may_leave(self, times: Times, months: Sequence[int]) -> bool:
        if not self.is_over:
            return times.months.issuperset(months)
        if self.period.kind == YEAR:
            return times.has_year
        return months[0] in times.months if self.period.kind == "month" else self.period.quarter - 1 in times.quarters

    def _tables(self, columns: Any, centres: Sequence[int], months: Sequence[int]) -> tuple[dict, dict]:
        figures: dict[str, dict[str, Count]] = {}
        others: dict[str, list[str]] = {}
        for feature in RELEASED:
            order = self._order(feature)
            measures = [self.cells[feature]["number"]] if order else []
            if order and feature in OF_PEOPLE and self.is_over:
                measures.append(self._people(feature))
            shown = put_together(order, measures, columns) if order else None
            # All of them together would be the total once more; a single value is shown by itself.
            if shown is None or (shown == 0 and feature not in ("opened", "closed")):
                continue
            figures[feature] = {v: self._count(feature, [v], centres, months) for v in order[:shown]}
            if rest := order[shown:]:
                figures[feature]["others"] = self._count(feature, rest, centres, months)
                others[feature] = rest
        return figures, others

    def _order(self, feature: str) -> list[str]:
        """The most frequent of the year before first, then as the vocabulary says: it stays the same all year."""
        values = list(self.cells[feature]["number"]) if feature in self.cells else []
        vocabulary = {value: place for place, value in enumerate(ORDERS.get(feature, ()))}
        before = self.before.get(feature, {})
        return sorted(values, key=lambda v: (-before.get(v, 0), vocabulary.get(v, len(vocabulary)), v))

    def _people(self, feature: str) -> dict[str, dict[int, list[int]]]:
        return self.cells[feature][f"people_{self.period.kind}"]

    def _further(self, centre: int) -> list[int]:
        found = self.cells["all"]
        return [p - n for p, n in zip(found["persons"]["all"][centre], found["number"]["all"][centre], strict=True)]

    def _count(self, feature: str, values: Sequence[str], centres: Sequence[int], months: Sequence[int]) -> Count:
        def total(measure: str) -> int:
            found = self.cells[feature][measure]
            rows = (found[v][c] for v in values for c in centres if c in found.get(v, {}))
            return sum(row[m] for row in rows for m in months)

        people = total(f"people_{self.period.kind}") if self.is_over and feature in {"all", *OF_PEOPLE} else 0
        return Count(total("number"), total("minutes"), total("persons"), people)


def _regions(cells: Cells, frequent: Sequence[str]) -> Cells:
    """Frequent countries by themselves, the others put together to their regions."""
    found: Cells = defaultdict(dict)
    for measure, values in cells.items():
        for value, by_centre in values.items():
            name = value if value in frequent else region_of(value)
            for centre, counts in by_centre.items():
                row = found[measure].setdefault(name, {}).setdefault(centre, [0] * 12)
                row[:] = [one + two for one, two in zip(row, counts, strict=True)]
    return found


def _totals(values: Mapping[str, Mapping[int, Sequence[int]]]) -> dict[str, int]:
    return {value: sum(map(sum, by_centre.values())) for value, by_centre in values.items()}


def _largest(totals: Mapping[str, int]) -> list[str]:
    return [value for value, number in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0])) if number]
