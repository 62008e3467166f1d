"""What stands in the calendar whose address somebody shows. Functions of the database answer, and know no names."""

import datetime
from typing import Any

from django.db import connection

from ibs_portal.database.identity import errand
from volunteers.models import CalendarFeed, SkilledWorker, Volunteer
from volunteers.queries.consent import side_of
from volunteers.rules.calendar_feed import Entry, Feed, Kind, hash_of

OWNER = "SELECT language, programme FROM volunteers_feed_owner()"
ENTRIES = """
    SELECT kind, key, title, place, starts_at, ends_at, minutes, is_certain, is_cancelled, revision, changed_at
    FROM volunteers_feed()
"""


def feed_of(secret: str) -> Feed | None:
    """The calendar of this address; ``None`` if there is none (any more), or its owner has left."""
    with errand(feed=hash_of(secret)):
        owner = _rows(OWNER)
        if not owner:
            return None
        entries = tuple(Entry(Kind(kind), *facts) for kind, *facts in _rows(ENTRIES))
    language, programme = owner[0]
    return Feed(language, programme, entries)


def made_at(person: Volunteer | SkilledWorker) -> datetime.datetime | None:
    """Since when this person has an address, for herself."""
    return CalendarFeed.objects.filter(**{side_of(person): person}).values_list("made_at", flat=True).first()


def _rows(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
