"""From an upload to the day on which nothing of it is left; locks, rights and the trail are the action's."""

import datetime
import hashlib
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ibs_portal.documents.lists.columns import Columns
from ibs_portal.documents.lists.models import StagedList
from ibs_portal.documents.lists.rows import ListRow
from ibs_portal.documents.reading import UnreadableError, read_rows

KEPT_FOR = datetime.timedelta(hours=24)
FINGERPRINTS_FOR = datetime.timedelta(days=365)


def fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def check_not_seen(before: StagedList | None) -> None:
    """``ValidationError`` for a file that was taken over ``before``."""
    if before:
        words = {"date": f"{before.created_at:%d.%m.%Y}", "number": before.taken}
        text = _("This very file was taken over on %(date)s: %(number)s rows. To do so again, tick the box below.")
        raise ValidationError({"file": text % words}, code="seen")


def fill(batch: StagedList, content: bytes, *, file_name: str, columns: Columns) -> None:
    """Reads the file into the new row and guesses its columns; ``ValidationError`` for one that cannot be read."""
    try:
        batch.rows = read_rows(content)
    except UnreadableError as error:
        raise ValidationError({"file": str(error)}, code="unreadable") from error
    batch.digest, batch.file_name = fingerprint(content), file_name[:120]
    batch.heading_row = columns.find_heading_row(batch.rows)
    batch.mapping = columns.guess(batch.headings)


def check_staged(batch: StagedList) -> None:
    if not batch.is_staged:
        raise ValidationError(_("This list has been taken over already."), code="done")


def map_columns(batch: StagedList, *, columns: Columns, heading_row: int, mapping: Sequence[str] | None) -> None:
    """Says which row has the headings and what each column is; ``None`` guesses anew."""
    if not 0 <= heading_row < len(batch.rows):
        raise ValidationError({"heading_row": _("The list has no such row.")}, code="no_row")
    batch.heading_row = heading_row
    batch.mapping = list(columns.guess(batch.headings) if mapping is None else mapping)
    columns.check(batch.mapping)


def good_rows(rows: Sequence[ListRow], *, leave_out_alike: bool) -> list[ListRow]:
    """Those to be taken over, or ``ValidationError``; ``leave_out_alike`` refuses who looks like somebody there."""
    if leave_out_alike:
        for row in rows:
            row.problems += [_("Perhaps there already: %(file)s") % {"file": file} for file in row.alike[:1]]
    good = [row for row in rows if row.is_good]
    if not good:
        raise ValidationError(_("No row can be taken over."), code="nothing")
    return good


def close(batch: StagedList, rows: Sequence[ListRow]) -> None:
    """Keeps what was refused, with the reasons, and lets go of the rest."""
    refused = [row for row in rows if not row.is_good]
    batch.rows = [[*batch.headings, ""], *([*row.values, row.reason, row.number] for row in refused)]
    batch.heading_row, batch.state = 0, StagedList.State.DONE
    batch.taken, batch.refused = len(rows) - len(refused), len(refused)


def erase_lists(model: type[StagedList], *, now: datetime.datetime) -> int:
    """Empties lists of more than a day ago; of those taken over a fingerprint stays for a year. Returns how many."""
    old = model._default_manager.filter(created_at__lt=now - KEPT_FOR)
    old.filter(state=StagedList.State.STAGED).delete()
    old.filter(created_at__lt=now - FINGERPRINTS_FOR).delete()
    return old.exclude(rows=[]).update(rows=[], mapping=[], file_name="", heading_row=0)
