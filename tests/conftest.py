"""Fixtures for all tests: the database, named persons, logged-in clients, browsers."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories.named import make_organisations, make_persons
from tests.template_database import drop_database, empty_database, make_database

pytest_plugins = ["tests.journeys.browsers", "tests.walls.server"]

FAST = {
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    "SECOND_FACTOR_REQUIRED": False,
    # Each test client begins a site of its own; it need not look through all static files for that.
    "WHITENOISE_AUTOREFRESH": True,
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The order of a run on two cores, so that none of them waits.

    All that need the world of the walls are one worker's, which makes it once, and begin first. The other begins with
    what needs no database, while the template of the databases is made.
    """
    for item in items:
        if "world_database" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("walls"))
    items.sort(key=place_in_the_run)
    if hasattr(config, "workerinput"):
        for item in items:
            name_its_group(item)


def place_in_the_run(item: pytest.Item) -> int:
    group = item.get_closest_marker("xdist_group")
    if group and group.args == ("walls",):
        return 0
    needs_rows = {"db", "transactional_db", "django_db_setup"} & set(item.fixturenames)
    return 2 if needs_rows or item.get_closest_marker("django_db") else 1


def empties_tables(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return "transactional_db" in item.fixturenames or bool(marker and marker.kwargs.get("transaction"))


def name_its_group(item: pytest.Item) -> None:
    """Who deals out the tests reads the group from the end of the name; xdist 3.8 writes it where pytest 9 has none.

    Groups are dealt out first, the largest before all. So none may empty the tables behind it (``test_run.py``): what
    migrations wrote is there for tests that roll back, and these come after.
    """
    if (group := item.get_closest_marker("xdist_group")) and not item.nodeid.endswith(f"@{group.args[0]}"):
        item._id = type(item._id).parse(f"{item.nodeid}@{group.args[0]}")


class EarlyNames:
    """Says what fails as soon as it fails: a run that is cut short has named it all the same."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and (terminal := self.config.pluginmanager.get_plugin("terminalreporter")):
            terminal.write_line(f"\nFAILED {report.nodeid} ({report.when})", red=True)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(EarlyNames(config))


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
    return make_organisations()


@pytest.fixture
def persons(organisations) -> dict:
    """One account for each role, under the names that the demo uses, and a second one where it matters."""
    return make_persons(organisations)


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
