"""A counsellor's whole day in a real browser: Heute, fifteen contacts, appointments, a hand-over, the report on paper.

Every input is counted against the budgets; what was done is read from the database at the end.
"""

import datetime
import time

import pytest
from django.utils import timezone

from counselling.models import Absence, Appointment, Client, Contact, FollowUp
from counselling.rules.hours import DAY
from counselling.rules.report import last_month
from tests.factories.appointments import AppointmentFactory, make_bookable
from tests.factories.casework import CaseFactory, ClientFactory, ContactFactory, FollowUpFactory
from tests.journeys.test_counter import ANONYMOUS_AT_MOST, KNOWN_AT_MOST, Hands

pytestmark = pytest.mark.journey
COUNTER = "/intern/kontakt/neu/"
KNOWN = ("Haddad", "Yildirim", "Kowalenko", "Tesfay", "Rahimi", "Petrov")
NEW = (("Wanjiru", "Mwangi"), ("Rosa", "Quispe"), ("Fjodor", "Sokolow"))
NEW_AT_MOST, DONE_AT_MOST, APPOINTMENT_AT_MOST, HANDOVER_AT_MOST, PAPER_AT_MOST = 14, 1, 5, 5, 4
# On a machine with nothing else to do the day takes about half a minute.
SECONDS = 600


@pytest.fixture
def house(persons, organisations, live) -> dict:
    """Six people with a file, a case with a follow-up for today, somebody with an appointment, a month behind it."""
    house = make_bookable(persons, organisations)
    by, centre = house["beratung"], house["centre"]
    for name in KNOWN:
        ClientFactory(by=by, centre=centre, name=("Ada", name))
    client = Client.objects.get(names__family="Haddad")
    case = CaseFactory(client=client, owner=by, aim="Wohnung")
    FollowUpFactory(client=client, case=case, assigned_to=by, text="Bescheid da?", due_on=timezone.localdate())
    now = timezone.now() - datetime.timedelta(minutes=5)
    house["waiting"] = AppointmentFactory(staff=house["staff"]["beratung"], client=client, starts_at=now)
    month = timezone.make_aware(
        datetime.datetime.combine(last_month(timezone.localdate()).starts_on, datetime.time(10))
    )
    for _number in range(12):
        ContactFactory(by=by, centre=centre, at=month, topics=house["topics"][:1])
    return house


def counted(page, act, *args) -> int:
    hands = Hands(page)
    act(hands, *args)
    return hands.inputs


def saved(page) -> None:
    page.wait_for_url("**saved=*")
    page.wait_for_selector("#id_person")


def known(hands: Hands, name: str) -> None:
    page = hands.page
    hands.press("p")
    hands.type(name)
    hands.press("Enter")
    page.wait_for_selector("button[name=choose]:focus")
    hands.press("Enter")
    page.wait_for_selector("#about")
    hands.press("1", "n")
    hands.type("Antrag gestellt")
    hands.press("Control+Enter")
    saved(page)


def anonymous(hands: Hands) -> None:
    hands.press("2")
    hands.click("text=Arabisch")
    hands.press("Control+Enter")
    saved(hands.page)


def new(hands: Hands, name: tuple[str, str]) -> None:
    """Searched first; nobody is found, so a file is made on the way."""
    page = hands.page
    hands.press("p")
    hands.type(" ".join(name))
    hands.press("Enter")
    page.wait_for_selector("button[name=new]")
    hands.click("button[name=new]")
    page.wait_for_selector("#id_new-languages")
    hands.click("#id_new-languages")
    hands.type("Spanisch")
    hands.press("Tab")
    hands.click("#id_new-birth_2")
    hands.type("1988")
    hands.click("input[name=topics] >> nth=2")
    hands.press("Control+Enter")
    page.wait_for_load_state()
    saved(page)


def followup_done(hands: Hands) -> None:
    """On Heute: the follow-up is due, one click says it is done."""
    page = hands.page
    page.goto("/intern/")
    buttons = page.locator("section[aria-labelledby=due] form[action$='/erledigt/'] button")
    due = buttons.count()
    hands.click("section[aria-labelledby=due] form[action$='/erledigt/'] button >> nth=0")
    page.locator(".kern-alert--success", has_text="Bescheid da?").wait_for()
    assert buttons.count() == due - 1


def appointment_made(hands: Hands, client: Client) -> None:
    """From the file: new appointment, a free time, book."""
    page = hands.page
    page.goto(f"/intern/termine/neu/?client={client.pk}")
    hands.click("input[name=slot] >> nth=0")
    hands.press("Control+Enter")
    page.wait_for_url("**/termine/**")
    page.wait_for_selector("a[href$='zettel/']")


def appointment_kept(hands: Hands, row: Appointment) -> None:
    """From Heute: the appointment, "came"."""
    page = hands.page
    page.goto("/intern/")
    hands.click(f"main a[href='/intern/termine/{row.pk}/']")
    hands.click("form[action$='/gekommen/'] button[value=came]")
    page.wait_for_selector("button[value=came]", state="detached")


def handed_over(hands: Hands, house: dict) -> None:
    """Away tomorrow, with a deputy, and the sheet for her."""
    page = hands.page
    page.goto("/intern/abwesenheiten/neu/")
    page.select_option("select[name=staff]", str(house["staff"]["beratung"].pk))
    page.select_option("select[name=deputy]", str(house["staff"]["beratung2"].pk))
    page.fill("input[name=starts_on]", (timezone.localdate() + DAY).isoformat())
    hands.inputs += 3
    hands.click("main form button[type=submit]")
    page.wait_for_url("**/abwesenheiten/?**")
    hands.click("a[href$='/uebergabe/'] >> nth=0")
    page.wait_for_selector(".p-signatures")


def report_on_paper(hands: Hands) -> None:
    """More, statistics, PDF; one click more is the printer's."""
    page = hands.page
    page.goto("/intern/")
    if not page.locator("header > nav a[href='/intern/statistik/']").is_visible():
        hands.click("details.p-more summary >> nth=0")
    hands.click("header > nav a[href='/intern/statistik/']")
    page.wait_for_selector("a[href*='datei/pdf']")
    with page.expect_download() as download:
        hands.click("a[href*='datei/pdf']")
    assert download.value.suggested_filename.endswith(".pdf")
    hands.inputs += 1


def test_a_whole_day(page, house, log_in):
    begun = time.monotonic()
    log_in(page, "beratung").goto("/intern/")
    assert "Bescheid da?" in page.inner_text("main")
    page.goto(COUNTER)
    inputs = {"known": [counted(page, known, name) for name in KNOWN]}
    inputs["anonymous"] = [counted(page, anonymous) for _number in range(6)]
    inputs["new"] = [counted(page, new, name) for name in NEW]
    inputs["done"] = [counted(page, followup_done)]

    client = Client.objects.get(names__family="Tesfay")
    inputs["appointment"] = [
        counted(page, appointment_made, client),
        counted(page, appointment_kept, house["waiting"]),
    ]
    inputs["hand-over"] = [counted(page, handed_over, house)]
    assert "Haddad" in page.inner_text("main")
    inputs["paper"] = [counted(page, report_on_paper)]

    budgets = {
        "known": KNOWN_AT_MOST,
        "anonymous": ANONYMOUS_AT_MOST,
        "new": NEW_AT_MOST,
        "done": DONE_AT_MOST,
        "appointment": APPOINTMENT_AT_MOST,
        "hand-over": HANDOVER_AT_MOST,
        "paper": PAPER_AT_MOST,
    }
    assert {what: max(counts) for what, counts in inputs.items() if max(counts) > budgets[what]} == {}
    today = Contact.objects.filter(by=house["beratung"], created_at__date=timezone.localdate(), minutes__gt=0)
    fresh = today.filter(at__date=timezone.localdate()).exclude(pk=house["contact"].pk)
    assert (fresh.count(), fresh.filter(client=None).count()) == (15, 6)
    assert Client.objects.filter(names__family__in=[family for _given, family in NEW]).count() == len(NEW)
    assert fresh.get(client__names__family="Rahimi").note.text == "Antrag gestellt"
    house["waiting"].refresh_from_db()
    assert (house["waiting"].state, Appointment.objects.filter(client=client, state="booked").count()) == ("came", 1)
    assert FollowUp.objects.get(done_by=house["beratung"]).result == "done"
    assert Absence.objects.get().deputy == house["staff"]["beratung2"]
    assert time.monotonic() - begun < SECONDS, inputs
