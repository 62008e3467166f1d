"""A get-together: each side ticks three names on a phone with the code of the badge, the desk approves a pair."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.gettogether import GetTogetherFactory, ParticipantFactory
from tests.factories.matching import MatchNeedFactory, fitting_volunteer
from tests.factories.volunteers import ProgrammeFactory
from tests.journeys.axe import overflow, violations
from tests.journeys.test_counter import Hands
from volunteers.models import Match, ProposedPair, Tick

pytestmark = pytest.mark.journey

# Three names and the button, after the code of the badge was scanned; and at the desk: form, confirm, approve.
TICKING_AT_MOST, PAIRING_AT_MOST = 4, 3


@pytest.fixture
def evening(live, organisations):
    programme = ProgrammeFactory(organisation=organisations["agency"], name="Begleitprojekt")
    gettogether = GetTogetherFactory(programme=programme, title="Abend zum Kennenlernen")
    for badge, name in enumerate(("Anjaly", "Fatima", "Irina", "Maricel"), 1):
        need = MatchNeedFactory(programme=programme, worker__given_name=name)
        ParticipantFactory(gettogether=gettogether, worker=need.worker, badge=badge)
    for badge, name in enumerate(("Gönül", "Ole", "Thị Ánh"), 5):
        volunteer = fitting_volunteer(programme, given_name=name)
        ParticipantFactory(gettogether=gettogether, worker=None, volunteer=volunteer, badge=badge)
    return gettogether


def code_of(evening, badge: int) -> str:
    return evening.participants.get(badge=badge).code


def tick(phone, code: str, *names: str) -> Hands:
    phone.goto(f"/de/kennenlernen/{code}/")
    hands = Hands(phone)
    for name in names:
        hands.click(phone.get_by_label(re.compile(name)))
    hands.click(phone.get_by_role("button", name="Auswahl speichern"))
    return hands


@pytest.mark.parametrize("device", ["phone", "phone_without_script"])
def test_three_names_each_and_a_pair_to_approve(request, device, page, log_in, evening, mailoutbox):
    phone = request.getfixturevalue(device)
    # Somebody types the code from her badge, with a mistake first.
    phone.goto("/de/kennenlernen/")
    phone.get_by_label("Code auf Ihrem Namensschild").fill("ZZZZ-ZZZZ")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="Diesen Code kennen wir nicht")).to_be_visible()
    phone.get_by_role("link", name="Code noch einmal eingeben").click()
    phone.get_by_label("Code auf Ihrem Namensschild").fill(code_of(evening, 5).lower())
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="Mit wem möchten Sie weitermachen?")).to_be_visible()
    assert overflow(phone) <= 0 and (device != "phone" or violations(phone) == [])

    # Four are too many: it is said, and the choice stands there still.
    tick(phone, code_of(evening, 5), "Anjaly", "Fatima", "Irina", "Maricel")
    expect(phone).to_have_title(re.compile("^Fehler: "))
    expect(phone.get_by_label(re.compile("Maricel"))).to_be_checked()
    assert not Tick.objects.exists()
    phone.get_by_label(re.compile("Maricel")).uncheck()
    phone.get_by_role("button", name="Auswahl speichern").click()
    expect(phone.get_by_text("Sie haben 3 Namen gewählt.")).to_be_visible()
    hands = tick(phone, code_of(evening, 1), "Gönül", "Ole", "Thị Ánh")
    assert hands.inputs <= TICKING_AT_MOST
    expect(phone.get_by_text("Sie haben 3 Namen gewählt.")).to_be_visible()

    # At the desk: how many have ticked, never whom; then the pair that both wished for.
    log_in(page, "freiwilligenagentur").goto(evening.get_absolute_url())
    assert page.get_by_text("1 von 3").is_visible() and page.get_by_text("1 von 4").is_visible()
    assert violations(page) == []
    hands = Hands(page)
    hands.click(page.get_by_role("link", name="Paare bilden"))
    hands.click(page.get_by_role("button", name="Paare bilden"))
    expect(page.get_by_text("beide haben einander angekreuzt")).to_be_visible()
    assert not Tick.objects.exists()
    assert [(p.worker.given_name, p.volunteer.given_name) for p in ProposedPair.objects.all()] == [("Anjaly", "Gönül")]
    mailoutbox.clear()
    hands.click(page.get_by_role("button", name=re.compile("Bestätigen und beide fragen")))
    expect(page.get_by_text("Beide sind gefragt.").first).to_be_visible()
    assert hands.inputs <= PAIRING_AT_MOST
    assert Match.objects.get().state == "asked" and len(mailoutbox) == 2

    # The phone is told that the time is over.
    phone.goto(f"/de/kennenlernen/{code_of(evening, 5)}/")
    expect(phone.get_by_role("heading", name="Die Zeit zum Ankreuzen ist vorbei")).to_be_visible()
