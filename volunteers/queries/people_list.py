"""Who of a list is there already: by the e-mail address for sure, by the name perhaps."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from ibs_portal.database.identity import at_the_door
from ibs_portal.documents.lists.rows import ListRow
from ibs_portal.documents.lists.words import plain
from ibs_portal.languages import language_label
from volunteers.models import VolunteerLanguage

CHUNK = 2000


def mark_there(rows: Sequence[ListRow], people: Any) -> None:
    """``people`` are the volunteers or the skilled workers of the programme. A query a 2,000 rows, and one more."""
    known = {mail: f"{given} {family}".strip() for mail, given, family in _with_mail(rows, people)}
    words = _("This e-mail address is there already: %(name)s.")
    for row in rows:
        if name := known.get(mail_of(row)):
            row.there = words % {"name": name}
    hint_at_names([row for row in rows if row.is_good], people)


def hint_at_names(rows: Sequence[ListRow], people: Any) -> None:
    """The same name is no proof: a hint, which the coordinator decides about."""
    wanted = {plain(row.name) for row in rows}
    if not wanted:
        return
    names = (f"{given} {family}".strip() for given, family in people.values_list("given_name", "family_name"))
    found = {plain(name): name for name in names if plain(name) in wanted}
    for row in rows:
        if name := found.get(plain(row.name)):
            row.alike.append(name)


def refuse_known_accounts(rows: Sequence[ListRow]) -> None:
    """An account of somebody else, or of another part of the portal, has this address."""
    good = [row for row in rows if row.is_good and mail_of(row)]
    taken: set[str] = set()
    for mails in _chunks(sorted({mail_of(row) for row in good})):
        with at_the_door():
            found = User.objects.annotate(address=Lower("email")).filter(address__in=mails)
            taken |= set(found.values_list("address", flat=True))
    for row in good:
        if mail_of(row) in taken:
            row.problems.append(_("There is already an account with this e-mail address."))


def say_languages(rows: Sequence[ListRow]) -> None:
    """Puts languages and levels into words, for the page."""
    levels = dict(VolunteerLanguage.Level.choices)
    labels = {code: language_label(code) for row in rows for code, _level in row.facts.get("languages", ())}
    for row in rows:
        spoken = row.facts.get("languages", ())
        row.facts["language_words"] = [f"{labels[code]} ({levels[level]})" for code, level in spoken]


def mail_of(row: ListRow) -> str:
    return str(row.facts.get("email", "")).lower()


def _with_mail(rows: Sequence[ListRow], people: Any) -> Iterable[tuple[str, str, str]]:
    for mails in _chunks(sorted({mail_of(row) for row in rows} - {""})):
        found = people.annotate(address=Lower("email")).filter(address__in=mails)
        yield from found.values_list("address", "given_name", "family_name")


def _chunks(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))
