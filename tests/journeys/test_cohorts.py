"""Lists become people at the desk of the coordinator; a partner sees numbers."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories.matching import CohortFactory, MatchNeedFactory, SkilledWorkerFactory
from tests.factories.volunteers import ProgrammeFactory
from tests.journeys.axe import overflow, violations
from tests.portal.documents.test_reading import excel
from volunteers.models import Cohort, MatchNeed, SkilledWorker, Volunteer

pytestmark = pytest.mark.journey
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sound(page) -> bool:
    """Nothing that axe finds, and nothing that scrolls sideways."""
    return violations(page) == [] and overflow(page) <= 0


def choose(page, content: bytes) -> None:
    page.get_by_label("Excel- oder CSV-Datei").set_input_files(
        {"name": "liste.xlsx", "mimeType": EXCEL, "buffer": content}
    )


@pytest.fixture
def programme(live, organisations):
    return ProgrammeFactory(organisation=organisations["agency"], name="Begleitprojekt", town="Osnabrück")


def test_a_list_of_volunteers(page, log_in, programme, mailoutbox):
    log_in(page, "freiwilligenagentur").goto("/intern/freiwillige/")
    page.get_by_role("link", name="Liste übernehmen").click()
    assert sound(page)
    choose(
        page,
        excel(
            ["Name", "Vorname", "E-Mail", "Spricht", "Schuhgröße"],
            ["Łęcka", "Zoë", "zoe@example.org", "Deutsch C2, Polnisch", 39],
            ["Ohne", "Weg", None, None, 41],
        ),
    )
    page.get_by_role("button", name="Liste ansehen").click()
    expect(page.get_by_text("Ohne E-Mail-Adresse oder Telefonnummer ist niemand zu erreichen.")).to_be_visible()
    page.get_by_label("Spricht").select_option("languages")
    page.get_by_label("Allen mit E-Mail-Adresse schreiben").check()
    page.get_by_role("button", name="Neu zeigen").click()
    expect(page.get_by_role("cell", name="Polnisch")).to_be_visible()
    expect(page.get_by_label("Allen mit E-Mail-Adresse schreiben")).to_be_checked()
    assert sound(page)
    page.get_by_role("button", name="1 Zeile übernehmen").click()
    expect(page.get_by_text("1 freiwillige Person ist eingetragen. 1 Zeile wurde nicht übernommen.")).to_be_visible()
    assert (Volunteer.objects.get().name, len(mailoutbox)) == ("Zoë Łęcka", 1)
    with page.expect_download() as download:
        page.get_by_role("link", name="Nicht übernommene Zeilen (Excel)").click()
    assert download.value.suggested_filename.startswith("nicht-uebernommen")


def test_a_list_becomes_a_cohort_and_is_taken_back(page, log_in, programme):
    arrives = timezone.localdate() + datetime.timedelta(days=20)
    log_in(page, "freiwilligenagentur").goto("/intern/fachkraefte/kohorten/")
    page.get_by_role("link", name="Liste übernehmen").click()
    choose(
        page,
        excel(
            ["Name", "Vorname", "Herkunft", "Sprachen", "Ankunft"],
            ["Thomas", "Anjali", "Indien", "Malayalam", arrives],
            ["Santos", "Rosa", "Philippinen", "Filipino", arrives],
        ),
    )
    page.get_by_label("Name der neuen Kohorte").fill("Pflege im Januar")
    assert sound(page)
    page.get_by_role("button", name="Liste ansehen").click()
    expect(page.get_by_label("Die Kohorte kommt an am")).to_have_value(arrives.isoformat())
    assert sound(page)
    page.get_by_role("button", name="2 Zeilen übernehmen").click()
    expect(page.get_by_role("heading", name="Pflege im Januar")).to_be_visible()
    expect(page.get_by_text("kommt in 20 Tagen an").first).to_be_visible()
    assert sound(page)
    assert list(MatchNeed.objects.values_list("state", flat=True)) == ["open", "open"]
    page.set_viewport_size({"width": 360, "height": 740})
    assert overflow(page) <= 0
    page.get_by_role("link", name="Liste zurücknehmen").click()
    assert sound(page)
    page.get_by_role("button", name="Liste zurücknehmen").click()
    expect(page.get_by_text("Die Liste ist zurückgenommen").first).to_be_visible()
    assert (SkilledWorker.objects.count(), Cohort.objects.count()) == (0, 0)


def test_a_partner_reads_numbers(page, log_in, programme, organisations):
    cohort = CohortFactory(programme=programme, name="Pflege", agency=organisations["employment_agency"])
    for _n in range(6):
        MatchNeedFactory(
            programme=programme, worker=SkilledWorkerFactory(programme=programme, cohort=cohort, given_name="Geheim")
        )
    log_in(page, "partner").goto("/intern/")
    page.get_by_role("link", name="Kohorten in Zahlen").first.click()
    expect(page.get_by_role("heading", name="Pflege")).to_be_visible()
    assert sound(page)
    assert "Geheim" not in page.content()
    page.set_viewport_size({"width": 360, "height": 740})
    assert overflow(page) <= 0
