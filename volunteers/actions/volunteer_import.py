"""Taking over a list of volunteers: uploaded, looked at, taken over as a whole or not at all."""

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record, record_reading
from ibs_portal.documents.lists import staging
from ibs_portal.documents.lists.rows import ListRow
from volunteers.actions.volunteer import create_volunteer
from volunteers.models import CohortImport, Offer, Programme, Volunteer, VolunteerImport
from volunteers.queries.volunteer_import import import_rows, seen_before
from volunteers.rules.volunteer_import import COLUMNS

# Each gets an account and perhaps a mail: more at once is no list of one desk.
MOST_AT_ONCE = 500
# Facts that are no details of the row itself.
BESIDE = ("languages", "language_words", "offers")


@transaction.atomic
def stage_volunteers(
    content: bytes, *, by: User, programme: Programme, file_name: str, again: bool = False
) -> VolunteerImport:
    """Keeps an uploaded list to be looked at, with columns guessed from its headings.

    ``ValidationError`` for a file that cannot be read, and for one that was taken over before unless ``again``.
    """
    staging.check_not_seen(None if again else seen_before(by, staging.fingerprint(content)))
    batch = VolunteerImport(programme=programme, by=by)
    staging.fill(batch, content, file_name=file_name, columns=COLUMNS)
    batch.full_clean()
    batch.save()
    record("volunteerimport.uploaded", batch, by=by)
    return batch


@transaction.atomic
def map_volunteers(
    batch: VolunteerImport, *, by: User, heading_row: int, mapping: Sequence[str] | None
) -> VolunteerImport:
    """Says which row has the headings and what each column is; ``None`` guesses anew."""
    batch = _locked(batch, by)
    staging.map_columns(batch, columns=COLUMNS, heading_row=heading_row, mapping=mapping)
    batch.full_clean()
    batch.save()
    return batch


@transaction.atomic
def import_volunteers(
    batch: VolunteerImport, *, by: User, now: datetime.datetime, invite: bool = False, leave_out_alike: bool = True
) -> VolunteerImport:
    """Enters every good row as ``create_volunteer`` does for somebody who phoned, all of them or none.

    Nobody of a list has agreed to anything: consents are asked when they first log in, and with ``invite`` a mail asks
    them to. Refused rows stay for a day with their reasons. ``ValidationError`` if there is no good row or too many.
    """
    batch = _locked(batch, by)
    rows = import_rows(batch)
    good = staging.good_rows(rows, leave_out_alike=leave_out_alike)
    if len(good) > MOST_AT_ONCE:
        words = _("At most %(most)s people can be taken over at once. Please divide the list.")
        raise ValidationError(words % {"most": MOST_AT_ONCE}, code="too_many")
    offers = {offer.code: offer for offer in Offer.objects.offered_in([batch.programme])}
    for row in good:
        _enter(row, batch, offers, by=by, now=now, letter="listed" if invite else "")
    staging.close(batch, rows)
    batch.save()
    record("volunteerimport.taken_over", batch, by=by, reason=str(len(good)))
    return batch


@transaction.atomic
def report_volunteers(batch: VolunteerImport, *, by: User) -> list[list]:
    """The refused rows with their reasons, to be put right; writes down that they were handed out."""
    record_reading(batch, what="volunteerimport.exported", by=by)
    return batch.rows


@transaction.atomic
def discard_volunteers(batch: VolunteerImport, *, by: User) -> None:
    """Throws the list away; the people of one that was taken over stay."""
    batch = VolunteerImport.objects.visible_to(by).select_for_update(of=("self",)).get(pk=batch.pk)
    record("volunteerimport.discarded", batch, by=by)
    batch.delete()


@transaction.atomic
def erase_people_lists(*, now: datetime.datetime, by: User | None = None) -> int:
    """Empties lists of more than a day ago; of those taken over a fingerprint stays for a year. Returns how many."""
    return sum(staging.erase_lists(model, now=now) for model in (VolunteerImport, CohortImport))


def _enter(
    row: ListRow, batch: VolunteerImport, offers: dict[str, Offer], *, by: User, now: datetime.datetime, letter: str
) -> None:
    given, family = row.names if row.names[0] else (row.names[1], "")
    details = {name: value for name, value in row.facts.items() if name not in BESIDE}
    try:
        create_volunteer(
            batch.programme,
            by=by,
            now=now,
            details={**details, "given_name": given, "family_name": family},
            languages=row.facts["languages"],
            offers=[offers[code] for code in row.facts["offers"]],
            consents=(),
            source=Volunteer.Source.LIST,
            letter=letter,
        )
    except ValidationError as refused:
        words = _("Row %(number)s: %(why)s") % {"number": row.number, "why": " ".join(refused.messages)}
        raise ValidationError(words, code="row") from refused


def _locked(batch: VolunteerImport, by: User) -> VolunteerImport:
    rows = VolunteerImport.objects.visible_to(by).select_related("programme__organisation")
    batch = rows.select_for_update(of=("self",)).get(pk=batch.pk)
    staging.check_staged(batch)
    return batch
