"""A window that was used by one test is like a new one for the next."""

import pytest
from django.urls import reverse

from counselling.models import Draft
from tests.factories.casework import make_house
from tests.journeys.browsers import DESK
from tests.journeys.windows import Window

pytestmark = pytest.mark.journey

LEAVE = """() => {
    localStorage.setItem("here", "1");
    sessionStorage.setItem("here", "1");
    document.cookie = "here=1; path=/";
    return new Promise(done => {
        const asked = indexedDB.open("here", 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore("rows");
        asked.onsuccess = () => { asked.result.close(); done(true); };
    });
}"""
FOUND = """async () => ({
    cookies: document.cookie.split("; ").map(cookie => cookie.split("=")[0]).sort(),
    stores: [Object.keys(localStorage), Object.keys(sessionStorage), await indexedDB.databases()],
    steps: history.length,
    size: [innerWidth, innerHeight],
    still: matchMedia("(prefers-reduced-motion: reduce)").matches,
    dark: matchMedia("(prefers-color-scheme: dark)").matches,
    under_the_mouse: document.querySelectorAll("main :hover").length,
    title: document.title,
    may: (await navigator.permissions.query({name: "geolocation"})).state,
})"""
CHANGED = {"pages", "cookies", "stores", "steps", "size", "still", "dark", "may", "title"}
ADDRESS = "/intern/gestaltung/"


def use(page) -> None:
    """What a journey may do to its window."""
    page.route("**/*", lambda route: route.fulfill(body="<title>Not the portal</title>", content_type="text/html"))
    page.context.route("**/never", lambda route: route.abort())
    page.goto("/anything/")
    page.unroute("**/*")
    page.goto(ADDRESS)
    page.evaluate(LEAVE)
    page.route("**/*", lambda route: route.fulfill(body="<title>Not the portal</title>", content_type="text/html"))
    page.set_viewport_size({"width": 320, "height": 500})
    page.emulate_media(reduced_motion="reduce", color_scheme="dark")
    page.context.grant_permissions(["geolocation"])
    page.mouse.move(160, 250)
    page.context.new_page()


def look(window: Window, log_in) -> dict:
    log_in(window.page, "beratung")
    window.page.goto(ADDRESS)
    return {"pages": len(window.context.pages), **window.page.evaluate(FOUND)}


@pytest.fixture
def window(chromium, live):
    window = Window(chromium, live, viewport=DESK)
    yield window
    window.context.close()


@pytest.fixture
def other(chromium, live):
    other = Window(chromium, live, viewport=DESK)
    yield other
    other.context.close()


def test_a_used_window_is_like_a_new_one(window, other, log_in):
    log_in(window.page, "beratung")
    use(window.page)
    window.forget()
    assert window.context.cookies() == []
    assert look(window, log_in) == look(other, log_in)


def test_negative_control_without_forgetting_it_is_not(window, other, log_in):
    log_in(window.page, "beratung")
    use(window.page)
    left, new = look(window, log_in), look(other, log_in)
    assert {key for key in new if left.get(key) != new[key]} == CHANGED


@pytest.fixture
def half_typed(window, log_in, persons, organisations):
    """The page of a contact that somebody has begun to write down."""
    make_house(persons, organisations)
    log_in(window.page, "beratung").goto(reverse("counselling:contact_create"))
    window.page.keyboard.type("nguyen")
    window.page.keyboard.press("Enter")
    window.page.click("button[name=choose]")
    window.page.fill("#id_note", "Halb")
    return window


def test_what_is_typed_is_not_kept_by_leaving(half_typed):
    """A page that is left keeps its draft, as it should; a journey that is over must not write any more."""
    half_typed.forget()
    half_typed.page.goto("/")
    half_typed.page.wait_for_timeout(500)
    assert not Draft.objects.exists()


def test_negative_control_a_page_that_is_left_keeps_its_draft(half_typed):
    half_typed.page.goto("/")
    for _attempt in range(100):
        if Draft.objects.exists():
            return
        half_typed.page.wait_for_timeout(50)
    raise AssertionError("No draft came: the test above would find nothing either.")
