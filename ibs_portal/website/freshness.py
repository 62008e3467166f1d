"""Answers that are kept in the process until they stop being right.

"Open until 12:00" is right until its own end, unless somebody changes what it was made from. Every change
through the portal leaves an entry in the trail, every change in the set-up one in Django's log; so the newest
such entries are a stamp: same stamp, same answer. That is one small query instead of all the others.
``LONGEST`` bounds what a change past both (a script, another worker's unfinished transaction) can do.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection

Answer = TypeVar("Answer")
LONGEST = datetime.timedelta(minutes=1)
# A function of the database (``access.py``): the public may read neither the trail nor the log of the set-up.
STAMP = "SELECT website_stamp()"


@dataclass(frozen=True)
class Kept:
    value: Any
    stamp: str
    until: datetime.datetime


_kept: dict[Any, Kept] = {}


def public_stamp() -> str:
    """Changes whenever somebody changes opening hours, events or texts."""
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        return str(cursor.fetchone()[0])


def keep(key: Any, build: Callable[[], tuple[Answer, datetime.datetime]], *, now: datetime.datetime) -> Answer:
    """The answer under this key; ``build`` makes it anew and says until when it is right.

    ``key`` must hold everything the answer depends on besides the stamp, such as the language.
    """
    if not settings.KEEP_ANSWERS:
        return build()[0]
    stamp, kept = public_stamp(), _kept.get(key)
    if kept and kept.stamp == stamp and now < kept.until:
        return kept.value
    value, until = build()
    _kept[key] = Kept(value, stamp, min(until, now + LONGEST))
    return value


def forget() -> None:
    """Forgets everything kept in this process."""
    _kept.clear()
