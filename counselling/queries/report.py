"""Reading the figures for a time and a centre."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Case, CharField, DateField, F, Q, Sum, Value, When

from counselling.models import Figure
from counselling.rules.origin import region_of
from counselling.rules.report import Period


class Count(NamedTuple):
    """What stands in one cell. ``people`` are those with a file, each once in the time."""

    number: int = 0
    minutes: int = 0
    persons: int = 0
    people: int = 0

    def __add__(self, other: "Count") -> "Count":  # type: ignore[override]
        return Count(*(one + two for one, two in zip(self, other, strict=True)))


# feature → value → count
Figures = Mapping[str, Mapping[str, Count]]
NOW, BEFORE = "now", "before"
MEASURES = ("number", "minutes", "persons", "people_month", "people_quarter", "people_year")


def wrong_figures() -> int:
    """How many cells differ from what contacts and cases say; what is kept of erased people is not compared."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT counselling_wrong_figures()")
        return cursor.fetchone()[0]


def figures_for(user: Any, centre_id: int | None) -> Any:
    rows = Figure.objects.visible_to(user)
    return rows.filter(centre=centre_id) if centre_id else rows


def in_period(period: Period) -> Q:
    return Q(month__gte=period.starts_on, month__lt=period.ends_before)


def figures_of(user: Any, period: Period, centre_id: int | None = None) -> tuple[Figures, Figures]:
    """All figures of a time and of the same time a year before, in one query."""
    rows = figures_for(user, centre_id).filter(in_period(period) | in_period(period.year_before))
    side = Case(When(in_period(period), then=Value(NOW)), default=Value(BEFORE), output_field=CharField())
    sums = {"n": Sum("number"), "m": Sum("minutes"), "p": Sum("persons"), "q": Sum(f"people_{period.kind}")}
    cells = rows.values("feature", "value", side=side).annotate(**sums)
    found: dict[str, dict[str, dict[str, Count]]] = {NOW: defaultdict(dict), BEFORE: defaultdict(dict)}
    for feature, value, when, *counts in cells.values_list("feature", "value", "side", *sums):
        found[when][feature][value] = Count(*counts)
    return with_regions(found[NOW]), with_regions(found[BEFORE])


def with_regions(figures: Figures) -> Figures:
    """Adds the feature ``region``, which nationalities are put together to."""
    regions: dict[str, Count] = {}
    for nationality, count in figures.get("origin", {}).items():
        region = region_of(nationality)
        regions[region] = regions.get(region, Count()) + count
    return {**figures, "region": regions}


def months_of(user: Any, year: int, centre_id: int | None = None) -> dict[datetime.date, Count]:
    """The totals of each month of this year and of the one before."""
    rows = figures_for(user, centre_id).filter(feature="all", month__year__in=[year, year - 1])
    sums = {"n": Sum("number"), "m": Sum("minutes"), "p": Sum("persons"), "q": Sum("people_month")}
    months = rows.values("month").annotate(**sums).values_list("month", *sums)
    return {month: Count(*counts) for month, *counts in months}


def open_cases(user: Any, period: Period, centre_id: int | None = None) -> tuple[int, int]:
    """How many cases were open at the end of the time, and a year before."""
    rows = figures_for(user, centre_id).filter(feature__in=("opened", "closed"))
    signed = Case(When(feature="opened", then=F("number")), default=-F("number"))
    borders = [Value(day, DateField()) for day in (period.ends_before, period.year_before.ends_before)]
    now, before = (Sum(signed, filter=Q(month__lt=border), default=0) for border in borders)
    found = rows.aggregate(now=now, before=before)
    return found["now"], found["before"]


def cells_of_years(user: Any, years: Iterable[int]) -> list[tuple]:
    """Year, feature, value, centre, month and all measures of each cell: what suppression looks at."""
    rows = Figure.objects.visible_to(user).filter(month__year__in=list(years))
    sums = {f"sum_{name}": Sum(name) for name in MEASURES}
    keys = ("month__year", "feature", "value", "centre_id", "month__month")
    return list(rows.values(*keys).annotate(**sums).values_list(*keys, *sums))
