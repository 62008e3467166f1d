"""What the counter shows: the chosen person, the day so far, topics; few queries, since it is opened most."""

import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef, Q, Subquery
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone
from django.utils.translation import get_language

from counselling.models import Case, Centre, Client, ClientName, ContactTopic, Topic
from counselling.models.contact import Contact
from counselling.models.ownership import VIEW_FILE
from counselling.queries.people import name_of
from counselling.rules.contact import can_be_undone
from counselling.rules.naming import display_name
from ibs_portal.database.composed import composed_once
from ibs_portal.languages import language_label
from ibs_portal.privacy.sealed_line import line_of

FREQUENT_LANGUAGES = ("de", "ar", "fa", "uk", "en")


def centre_of(user: Any) -> Centre | None:
    """Where the person works; without a place in a team the first centre of her organisation."""
    return next(iter(_own_centres(user)), None)


@composed_once
def _own_centres(user: Any) -> Any:
    here = Q(staff__user=user.pk) | Q(carriers=user.organisation_id)
    found = Centre.objects.filter(here).annotate(own=Max("staff", filter=Q(staff__user=user.pk)))
    return found.order_by("own", "order", "pk")[:1]


def chosen_clients(user: Any) -> Any:
    """Clients that may be chosen here, with ``shown_name`` and, for readers of files, ``open_case``."""
    shown = name_parts(OuterRef("pk"))
    if not user.has_perm(VIEW_FILE):
        return Client.objects.findable_by(user).annotate(name_parts=Subquery(shown))
    facts = JSONObject(number="number", aim="aim", bound_to="token", owner=name_of("owner"))
    cases = (
        Case.objects.with_file_open_to(user).open().filter(client=OuterRef("pk")).order_by("-opened_on").values(f=facts)
    )
    return Client.objects.with_file_open_to(user).annotate(name_parts=Subquery(shown), open_case=Subquery(cases[:1]))


def case_of(client: Any) -> dict[str, Any] | None:
    """The ``open_case`` of such a client, with its aim in words."""
    case = client.open_case
    return case and case | {"aim": line_of(Case, "aim", case["aim"], case["bound_to"])}


def name_parts(client: OuterRef) -> Any:
    names = ClientName.objects.primary().filter(client=client)
    return names.values(parts=JSONObject(given="given", family="family"))[:1]


def name_from(parts: dict[str, str] | None) -> str:
    return display_name(parts["given"], parts["family"]) if parts else ""


def topic_labels(language: str | None = None) -> ArraySubquery:
    """For contacts: the labels of their topics in the language of the page, in the order of the counter."""
    language = (language or get_language() or "de")[:2]
    label = Coalesce(_label(language), _label("de"))
    topics = ContactTopic.objects.filter(contact=OuterRef("pk")).order_by("topic__order")
    return ArraySubquery(topics.annotate(label=label).values("label"))


def _label(language: str) -> KeyTextTransform:
    return KeyTextTransform("label", KeyTransform(language, "topic__texts"))


def contact_lines(contacts: Any, now: datetime.datetime, *more: str) -> list[dict[str, Any]]:
    """Contacts as rows with name, topics and language in words, and whether each can be undone: one query."""
    return [_line(row, now) for row in _contact_facts(contacts, *more)]


def _contact_facts(contacts: Any, *more: str) -> Any:
    fields = ("pk", "at", "client_id", "minutes", "language", "created_at", *more)
    rows = contacts.annotate(parts=Subquery(name_parts(OuterRef("client"))), labels=topic_labels())
    return rows.values(*fields, "parts", "labels")


def _line(row: dict[str, Any], now: datetime.datetime) -> dict[str, Any]:
    return row | {
        "name": name_from(row["parts"]),
        "topics": ", ".join(row["labels"]),
        "language_name": language_label(row["language"]),
        "can_undo": can_be_undone(row["created_at"], now=now),
    }


def todays_contacts(user: Any, now: datetime.datetime) -> list[dict[str, Any]]:
    """What this person recorded today, newest first."""
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return [_line(row, now) for row in _contacts_since(user, start)]


@composed_once
def _contacts_since(user: Any, start: datetime.datetime) -> Any:
    return _contact_facts(Contact.objects.recorded_by(user).since(start).order_by("-at", "-pk")[:60])


@composed_once
def counter_topics() -> Any:
    return Topic.objects.active()


def counter_languages(client: Client | None) -> list[str]:
    """At most six languages on chips: those of the person, German, and the frequent ones."""
    own = client.languages if client else []
    return list(dict.fromkeys([*own, *FREQUENT_LANGUAGES]))[:6]
