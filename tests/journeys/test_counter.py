"""At the counter in a real browser: by keyboard, by phone, and with JavaScript off; inputs are counted."""

import pytest
from django.conf import settings
from django.urls import reverse

from counselling.models import Client, Contact
from tests.factories.casework import ContactFactory, make_house

pytestmark = pytest.mark.journey
COUNTER = "/intern/kontakt/neu/"
KNOWN_AT_MOST, ANONYMOUS_AT_MOST = 12, 8


@pytest.fixture
def house(persons, organisations, live) -> dict:
    return make_house(persons, organisations)


class Hands:
    """Counts what a person does outside free text: keys and clicks."""

    def __init__(self, page):
        self.page, self.inputs = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.inputs += key.count("+") + 1

    def click(self, place) -> None:
        """A selector, of which the first that fits is meant, or what was found already."""
        self.page.click(place) if isinstance(place, str) else place.click()
        self.inputs += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)


def test_a_known_person_by_keyboard(page, house, log_in):
    """Name, Enter, Enter, topic, minutes, note, save: the mouse stays where it is."""
    hands = Hands(log_in(page, "beratung"))
    page.goto(COUNTER)
    hands.type("nguyen")
    hands.press("Enter")
    page.wait_for_selector("button[name=choose]:focus")
    hands.press("Enter")
    page.wait_for_selector("#about")
    hands.press("1", "t", "m")
    hands.type("30")
    hands.press("Tab", "w", "n")
    hands.type("Antrag gestellt")
    hands.press("Control+Enter")
    page.wait_for_url("**saved=*")
    contact = Contact.objects.latest("pk")
    facts = (contact.client, contact.channel, contact.minutes, contact.note.text, contact.language)
    assert facts == (house["client"], "phone", 30, "Antrag gestellt", "vi")
    assert contact.followups.get().due_on.weekday() < 5
    assert hands.inputs <= KNOWN_AT_MOST


def test_a_known_person_without_script(desk_without_script, house, log_in):
    page = log_in(desk_without_script, "beratung")
    hands = Hands(page)
    page.goto(COUNTER)
    hands.type("nguyen")
    hands.press("Enter")
    page.wait_for_selector("button[name=choose]:focus")
    hands.press("Enter")
    page.wait_for_selector("#about")
    hands.click("input[name=topics] >> nth=0")
    hands.click("text=30")
    hands.click("#id_note")
    hands.type("Antrag gestellt")
    hands.click("button[name=save]")
    page.wait_for_url("**saved=*")
    contact = Contact.objects.latest("pk")
    assert (contact.client, contact.minutes, contact.note.text) == (house["client"], 30, "Antrag gestellt")
    assert hands.inputs <= KNOWN_AT_MOST


@pytest.mark.parametrize("browser", ["page", "desk_without_script"])
def test_an_anonymous_contact_and_its_undo(browser, request, house, log_in):
    page = log_in(request.getfixturevalue(browser), "bfd")
    hands = Hands(page)
    page.goto(COUNTER)
    if browser == "page":
        hands.press("Tab", "2")
    else:
        hands.click("input[name=topics] >> nth=1")
    hands.click("text=Arabisch")
    hands.press("Control+Enter") if browser == "page" else hands.click("button[name=save]")
    page.wait_for_url("**saved=*")
    contact = Contact.objects.latest("pk")
    assert (contact.client, contact.language, contact.by) == (None, "ar", house["bfd"])
    assert hands.inputs <= ANONYMOUS_AT_MOST
    page.click(".kern-alert--success button")
    page.wait_for_selector(".p-messages")
    assert not Contact.objects.filter(pk=contact.pk).exists()


def test_a_draft_survives_a_lost_session_and_waits_on_another_device(page, house, log_in):
    """Typed, kept by itself; the session ends; after logging in again the draft is offered and goes on."""
    log_in(page, "beratung").goto(COUNTER)
    page.keyboard.type("nguyen")
    page.keyboard.press("Enter")
    page.wait_for_selector("button[name=choose]:focus")
    page.keyboard.press("Enter")
    page.wait_for_selector("#about")
    page.keyboard.press("2")
    page.fill("#id_note", "Mitten im Satz")
    page.locator("[data-draft-state]", has_text="Als Entwurf").wait_for()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.fill("#id_note", "Mitten im Satz, und weiter")
    page.wait_for_selector("[data-draft-state].p-late")
    page.click("button[name=save]")
    page.wait_for_url("**/konto/login/**")
    assert "next=/intern/kontakt/neu/" in page.url
    log_in(page, "beratung").goto(COUNTER)
    page.click("text=Weiter schreiben")
    page.wait_for_selector("#about")
    assert page.input_value("#id_note") == "Mitten im Satz"
    assert page.is_checked("input[name=topics] >> nth=1")
    page.click("button[name=save]")
    page.wait_for_url("**saved=*")
    assert (Contact.objects.latest("pk").note.text, page.locator("#drafts").count()) == ("Mitten im Satz", 0)


def test_an_anonymous_contact_becomes_part_of_a_file_and_is_taken_out_again(page, house, log_in):
    contact = ContactFactory(by=house["beratung"], centre=house["centre"], topics=house["topics"][:1])
    log_in(page, "beratung").goto(reverse("counselling:contact_list"))
    page.click("a:has-text('In eine Akte')")
    page.fill("#id_person", "nguyen")
    page.keyboard.press("Enter")
    page.click("button[name=choose]")
    page.wait_for_selector(".p-file")
    contact.refresh_from_db()
    assert contact.client == house["client"]
    page.click("button:has-text('Aus der Akte nehmen')")
    page.wait_for_selector(".p-messages")
    contact.refresh_from_db()
    assert contact.client is None


def test_who_saves_second_chooses_between_both_versions_by_keyboard(page, house, log_in):
    client = house["client"]
    log_in(page, "beratung").goto(reverse("counselling:client_update", args=[client.pk]))
    Client.objects.filter(pk=client.pk).update(phone="0375 1", version=client.version + 1)
    page.fill("#id_phone", "0375 2")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#versions")
    page.focus("input[name=choose_version-phone] >> nth=0")
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".p-file")
    client.refresh_from_db()
    assert client.phone == "0375 1"


def test_people_are_found_while_typing(page, house, log_in):
    log_in(page, "beratung").goto(COUNTER)
    page.keyboard.type("anh", delay=20)
    page.wait_for_selector("#hits button")
    assert "Nguyễn" in page.inner_text("#hits")


def test_enter_in_a_field_saves_and_on_a_chip_does_nothing(page, house, log_in):
    log_in(page, "beratung").goto(f"{COUNTER}?client={house['client'].pk}")
    page.focus("input[name=topics] >> nth=0")
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    page.fill("#id_minutes_other", "12")
    page.keyboard.press("Enter")
    page.wait_for_url("**saved=*")
    assert Contact.objects.latest("pk").minutes == 12


def test_a_new_person_on_a_phone_without_script(phone_without_script, house, log_in):
    page = log_in(phone_without_script, "beratung")
    page.goto(COUNTER)
    page.check("input[name=topics] >> nth=1")
    page.fill("#id_person", "Zaw Min")
    page.click("button[name=search]")
    page.click("button[name=new]")
    assert page.is_checked("input[name=topics] >> nth=1")
    page.fill("#id_new-languages", "Birmanisch")
    page.fill("#id_new-birth_2", "1988")
    page.fill("#id_note", "Erstes Gespräch")
    page.click("button[name=open]")
    page.wait_for_selector(".p-file")
    person = Client.objects.latest("pk")
    assert (str(person.names.get()), person.birth_precision, person.languages) == ("Zaw Min", "year", ["my"])
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_case_is_closed_from_the_file(page, house, log_in):
    log_in(page, "beratung").goto(reverse("counselling:client_detail", args=[house["client"].pk]))
    page.click("#next ~ ul button, section[aria-labelledby=next] button")
    page.wait_for_selector(".p-messages")
    page.click("section[aria-labelledby=cases] a.kern-btn")
    page.click("text=Ziel erreicht")
    page.click("main form button[type=submit]")
    page.wait_for_selector(".p-messages")
    house["case"].refresh_from_db()
    assert house["case"].status == "closed"


@pytest.mark.parametrize(
    "name", ["contact_create", "client_list", "client_detail", "case_list", "followup_list", "client_update"]
)
def test_pages_fit_a_phone(phone, house, log_in, name):
    args = [house["client"].pk] if name in ("client_detail", "client_update") else []
    log_in(phone, "beratung").goto(reverse(f"counselling:{name}", args=args))
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
