"""Postgres knows who is asking, for one transaction and not a moment longer."""

from django.db import connection, transaction
from django.test import RequestFactory

from ibs_portal.database.identity import SETTINGS, asking_as
from ibs_portal.database.middleware import WhoIsAskingMiddleware


def who_is_asking() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"COALESCE(current_setting('{s}', true), '')" for s in SETTINGS))
        return dict(zip(SETTINGS, cursor.fetchone(), strict=True))


def test_a_person_is_known_inside_and_forgotten_after(transactional_db, persons):
    with asking_as(persons["beratung"]) as request_id:
        assert who_is_asking() == {
            "portal.user": str(persons["beratung"].pk),
            "portal.organisation": str(persons["beratung"].organisation_id),
            "portal.roles": "counsellor",
            "portal.request": request_id,
        }
    assert set(who_is_asking().values()) == {""}


def test_a_session_level_setting_would_leak(transactional_db):
    """The negative control: without ``is_local`` the next user of the connection would inherit it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.user', '7', false)")
    assert who_is_asking()["portal.user"] == "7"
    connection.close()


def test_every_request_says_who_is_asking_anonymous_ones_too(db, rf: RequestFactory, persons, client_as):
    seen = []
    middleware = WhoIsAskingMiddleware(lambda request: seen.append(who_is_asking()))
    request = rf.get("/")
    request.user = persons["bfd"]
    middleware(request)
    assert seen[0]["portal.roles"] == "federal_volunteer"
