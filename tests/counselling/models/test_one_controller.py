"""The database refuses rows that belong to two controllers at once, and deletes as the models say."""

import importlib

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from counselling.models import Case, CaseEvent, ClientName, Contact, ContactNote, ContactTopic, FollowUp

KEYS = importlib.import_module("counselling.migrations.0005_one_controller").KEYS


@pytest.fixture
def at_once(house):
    """Foreign keys are checked with each statement, not at the end."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    # What may be there once only would be refused for that reason.
    for model in (ClientName, ContactTopic, ContactNote):
        model.objects.filter(controller=house["county_client"].controller).delete()
    return house


@pytest.mark.parametrize(("child", "column", "parent", "on_delete"), KEYS)
def test_two_controllers_do_not_mix(at_once, child, column, parent, on_delete):
    """Each row of the city is tried with its parent of the county: the very key says no."""
    row = apps.get_model("counselling", child).objects.filter(controller=at_once["client"].controller).first()
    assert row is not None
    name = f"counselling_{child}_{column.removesuffix('_id')}_one_controller"
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**{column: at_once[f"county_{parent}"].pk})


def test_every_link_into_a_file_has_its_key(db):
    """A later child row of clients, cases or contacts cannot be forgotten."""
    files = {apps.get_model("counselling", name) for name in ("client", "case", "contact")}
    links = {
        (model._meta.model_name, field.column)
        for model in apps.get_app_config("counselling").get_models()
        for field in model._meta.concrete_fields
        if field.related_model in files
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, attname FROM pg_constraint JOIN pg_attribute "
            "ON attrelid = conrelid AND attnum = conkey[1] WHERE contype = 'f' AND array_length(conkey, 1) = 2"
        )
        keys = {(table.removeprefix("counselling_"), column) for table, column in cursor.fetchall()}
    assert links - keys == set()


def test_a_contact_takes_its_note_and_topics_along_and_leaves_the_followup(house):
    contact, followup = house["contact"], house["followup"]
    FollowUp.objects.filter(pk=followup.pk).update(contact=contact)
    Contact.objects.filter(pk=contact.pk).delete_with_its_rows()
    connection.check_constraints()
    left = [model.objects.filter(contact=contact.pk).count() for model in (ContactNote, ContactTopic)]
    followup.refresh_from_db()
    assert (left, followup.contact_id, followup.controller_id) == ([0, 0], None, contact.controller_id)


def test_a_case_with_contacts_stays(at_once):
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=at_once["case"].pk)._raw_delete("default")
    assert CaseEvent.objects.filter(case=at_once["case"]).exists()
