"""Notes of coordinators about volunteers: written, and taken back by whoever wrote them."""

import datetime

from django.db import transaction

from ibs_portal.accounts.models import User
from ibs_portal.audit import trail
from volunteers.models import Volunteer, VolunteerNote
from volunteers.rules.note import check_author


@transaction.atomic
def add_note(volunteer: Volunteer, *, by: User, text: str, now: datetime.datetime) -> VolunteerNote:
    """Writes a note, encrypted; ``ValidationError`` if it is empty or the key for it is missing."""
    note = VolunteerNote(programme_id=volunteer.programme_id, volunteer=volunteer, author=by, written_at=now)
    note.text = text.strip()
    note.full_clean(exclude=["author", "programme", "volunteer"])
    note.save()
    trail.record("volunteer_note.added", note, by=by)
    return note


@transaction.atomic
def delete_note(note: VolunteerNote, *, by: User) -> Volunteer:
    """Takes an own note back for good; that there was one stays in the trail."""
    check_author(is_own=note.author_id == by.pk)
    trail.record("volunteer_note.deleted", note, by=by)
    VolunteerNote.objects.filter(pk=note.pk).delete()
    return note.volunteer
