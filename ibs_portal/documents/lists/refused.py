"""The rows that were not taken over, to be put right in Excel."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ibs_portal.documents import spreadsheet


def refused_workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """As they stood in the file, with their number and the reason in front: delete these two columns and try again."""
    headings, *refused = rows
    body = [[row[-1], row[-2], *row[:-2]] for row in refused]
    return spreadsheet.workbook(_("Rows not taken over"), [_("Row"), _("Reason"), *map(str, headings[:-1])], body)
