"""The year in a real browser: a report on paper in four clicks, an office's list taken over."""

import datetime

import pytest
from django.utils import timezone

from counselling.models import Client
from counselling.rules.report import last_month
from tests.factories.casework import ContactFactory, make_house
from tests.journeys.axe import violations
from tests.portal.documents.test_reading import excel

pytestmark = pytest.mark.journey
PAPER_AT_MOST = 4


@pytest.fixture
def house(persons, organisations, live) -> dict:
    house = make_house(persons, organisations)
    month = last_month(timezone.localdate()).starts_on
    moment = timezone.make_aware(datetime.datetime.combine(month, datetime.time(10)))
    for _number in range(12):
        ContactFactory(by=house["beratung"], centre=house["centre"], at=moment, topics=house["topics"][:1])
    return house


def test_last_month_on_paper(page, house, log_in):
    """More, statistics (of the month that has just ended), PDF; the fourth click is the printer's."""
    log_in(page, "beratung")
    page.goto("/intern/")
    clicks = 0
    link = page.locator("header > nav a[href='/intern/statistik/']")
    if not link.is_visible():
        page.locator("details.p-more summary").first.click()
        clicks += 1
    link.click()
    clicks += 1
    assert violations(page) == []
    assert page.locator("svg.p-chart").count() == 1
    with page.expect_download() as download:
        page.locator("a[href*='datei/pdf']").click()
        clicks += 1
    assert download.value.suggested_filename.endswith(".pdf")
    assert clicks + 1 <= PAPER_AT_MOST


def test_a_list_becomes_files(page, house, log_in, tmp_path):
    """Choose, look, take over."""
    path = tmp_path / "liste.xlsx"
    path.write_bytes(excel(["Name", "Vorname", "Geb."], ["Haddad", "Omar", "1990"], ["", "", "31.02.1990"]))
    log_in(page, "leitung")
    page.goto("/intern/personen/uebernehmen/")
    page.set_input_files("input[type=file]", path)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/uebernehmen/*/")
    assert violations(page) == []
    page.locator("button[name=take]").click()
    page.wait_for_url("**/uebernehmen/")
    assert Client.objects.filter(names__family="Haddad").count() == 1
    assert page.locator("a[href*='bericht']").count() == 1
