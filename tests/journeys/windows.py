"""Windows of the browser, kept from one test to the next: to open one costs more than most journeys do in it.

A window comes back as it was when it was new; ``test_windows.py`` looks for what a test could leave behind. Who needs
more than that forgets (scripts of one's own on every page, a clock, a place) opens a page of one's own in ``chromium``.
"""

import contextlib
import re
from collections.abc import Iterator

from playwright.sync_api import Browser, CDPSession, Error, Page

# Milliseconds until a journey gives up: a loaded machine is slow, and a page that never comes fails all the same.
PATIENCE = 60_000
AS_NEW = {"media": "null", "color_scheme": "null", "reduced_motion": "null", "forced_colors": "null"}


class Window:
    """One page in a context of its own."""

    def __init__(self, browser: Browser, base_url: str, script: str = "", **options) -> None:
        self.origin, self.size = base_url, options["viewport"]
        place = {"base_url": base_url, "locale": "de-DE", "timezone_id": "Europe/Berlin"}
        self.context = browser.new_context(**place, **options)
        self.context.set_default_timeout(PATIENCE)
        if script:
            self.context.add_init_script(script)
        self.page: Page = self.context.new_page()
        self.inside: CDPSession = self.context.new_cdp_session(self.page)

    def forget(self) -> None:
        """As if nobody had been here.

        The page is left after the login: for somebody who is logged in its script would keep a draft at last.
        """
        for other in self.context.pages:
            if other != self.page:
                other.close()
        self.context.clear_cookies()
        self.page.unroute_all(behavior="ignoreErrors")
        self.context.unroute_all(behavior="ignoreErrors")
        if self.page.url.startswith(self.origin):
            # That of the tab: it can be emptied from within only.
            self.inside.send(
                "DOMStorage.clear", {"storageId": {"securityOrigin": self.origin, "isLocalStorage": False}}
            )
        self.page.mouse.move(0, 0)
        self.page.goto("about:blank")
        self.context.clear_cookies()
        self.context.clear_permissions()
        self.inside.send("Storage.clearDataForOrigin", {"origin": self.origin, "storageTypes": "all"})
        self.inside.send("Network.clearBrowserCache")
        self.inside.send("Page.resetNavigationHistory")
        self.page.emulate_media(**AS_NEW)
        self.page.set_viewport_size(self.size)


class Windows:
    """Those that nobody is in now."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.free: dict[str, Window] = {}  # by what they were opened with

    @contextlib.contextmanager
    def opened(self, base_url: str, *, expected: str = "404|400", **options) -> Iterator[Page]:
        """``expected`` is a pattern of messages in the console that are no mistake."""
        kind = repr(sorted(options.items()))
        window = self.free.pop(kind, None) or Window(self.browser, base_url, **options)
        problems: list[str] = []
        listeners = {
            "pageerror": lambda error: problems.append(str(error)),
            "console": lambda message: message.type == "error" and problems.append(message.text),
        }
        for event, listener in listeners.items():
            window.page.on(event, listener)
        yield window.page
        for event, listener in listeners.items():
            window.page.remove_listener(event, listener)
        try:
            window.forget()
            self.free[kind] = window
        except Error:
            # Crashed, closed, or still busy: the next test gets a new one.
            window.context.close()
        unexpected = [problem for problem in problems if not re.search(expected, problem)]
        assert not unexpected, f"errors in the browser: {unexpected}"
