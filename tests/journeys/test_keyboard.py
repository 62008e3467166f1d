"""Without a mouse: the lists of a counsellor by Tab, Enter and Space alone, and where the focus is at every step."""

import datetime

import pytest
from django.utils import timezone

from counselling.models import Appointment, DistinctPair
from tests.factories.appointments import AppointmentFactory, make_bookable
from tests.factories.casework import CaseFactory, ClientFactory, ContactFactory, FollowUpFactory
from tests.factories.enquiry import EnquiryFactory

pytestmark = pytest.mark.journey
MORE_THAN_A_PAGE_HAS = 120
# What has the focus: its words, whether it is in the main part, whether a ring is to be seen and nothing lies above it.
# The button inside a date field is a stop of its own, with a ring of the browser's that no style tells of.
STOP = """() => {
  const here = document.activeElement
  if (!here || here === document.body) return null
  const box = here.closest(".p-chip") ?? here, rect = here.getBoundingClientRect()
  const ringed = [box, here].some((e) => getComputedStyle(e).outlineStyle !== "none") || /date|time/.test(here.type)
  const top = document.elementFromPoint(rect.x + Math.min(rect.width / 2, 20), rect.y + rect.height / 2)
  return {
    words: here.innerText || here.getAttribute("aria-label") || here.name || here.tagName,
    is_main: !!here.closest("main"),
    is_seen: ringed && rect.height > 0 && !!top && (box.contains(top) || top.contains(here)),
  }
}"""
# What must be reachable in the main part, in the order of the page.
CONTROLS = """() => {
  const kinds = "a[href], button, select, textarea, summary, input, [tabindex='0']"
  const reached = (e) => e.type !== "hidden" && e.checkVisibility() && (e.type !== "radio" || e.checked)
  return [...document.querySelectorAll(`main :is(${kinds})`)].filter(reached).length
}"""


@pytest.fixture
def house(persons, organisations, live) -> dict:
    """A row or two for every list."""
    house = make_bookable(persons, organisations)
    by, centre = house["beratung"], house["centre"]
    more = {"by": by, "centre": centre}
    house["haddad"] = ClientFactory(name=("Mohammed", "Haddad"), **more)
    ClientFactory(name=("Muhammad", "Hadad"), **more)
    case = CaseFactory(client=house["haddad"], owner=by, aim="Wohnung")
    today = timezone.localdate()
    house["followup"] = FollowUpFactory(
        client=house["haddad"], case=case, assigned_to=by, text="Bescheid da?", due_on=today
    )
    ContactFactory(client=house["haddad"], topics=house["topics"][:1], at=timezone.now(), **more)
    now = timezone.now() - datetime.timedelta(minutes=5)
    house["waiting"] = AppointmentFactory(staff=house["staff"]["beratung"], client=house["haddad"], starts_at=now)
    house["enquiry"] = EnquiryFactory(controller=by.organisation, centre=centre)
    return house


def stops(page) -> list[dict]:
    """Tab until the page is left: every stop on the way."""
    found = []
    for _press in range(MORE_THAN_A_PAGE_HAS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return found
        found.append(stop)
    raise AssertionError(f"The focus does not come out again: {[stop['words'] for stop in found[-5:]]}")


def go_to(page, selector: str) -> None:
    """Tab until this has the focus."""
    for _press in range(MORE_THAN_A_PAGE_HAS):
        if page.evaluate("s => !!document.activeElement?.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not to be reached by Tab")


def enter(page, selector: str) -> None:
    """Tab to a link or a button, Enter, and the next page is there."""
    go_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


LISTS = (
    "personen/",
    "kontakte/",
    "wiedervorlagen/",
    "fristen/",
    "faelle/",
    "anfragen/",
    "personen/doppelt/",
    "partner/",
)


def test_every_control_of_a_list_is_a_stop_that_is_seen(page, house, log_in):
    page.emulate_media(reduced_motion="reduce")
    log_in(page, "beratung")
    wrong = {}
    for address in LISTS:
        page.goto(f"/intern/{address}")
        found = stops(page)
        hidden = [stop["words"] for stop in found if not stop["is_seen"]]
        inside = sum(stop["is_main"] for stop in found)
        # A field for a date has several stops.
        if hidden or found[0]["words"] != "Zum Inhalt" or inside < page.evaluate(CONTROLS):
            wrong[address] = (found[0]["words"], hidden, inside, page.evaluate(CONTROLS))
    assert wrong == {}


def test_the_work_on_the_lists_is_done_by_keys(page, house, log_in):
    page.emulate_media(reduced_motion="reduce")
    log_in(page, "beratung").goto("/intern/wiedervorlagen/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the menu
    enter(page, f"main form[action$='/{house['followup'].pk}/erledigt/'] button")
    house["followup"].refresh_from_db()
    assert house["followup"].result == "done"

    page.goto("/intern/personen/")
    go_to(page, "#id_q")
    page.keyboard.type("haddad")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    enter(page, f"main a[href='/intern/personen/{house['haddad'].pk}/']")
    assert "Haddad" in page.inner_text("h1")

    page.goto("/intern/anfragen/")
    enter(page, "main form[action$='/uebernehmen/'] button")
    house["enquiry"].refresh_from_db()
    assert house["enquiry"].claimed_by == house["beratung"]

    page.goto("/intern/personen/doppelt/")
    enter(page, "main form[action$='/unterscheiden/'] button")
    assert DistinctPair.objects.count() == 1

    page.goto("/intern/termine/")
    enter(page, f"main a[href='/intern/termine/{house['waiting'].pk}/']")
    enter(page, "button[value=came]")
    assert Appointment.objects.get(pk=house["waiting"].pk).state == "came"


def test_a_followup_is_put_off_by_keys(page, house, log_in):
    """One: its link, a wrong day, the field again. Several: ticked, another day chosen, looked at first, taken back."""
    page.emulate_media(reduced_motion="reduce")
    one, today = house["followup"], timezone.localdate()
    log_in(page, "beratung").goto("/intern/wiedervorlagen/")
    enter(page, f"main a[href^='/intern/wiedervorlagen/{one.pk}/verschieben/']")
    go_to(page, "#id_due_on")
    page.fill("#id_due_on", "2020-01-01")  # a picker of the browser's: its keys differ with its language
    enter(page, "main form button[type=submit]")
    go_to(page, ".kern-alert a")
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_due_on:focus")
    page.fill("#id_due_on", (today + datetime.timedelta(days=7)).isoformat())
    enter(page, "main form button[type=submit]")
    one.refresh_from_db()
    assert one.due_on >= today + datetime.timedelta(days=7)

    moved_once = one.due_on
    go_to(page, f"input[name=chosen][value='{one.pk}']")
    page.keyboard.press("Space")
    page.keyboard.press("Shift+Tab")
    enter(page, "form#move button")
    go_to(page, "input[name=choice]:checked")
    page.keyboard.press("ArrowDown")  # from the next working day to another one
    assert page.evaluate("document.activeElement.value") == "on"
    go_to(page, "#id_on")
    page.fill("#id_on", (moved_once + datetime.timedelta(days=7)).isoformat())
    enter(page, "button[name=preview]")
    assert "1 Wiedervorlage" in page.inner_text("[role=status]")
    enter(page, "main form .kern-btn--primary")
    one.refresh_from_db()
    assert one.due_on >= moved_once + datetime.timedelta(days=7)
    enter(page, "main form[action$='/zuruecknehmen/'] button")
    one.refresh_from_db()
    assert one.due_on == moved_once


def test_after_a_mistake_the_focus_is_on_what_is_wrong(page, house, log_in):
    """The summary has the focus, its link leads into the field, and what was typed is still there."""
    log_in(page, "beratung").goto(f"/intern/personen/{house['haddad'].pk}/wiedervorlage/")
    go_to(page, "#id_due_on")
    page.fill("#id_due_on", "2020-01-01")
    page.fill("#id_text", "Nachfragen")
    enter(page, "main form button[type=submit]")
    page.wait_for_selector(".kern-alert:focus")
    go_to(page, ".kern-alert a")
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_due_on:focus")
    assert page.input_value("#id_text") == "Nachfragen"


def test_the_menu_of_a_phone_opens_by_keys(phone, house, log_in):
    log_in(phone, "beratung").goto("/intern/")
    go_to(phone, "details.p-fold > summary")
    phone.keyboard.press("Enter")
    enter(phone, "details.p-fold a[href='/intern/statistik/']")
    assert phone.inner_text("h1").startswith("Statistik")
