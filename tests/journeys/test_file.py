"""The file in a real browser: a plan up to the paper, a document up and down; on a phone nothing is cut."""

import pytest
from django.urls import reverse

from counselling.models import Document, Goal
from tests.access.counselling_file import PDF
from tests.factories.casework import make_house

pytestmark = pytest.mark.journey


@pytest.fixture
def house(persons, organisations, live) -> dict:
    return make_house(persons, organisations)


def test_a_plan_from_the_first_goal_to_the_paper(page, house, log_in):
    log_in(page, "beratung").goto(reverse("counselling:plan_list", args=[house["client"].pk]))
    page.click("form[action$='/plan/'] button")
    page.wait_for_selector("[data-key='z']")
    page.keyboard.press("z")
    page.wait_for_selector("#id_wish")
    page.fill("#id_wish", "Ich will als Pflegerin arbeiten.")
    page.select_option("#id_area", "work")
    page.fill("#id_client_does", "Zeugnisse bringen")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=Ich will als Pflegerin arbeiten.")
    assert Goal.objects.get().area == "work"
    page.click("a[href$='/druck/']")
    page.click("nav a[lang=ar]")
    page.wait_for_selector("[dir=rtl]")
    assert "Ich will als Pflegerin arbeiten." in page.inner_text(".p-sheet")


def test_a_document_goes_in_and_comes_out(page, house, log_in):
    log_in(page, "beratung").goto(reverse("counselling:document_create", args=[house["client"].pk]))
    page.set_input_files("#id_file", {"name": "bescheid.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.click("label:has-text('Bescheid')")
    page.click("form .p-bar button")
    page.wait_for_selector("table")
    with page.expect_download() as waiting:
        page.click(f"a[href='{reverse('counselling:document_download', args=[Document.objects.get().pk])}']")
    assert waiting.value.suggested_filename.endswith(".pdf")


PAGES = (
    "household_detail",
    "assessment_list",
    "assessment_create",
    "plan_list",
    "document_list",
    "document_create",
    "client_update",
)


def test_on_a_phone_nothing_is_cut(phone, house, log_in):
    log_in(phone, "beratung")
    widths = {}
    for name in PAGES:
        phone.goto(reverse(f"counselling:{name}", args=[house["client"].pk]))
        widths[name] = phone.evaluate("document.documentElement.scrollWidth")
    assert {name: width for name, width in widths.items() if width > 360} == {}
