"""A centre with all that is entered about its hours and those of its phone and services, in one query."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, F, Func, OuterRef, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils import timezone

from counselling.models import Centre, Offering, OpeningException, OpeningPeriod, OpeningRule
from counselling.rules.hours import CLOSED, Hours, Line, Period, SpecialDay

LINE_FIELDS = ("period_id", "offering_id", "weekday", "opens", "closes", "mode", "valid_from", "valid_until")
PERIOD_FIELDS = ("pk", "offering_id", "starts_on", "ends_on", "kind", "reason", "public_note", "announced_on")
SPECIAL_FIELDS = (
    *("pk", "offering_id", "starts_on", "ends_on", "mode", "opens", "closes"),
    *("reason", "public_note", "announced_at"),
)
OFFERING_FIELDS = ("pk", "kind", "name", "place", "address", "public_note", "follows_house")
# What lies further back than this no page shows; an answer for a day before that is asked for by ``since``.
LOOK_BACK = datetime.timedelta(days=45)


def centres_with_hours(day: datetime.date, rows: QuerySet[Centre] | None = None) -> QuerySet[Centre]:
    """Public centres, or those of ``rows``, with all their lines and the ``languages_today`` of that day."""
    since = min(day, timezone.localdate()) - LOOK_BACK
    lines = OpeningRule.objects.filter(centre=OuterRef("pk")).exclude(valid_until__lt=since)
    periods = OpeningPeriod.objects.filter(centre=OuterRef("pk"), withdrawn_at=None, ends_on__gte=since)
    specials = OpeningException.objects.filter(centre=OuterRef("pk"), withdrawn_at=None, ends_on__gte=since)
    offerings = Offering.objects.active().filter(centre=OuterRef("pk"))
    # The public learns which languages are spoken, not who is there and who is away.
    languages = Func(F("pk"), Value(day), function="counselling_languages_on", output_field=ArrayField(CharField()))
    rows = Centre.objects.public() if rows is None else rows
    return rows.annotate(
        lines=_rows(lines, LINE_FIELDS),
        periods_json=_rows(periods, PERIOD_FIELDS),
        specials=_rows(specials, SPECIAL_FIELDS),
        offerings_json=_rows(offerings, OFFERING_FIELDS),
        languages_today=languages,
    )


def _rows(rows: QuerySet, fields: Iterable[str]) -> ArraySubquery:
    return ArraySubquery(rows.order_by("pk").values(row=JSONObject(**{name: name for name in fields})))


def centre_with_hours(centre: Centre | str | None, day: datetime.date) -> Centre | None:
    """By row, by slug, or the centre of the home page; one query, none if the row has its hours already."""
    if isinstance(centre, Centre) and hasattr(centre, "lines"):
        return centre
    rows = centres_with_hours(day)
    if isinstance(centre, Centre):
        return rows.filter(pk=centre.pk).first()
    return rows.filter(slug=centre).first() if centre else rows.first()


def hours_of(centre: Any, offering: int | None = None) -> Hours:
    """The values that the rules work with, from a row of ``centres_with_hours``: of the door, or of an offering."""
    lines = [(row["period_id"], _line(row)) for row in centre.lines if row["offering_id"] == offering]
    return Hours(
        state=centre.federal_state,
        week=tuple(line for period, line in lines if period is None),
        periods=tuple(_period(row, lines) for row in centre.periods_json if row["offering_id"] == offering),
        special_days=tuple(_special(row) for row in centre.specials if row["offering_id"] == offering),
    )


def _line(row: dict) -> Line:
    return Line(
        row["weekday"],
        _time(row["opens"]),
        _time(row["closes"]),
        row["mode"],
        datetime.date.min if row["period_id"] else datetime.date.fromisoformat(row["valid_from"]),
        _date(row["valid_until"]),
    )


def _period(row: dict, lines: list[tuple[int | None, Line]]) -> Period:
    return Period(
        first=datetime.date.fromisoformat(row["starts_on"]),
        last=datetime.date.fromisoformat(row["ends_on"]),
        lines=tuple(line for period, line in lines if period == row["pk"]),
        kind=row["kind"],
        reason=row["reason"],
        note=row["public_note"],
        announced_on=datetime.date.fromisoformat(row["announced_on"]),
        key=row["pk"],
    )


def _special(row: dict) -> SpecialDay:
    announced_at = datetime.datetime.fromisoformat(row["announced_at"])
    return SpecialDay(
        first=datetime.date.fromisoformat(row["starts_on"]),
        last=datetime.date.fromisoformat(row["ends_on"]),
        mode=row["mode"] or CLOSED,
        opens=_time(row["opens"]),
        closes=_time(row["closes"]),
        reason=row["reason"],
        note=row["public_note"],
        announced_on=timezone.localdate(announced_at),
        key=row["pk"],
    )


def _time(text: str | None) -> datetime.time | None:
    return datetime.time.fromisoformat(text) if text else None


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
