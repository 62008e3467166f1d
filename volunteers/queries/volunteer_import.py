"""The rows of an uploaded list as they would become volunteers."""

from typing import Any

from ibs_portal.documents.lists.rows import ListRow
from ibs_portal.documents.lists.words import resolver
from ibs_portal.languages import language_choices
from volunteers.models import Offer, Programme, Volunteer, VolunteerImport
from volunteers.queries.people_list import mark_there, refuse_known_accounts, say_languages
from volunteers.rules.volunteer_import import mark_repeated_people, read_volunteer


def import_rows(batch: VolunteerImport) -> list[ListRow]:
    """Every row below the headings, read by the mapping of the list, with its fate."""
    language, offer = resolver(language_choices), _offers(batch.programme)
    rows = [
        read_volunteer(number, values, batch.mapping, language=language, offer=offer)
        for number, values in batch.below_headings
    ]
    mark_repeated_people(rows)
    mark_there(rows, Volunteer.objects.filter(programme=batch.programme_id, erased_on=None))
    refuse_known_accounts(rows)
    say_languages(rows)
    return rows


def _offers(programme: Programme) -> Any:
    offers = list(Offer.objects.offered_in([programme]).values_list("code", "name_de", "name_en"))
    return resolver(lambda: [(code, name) for code, *names in offers for name in names])


def seen_before(user: Any, digest: str) -> VolunteerImport | None:
    """The same file, uploaded by this person before and taken over."""
    return VolunteerImport.objects.visible_to(user).filter(digest=digest, state=VolunteerImport.State.DONE).first()
