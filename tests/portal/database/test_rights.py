"""The serving login works with rows and owns nothing."""

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from ibs_portal.audit.trail import record


@pytest.fixture
def as_serving_login(db):
    """The rest of the test runs with the rights of the login that serves."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = %s", [settings.SERVING_LOGIN])
        assert cursor.fetchone(), "the tests need the two logins"
        # The owner may not become the serving login; the rights alone are asked for.
    return settings.SERVING_LOGIN


def rights_on(login: str, table: str) -> set[str]:
    kinds = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind FROM unnest(%s::text[]) kind WHERE has_table_privilege(%s, %s, kind)", [kinds, login, table]
        )
        return {row[0] for row in cursor.fetchall()}


def all_tables() -> list[str]:
    return [name for name in connection.introspection.table_names() if name != "django_migrations"]


def test_every_table_can_be_read_and_written_but_not_emptied_or_altered(as_serving_login):
    wrong = {
        table: rights
        for table in all_tables()
        if table != "audit_entry"
        and (rights := rights_on(as_serving_login, table)) != {"SELECT", "INSERT", "UPDATE", "DELETE"}
    }
    assert wrong == {}


def test_the_trail_only_grows(as_serving_login):
    assert rights_on(as_serving_login, "audit_entry") == {"SELECT", "INSERT"}


def test_the_serving_login_owns_nothing_and_has_no_powers(as_serving_login):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = relowner WHERE rolname = %s", [as_serving_login]
        )
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = %s",
            [as_serving_login],
        )
        assert cursor.fetchone() == (False, False, False, False)


def test_a_widened_right_would_be_seen(as_serving_login):
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT TRUNCATE ON audit_entry TO {as_serving_login}")
    assert "TRUNCATE" in rights_on(as_serving_login, "audit_entry")


def test_an_entry_knows_its_request(transactional_db, persons):
    from ibs_portal.database.identity import asking_as

    with asking_as(persons["beratung"]) as request_id:
        entry = record("test.done", persons["beratung"], by=persons["beratung"], fields=["name"])
    entry.refresh_from_db()
    assert (entry.request_id, entry.fields, entry.model) == (request_id, "name", "accounts.User")


def test_stacked_statements_cannot_run(db):
    with (
        pytest.raises(ProgrammingError, match="multiple commands"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT %s; DROP TABLE audit_entry", [1])


def test_without_a_second_login_the_command_says_so(db, settings):
    settings.SERVING_LOGIN = connection.settings_dict["USER"]
    with pytest.raises(CommandError, match="no serving login apart"):
        call_command("grant_rights")


def test_the_database_is_postgres(db):
    assert connection.vendor == "postgresql"
    assert isinstance(connection.connection, psycopg.Connection)
