"""Who comes to an event, as a sheet for the door."""

from collections.abc import Iterable

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from ibs_portal.documents.spreadsheet import workbook
from projects.models import Event, Registration


def attendance_workbook(event: Event, registrations: Iterable[Registration]) -> bytes:
    """An Excel file: who comes first, then who waits; typed text never becomes a formula."""
    header = [_("Name"), _("Places"), _("State"), _("E-mail"), _("Phone"), _("Reference number"), _("Received")]
    rows = [
        [
            registration.name,
            registration.seats,
            registration.get_state_display(),
            registration.email,
            registration.phone,
            registration.reference_text,
            formats.date_format(timezone.localtime(registration.created_at), "SHORT_DATETIME_FORMAT"),
        ]
        for registration in registrations
    ]
    return workbook(str(event), header, rows)
