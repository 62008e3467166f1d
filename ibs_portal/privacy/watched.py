"""Whose rows the trail watches: of every model with people, declared once and for all of them."""

from typing import cast

from django.apps import apps
from django.db.models import Model

from ibs_portal.audit.paths import Place, path_to
from ibs_portal.audit.triggers import watch
from ibs_portal.privacy.declaration import Subject, declaration_of, own_models

# The file that a row about such a person is part of.
FILES = {
    Subject.CLIENT: "counselling.Client",
    Subject.VOLUNTEER: "volunteers.Volunteer",
    Subject.SKILLED_WORKER: "volunteers.SkilledWorker",
    Subject.ACCOUNT: "accounts.User",
    Subject.STAFF: "counselling.StaffMember",
}
# Libraries keep what opens an account: addresses and second factors.
OF_ACCOUNTS = ("account.EmailAddress", "mfa.Authenticator")
# The trail does not watch itself; sessions and mails on their way come and go by themselves; a draft is kept every
# few seconds, and nobody reads it but who types it. The bytes of a document come and go with the document, which is
# watched; keys for finding are made out of names that are.
NOT_WATCHED = {
    "audit.Entry",
    "accounts.Session",
    "mail.DemoMail",
    "counselling.DocumentContent",
    "counselling.Draft",
    "counselling.NameKeys",
}
HOLDERS = ("controller", "organisation")


def models_to_watch() -> list[tuple[type[Model], Subject]]:
    """Every model with people and whose people they are; tables between two models go with the first of them."""
    found = [(model, declaration_of(model).subject) for model in own_models() if model._meta.label not in NOT_WATCHED]
    found = [(model, subject) for model, subject in found if subject is not Subject.NOBODY]
    found += [(apps.get_model(label), Subject.ACCOUNT) for label in OF_ACCOUNTS]
    between: list[tuple[type[Model], Subject]] = [
        (cast(type[Model], field.remote_field.through), subject)
        for model, subject in found
        for field in model._meta.local_many_to_many
        if cast(type[Model], field.remote_field.through)._meta.auto_created
    ]
    return found + between


def place_of(model: type[Model], subject: Subject) -> Place:
    label = FILES.get(subject, "")
    file_model = apps.get_model(label) if label else None
    # A key that may be empty leads to the file only if it is named after it: a contact may be without client.
    file = path_to(model, file_model, may_be_empty={str(file_model._meta.model_name)}) if file_model else None
    holder = path_to(model, apps.get_model("accounts.Organisation"), may_be_empty=HOLDERS, ends=HOLDERS)
    return Place(model, label if file is not None else "", file, holder)


def watch_people() -> None:
    for model, subject in models_to_watch():
        watch(place_of(model, subject))
