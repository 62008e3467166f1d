"""The team's week as a table, and what Heute says of it: rows of words, no decisions left."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counselling.models import Absence
from counselling.queries.staffing import Away, Colleague, Staffing, own_first, staffing_of
from counselling.rules.hours import DAY, day_plan
from counselling.rules.staffing import ShortDay, runs, takes_walk_ins

WEEK = 7
FRIDAY = 4
IN, AWAY, OFF = "in", "away", "off"


@dataclass(frozen=True)
class Cell:
    """``in``, ``away`` or ``off`` (does not work that day)."""

    state: str
    words: str


@dataclass(frozen=True)
class Row:
    name: str
    job: str
    cells: list[Cell]
    counts: bool


@dataclass(frozen=True)
class Total:
    """The last line of a centre: how many are in of how many needed; ``needed`` is empty on days without a door."""

    present: int
    needed: int | None
    is_short: bool


@dataclass(frozen=True)
class Table:
    place: Staffing
    rows: list[Row]
    totals: list[Total]


def monday_of(text: str, today: datetime.date) -> datetime.date:
    """The Monday of ``2026-W49``; of this week for anything else."""
    try:
        return datetime.datetime.strptime(f"{text}-1", "%G-W%V-%u").replace(tzinfo=datetime.UTC).date()
    except ValueError:
        return today - today.weekday() * DAY


def week_text(monday: datetime.date) -> str:
    return f"{monday:%G-W%V}"


def team_week(user: Any, monday: datetime.date, today: datetime.date) -> tuple[list[datetime.date], list[Table]]:
    """The days of the week that the team works on, and a table for each centre with a team."""
    places = own_first(staffing_of(user, today=today, since=min(monday, today)), user)
    week = [monday + n * DAY for n in range(WEEK)]
    days = [day for day in week if day.weekday() <= FRIDAY or _is_worked_on(places, day)]
    return days, [_table(place, days) for place in places if place.colleagues]


def _is_worked_on(places: list[Staffing], day: datetime.date) -> bool:
    return any(c.member.belongs_on(day) for place in places for c in place.colleagues)


def _table(place: Staffing, days: list[datetime.date]) -> Table:
    rows = [Row(c.name, c.job_label, [_cell(c, day) for day in days], c.counts) for c in place.colleagues]
    return Table(place, rows, [_total(place, day) for day in days])


def _cell(colleague: Colleague, day: datetime.date) -> Cell:
    if not colleague.member.belongs_on(day):
        return Cell(OFF, _("not a working day"))
    away = colleague.away_on(day)
    if away is None:
        return Cell(IN, _("in"))
    return Cell(AWAY, _("away, deputy %(name)s") % {"name": away.deputy} if away.deputy else _("away"))


def _total(place: Staffing, day: datetime.date) -> Total:
    present = place.present(day)
    if not takes_walk_ins(day_plan(place.hours, day)):
        return Total(present, None, is_short=False)
    needed = place.need.on(day)
    return Total(present, needed, is_short=present < needed)


def absence_rows(user: Any, places: list[Staffing], today: datetime.date) -> list[dict[str, Any]]:
    """Absences that are not over, the next one first; with what this person may do about each."""
    pairs = [(c, away) for place in places for c in place.colleagues for away in c.away if away.last >= today]
    pairs.sort(key=lambda pair: (pair[1].first, pair[0].name))
    return [_absence_row(user, colleague, away, today) for colleague, away in pairs]


def _absence_row(user: Any, colleague: Colleague, away: Away, today: datetime.date) -> dict[str, Any]:
    is_own = colleague.controller_id == user.organisation_id
    may_change = is_own and (user.has_perm("counselling.plan_absence") or colleague.user_id == user.pk)
    return {
        "pk": away.pk,
        "name": colleague.name,
        "days": span_words(away.first, away.last),
        "kind": Absence.Kind(away.kind).label if is_own else "",
        "deputy": away.deputy,
        "is_now": away.first <= today,
        "may_change": may_change,
        "has_files": is_own and colleague.counts and user.has_perm("counselling.view_client_file"),
    }


def span_words(first: datetime.date, last: datetime.date) -> str:
    """``Thu, 3.12. – Fri, 4.12.``; one day alone without a dash."""
    words = [formats.date_format(day, "D, j.n.") for day in (first, last)]
    return words[0] if first == last else f"{words[0]} – {words[1]}"


# --- Too few are in ----------------------------------------------------------------------------------------


def shortages(places: list[Staffing]) -> list[dict[str, Any]]:
    """Each centre with days to come on which too few are in, or with hours that are short without need."""
    return [_shortage(place) for place in places if place.short or place.superfluous]


def _shortage(place: Staffing) -> dict[str, Any]:
    return {
        "centre": place.centre,
        "runs": [_run_words(run, place.today) for run in runs(place.short)[:4]],
        "url": reverse("counselling:staffing_announce", args=[place.centre.slug]),
        "days": len(place.short),
        "superfluous": [span_words(special.first, special.last) for special in place.superfluous],
    }


def _run_words(run: tuple[ShortDay, ...], today: datetime.date) -> dict[str, str]:
    short = run[0]
    words = {"present": short.present, "needed": short.needed}
    return {
        "days": span_words(short.day, run[-1].day),
        "when": week_words(short.day, today),
        "numbers": ngettext("%(present)s of %(needed)s needed", "%(present)s of %(needed)s needed", short.needed)
        % words,
    }


def week_words(day: datetime.date, today: datetime.date) -> str:
    """``this week``, ``next week`` or ``in n weeks``."""
    weeks = (day - day.weekday() * DAY - (today - today.weekday() * DAY)).days // WEEK
    if weeks < 1:
        return _("this week")
    return _("next week") if weeks == 1 else _("in %(number)s weeks") % {"number": weeks}


# --- Heute -------------------------------------------------------------------------------------------------


def heute_team(user: Any, today: datetime.date) -> dict[str, Any] | None:
    """Who is in today, who is away and for how long; and what is short. ``None`` without a team; one query."""
    places = [place for place in own_first(staffing_of(user, today=today), user) if place.colleagues]
    if not places or not user.has_perm("counselling.view_team_week"):
        return None
    here = [(place, c) for place in places for c in place.colleagues if c.member.belongs_on(today)]
    me = next((c for place in places for c in place.colleagues if c.user_id == user.pk), None)
    return {
        "in": [_present(place, c, places) for place, c in here if not c.away_on(today)],
        "away": [_gone(c, away) for _place, c in here if (away := c.away_on(today))],
        "may_report": me is not None and not me.away_on(today) and user.has_perm("counselling.report_absence"),
        "shortages": shortages(places) if user.has_perm("counselling.change_opening") else [],
    }


def _present(place: Staffing, colleague: Colleague, places: list[Staffing]) -> dict[str, str]:
    return {"name": colleague.name, "job": colleague.job_label, "centre": _short_name(place, places)}


def _short_name(place: Staffing, places: list[Staffing]) -> str:
    return place.centre.short_name if len(places) > 1 else ""


def _gone(colleague: Colleague, away: Away) -> dict[str, Any]:
    return {"name": colleague.name, "until": away.last, "deputy": away.deputy}
