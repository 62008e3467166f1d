"""Every page × every role: who gets in, who is refused, and that foreign and missing answer alike."""

import importlib
import pkgutil

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

import tests.access as access_package
from tests.access.matrix import EVERYBODY, PERSON_OF, Access
from tests.factories.named import make_organisations, make_persons

# Addresses of libraries, which have tests of their own; their doors are tested in tests/portal/accounts.
LIBRARIES = ("admin:", "account_", "mfa_", "usersessions_", "socialaccount_")
MISSING = 2_000_000_000


def url_names(patterns=None, namespace: str = "") -> set[str]:
    """Names of all addresses of the site, with their namespaces."""
    names = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            names |= url_names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            names.add(f"{namespace}{pattern.name}")
    return {name for name in names if not name.startswith(LIBRARIES)}


def area_modules() -> list:
    names = [m.name for m in pkgutil.iter_modules(access_package.__path__)]
    modules = [importlib.import_module(f"tests.access.{name}") for name in names if not name.startswith("test_")]
    return [module for module in modules if hasattr(module, "ACCESS")]


LINES: dict[str, tuple[Access, object]] = {
    name: (line, module) for module in area_modules() for name, line in module.ACCESS.items()
}


def test_every_address_has_a_line_and_every_line_an_address():
    assert sorted(url_names() ^ LINES.keys()) == []


class Visitors:
    """One test client a role, logged in when it is first needed."""

    def __init__(self, persons: dict) -> None:
        self.persons, self.clients = persons, {}

    def __getitem__(self, role: str) -> Client:
        if role not in self.clients:
            client = self.clients[role] = Client()
            if name := PERSON_OF[role]:
                client.force_login(self.persons[name])
        return self.clients[role]


def status_of(visitors: Visitors, role: str, line: Access, path: str, method: str) -> int:
    """Asks for an address as a role; a redirect to the login counts as 401."""
    client = visitors[role]
    response = client.get(path + line.query) if method == "GET" else client.post(path + line.query, line.data)
    if response.status_code == 302 and "/konto/login" in response["Location"]:
        return 401
    return response.status_code


class Area:
    """The world of one area, made once for all its pages; what a page changes is taken back after it."""

    def __init__(self, module) -> None:
        organisations = make_organisations()
        persons = make_persons(organisations)
        self.world, self.visitors = module.make_world(persons, organisations), Visitors(persons)
        for role in EVERYBODY:
            self.visitors[role]

    def ask(self, role: str, line: Access, path: str, method: str) -> int:
        cookies = self.visitors[role].cookies.copy()
        try:
            return status_of(self.visitors, role, line, path, method)
        finally:
            self.visitors[role].cookies = cookies


@pytest.fixture(scope="module")
def area(request, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        translation.activate("de")
        yield Area(request.param)
        transaction.set_rollback(True)


@pytest.fixture
def asked(area):
    with transaction.atomic():
        yield area
        transaction.set_rollback(True)


def each(names: list[str]):
    """Runs a test for each of these pages, those of one area one after the other."""
    rows = sorted(((LINES[name][1], name) for name in names), key=lambda row: (row[0].__name__, row[1]))
    ids = [name for _module, name in rows]
    # With the scope of a test each of them would have a world of its own.
    return pytest.mark.parametrize(("area", "name"), rows, indirect=["area"], ids=ids, scope="module")


@each(list(LINES))
def test_who_may_open(asked, name):
    line, _module = LINES[name]
    path = reverse(name, kwargs=line.kwargs(asked.world))
    wrong = {}
    for method in line.methods:
        # Those who are refused first: an act of somebody who may could change what the others would see.
        for role in sorted(EVERYBODY, key=lambda r: r in line.roles):
            status = asked.ask(role, line, path, method)
            refused = {401} if role == "anonymous" else {404 if role in line.hidden_from else line.refused}
            allowed = set(line.opens)
            if role in line.roles and method == "POST":
                allowed |= {404, 422}  # an act that somebody did a moment before
            if status not in (allowed if role in line.roles else refused):
                wrong[f"{method} as {role}"] = status
    assert wrong == {}


OBJECTS = sorted(name for name, (line, _module) in LINES.items() if line.foreign)


@each(OBJECTS)
def test_foreign_and_missing_answer_alike(asked, name):
    """Somebody who may open her own sees the same for a foreign object as for one that never was."""
    line, _module = LINES[name]
    foreign = line.foreign(asked.world)
    missing = {key: MISSING if isinstance(value, int) else "missing-0000" for key, value in foreign.items()}
    wrong = {}
    for method in line.methods:
        for role in sorted(line.roles - {"anonymous", "integration_coordinator"}):
            answers = [asked.ask(role, line, reverse(name, kwargs=kwargs), method) for kwargs in (foreign, missing)]
            if answers != [404, 404]:
                wrong[f"{method} as {role}"] = answers
    assert wrong == {}


# What everybody may read (feeds, probes) says the same to whoever sends something, and keeps nothing.
ONLY_SHOWN = sorted(n for n, (line, _m) in LINES.items() if "POST" not in line.methods and line.roles != EVERYBODY)


@each(ONLY_SHOWN)
def test_a_page_that_only_shows_takes_nothing(asked, name):
    """Whoever sends something to it is refused as a reader would be, or told that there is nothing to send."""
    line, _module = LINES[name]
    path = reverse(name, kwargs=line.kwargs(asked.world))
    answers = {role: asked.ask(role, line, path, "POST") for role in sorted(EVERYBODY)}
    assert {role: status for role, status in answers.items() if status not in (401, 403, 404, 405)} == {}
