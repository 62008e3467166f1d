"""Narrow answers out of rows that whoever is asking may not read: functions of ``ibs_portal/database/functions.py``."""

from typing import Any

from django.db import connection

from volunteers.models import TrainingSession
from volunteers.models.match import Card


def cards() -> dict[tuple[int, str], Card]:
    """First name and part of town of the other one, by match and side.

    For whoever is asking: of all matches that she is a side of and that are shown to her, or of the one that her
    errand names.
    """
    rows = _rows("SELECT match_id, side, given_name, district FROM volunteers_cards()")
    return {(match, side): Card(given_name, district) for match, side, given_name, district in rows}


def places_taken(session: TrainingSession) -> int:
    """How many hold a place. Ask it after locking the session."""
    return _rows("SELECT volunteers_places_taken(%s)", session.pk)[0][0]


def is_waiting() -> bool:
    """Whether the skilled worker who is asking waits for a companion."""
    return _rows("SELECT volunteers_am_waiting()")[0][0]


def is_address_known() -> bool:
    """Whether the e-mail address that the errand names is a volunteer's already."""
    return _rows("SELECT volunteers_address_is_known()")[0][0]


def _rows(statement: str, *parameters: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()
