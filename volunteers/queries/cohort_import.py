"""The rows of an uploaded list as they would become skilled workers."""

import datetime
from typing import Any

from ibs_portal.accounts.models import Organisation
from ibs_portal.documents.lists.rows import ListRow
from ibs_portal.documents.lists.words import Resolve, resolver
from ibs_portal.languages import language_choices
from volunteers.models import CohortImport, SkilledWorker
from volunteers.models.countries import country_choices, country_label
from volunteers.queries.people_list import mark_there, say_languages
from volunteers.rules.cohort_import import mark_repeated_workers, read_worker


def import_rows(batch: CohortImport, *, today: datetime.date) -> list[ListRow]:
    """Every row below the headings, read by the mapping of the list, with its fate."""
    employers = {str(one.pk): one for one in Organisation.objects.filter(kind=Organisation.Kind.EMPLOYER)}
    words: dict[str, Resolve] = {
        "language": resolver(language_choices),
        "country": resolver(country_choices),
        "employer": resolver(lambda: [(pk, name) for pk, e in employers.items() for name in (e.name, e.short_name)]),
    }
    rows = [read_worker(number, cells, batch.mapping, today=today, **words) for number, cells in batch.below_headings]
    mark_repeated_workers(rows)
    mark_there(rows, SkilledWorker.objects.filter(programme=batch.programme_id, erased_on=None))
    say_languages(rows)
    for row in rows:
        row.facts["origin_word"] = country_label(row.facts["origin"]) if "origin" in row.facts else ""
        row.facts["employer"] = employers.get(row.facts.get("employer", ""))
    return rows


def seen_before(user: Any, digest: str) -> CohortImport | None:
    """The same file, uploaded by this person before, taken over and not undone."""
    done = CohortImport.objects.visible_to(user).filter(digest=digest, state=CohortImport.State.DONE, undone_at=None)
    return done.first()
