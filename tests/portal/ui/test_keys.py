"""Keyboard first: the comforts of portal.js in a real browser, and that they can be switched off."""

import pytest

pytestmark = pytest.mark.journey
GALLERY = "/intern/gestaltung/"


@pytest.fixture
def gallery(page, log_in):
    log_in(page, "beratung").goto(GALLERY)
    return page


def focused(page) -> str:
    return page.evaluate("document.activeElement.id")


def test_slash_leads_to_the_search_and_is_a_letter_there(gallery):
    gallery.keyboard.press("/")
    assert focused(gallery) == "search"
    gallery.keyboard.press("/")
    assert gallery.input_value("#search") == "/"


def test_the_keys_of_chips_choose_them(gallery):
    gallery.keyboard.press("t")
    gallery.keyboard.press("2")
    gallery.keyboard.press("3")
    gallery.keyboard.press("2")
    chosen = gallery.eval_on_selector_all(".p-chip input:checked", "boxes => boxes.map(box => box.value)")
    assert chosen[:2] == ["phone", "work"]


def is_sent(route) -> bool:
    return route.request.method == "POST"


def test_control_and_enter_send_the_form(gallery):
    # The gallery shows a form and takes none: its refusal would come as an error, if it comes in time.
    gallery.route("**/*", lambda route: route.fulfill(status=204) if is_sent(route) else route.fallback())
    gallery.fill("#id_name", "Aïsha")
    with gallery.expect_request(lambda request: request.method == "POST"):
        gallery.keyboard.press("Control+Enter")


def test_help_opens_and_the_keys_can_be_switched_off(gallery):
    gallery.keyboard.press("?")
    assert gallery.is_visible("#shortcuts")
    gallery.uncheck("[data-keys-switch]")
    gallery.keyboard.press("Escape")
    gallery.reload()
    gallery.keyboard.press("/")
    assert focused(gallery) == ""


def test_the_error_summary_has_the_focus(gallery):
    gallery.goto(GALLERY + "?errors")
    assert focused(gallery) == "error-summary"


def test_the_focus_is_visible_on_every_stop(gallery):
    """Everything one can tab to shows an outline, on itself or on the chip around it."""
    hidden = []
    for _stop in range(60):
        gallery.keyboard.press("Tab")
        stop = gallery.evaluate(
            """() => {
                const here = document.activeElement;
                const shown = here.closest(".p-chip") ?? here;
                return [here.outerHTML.slice(0, 80), parseFloat(getComputedStyle(shown).outlineWidth) || 0];
            }"""
        )
        hidden += [stop] if stop[1] < 2 else []
    assert hidden == []


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_is_wider_than_the_screen(page, log_in, width):
    page.set_viewport_size({"width": width, "height": 800})
    log_in(page, "beratung").goto(GALLERY + "?errors")
    assert page.evaluate("document.documentElement.scrollWidth") == width
