"""The coordinator's report in the browser: charts beside their tables, last year, and what leaves the house."""

import datetime
import io
import re

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.factories.matching import MatchFactory, MeetingFactory, SkilledWorkerFactory
from tests.factories.volunteers import GroupVisitFactory, ProgrammeFactory
from tests.journeys.axe import overflow, violations
from tests.journeys.test_counter import Hands

pytestmark = pytest.mark.journey
ON_PAPER_AT_MOST = 4


@pytest.fixture
def programme(live, organisations):
    """Six people from India and two from Spain; an hour with each of them, and an evening of the group."""
    made = ProgrammeFactory(organisation=organisations["agency"], name="Begleitprojekt")
    for number in range(8):
        worker = SkilledWorkerFactory(programme=made, origin="IN" if number < 6 else "ES")
        opened = timezone.localdate() - datetime.timedelta(days=80)
        match = MatchFactory(need__programme=made, need__worker=worker, need__opened_on=opened, active=True)
        MeetingFactory(match=match, minutes=60, on=timezone.localdate())
    GroupVisitFactory(date__group__programme=made, minutes=90)
    return made


@pytest.mark.parametrize("device", ["page", "desk_without_script"])
def test_the_report_of_the_year(request, device, log_in, programme):
    page = log_in(request.getfixturevalue(device), "freiwilligenagentur")
    page.goto("/intern/")
    hands = Hands(page)
    menu = page.get_by_role("navigation", name="Hauptmenü")
    hands.click(menu.get_by_text("Mehr"))
    hands.click(menu.get_by_role("link", name="Programmbericht"))
    year = timezone.localdate().year
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Programmbericht: {year}")
    assert device != "page" or violations(page) == []
    assert overflow(page) <= 0
    facts = page.locator("dl.p-figures > div")
    assert re.search(r"\b8\b", facts.filter(has_text="Stunden aus Treffen").inner_text())
    assert facts.filter(has_text="Stunden bei Gruppenterminen").count() == 1
    # Each picture has its numbers as a table, which is where a reader without eyes for it finds them.
    months = page.get_by_role("region", name=re.compile("nach Monat"))
    assert page.get_by_role("img").count() == months.get_by_role("table").count() == 1
    origins = page.get_by_role("region", name="Woher Fachkräfte kommen")
    india = origins.get_by_role("row", name=re.compile("^Indien"))
    assert india.get_by_role("cell").first.inner_text() == "6"

    with page.expect_download() as download:
        hands.click(page.get_by_role("link", name="Bericht als PDF"))
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    assert download.value.suggested_filename == f"bericht-{programme.slug}-{year}.pdf"
    assert hands.inputs <= ON_PAPER_AT_MOST
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel", exact=True).click()
    sheets = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    cells = {cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row}
    # Two people from Spain are for the house only.
    assert "Spanien" in page.content() and "Spanien" not in cells
    assert any("Begleitprojekt" in str(cell) for cell in cells)
