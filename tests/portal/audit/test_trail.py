"""The trail: complete, without content, and only ever longer."""

import pytest
from django.db import connection, transaction

from ibs_portal.audit.models import Entry
from ibs_portal.audit.trail import record
from ibs_portal.database.identity import asking_as


def test_an_entry_says_who_what_and_which_fields_by_name(persons, organisations):
    by = persons["beratung"]
    entry = record("organisation.changed", organisations["city"], by=by, fields=["name", "kind"], reason="Umzug")
    entry.refresh_from_db()
    assert (
        entry.verb,
        entry.model,
        entry.object_id,
        entry.actor_id,
        entry.organisation_id,
        entry.fields,
        entry.reason,
    ) == (
        "organisation.changed",
        "accounts.Organisation",
        organisations["city"].pk,
        by.pk,
        by.organisation_id,
        "kind, name",
        "Umzug",
    )


def test_what_the_system_does_has_no_actor(db):
    entry = record("jobs.cleaned", by=None)
    assert (entry.actor_id, entry.organisation_id, entry.object_id, entry.model) == (None, None, None, "")


def test_the_entries_of_one_request_belong_together(persons):
    with asking_as(persons["beratung"]) as request_id:
        pair = [record("a.done", by=persons["beratung"]), record("b.done", by=persons["beratung"])]
    assert {Entry.objects.get(pk=entry.pk).request_id for entry in pair} == {request_id}


def test_what_did_not_happen_leaves_no_entry(persons):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("a.done", by=persons["beratung"])
        raise ZeroDivisionError
    assert Entry.objects.filter(verb="a.done").count() == 0


@pytest.mark.parametrize("right", ["UPDATE", "DELETE", "TRUNCATE"])
def test_the_serving_login_cannot_touch_an_entry(right, db):
    assert has_right("portal_app", right) is False


def test_negative_control_it_does_read_and_add(db):
    assert (has_right("portal_app", "SELECT"), has_right("portal_app", "INSERT")) == (True, True)


def has_right(login: str, right: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, 'audit_entry', %s)", [login, right])
        return cursor.fetchone()[0]
