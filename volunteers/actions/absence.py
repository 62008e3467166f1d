"""Days on which a volunteer or a skilled worker is away; the person herself or the desk enters them."""

import datetime

from django.db import transaction

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from volunteers.models import SkilledWorker, Volunteer, VolunteerAbsence, WorkerAbsence
from volunteers.rules.absence import check_absence

Absence = VolunteerAbsence | WorkerAbsence


@transaction.atomic
def add_absence(
    person: Volunteer | SkilledWorker,
    *,
    by: User,
    starts_on: datetime.date,
    ends_on: datetime.date,
    today: datetime.date,
) -> Absence:
    """Notes first and last day; ``ValidationError`` for days that are over, the wrong way round or noted already."""
    check_absence(starts_on, ends_on, today=today)
    days = {"programme": person.programme, "starts_on": starts_on, "ends_on": ends_on}
    row: Absence
    if isinstance(person, Volunteer):
        row = VolunteerAbsence(volunteer=person, **days)
    else:
        row = WorkerAbsence(worker=person, **days)
    row.full_clean()
    row.save()
    record("absence.added", row, by=by)
    return row


@transaction.atomic
def remove_absence(row: Absence, *, by: User) -> None:
    """Takes days away off the list again."""
    record("absence.deleted", row, by=by)
    row.delete()
