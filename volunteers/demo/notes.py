"""A few notes of the coordinator."""

import datetime

from ibs_portal.accounts.models import User
from ibs_portal.privacy.encryption import has_key
from volunteers.models import Volunteer, VolunteerNote

NOTES = {
    0: ("Möchte höchstens eine Person begleiten, solange die Prüfungen laufen.", "Sehr zufrieden mit dem Anfang."),
    2: ("Hat selbst in der Pflege gearbeitet und spricht offen über Schichtdienst.",),
    16: ("Am Telefon: zweimal nicht erreicht, abends versuchen.",),
}


def seed_notes(people: list[Volunteer], author: User, *, now: datetime.datetime) -> None:
    """Nothing without a key: then nothing could be kept here."""
    if not has_key():
        return
    VolunteerNote.objects.bulk_create(
        VolunteerNote(
            programme_id=people[place].programme_id,
            volunteer=people[place],
            author=author,
            text=text,
            written_at=now - datetime.timedelta(days=9 * number + place),
        )
        for place, texts in NOTES.items()
        for number, text in enumerate(texts, 1)
    )
