"""The notes about one volunteer, the newest first."""

from typing import Any

from django.db.models import OuterRef, Subquery

from ibs_portal.accounts.models import User
from volunteers.models import Volunteer, VolunteerNote

# As many as a page shows at once; older ones stand on the page of all notes.
SHOWN = 5


def notes_of(volunteer: Volunteer, user: Any, *, limit: int | None = None) -> list[VolunteerNote]:
    """With ``author_name``; ``limit`` + 1 of them, so that the page knows whether there are more.

    A join would drop the notes of somebody whose account is not of this house any more.
    """
    names = User.objects.filter(pk=OuterRef("author")).values("name")
    rows = VolunteerNote.objects.visible_to(user).filter(volunteer=volunteer).annotate(author_name=Subquery(names))
    return list(rows if limit is None else rows[: limit + 1])
