"""The report of a programme: full inside, nothing under five outside; and a second town made of rows alone."""

import datetime
import io
from pathlib import Path

import page as validator
import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from ibs_portal.audit.models import Entry
from tests.factories.matching import MatchFactory, MatchNeedFactory, MeetingFactory, SkilledWorkerFactory
from tests.factories.volunteers import (
    ProgrammeFactory,
    QualificationGrantFactory,
    TrainingFactory,
    VolunteerFactory,
    VolunteerLanguageFactory,
)
from volunteers.actions.certificate import issue_certificate
from volunteers.actions.match import answer_match, approve_match
from volunteers.actions.meeting import log_meeting
from volunteers.queries.narrow import certificate_of
from volunteers.queries.report import released_report, report_of

PAGE = reverse("volunteers:programme_report")
ROOT = Path(__file__).parents[3]


def url(kind: str) -> str:
    return reverse("volunteers:programme_report_export", args=[kind])


@pytest.fixture
def programme(organisations):
    """Eight workers from India and two from Spain; six matches, two of them of the Spaniards, one over."""
    made = ProgrammeFactory(organisation=organisations["agency"], name="Begleitprojekt")
    workers = [SkilledWorkerFactory(programme=made, origin="IN") for _n in range(8)]
    workers += [SkilledWorkerFactory(programme=made, origin="ES") for _n in range(2)]
    for n, worker in enumerate(workers):
        traits = {"ended": True} if n == 0 else {"active": True}
        if n in (0, 1, 2, 3, 8, 9):
            opened = timezone.localdate() - datetime.timedelta(days=80)
            match = MatchFactory(need__programme=made, need__worker=worker, need__opened_on=opened, **traits)
            MeetingFactory(match=match, minutes=60, on=timezone.localdate())
    return made


def test_the_house_sees_everything_with_a_mark(programme, client_as):
    response = client_as("freiwilligenagentur").get(PAGE)
    page = response.content.decode()
    assert "Spanien" in page and 'class="p-mark"' in page and "Nach Herkunftsland" not in page
    tables = {t.code: {r.label: r.number for r in t.rows} for t in response.context["report"].tables}
    assert tables["origins"] == {"Indien": 8, "Spanien": 2}


def test_another_house_sees_nothing_of_it(programme, organisations, client_as):
    assert client_as("agentur2").get(PAGE).status_code == 404
    ProgrammeFactory(organisation=organisations["other_agency"])
    other = client_as("agentur2")
    page = other.get(PAGE, {"programm": programme.slug}).content.decode()
    assert "Spanien" not in page and "Begleitprojekt" not in page


@pytest.mark.parametrize("query", [{}, {"jahr": "9999"}, {"jahr": "<script>"}, {"programm": "x' OR 1"}])
def test_nonsense_in_the_address_shows_this_year(programme, client_as, query):
    assert client_as("freiwilligenagentur").get(PAGE, query).context["report"].year == timezone.localdate().year


def test_the_page_asks_few_questions(programme, client_as, count_queries):
    one = count_queries(client_as("freiwilligenagentur"), PAGE)
    SkilledWorkerFactory.create_batch(3, programme=programme)
    assert count_queries(client_as("freiwilligenagentur"), PAGE) == one <= 12


def test_no_small_count_of_people_leaves(programme, client_as):
    content = client_as("freiwilligenagentur").get(url("xlsx")).content
    cells = [
        c for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows(values_only=True) for c in row
    ]
    assert "Spanien" not in cells and "Indien" not in cells
    assert Entry.objects.readings().get(verb="report.exported").reason.endswith("xlsx")
    report = released_report(programme, timezone.localdate().year, today=timezone.localdate())
    figures = [n for table in report.tables for row in table.rows for n in (row.number, row.before)]
    assert [n for n in figures if n and n < 5] == []
    single = [n for row in report.key_figures if not row.is_sum for n in (row.number, row.before)]
    assert [n for n in single if n and n < 5] == []


def test_csv_and_paper(programme, client_as):
    client = client_as("freiwilligenagentur")
    assert client.get(url("csv")).content.startswith(b"\xef\xbb\xbf")
    content = client.get(url("pdf")).content
    report = validator.validate_pdf_bytes(content, profile=validator.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [f.message for f in report.failures]
    assert client.get(url("exe")).status_code == 404


# --- A second programme in another town is data ------------------------------------------------------------------


def test_another_town_is_made_of_rows(persons, organisations):
    """From a volunteer to the report; and what the first town counts does not change by it."""
    first = ProgrammeFactory(organisation=organisations["agency"])
    town = ProgrammeFactory(organisation=organisations["other_agency"], town="Görlitz", federal_state="SN")
    by, now = persons["agentur2"], timezone.now()
    training = TrainingFactory(programme=town)
    volunteer = VolunteerFactory(programme=town, user=persons["begleiterin"], status="active", given_name="Ada")
    VolunteerLanguageFactory(volunteer=volunteer)
    QualificationGrantFactory(volunteer=volunteer, training=training)
    slots = ["tue_evening", "sat_morning"]
    type(volunteer).objects.filter(pk=volunteer.pk).update(availability=slots)
    need = MatchNeedFactory(programme=town, worker__availability=slots)
    match = approve_match(need, volunteer, by=by, now=now)
    for side in ("volunteer", "worker"):
        match = answer_match(match, side=side, accept=True, by=None, now=now)
    today = timezone.localdate(now)
    log_meeting(match, by=volunteer.user, on=today, minutes=90, kind="out", today=today)
    certificate = issue_certificate(volunteer, by=by, since=today, until=today, now=now)
    assert certificate.content["town"] == "Görlitz" and certificate_of(certificate.code).minutes == 90
    figures = {row.label: row.number for row in report_of(town, today.year, today=today).key_figures}
    assert (figures["Begonnene Begleitungen"], figures["Ausgestellte Nachweise"]) == (1, 1)
    assert report_of(first, today.year, today=today).is_empty


def test_no_town_is_named_in_the_code():
    """Demo data and its logins are of the first town; everything else does not know of it."""
    code = [path for path in (ROOT / "volunteers").rglob("*.py") if "/demo/" not in str(path)]
    assert [str(path) for path in code if "Osnabr" in path.read_text(encoding="utf-8")] == []
