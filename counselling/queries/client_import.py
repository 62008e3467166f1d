"""The rows of an uploaded list as they would become files."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from counselling.models import ClientImport, ClientName
from counselling.models.vocabulary import nationality_choices
from counselling.rules.client_import import mark_repeated_clients, read_client
from counselling.rules.namewords import likeness_key
from counselling.rules.naming import display_name, sort_key
from ibs_portal.documents.lists.rows import ListRow
from ibs_portal.documents.lists.words import resolver
from ibs_portal.languages import language_choices

CHUNK = 2000


def import_rows(batch: ClientImport, user: Any) -> list[ListRow]:
    """Every row below the headings, read by the mapping of the list, with hints at files that are there."""
    language, nationality = resolver(language_choices), resolver(nationality_choices)
    today = timezone.localdate()
    rows = [
        read_client(number, values, batch.mapping, today=today, language=language, nationality=nationality)
        for number, values in batch.below_headings
    ]
    mark_repeated_clients(rows)
    _hint_at_files(rows, user)
    return rows


def _hint_at_files(rows: Sequence[ListRow], user: Any) -> None:
    """Files that may be of the same person, unless both birth dates are known and differ: advice, nothing else.

    As in the list of possible duplicates: one key for a name in whatever spelling, script or order (of two words or
    more), otherwise the same letters. Two queries for each two thousand names.
    """
    good = [(row, sort_key(*row.names), likeness_key(*row.names)) for row in rows if row.is_good]
    same = _files(user, "sort_key", {letters for _row, letters, _likeness in good})
    like = _files(user, "client__name_keys__likeness", {key for _row, _letters, key in good if " " in key})
    for row, letters, likeness in good:
        born = row.facts.get("birth_date")
        people = dict.fromkeys([*same.get(letters, ()), *like.get(likeness, ())])
        for given, family, number, date in people:
            if not (born and date and born != date):
                row.alike.append(
                    _("%(name)s, file %(number)s") % {"name": display_name(given, family), "number": number}
                )


def _files(user: Any, field: str, keys: set[str]) -> dict[str, list[tuple]]:
    """By key: given and family name, number of the file and birth date."""
    found: dict[str, list[tuple]] = {}
    for some in _chunks(sorted(keys)):
        names = ClientName.objects.with_file_open_to(user).primary().filter(**{f"{field}__in": some})
        fields = ("given", "family", "client__file_number", "client__birth_date")
        for key, *person in names.order_by("client_id").values_list(field, *fields):
            found.setdefault(key, []).append(tuple(person))
    return found


def _chunks(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))


def seen_before(user: Any, digest: str) -> ClientImport | None:
    """The same file, uploaded by this person before and taken over."""
    return ClientImport.objects.visible_to(user).filter(digest=digest, state=ClientImport.State.DONE).first()
