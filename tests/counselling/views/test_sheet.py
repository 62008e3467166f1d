"""Every list of counselling goes into Excel as it is shown, and onto paper."""

import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from counselling.actions.followup import set_followup
from counselling.urls import staff
from counselling.views.sheet import cell_of
from ibs_portal.audit.models import Entry
from tests.factories.sharing import PartnerFactory


def list_pages() -> list[str]:
    """All list pages of the staff that need no number in their address."""
    return sorted(
        pattern.name for pattern in staff if pattern.name.endswith("_list") and "<" not in str(pattern.pattern)
    )


def test_the_walk_finds_the_lists():
    assert {"client_list", "enquiry_list", "partner_list", "absence_list", "disclosure_list"} <= set(list_pages())
    assert len(list_pages()) >= 12


@pytest.mark.parametrize("name", list_pages())
def test_every_list_has_its_excel_file_and_can_be_printed(client_as, house, name):
    client = client_as("leitung")
    page = client.get(reverse(f"counselling:{name}"))
    html = page.content.decode()
    found = re.search(r'href="([^"]*(?:datei=xlsx|\.xlsx)[^"]*)"', html)
    assert found, "This list has no link to an Excel file."
    address = found[1].replace("&amp;", "&")
    answer = client.get(address if address.startswith("/") else f"{page.request['PATH_INFO']}{address}")
    assert answer.status_code == 200
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert all(cell.value for cell in sheet[2])
    # On paper: the heading and the rows; what is pressed on the screen is marked as not for paper.
    heading = html.partition("<main")[2].partition("</h1>")[2].partition("<main")[0]
    assert "p-noprint" in heading


def test_the_file_has_the_rows_of_the_page_as_text_and_leaves_a_trace(client_as, house, persons):
    set_followup(
        house["client"], by=persons["beratung"], text="=1+1", due_on=house["followup"].due_on,
        assigned_to=persons["beratung"],
    )  # fmt: skip
    client = client_as("beratung")
    rows = client.get("/intern/wiedervorlagen/").context["rows"]
    Entry.objects.all().delete()
    answer = client.get("/intern/wiedervorlagen/?datei=xlsx")
    cells = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(min_row=3))
    assert [row[1].value for row in cells] == [row["text"] for row in rows]
    assert {row[1].data_type for row in cells} == {"s"}
    assert Entry.objects.filter(verb="followup.exported").count() == 1


def test_files_leave_as_a_list_by_a_head_alone(client_as, house):
    client = client_as("beratung")
    assert "datei=xlsx" not in client.get("/intern/personen/").content.decode()
    assert client.get("/intern/personen/?datei=xlsx").status_code == 403
    assert client_as("leitung").get("/intern/personen/?datei=xlsx").status_code == 200


def test_filters_hold_for_the_file(client_as, house):
    PartnerFactory(name="Frauenhaus", offers="Schutz")
    PartnerFactory(name="Rechtsberatung", offers="Recht")
    answer = client_as("beratung").get("/intern/partner/?q=Frauenhaus&datei=xlsx")
    cells = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(min_row=3, values_only=True))
    assert [row[0] for row in cells] == ["Frauenhaus"]


def test_the_week_of_the_team_has_a_column_for_each_day(client_as, house):
    answer = client_as("leitung").get("/intern/abwesenheiten/?datei=xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert len(sheet[2]) >= 3 + 5


@pytest.mark.parametrize(("value", "shown"), [(True, "x"), (False, ""), (None, ""), (0, 0), (3, 3), ("a", "a")])
def test_cells(value, shown):
    assert cell_of({"x": value}, "x") == shown
