"""Every page of the access matrix in a real browser: axe at 1280 and 360 px, and no sideways scrolling at 320."""

import pytest
from django.urls import reverse

from tests.access.matrix import PERSON_OF
from tests.access.test_matrix import area_modules
from tests.journeys.axe import overflow, violations

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


def look_at(page, name: str, line, world: dict) -> dict:
    """What is wrong with a page, by width."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    try:
        response = page.goto(reverse(name, kwargs=line.kwargs(world)) + line.query)
    except Exception as error:
        if "Download is starting" in str(error):
            return {}
        raise
    if not is_page(response):
        return {}
    wrong = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wrong[width] = violations(page)
    page.set_viewport_size({"width": 320, "height": 800})
    if wide := overflow(page):
        wrong["sideways"] = [f"{wide} px wider than 320 px"]
    return {key: found for key, found in wrong.items() if found}


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
        if found := look_at(page, name, module.ACCESS[name], world):
            wrong[name] = found
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
