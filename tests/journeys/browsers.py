"""A real Chromium against a live server; the fixtures of all journeys."""

import contextlib
import functools
import os
import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as django_settings
from django.db import connection
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser import executable
from tests.journeys.windows import PATIENCE, Windows

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 640}
ONE_BROWSER = "--disable-background-networking --disable-component-update --disable-sync --no-first-run".split()
ACTS = ("click", "press", "check", "uncheck", "select_option", "wait_for", "wait_for_selector", "goto", "reload")


def until_whole(act: Callable) -> Callable:
    """Playwright goes on with the first bytes of a new page; here it is read to its end and its first focus is set.

    Without this a test reads, counts and types on a slow machine in a page that is half there, without its script.
    """

    @functools.wraps(act)
    def acted(here: Page | Locator, *args, **options):
        result = act(here, *args, **options)
        page = here if isinstance(here, Page) else here.page
        page.wait_for_load_state()
        if act.__name__ in ("goto", "reload") and page.locator("[autofocus]").count():
            page.wait_for_selector(":focus", state="attached")
        return result

    return acted


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright runs an event loop in this thread; Django would refuse the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        for kind in (Page, Locator):
            for name in ACTS:
                if hasattr(kind, name):
                    patch.setattr(kind, name, until_whole(getattr(kind, name)))
        browser = playwright.chromium.launch(executable_path=executable(), args=ONE_BROWSER)
        yield browser
        browser.close()


@pytest.fixture
def live(transactional_db, live_server, settings) -> str:
    """The address of a live server; its rows are visible to the test and the other way round."""
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
    settings.SITE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return live_server.url


BUSY = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""


def until_quiet() -> None:
    """A search or a draft that the page sent at last would come while the database is being emptied."""
    quiet = 0
    for _attempt in range(200):
        with connection.cursor() as cursor:
            cursor.execute(BUSY)
            quiet = 0 if cursor.fetchone()[0] else quiet + 1
        if quiet == 3:
            return
        time.sleep(0.05)


@pytest.fixture(scope="session")
def windows(chromium) -> Windows:
    return Windows(chromium)


@pytest.fixture
def open_page(windows, live) -> Callable:
    """``with open_page(viewport=…) as page``: a window on the live server, whose scripts make no mistake."""

    @contextlib.contextmanager
    def opened(**options) -> Iterator[Page]:
        try:
            with windows.opened(live, **options) as page:
                yield page
        finally:
            until_quiet()

    return opened


@pytest.fixture
def page(open_page) -> Iterator[Page]:
    """A desk: 1280 pixels wide."""
    with open_page(viewport=DESK) as page:
        yield page


@pytest.fixture
def page_of_set_up(open_page) -> Iterator[Page]:
    """A library of Django admin writes styles into its markup; our policy refuses them, and it looks right without."""
    with open_page(viewport=DESK, expected="404|400|style-src") as page:
        yield page


@pytest.fixture
def phone(open_page) -> Iterator[Page]:
    """A phone: 360 pixels wide, touch."""
    with open_page(viewport=PHONE, has_touch=True) as page:
        yield page


@pytest.fixture
def phone_without_script(open_page) -> Iterator[Page]:
    """The same phone with JavaScript off."""
    with open_page(viewport=PHONE, has_touch=True, java_script_enabled=False) as page:
        yield page


@pytest.fixture
def desk_without_script(open_page) -> Iterator[Page]:
    with open_page(viewport=DESK, java_script_enabled=False) as page:
        yield page


@pytest.fixture
def log_in(client_as):
    """Logs a page in as a named person, by the session cookie: the login page has tests of its own."""

    def as_person(page: Page, name: str) -> Page:
        cookie = client_as(name).cookies[django_settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": django_settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": django_settings.SITE_URL}]
        )
        return page

    return as_person
