"""Does the seals again, from the entries as they are now, and says in sentences what does not fit.

Nothing of it asks a function of the database: whoever could rewrite the trail could rewrite those as well.
"""

import datetime
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ibs_portal.audit.models import Entry, Seal

COLUMNS = (
    *("id", "at", "kind", "actor_id", "organisation_id", "database_role", "verb", "model", "object_id"),
    *("file_model", "file_id", "holder_id", "fields", "reason", "request_id"),
)
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)
CHUNK = 5000


@dataclass
class Report:
    """``findings`` are sentences; an empty list means that every sealed entry is as it was."""

    findings: list[str] = field(default_factory=list)
    seals: int = 0
    entries: int = 0
    head: str = ""
    unsealed: int = 0


def line_of(values: tuple[Any, ...]) -> str:
    """One entry as the seal sees it; moments are microseconds, so that no time zone plays a part."""
    key, at, *rest = values
    return json.dumps([key, (at - EPOCH) // MICROSECOND, *rest], ensure_ascii=False)


def digest_of(seal: Seal, lines: list[str]) -> str:
    sealed_at = (seal.sealed_at - EPOCH) // MICROSECOND
    heading = json.dumps([seal.pk, seal.first_entry, seal.last_entry, seal.count, sealed_at, seal.previous])
    return hashlib.sha256("\n".join([heading, *lines]).encode()).hexdigest()


def verify(*, head: str = "", sealed_count: int | None = None) -> Report:
    """Checks the whole chain; ``head`` and ``sealed_count`` are what left the house at some time."""
    report, reader = Report(), _Reader()
    before: Seal | None = None
    known: dict[str, int] = {}
    for seal in Seal.objects.order_by("id").iterator(chunk_size=CHUNK):
        report.findings += _misplaced(seal, before)
        lost = reader.up_to(seal.first_entry - 1)
        if lost:
            report.findings.append(f"{len(lost)} entries before entry {seal.first_entry} are under no seal.")
        report.findings += _broken(seal, reader.up_to(seal.last_entry))
        report.seals, report.entries, report.head = seal.pk, report.entries + seal.count, seal.digest
        known[seal.digest] = report.entries
        before = seal
    report.unsealed = reader.rest()
    report.findings += _not_as_outside(known, head, sealed_count)
    return report


def _misplaced(seal: Seal, before: Seal | None) -> list[str]:
    """Whether a seal follows on the one before."""
    number, end, digest = (before.pk, before.last_entry, before.digest) if before else (0, 0, "")
    if seal.pk != number + 1:
        return [f"Between seal {number} and seal {seal.pk} seals are missing."]
    wrong = []
    if seal.first_entry != end + 1:
        wrong.append(f"Seal {seal.pk} begins at entry {seal.first_entry}, but the one before ends at {end}.")
    if seal.previous != digest:
        wrong.append(f"Seal {seal.pk} does not fit on seal {number}: one of the two was changed.")
    return wrong


def _broken(seal: Seal, lines: list[str]) -> list[str]:
    """Whether the entries under a seal are those that were sealed."""
    place = f"entries {seal.first_entry} to {seal.last_entry} (seal {seal.pk})"
    if len(lines) < seal.count:
        return [f"Deleted: {seal.count - len(lines)} of the {place}."]
    if len(lines) > seal.count:
        return [f"Inserted: {len(lines) - seal.count} too many among the {place}."]
    if digest_of(seal, lines) != seal.digest:
        return [f"Changed: something in the {place}, or the seal itself."]
    return []


def _not_as_outside(known: dict[str, int], head: str, sealed_count: int | None) -> list[str]:
    if head and head not in known:
        return [f"The head {head} is in no seal: the end of the trail was cut off or rewritten."]
    sealed = known[head] if head else max(known.values(), default=0)
    if sealed_count is None or (sealed == sealed_count if head else sealed >= sealed_count):
        return []
    return [f"{sealed_count} entries had been sealed, there are {sealed}: the trail was cut or rewritten."]


class _Reader:
    """Reads all entries once, in the order of their numbers."""

    def __init__(self) -> None:
        rows = Entry.objects.order_by("id").values_list(*COLUMNS)
        self._rows: Iterator[tuple] = iter(rows.iterator(chunk_size=CHUNK))
        self._next = next(self._rows, None)

    def up_to(self, last: int) -> list[str]:
        lines = []
        while self._next is not None and self._next[0] <= last:
            lines.append(line_of(self._next))
            self._next = next(self._rows, None)
        return lines

    def rest(self) -> int:
        return (self._next is not None) + sum(1 for _row in self._rows)
