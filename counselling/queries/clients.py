"""People as lines: found ones to choose from, names, birthdays, languages in words."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from counselling.models import Case, Client, ClientName
from counselling.queries.finding import find_people
from counselling.rules.naming import WrittenName, display_name
from ibs_portal.database.composed import composed_once
from ibs_portal.languages import language_label


@dataclass(frozen=True)
class Hit:
    """A person found; without ``birth`` for those who may know name and language only."""

    pk: int
    name: str
    other_name: str
    languages: str
    birth: str = ""
    case: str = ""

    @property
    def second_line(self) -> str:
        return " · ".join(filter(None, [self.other_name, self.birth, self.languages, self.case]))


def find_clients(user: Any, text: str, *, limit: int = 10, with_shown: bool = False) -> list[Hit]:
    """The people this user may find, as lines to choose from; ``with_shown`` also files that another house shows."""
    return _hits(user, [person.pk for person in find_people(user, text)], limit, with_shown)


def find_keys(user: Any, text: str) -> list[int]:
    """Primary keys of the people found, best first."""
    return [person.pk for person in find_people(user, text)]


def _hits(user: Any, keys: list[int], limit: int, with_shown: bool) -> list[Hit]:
    """Three queries for any number of people, in the order of the keys."""
    if not keys:
        return []
    sees_file = user.has_perm("counselling.view_client_file")
    clients = {client.pk: client for client in _clients(user, keys, sees_file, with_shown)}
    keys = [key for key in keys if key in clients][:limit]
    names: dict[int, list[str]] = {}
    for row in ClientName.objects.visible_to(user).filter(client__in=keys):
        names.setdefault(row.client_id, []).append(str(row))
    cases = _open_case_numbers(user, keys) if sees_file else {}
    return [_hit(clients[key], names.get(key, ["?"]), cases.get(key, ""), sees_file) for key in keys]


def _clients(user: Any, keys: list[int], sees_file: bool, with_shown: bool) -> Iterable[Client]:
    if not sees_file:
        return Client.objects.findable_by(user).filter(pk__in=keys)
    rows = Client.objects.with_file_shown_to(user) if with_shown else Client.objects.with_file_open_to(user)
    return rows.filter(pk__in=keys)


def _open_case_numbers(user: Any, keys: list[int]) -> dict[int, str]:
    cases = Case.objects.with_file_shown_to(user).open().filter(client__in=keys).order_by("opened_on")
    return dict(cases.values_list("client_id", "number"))


def _hit(client: Client, names: list[str], case: str, sees_file: bool) -> Hit:
    languages = ", ".join(client.language_names)
    if not sees_file:
        return Hit(client.pk, names[0], ", ".join(names[1:]), languages)
    case_text = _("case %(number)s") % {"number": case} if case else _("no open case")
    return Hit(client.pk, names[0], ", ".join(names[1:]), languages, birth_text(client), case_text)


def birth_text(client: Client) -> str:
    """``born 14.02.1991``, ``born 1988 (estimated)``, or nothing if unknown."""
    date = birth_date_text(client)
    return _("born %(date)s") % {"date": date} if date else ""


def birth_date_text(client: Client) -> str:
    """The date alone, as far as it is known."""
    return date_as_known(client.birth_date, client.birth_precision)


def date_as_known(date: datetime.date | None, precision: str) -> str:
    """``14.02.1991``, ``02/1991``, ``1991``, ``1991 (estimated)`` or nothing."""
    if date is None:
        return ""
    if precision == "day":
        return formats.date_format(date, "d.m.Y")
    if precision == "month":
        return formats.date_format(date, "m/Y")
    return _("%(year)s (estimated)") % {"year": date.year} if precision == "estimated" else str(date.year)


def names_of(client: Client) -> list[WrittenName]:
    """All names of a person as they were typed, the one shown first in front."""
    return [WrittenName(*row) for row in _names(client.pk)]


@composed_once
def _names(client: int) -> Any:
    rows = ClientName.objects.filter(client=client).order_by("-is_primary", "pk")
    return rows.values_list("given", "family", "kind", "language")


def primary_names(keys: Iterable[int | None]) -> dict[int, str]:
    """The shown name per client, in one query; call it with keys of clients that the reader may see."""
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    rows = ClientName.objects.primary().filter(client__in=wanted).values_list("client_id", "given", "family")
    return {pk: display_name(given, family) for pk, given, family in rows}


def languages_text(codes: Iterable[str]) -> str:
    return ", ".join(language_label(code) for code in codes)
