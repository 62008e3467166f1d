"""Check-ins as the person who is asked sees them, and as the desk reads them."""

from dataclasses import dataclass
from typing import Any

from volunteers.models import CheckIn, Match
from volunteers.queries.narrow import cards

TONES = {"good": "success", "fair": "info", "help": "danger"}


@dataclass(frozen=True)
class OwnCheckIn:
    """An open question to the person who is asking, with the first name of the other one."""

    checkin: CheckIn
    name: str


def my_checkins(user: Any) -> list[OwnCheckIn]:
    """The latest question of each own match that still waits for an answer."""
    latest: dict[int, CheckIn] = {}
    for row in CheckIn.objects.own_of(user).open().order_by("due_on", "number"):
        latest[row.match_id] = row
    known = cards() if latest else {}
    return [OwnCheckIn(row, known[row.match_id, row.side].given_name) for row in latest.values()]


def checkins_of(match: Match) -> list[CheckIn]:
    """For the desk, newest first, each with the ``tone`` of its answer."""
    rows = list(CheckIn.objects.filter(match=match).select_related("volunteer", "worker", "settled_by"))
    for row in rows:
        row.tone = TONES.get(row.answer, "info")  # type: ignore[attr-defined]
    return rows
