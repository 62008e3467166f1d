"""Every model says what is personal in it, the day a field is born.

A model declares it in an inner class ``Privacy``::

    class Privacy:
        subject = Subject.CLIENT            # whose data the row holds
        personal = ("birth_date", "phone")  # fields that tell something about the person
        other = ("created_at", "centre")    # fields that do not
        retention = Retention.CLIENT_FILE   # how long the row stays

A row that counts for somebody else or in figures says ``outlives = ("note", "speaker")``: it stays as a number when a
person is erased, and only these fields of it are emptied (``erasure.py``). All other rows about the person go.

The primary key needs no line. One declaration serves erasure (``personal`` is what goes), the export under
Art. 15 DSGVO, developer dumps and the redaction of the trail. ``undeclared_fields`` finds what is missing,
and a test fails for it.
"""

import enum
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model


class Subject(enum.Enum):
    """Whose data a row holds."""

    NOBODY = "nobody"
    CLIENT = "client"
    VOLUNTEER = "volunteer"
    SKILLED_WORKER = "skilled worker"
    GUEST = "guest"
    ACCOUNT = "account"
    STAFF = "staff"


class Retention(enum.Enum):
    """How long a row stays; the defaults of DSGVO Art. 5(1)(e), editable per organisation later."""

    NOT_PERSONAL = "as long as it is useful"
    CLIENT_FILE = "end of the year of the last contact + 3 years"
    CONTACT_WITHOUT_FILE = "1 year"
    ENQUIRY = "6 months after closing"
    VOLUNTEER = "2 years after leaving"
    UNCONFIRMED_SIGN_UP = "30 days"
    SKILLED_WORKER = "1 year after the end"
    EVENT_REGISTRATION = "90 days after the event"
    GET_TOGETHER = "ticked names until the pairs are formed, the rest 30 days after"
    TRAIL = "2 years"
    ACCOUNT = "as long as the account exists"
    EMPLOYMENT = "as long as the person works here"
    MAIL = "until it is delivered"
    UPLOAD = "24 hours, of a list that was taken over its fingerprint a year"
    DRAFT = "7 days, or until the form is sent"


class NoPersonalData:
    """The declaration of a model without a word about anybody: ``Privacy = NoPersonalData``."""

    subject = Subject.NOBODY
    personal: tuple[str, ...] = ()
    other: tuple[str, ...] = ("*",)
    retention = Retention.NOT_PERSONAL


@dataclass(frozen=True)
class Declaration:
    subject: Subject
    personal: frozenset[str]
    other: frozenset[str]
    retention: Retention
    # ``None``: the row goes with the person.
    outlives: tuple[str, ...] | None = None


class UndeclaredError(Exception):
    """A model without ``class Privacy``, or with one that leaves something out."""


def declaration_of(model: type[Model]) -> Declaration:
    """The declaration of a model; ``UndeclaredError`` if it has none or an incomplete one."""
    privacy: Any = model.__dict__.get("Privacy")
    try:
        subject, retention = Subject(privacy.subject), Retention(privacy.retention)
        outlives = getattr(privacy, "outlives", None)
        return Declaration(subject, frozenset(privacy.personal), frozenset(privacy.other), retention, outlives)
    except (AttributeError, TypeError, ValueError) as error:
        raise UndeclaredError(f"{model._meta.label}: class Privacy is missing or incomplete ({error})") from error


def undeclared_fields(model: type[Model]) -> set[str]:
    """Names of fields (many-to-many ones too) that the declaration does not mention, or mentions in vain."""
    declaration = declaration_of(model)
    if declaration.other == {"*"}:
        return set()
    fields = {f.name for f in (*model._meta.fields, *model._meta.many_to_many) if not f.primary_key}
    return fields ^ (declaration.personal | declaration.other)


def own_models() -> list[type[Model]]:
    """The models of the portal itself, without those of Django and of libraries."""
    prefixes = ("ibs_portal.", "counselling", "volunteers", "projects")
    return [m for m in apps.get_models() if m.__module__.startswith(prefixes)]


def models_about(subject: Subject) -> list[type[Model]]:
    """All models that hold data of this kind of person."""
    return [m for m in own_models() if declaration_of(m).subject is subject]
