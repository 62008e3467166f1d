"""The trail: complete, without content, and only ever longer."""

import pytest
from django.db import DatabaseError, connection, transaction

from ibs_portal.audit.models import Entry
from ibs_portal.audit.trail import record, record_reading, record_refusal
from ibs_portal.database import access, roles
from ibs_portal.database.identity import asking_as


def test_an_entry_says_who_what_and_which_fields_by_name(persons, organisations):
    by = persons["beratung"]
    entry = record("organisation.changed", organisations["city"], by=by, fields=["name", "kind"], reason="Umzug")
    entry.refresh_from_db()
    assert (
        entry.kind,
        entry.verb,
        entry.model,
        entry.object_id,
        entry.actor_id,
        entry.organisation_id,
        entry.database_role,
        entry.fields,
        entry.reason,
    ) == (
        "act",
        "organisation.changed",
        "accounts.Organisation",
        organisations["city"].pk,
        by.pk,
        by.organisation_id,
        "owner",
        "kind, name",
        "Umzug",
    )


def test_what_the_system_does_has_no_actor(db):
    entry = record("jobs.cleaned", by=None)
    assert (entry.actor_id, entry.organisation_id, entry.object_id, entry.model) == (None, None, None, "")


def test_the_entries_of_one_request_belong_together(persons):
    with asking_as(persons["beratung"]) as identity:
        pair = [record("a.done", by=persons["beratung"]), record("b.done", by=persons["beratung"])]
    assert {Entry.objects.get(pk=entry.pk).request_id for entry in pair} == {identity.request}


def test_what_did_not_happen_leaves_no_entry(persons):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("a.done", by=persons["beratung"])
        raise ZeroDivisionError
    assert Entry.objects.filter(verb="a.done").count() == 0


def test_in_a_request_the_entry_is_of_who_is_asking_whatever_the_code_says(persons):
    asking, other = persons["beratung"], persons["koordination-landkreis"]
    with asking_as(asking):
        entry = record("a.done", by=other)
    assert (entry.actor_id, entry.organisation_id, entry.database_role) == (
        asking.pk,
        asking.organisation_id,
        roles.COUNSELLING,
    )


def test_claims_without_their_seal_are_nobody(persons):
    with asking_as(persons["beratung"]), connection.cursor() as cursor:
        claims = f'{{"role":"{roles.COUNSELLING}","user":"{persons["leitung"].pk}"}}'
        cursor.execute("SELECT set_config('portal.claims', %s, true)", [claims])
        entry = record("a.done", by=persons["leitung"])
    assert (entry.actor_id, entry.database_role) == (None, roles.COUNSELLING)


def test_looks_and_refusals_have_kinds_of_their_own(persons):
    with asking_as(persons["beratung"]):
        kinds = [
            record_reading(persons["beratung"], what="account.viewed").kind,
            record_refusal(type(persons["bfd"]), persons["bfd"].pk).kind,
        ]
    assert kinds == ["read", "refused"]


# --- Nobody writes but the function ------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["audit_entry", "audit_seal"])
@pytest.mark.parametrize("right", ["INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"])
def test_no_role_may_write_the_trail_itself(table, right, db):
    assert [role for role in roles.ALL_ROLES if has_right(role, table, right)] == []


def test_negative_control_those_who_read_it_do(db):
    readers = {role for role in roles.ALL_ROLES if has_right(role, "audit_entry", "SELECT")}
    assert readers == {roles.SETUP, *roles.WORK_ROLES}
    assert readers == {role for role, letters in access.grants()["audit_entry"].items() if "r" in letters}


def has_right(role: str, table: str, right: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [role, table, right])
        return cursor.fetchone()[0]


def refused(statement: str, *values: object) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(error.value)


def test_a_request_can_neither_add_nor_change_nor_remove(persons):
    record("a.done", by=None)
    with asking_as(persons["leitung"]):
        assert "permission denied" in refused("INSERT INTO audit_entry (at, verb) VALUES (now(), 'x')")
        assert "permission denied" in refused("UPDATE audit_entry SET verb = 'x'")
        assert "permission denied" in refused("DELETE FROM audit_entry")
        assert "permission denied" in refused("TRUNCATE audit_entry")
        # A change of a row is for the triggers to say.
        assert "change" in refused("SELECT audit_write('change', 'x', '', NULL, '', '', NULL, NULL)")
