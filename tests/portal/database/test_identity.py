"""Postgres knows who is asking, for one transaction and not a moment longer, and believes only what is sealed."""

import pytest
from django.db import connection, transaction
from django.http import StreamingHttpResponse
from django.test import RequestFactory

from ibs_portal.database import roles
from ibs_portal.database.identity import (
    Identity,
    asking_as,
    asking_as_job,
    at_the_door,
    cache_key,
    errand,
    who_is_asking,
)
from ibs_portal.database.middleware import EntranceMiddleware, WhoIsAskingMiddleware

NOBODY = ("none", None, None, None)


def told() -> tuple:
    """The role, and what the database believes: role, user, organisation."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('role', true), portal_claim('role'), portal_user(), portal_organisation()"
        )
        return cursor.fetchone()


def of(person, role: str) -> tuple:
    return (role, role, person.pk, person.organisation_id)


def test_a_person_is_known_inside_and_forgotten_after(transactional_db, persons):
    with asking_as(persons["beratung"]) as identity:
        assert told() == of(persons["beratung"], roles.COUNSELLING)
        assert who_is_asking() == identity
    assert (told(), who_is_asking()) == (NOBODY, None)


def test_blocks_nest_and_give_back_who_was_asking(transactional_db, persons):
    begleiterin = persons["begleiterin"]
    with asking_as(begleiterin):
        with at_the_door("key"):
            assert told()[:3] == (roles.STAFF_DOOR, roles.STAFF_DOOR, begleiterin.pk)
        with errand(event=7), connection.cursor() as cursor:
            cursor.execute("SELECT portal_claim('event')")
            assert (told()[0], cursor.fetchone()) == (roles.ERRAND, ("7",))
        assert told() == of(begleiterin, roles.VISITOR)
    with asking_as_job():
        assert told() == (roles.JOBS, roles.JOBS, None, None)


def test_a_failed_block_gives_back_who_was_asking_too(transactional_db, persons):
    with asking_as(persons["beratung"]):
        with pytest.raises(ZeroDivisionError), errand(event=7):
            raise ZeroDivisionError
        assert told() == of(persons["beratung"], roles.COUNSELLING)


@pytest.mark.parametrize(
    "forged",
    [
        "SELECT set_config('portal.claims', current_setting('portal.claims') || ' ', true)",
        "SELECT set_config('portal.seal', repeat('0', 64), true)",
        "SELECT set_config('portal.seal', '', true)",
        "SELECT set_config('portal.claims', '', true)",
        "SELECT set_config('role', 'portal_programme', true)",
    ],
)
def test_whoever_changes_a_setting_has_said_nothing(db, persons, forged):
    with asking_as(persons["beratung"]):
        assert told() == of(persons["beratung"], roles.COUNSELLING)
        with connection.cursor() as cursor:
            cursor.execute(forged)
        assert told()[1:] == (None, None, None)


def test_without_a_seal_the_forgery_would_be_believed(db, persons):
    """The negative control: a policy that trusts the bare setting."""
    with asking_as(persons["beratung"]), connection.cursor() as cursor:
        cursor.execute("""SELECT set_config('portal.claims', '{"user":"1"}', true)""")
        cursor.execute("SELECT current_setting('portal.claims')::jsonb ->> 'user'")
        assert cursor.fetchone() == ("1",)


def test_a_session_level_role_would_leak(transactional_db, persons):
    """The negative control of the transaction: without ``is_local`` the next user of the connection inherits it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', 'portal_counselling', false)")
    assert told()[0] == roles.COUNSELLING
    connection.close()


def ask(request, view) -> object:
    return EntranceMiddleware(WhoIsAskingMiddleware(view))(request)


@pytest.mark.parametrize(
    ("name", "path", "role"),
    [
        ("bfd", "/intern/", roles.COUNTER),
        ("freiwilligenagentur", "/intern/", roles.PROGRAMME),
        ("technik", "/intern/", roles.SETUP),
        ("technik", "/admin/", roles.SETUP),
        ("beratung", "/admin/", roles.COUNSELLING),
        ("begleiterin", "/de/", roles.VISITOR),
    ],
)
def test_every_request_says_who_is_asking(db, rf: RequestFactory, persons, name, path, role):
    seen = []
    request = rf.get(path)
    request.user = persons[name]
    ask(request, lambda request: seen.append(told()) or StreamingHttpResponse())
    assert seen == [of(persons[name], role)]


def test_what_is_sent_piece_by_piece_is_asked_by_the_same_person(transactional_db, rf: RequestFactory, persons):
    request = rf.get("/intern/")
    request.user = persons["beratung"]
    response = ask(request, lambda request: StreamingHttpResponse(str(told()) for _ in range(1)))
    assert told() == NOBODY
    assert b"".join(response.streaming_content).decode() == str(of(persons["beratung"], roles.COUNSELLING))
    assert told() == NOBODY


def test_what_the_public_keeps_in_the_cache_is_not_read_by_staff(db, persons):
    with asking_as(None):
        assert cache_key("a", "", 1) == "public::1:a"
    with asking_as(persons["beratung"]):
        assert cache_key("a", "", 1) == "staff::1:a"


def test_an_identity_without_a_person_is_a_visitor():
    assert Identity.of(None).role == roles.VISITOR
