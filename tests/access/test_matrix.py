"""Every page × every role: who gets in, who is refused, and that foreign and missing answer alike."""

import importlib
import pkgutil

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import tests.access as access_package
from tests.access.matrix import EVERYBODY, PERSON_OF, Access

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


@pytest.fixture
def ask(client_as, persons):
    """Asks for an address as a role and returns the status; a redirect to the login counts as 401."""

    clients: dict[str, Client] = {}

    def status(role: str, line: Access, path: str, method: str) -> int:
        client = clients[role] = clients.get(role) or client_as(PERSON_OF[role])
        response = client.get(path + line.query) if method == "GET" else client.post(path + line.query, line.data)
        if response.status_code == 302 and "/konto/login" in response["Location"]:
            return 401
        return response.status_code

    return status


@pytest.mark.parametrize("name", sorted(LINES))
def test_who_may_open(name, persons, organisations, ask):
    line, module = LINES[name]
    world = module.make_world(persons, organisations)
    path = reverse(name, kwargs=line.kwargs(world))
    wrong = {}
    for method in line.methods:
        # Those who are refused first: an act of somebody who may could change what the others would see.
        for role in sorted(EVERYBODY, key=lambda r: r in line.roles):
            status = ask(role, line, path, method)
            refused = {401} if role == "anonymous" else {404 if role in line.hidden_from else line.refused}
            allowed = set(line.opens)
            if role in line.roles and method == "POST":
                allowed |= {404, 422}  # an act that somebody did a moment before
            if status not in (allowed if role in line.roles else refused):
                wrong[f"{method} as {role}"] = status
    assert wrong == {}


OBJECTS = sorted(name for name, (line, _module) in LINES.items() if line.foreign)


@pytest.mark.parametrize("name", OBJECTS)
def test_foreign_and_missing_answer_alike(name, persons, organisations, ask):
    """Somebody who may open her own sees the same for a foreign object as for one that never was."""
    line, module = LINES[name]
    world = module.make_world(persons, organisations)
    foreign = line.foreign(world)
    missing = {key: MISSING if isinstance(value, int) else "missing-0000" for key, value in foreign.items()}
    wrong = {}
    for method in line.methods:
        for role in sorted(line.roles - {"anonymous", "integration_coordinator"}):
            answers = [ask(role, line, reverse(name, kwargs=kwargs), method) for kwargs in (foreign, missing)]
            if answers != [404, 404]:
                wrong[f"{method} as {role}"] = answers
    assert wrong == {}


# What everybody may read (feeds, probes) says the same to whoever sends something, and keeps nothing.
ONLY_SHOWN = sorted(n for n, (line, _m) in LINES.items() if "POST" not in line.methods and line.roles != EVERYBODY)


@pytest.mark.parametrize("name", ONLY_SHOWN)
def test_a_page_that_only_shows_takes_nothing(name, persons, organisations, ask):
    """Whoever sends something to it is refused as a reader would be, or told that there is nothing to send."""
    line, module = LINES[name]
    path = reverse(name, kwargs=line.kwargs(module.make_world(persons, organisations)))
    answers = {role: ask(role, line, path, "POST") for role in sorted(EVERYBODY)}
    assert {role: status for role, status in answers.items() if status not in (401, 403, 404, 405)} == {}
