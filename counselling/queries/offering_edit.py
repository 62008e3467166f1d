"""The offers of a centre for those who keep their hours: also those without hours yet, and those switched off."""

from dataclasses import dataclass

from counselling.models import Offering
from counselling.queries.opening import OpeningNow
from counselling.queries.opening_page import Row, week_lines
from counselling.rules.hours import lines_on
from counselling.rules.osm import osm_hours

OSM_AHEAD = 90  # days


@dataclass(frozen=True)
class OfferingRow:
    offering: Offering
    state: str
    tone: str
    week: list[Row]
    osm: str


def offering_rows(now: OpeningNow) -> list[OfferingRow]:
    """In the order of the public page; one query."""
    rows = Offering.objects.filter(centre=now.centre.pk).order_by("-is_active", "kind", "name")
    return [
        _row(offering, now) for offering in sorted(rows, key=lambda row: (not row.is_active, row.kind == "service"))
    ]


def _row(offering: Offering, now: OpeningNow) -> OfferingRow:
    shown = next((one for one in now.offerings if one.key == offering.pk), None)
    if shown is None:
        return OfferingRow(offering, "", "", [], "")
    is_elsewhere = bool(offering.place or offering.address)
    osm = osm_hours(shown.hours, now.today, OSM_AHEAD) if is_elsewhere else ""
    week = week_lines(lines_on(shown.own.week, now.today))
    return OfferingRow(offering, shown.now_words, shown.tone, week, osm)
