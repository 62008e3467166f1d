"""Lists of trainings as Excel files."""

import datetime
from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ibs_portal.documents.spreadsheet import workbook
from volunteers.models import QualificationGrant, TrainingRegistration, TrainingSession


def session_workbook(session: TrainingSession, registrations: Iterable[TrainingRegistration]) -> bytes:
    """Everybody on the list of a session, with a column to sign."""
    header = [_("Name"), _("Status"), _("Phone"), _("E-mail"), _("Signature")]
    rows = [[r.volunteer.name, r.get_status_display(), r.volunteer.phone, r.volunteer.email, ""] for r in registrations]
    day = date_format(timezone.localtime(session.starts_at), "SHORT_DATETIME_FORMAT")
    return workbook(f"{session.training.title}, {day}, {session.place}", header, rows)


def renewal_workbook(grants: Iterable[QualificationGrant]) -> bytes:
    """Qualifications that run out, the next first."""
    header = [_("Name"), _("Training"), _("valid until"), _("Phone"), _("E-mail"), _("Reminded on")]
    rows = [
        [
            g.volunteer.name,
            g.training.title,
            _day(g.expires_on),
            g.volunteer.phone,
            g.volunteer.email,
            _day(g.reminded_at),
        ]
        for g in grants
    ]
    return workbook(_("Qualifications that run out"), header, rows)


def _day(moment: datetime.date | None) -> str:
    return date_format(moment, "SHORT_DATE_FORMAT") if moment else ""
