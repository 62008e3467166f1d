"""Statistics: full figures inside, none under five outside."""

import datetime
import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from counselling.models import Figure
from ibs_portal.audit.models import Entry

TODAY = datetime.date(2026, 3, 15)
PAGE = reverse("counselling:report")


def url(kind: str, time: str = "2025") -> str:
    return f"{reverse('counselling:report_export', args=[kind])}?time={time}"


@pytest.fixture
def year(house, monkeypatch):
    """Two years of figures of the city: 40 contacts a month, and each month three by letter from Ireland."""
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)
    cells = {
        ("all", "all"): 43,
        ("channel", "in_person"): 30,
        ("channel", "phone"): 10,
        ("channel", "letter"): 3,
        ("origin", "SY"): 30,
        ("origin", "UA"): 10,
        ("origin", "IE"): 3,
        ("topic", str(house["topics"][0].pk)): 43,
    }
    for (feature, value), number in cells.items():
        Figure.objects.bulk_create(
            Figure(
                controller=house["beratung"].organisation, centre=house["centre"], month=datetime.date(y, m, 1),
                feature=feature, value=value, number=number, minutes=number * 20, persons=number + 10,
                people_month=number, people_quarter=number, people_year=number, is_kept=True,
            )
            for y in (2024, 2025) for m in range(1, 13)
        )  # fmt: skip
    return house


def test_the_house_sees_everything_with_a_mark(year, client_as):
    page = client_as("beratung").get(PAGE, {"time": "2025-02"}).content.decode()
    assert "43" in page and "Irland" in page
    assert len(re.findall(r'class="p-mark"', page)) == 3


def test_the_other_house_sees_nothing_of_it(year, client_as):
    page = client_as("koordination-landkreis").get(PAGE, {"time": "2025"}).content.decode()
    assert "Irland" not in page and "516" not in page


@pytest.mark.parametrize("time", ["", "9999", "2025-99", "2030", "<script>"])
def test_nonsense_in_the_address_shows_the_last_month(year, client_as, time):
    response = client_as("beratung").get(PAGE, {"time": time, "centre": "nirgends"})
    assert response.status_code == 200 and response.context["report"].period.code == "2026-02"


@pytest.mark.parametrize("time", ["2025", "2025-Q1"])
def test_the_page_asks_few_questions(year, client_as, count_queries, time):
    assert count_queries(client_as("beratung"), f"{PAGE}?time={time}") <= 12


def cells_of(content: bytes) -> list:
    book = load_workbook(io.BytesIO(content))
    return [value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value is not None]


def test_excel_has_no_small_count_and_says_who_made_it(year, client_as):
    client = client_as("beratung")
    content = client.get(url("xlsx", "2025-02")).content
    cells = cells_of(content)
    assert 43 in cells and "Irland" not in cells
    assert [cell for cell in cells if isinstance(cell, int) and 0 < abs(cell) < 5] == []
    entry = Entry.objects.readings().get(verb="report.exported")
    assert (entry.actor_id, entry.reason) == (year["beratung"].pk, "2025-02 xlsx")


def test_a_year_shows_what_its_months_must_not(year, client_as):
    """Three a month are thirty-six in the year."""
    cells = cells_of(client_as("beratung").get(url("xlsx")).content)
    assert 36 in cells and "Brief" in " ".join(map(str, cells))


def test_csv_opens_in_a_german_excel(year, client_as):
    content = client_as("beratung").get(url("csv")).content
    assert content.startswith(b"\xef\xbb\xbf")
    assert ";516;" in content.decode() and ";69,8;" in content.decode() and "\r\n" in content.decode()


def test_the_paper_is_tagged_and_can_be_kept(year, client_as):
    content = client_as("beratung").get(url("pdf")).content
    assert content.startswith(b"%PDF") and b"pdfuaid" in content and b"pdfaid" in content


def test_the_text_is_made_of_safe_numbers(year, client_as):
    text = client_as("beratung").get(reverse("counselling:report_text"), {"time": "2025"}).context["text"]
    assert "516" not in text and "520" in text and "Syrien" in text


def test_a_time_with_few_contacts_does_not_leave(year, client_as):
    Figure.objects.filter(feature="all", month=datetime.date(2025, 2, 1)).update(number=3)
    response = client_as("beratung").get(url("pdf", "2025-02"), follow=True)
    assert response.redirect_chain and response.context["report"].period.code == "2025-02"
    assert not Entry.objects.readings().filter(verb="report.exported").exists()


def test_an_unfinished_year_counts_its_finished_months(year, client_as):
    response = client_as("beratung").get(url("xlsx", "2026"), follow=True)
    assert response.redirect_chain  # nothing yet in 2026


def test_what_still_runs_is_compared_with_nothing(year, client_as):
    """Of March, that is not over, and April, that has not begun, no hundred contacts too few are told."""
    Figure.objects.filter(month=datetime.date(2025, 2, 1)).update(month=datetime.date(2026, 2, 1))
    Figure.objects.filter(month=datetime.date(2025, 12, 1)).update(month=datetime.date(2026, 3, 1))
    report = client_as("beratung").get(PAGE, {"time": "2026"}).context["report"]
    told = [(row.number, row.before, row.difference) for row in report.months[:4]]
    assert told == [(0, 43, -43), (43, 0, 43), (43, 43, None), (None, 43, None)]
    assert (report.finished.number, report.finished.before, report.finished.difference) == (43, 43, 0)
    assert {figure.percent for figure in report.key_figures} == {None}
    assert {row.difference for table in report.contact_tables for row in table.rows} == {None}


def test_a_year_that_is_over_is_compared(year, client_as):
    report = client_as("beratung").get(PAGE, {"time": "2025"}).context["report"]
    assert [row.difference for row in report.months] == [0] * 12 and report.finished is None
    assert report.key_figures[0].percent == 0


def test_unknown_kinds_of_files_are_not_there(year, client_as):
    assert client_as("beratung").get(reverse("counselling:report_export", args=["exe"])).status_code == 404


def test_partners_see_what_the_head_released_and_nothing_small(year, client_as):
    partner = client_as("partner")
    address = reverse("counselling:report_partner")
    assert partner.get(address).context["chosen"] is None
    client_as("leitung").post(f"{reverse('counselling:report_release')}?time=2025-02")
    page = partner.get(address)
    numbers = [row["number"] for table in page.context["chosen"].content["tables"] for row in table["rows"]]
    assert 43 in numbers and min(numbers) >= 5
    assert "Irland" not in page.content.decode()
    assert Entry.objects.acts().get(verb="releasedfigures.published").reason == "2025-02"


def test_what_may_not_leave_is_not_released(year, client_as):
    Figure.objects.filter(feature="all", month=datetime.date(2025, 2, 1)).update(number=3)
    client_as("leitung").post(f"{reverse('counselling:report_release')}?time=2025-02")
    assert client_as("partner").get(reverse("counselling:report_partner")).context["chosen"] is None
