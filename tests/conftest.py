"""Fixtures for all tests: the database, named persons, logged-in clients, browsers."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from ibs_portal.accounts.models import Organisation
from tests.factories.accounts import make_people
from tests.template_database import drop_database, empty_database, make_database

pytest_plugins = ["tests.journeys.browsers"]

FAST = {
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    "SECOND_FACTOR_REQUIRED": False,
    # Each test client begins a site of its own; it need not look through all static files for that.
    "WHITENOISE_AUTOREFRESH": True,
}
# name of the person → role, organisation
PERSONS = {
    "leitung": ("head_of_centre", "city"),
    "beratung": ("counsellor", "city"),
    "beratung2": ("counsellor", "city"),
    "koordination-landkreis": ("integration_coordinator", "county"),
    "bfd": ("federal_volunteer", "city"),
    "freiwilligenagentur": ("programme_coordinator", "agency"),
    "agentur2": ("programme_coordinator", "other_agency"),
    "partner": ("partner", "employment_agency"),
    "redaktion": ("editor", "city"),
    "datenschutz": ("data_protection_officer", "city"),
    "begleiterin": ("volunteer", None),
    "fachkraft": ("skilled_worker", None),
    "technik": (None, None),
}
ORGANISATIONS = {
    "city": ("Stadt Zwickau", "city", True),
    "county": ("Landkreis Zwickau", "county", True),
    "agency": ("Freiwilligen-Agentur Osnabrück", "agency", True),
    "other_agency": ("Freiwilligenagentur Anderswo", "agency", True),
    "employment_agency": ("Agentur für Arbeit", "authority", False),
    "welcome_center": ("Welcome & Connect Center", "authority", False),
    "hospital": ("Klinikum am Beispielberg", "employer", False),
    "lichthaus": ("Lichthaus e.V.", "association", False),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long runs against live servers begin first, so that no core waits for them at the end."""
    items.sort(key=lambda item: "tests/walls/" not in item.nodeid)


@pytest.fixture(scope="session", autouse=True)
def fast_settings() -> Iterator[None]:
    with override_settings(**FAST):
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_emptying() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty_database())
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        name = make_database(os.environ.get("PYTEST_XDIST_WORKER", "single"))
    yield
    with django_db_blocker.unblock():
        drop_database(name)


@pytest.fixture(autouse=True)
def in_german() -> None:
    """The last page that a test client read leaves its language behind in the thread."""
    translation.activate("de")


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


@pytest.fixture
def organisations(db) -> dict:
    rows = [
        Organisation(name=name, short_name=name, kind=kind, is_controller=is_controller)
        for name, kind, is_controller in ORGANISATIONS.values()
    ]
    return dict(zip(ORGANISATIONS, Organisation.objects.bulk_create(rows), strict=True))


@pytest.fixture
def persons(organisations) -> dict:
    """One account for each role, under the names that the demo uses, and a second one where it matters."""
    people = [
        (
            role,
            {
                "email": f"{name}@example.org",
                "name": name.title(),
                "organisation": organisations.get(house),
                "is_superuser": name == "technik",
                "is_staff": name == "technik",
            },
        )
        for name, (role, house) in PERSONS.items()
    ]
    return dict(zip(PERSONS, make_people(people), strict=True))


@pytest.fixture
def client_as(persons) -> Callable[[str], Client]:
    """A test client that is logged in as the person of this name (``None``: nobody)."""

    def login(name: str | None) -> Client:
        client = Client()
        if name:
            client.force_login(persons[name])
        return client

    return login


@pytest.fixture
def count_queries():
    """``count_queries(client, address)``: how many statements a page asks; savepoints ask nothing."""

    def count(client, address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return sum("SAVEPOINT" not in query["sql"][:20] for query in captured)

    return count
