"""Seals new entries in batches, and says where the chain has got to.

Numbers of entries are taken before their transactions end, so an entry with a small number may appear after one
with a large number. The job therefore marks the newest number and who is writing (``pg_locks``: a writer holds a
lock on the table from before it takes a number until it ends), and seals up to the mark only when all of these
are through. It takes no lock that a writer would wait for. Each seal is a SHA-256 over its entries and over the
seal before; ``verifying.py`` does it again.
"""

import datetime
import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Sum

from ibs_portal.audit.models import Seal
from ibs_portal.database.identity import asking_as_job

BATCH = 5000
# How long the job waits for transactions that write, in seconds; the next run comes in five minutes.
PAUSES = (0.0, 0.1, 0.3, 1.0, 3.0, 5.0)
HEADS = "trail-heads.txt"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Head:
    """The end of the chain: who knows it outside of this database finds out if the end was cut off."""

    number: int
    digest: str
    entries: int
    sealed_at: datetime.datetime


def seal_new_entries() -> int:
    """Seals what is there now; how many seals that took, 0 if somebody has been writing all the time."""
    with asking_as_job():
        newest, writers = _ask("SELECT * FROM audit_seal_mark()")
    for pause in PAUSES:
        time.sleep(pause)
        with asking_as_job():
            (made,) = _ask("SELECT audit_seal_entries(%s, %s::text[], %s)", newest, writers, BATCH)
        if made is not None:
            return made
    log.warning("Nothing was sealed: a transaction that began to write has been open for %s seconds.", sum(PAUSES))
    return 0


def _ask(statement: str, *values: Any) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def head() -> Head | None:
    """The newest seal and how many entries are sealed in all; nothing if there is no seal yet."""
    newest = Seal.objects.order_by("-id").first()
    if newest is None:
        return None
    entries = Seal.objects.aggregate(all=Sum("count"))["all"]
    return Head(newest.pk, newest.digest, entries, newest.sealed_at)


def heads_file() -> Path:
    return Path(settings.VAR) / HEADS


def note_head(head: Head) -> None:
    """A line in a file that the machine's own log shipping or backup takes out of the house."""
    with heads_file().open("a") as file:
        file.write(
            f"{head.sealed_at:%Y-%m-%dT%H:%M:%SZ} seal={head.number} entries={head.entries} head={head.digest}\n"
        )
