"""From a skilled worker to the first meeting: the desk proposes and approves, both say yes on their phones."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories.matching import MatchFactory, MatchNeedFactory, SkilledWorkerFactory, fitting_volunteer
from tests.factories.volunteers import OfferFactory, ProgrammeFactory
from tests.journeys.axe import overflow, violations
from volunteers.models import Match, Meeting

pytestmark = pytest.mark.journey


@pytest.fixture
def programme(live, organisations):
    OfferFactory(code="authorities", name_de="Zu Ämtern mitgehen")
    return ProgrammeFactory(organisation=organisations["agency"], name="Begleitprojekt", town="Osnabrück")


def sound(page):
    """Nothing that axe finds, and nothing that scrolls sideways."""
    return violations(page) == [] and overflow(page) <= 0


def test_the_desk_enters_proposes_and_approves(page, log_in, programme, mailoutbox):
    fitting_volunteer(programme, given_name="Gönül", family_name="Weßling-Aydın")
    fitting_volunteer(programme, given_name="Ole", family_name="Tjarks", status="paused")
    log_in(page, "freiwilligenagentur").goto("/intern/fachkraefte/neu/")
    page.locator("input[name=given_name]").fill("Anjaly")
    page.locator("input[name=family_name]").fill("Kunnumpurath")
    page.locator("input[name=email]").fill("anjaly@example.org")
    page.locator("select[name=origin]").select_option("IN")
    page.locator("select[name=language_0]").select_option("de")
    page.locator("select[name=level_0]").select_option("3")
    page.get_by_role("button", name="Speichern und weiter").click()
    page.get_by_text("Zu Ämtern mitgehen").click()
    page.get_by_role("button", name="Speichern und Vorschläge ansehen").click()
    # From the start page: matching, the need, approve.
    page.goto("/intern/")
    page.get_by_role("link", name="Zuordnung", exact=True).click()
    page.get_by_role("link", name=re.compile("Vorschläge.*Anjaly")).click()
    assert page.get_by_role("meter").count() == 7
    assert not page.get_by_text("Ist zurzeit nicht aktiv.").is_visible()
    page.get_by_text("Warum nicht?").click()
    assert page.get_by_text("Ist zurzeit nicht aktiv.").is_visible()
    assert sound(page)
    page.get_by_role("button", name="Bestätigen und beide fragen").click()
    expect(page.get_by_text("Beide sind gefragt.").first).to_be_visible()
    assert Match.objects.get().state == "asked"
    assert len(mailoutbox) == 2


def answer_link(mail):
    return re.search(r"https?://[^/]+(/de/begleitung/antwort/\S+)", mail.body).group(1)


def test_both_say_yes_by_link_without_script(phone_without_script, programme, mailoutbox, persons):
    from volunteers.actions.match import approve_match

    volunteer = fitting_volunteer(programme, given_name="Gönül", phone="0541 7777")
    match = MatchFactory(need__programme=programme, state="withdrawn")
    match.worker.languages.update(level=4)
    approve_match(match.need, volunteer, by=persons["freiwilligenagentur"], now=timezone.now())
    phone = phone_without_script
    for mail, words in zip(list(mailoutbox), ("Jetzt warten wir", "hat auch Ja gesagt"), strict=True):
        phone.goto(answer_link(mail))
        assert "0541 7777" not in phone.content()
        phone.get_by_role("button", name="Ja, gern").click()
        expect(phone.get_by_text(words)).to_be_visible()
    assert Match.objects.get(volunteer=volunteer).state == "active"
    assert "0541 7777" in mailoutbox[3].body


@pytest.fixture
def own(programme, persons):
    return MatchFactory(
        need__programme=programme,
        need__worker=SkilledWorkerFactory(programme=programme, user=persons["fachkraft"]),
        volunteer=fitting_volunteer(programme, user=persons["begleiterin"]),
        active=True,
    )


@pytest.mark.parametrize("browser", ["phone", "phone_without_script"])
def test_a_meeting_in_four_inputs(request, browser, log_in, own):
    phone = log_in(request.getfixturevalue(browser), "begleiterin")
    phone.goto("/konto/ehrenamt/")
    phone.get_by_role("link", name="Treffen notieren").click()
    # Today is chosen already: three taps are enough.
    phone.get_by_text("1½ Stunden").click()
    phone.get_by_text("In der Stadt unterwegs").click()
    phone.get_by_role("button", name="Treffen speichern").click()
    expect(phone.get_by_text("1:30 Stunden").first).to_be_visible()
    assert list(Meeting.objects.values_list("on", "minutes", "kind")) == [(timezone.localdate(), 90, "out")]


def test_the_worker_accepts_on_the_own_page(phone_without_script, log_in, programme, persons):
    match = MatchFactory(
        need__programme=programme,
        need__worker=SkilledWorkerFactory(programme=programme, user=persons["fachkraft"]),
        volunteer=fitting_volunteer(programme),
    )
    phone = log_in(phone_without_script, "fachkraft")
    phone.goto("/konto/fachkraft/")
    phone.get_by_role("button", name="Ja, gern").click()
    expect(phone.get_by_text("Wir warten auf die andere Antwort")).to_be_visible()
    match.refresh_from_db()
    assert (match.worker_answer, match.state) == ("yes", "asked")


@pytest.mark.parametrize("browser", ["page", "phone_without_script"])
def test_the_best_for_all_is_approved_in_four_clicks(request, browser, log_in, programme):
    fitting_volunteer(programme, given_name="Gönül", family_name="Weßling-Aydın")
    MatchNeedFactory(programme=programme, worker__given_name="Anjaly", worker__family_name="Kunnumpurath")
    desk = log_in(request.getfixturevalue(browser), "freiwilligenagentur")
    desk.goto("/intern/")
    if browser.startswith("phone"):
        # The menu of a phone is one row that opens.
        desk.locator("details.p-fold > summary").first.click()
    desk.get_by_role("link", name="Zuordnung", exact=True).locator("visible=true").click()
    desk.get_by_role("link", name=re.compile("Beste Zuordnung")).click()
    desk.get_by_role("button", name="Vorschläge finden").click()
    # The reasons are read on the way, and the page offers nothing that needs a script.
    expect(desk.get_by_text("beide sprechen es fließend: Deutsch")).to_be_visible()
    desk.get_by_role("button", name="Nachfragen").click()
    expect(desk.get_by_text("Genau das ist der Vorschlag.")).to_be_visible()
    if browser == "page":
        assert sound(desk)
    desk.get_by_role("button", name="Bestätigen und beide fragen").click()
    expect(desk.get_by_text("Anjaly Kunnumpurath und Gönül Weßling-Aydın sind gefragt.")).to_be_visible()
    assert Match.objects.get().state == "asked"
