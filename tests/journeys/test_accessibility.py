"""Every page of the access matrix in a real browser: axe at 1280 and 360 px, and no sideways scrolling at 320.

What people from outside read (public pages, those of an account, those behind a link in a mail) is looked at in
Arabic as well, on the way: the same world, the same browser page, one width, since only the direction is new.
"""

import contextlib
from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page

from tests.access.matrix import PERSON_OF
from tests.access.test_matrix import area_modules
from tests.journeys.axe import SCRIPT, overflow, violations
from tests.journeys.browsers import DESK

WIDTHS = (1280, 360)
# A page is looked at as the first of these roles that may open it.
ROLES = (
    "anonymous",
    "head_of_centre",
    "counsellor",
    "programme_coordinator",
    "volunteer",
    "skilled_worker",
    "editor",
    "superuser",
)
FROM_OUTSIDE = {"anonymous", "volunteer", "skilled_worker"}
CHUNK = 10


def pages_of(module) -> list[tuple[str, str]]:
    """Role and name of all pages of an area, those of one role together."""
    return sorted(
        (role, name)
        for name, line in module.ACCESS.items()
        if "GET" in line.methods and 200 in line.opens
        for role in [next((r for r in ROLES if r in line.roles), None)]
        if role
    )


# Each area has a world of its own, so a chunk holds pages of one area.
CHUNKS = [
    (module, pages[start : start + CHUNK])
    for module in area_modules()
    for pages in [pages_of(module)]
    for start in range(0, len(pages), CHUNK)
]


def is_page(response) -> bool:
    """A whole page: no refusal, no file, no part that is put into another page."""
    if response is None or response.status != 200 or "text/html" not in response.headers.get("content-type", ""):
        return False
    return "<html" in response.text()


def opened(page, name: str, line, world: dict) -> bool:
    """Goes to a page in the language that is active here; whether it is one to look at."""
    try:
        response = page.goto(reverse(name, kwargs=line.kwargs(world)) + line.query)
    except Exception as error:
        if "Download is starting" in str(error):
            return False
        raise
    return is_page(response)


def look_at(page, name: str, line, world: dict) -> dict:
    """What is wrong with a page, by width."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    if not opened(page, name, line, world):
        return {}
    wrong = {WIDTHS[0]: violations(page)}
    for width in WIDTHS[1:]:
        page.set_viewport_size({"width": width, "height": 800})
        wrong[width] = violations(page)
    page.set_viewport_size({"width": 320, "height": 800})
    if wide := overflow(page):
        wrong["sideways"] = [f"{wide} px wider than 320 px"]
    return {key: found for key, found in wrong.items() if found}


def look_at_in_arabic(page, name: str, line, world: dict) -> list[str]:
    """What is wrong with the same page from right to left on a phone; the window is at 320 px by now."""
    wrong = []
    with translation.override("ar"):
        if not opened(page, name, line, world):
            return []
    if (found := page.evaluate("document.documentElement.lang + document.documentElement.dir")) != "arrtl":
        wrong.append(f"not in Arabic: {found}")
    if wide := overflow(page):
        wrong.append(f"{wide} px wider than 320 px")
    page.set_viewport_size({"width": 360, "height": 800})
    return wrong + violations(page)


@contextlib.contextmanager
def reader_of_arabic(page, person) -> Iterator[None]:
    """Addresses without a language speak that of the account, or of the cookie where nobody is logged in."""
    cookie = {"name": django_settings.LANGUAGE_COOKIE_NAME, "value": "ar", "url": django_settings.SITE_URL}
    page.context.add_cookies([cookie])
    accounts = get_user_model().objects.filter(pk=person and person.pk)
    accounts.update(language="ar")
    yield
    accounts.update(language=person.language if person else "de")
    page.context.clear_cookies(name=cookie["name"])


@pytest.fixture
def page(open_page) -> Iterator[Page]:
    """A desk with axe in every page: it is handed to the window once, not to each of four hundred pages."""
    with open_page(viewport=DESK, script=SCRIPT.read_text()) as page:
        yield page


@pytest.mark.journey
@pytest.mark.parametrize(("module", "pages"), CHUNKS, ids=[pages[0][1] for _module, pages in CHUNKS])
def test_pages_are_accessible(module, pages, page, log_in, persons, organisations):
    world, wrong, role_now = module.make_world(persons, organisations), {}, "anonymous"
    for role, name in pages:
        if role != role_now:
            page.context.clear_cookies()
            if role != "anonymous":
                log_in(page, PERSON_OF[role])
            role_now = role
        line = module.ACCESS[name]
        if found := look_at(page, name, line, world):
            wrong[name] = found
        if role in FROM_OUTSIDE:
            with reader_of_arabic(page, persons.get(PERSON_OF[role])):
                if found := look_at_in_arabic(page, name, line, world):
                    wrong[f"{name} in Arabic"] = found
    assert wrong == {}


@pytest.mark.journey
def test_axe_and_the_ruler_find_what_is_wrong(chromium):
    """The negative control: a bad page is not passed."""
    page = chromium.new_page(viewport={"width": 320, "height": 600})
    page.set_content("<html><body><img src=x><p style='width:500px'>wide</p><input></body></html>")
    found = " ".join(violations(page))
    assert "image-alt" in found
    assert "label" in found
    assert "html-has-lang" in found
    assert overflow(page) > 100
    page.close()
