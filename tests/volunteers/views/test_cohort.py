"""From an agency's list to a cohort with open needs in one go; its page, its end, and what partners see of it."""

import datetime
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from ibs_portal.audit.models import Entry
from ibs_portal.database.identity import asking_as
from tests.factories.gettogether import ParticipantFactory
from tests.factories.matching import (
    CohortFactory,
    MatchFactory,
    MatchingProposalFactory,
    MatchNeedFactory,
    SkilledWorkerFactory,
    fitting_volunteer,
)
from tests.factories.volunteers import OfferFactory, ProgrammeFactory
from tests.portal.documents.test_reading import excel
from volunteers.actions.cohort import close_cohort
from volunteers.actions.cohort_import import import_cohort, stage_cohort
from volunteers.actions.cohort_undo import undo_cohort_import
from volunteers.actions.match import approve_match
from volunteers.models import Cohort, CohortImport, MatchNeed, SkilledWorker, WorkerConsent
from volunteers.queries.narrow import cohort_counts

UPLOAD = reverse("volunteers:cohort_import")
TODAY = timezone.localdate()
ARRIVES = TODAY + datetime.timedelta(days=40)
LIST = excel(
    ["Ankommende Fachkräfte"],
    ["Name", "Vorname", "Herkunft", "Sprachen", "Deutsch", "Ankunft", "Arbeitgeber", "Beruf", "Schicht", "E-Mail"],
    ["Thomas", "Anjali", "Indien", "Malayalam", "B1", ARRIVES, "Klinikum am Beispielberg", "Pflege", "Früh", None],
    ["Santos", "Rosa", "Philippinen", "Filipino", "A2", ARRIVES, None, "Pflege", None, "rosa@example.org"],
    ["Da", "Schon", "Indien", None, None, None, None, None, None, "da@example.org"],
    ["Atlantis", "Aus", "Atlantis", None, None, None, None, None, None, None],
    ["Spät", "Später", "Indien", None, None, ARRIVES + datetime.timedelta(days=3), None, None, None, None],
)


@pytest.fixture
def programme(organisations):
    programme = ProgrammeFactory(organisation=organisations["agency"])
    SkilledWorkerFactory(programme=programme, given_name="Schon", family_name="Da", email="DA@example.org")
    return programme


@pytest.fixture
def by(persons):
    return persons["freiwilligenagentur"]


@pytest.fixture
def staff(client_as):
    return client_as("freiwilligenagentur")


def taken_over(by, programme, content=LIST, **chosen) -> CohortImport:
    chosen = {"name": "Pflege im Januar"} | chosen
    batch = stage_cohort(content, by=by, programme=programme, file_name="liste.xlsx", **chosen)
    return import_cohort(batch, by=by, now=timezone.now())


def test_one_click_after_the_preview_makes_cohort_people_and_needs(staff, programme, organisations):
    offer = OfferFactory()
    data = {"programme": programme.pk, "name": "Pflege im Januar", "agency": organisations["employment_agency"].pk}
    page = staff.post(UPLOAD, {"file": SimpleUploadedFile("liste.xlsx", LIST), **data}, follow=True)
    assert (page.context["good_count"], page.context["there_count"], page.context["bad_count"]) == (3, 1, 1)
    assert page.context["form"]["arrives_on"].value() == ARRIVES
    batch = CohortImport.objects.get()
    columns = {f"column_{n}": column for n, column in enumerate(batch.mapping)} | {"heading_row": 2}
    done = staff.post(
        page.request["PATH_INFO"],
        columns | {"arrives_on": ARRIVES.isoformat(), "help": [offer.pk], "leave_out_alike": "on", "take": "1"},
        follow=True,
    )
    cohort = Cohort.objects.get()
    assert done.request["PATH_INFO"] == cohort.get_absolute_url()
    assert (cohort.name, cohort.arrives_on, cohort.expected) == ("Pflege im Januar", ARRIVES, 3)
    assert cohort.agency == organisations["employment_agency"]
    anjali = cohort.workers.get(given_name="Anjali")
    assert (anjali.source, anjali.status, anjali.arrived_on) == ("list", "arriving", None)
    assert (anjali.employer, anjali.origin, anjali.shifts) == (organisations["hospital"], "IN", "Früh")
    assert sorted((row.code, row.level) for row in anjali.languages.all()) == [("de", 2), ("ml", 2)]
    late = cohort.workers.get(given_name="Später")
    assert (late.arrives_on, anjali.arrives_on) == (ARRIVES + datetime.timedelta(days=3), None)
    needs = MatchNeed.objects.filter(worker__cohort=cohort)
    assert [(need.state, need.opened_on, list(need.help.all())) for need in needs] == [("open", TODAY, [offer])] * 3
    assert not WorkerConsent.objects.exists()
    assert Entry.objects.acts().get(verb="cohortimport.taken_over").reason == "3"


def test_the_list_of_a_cohort_that_is_there_and_of_one_without_a_day(by, programme):
    cohort = CohortFactory(programme=programme, arrives_on=TODAY, expected=1)
    taken_over(by, programme, b"Name;Herkunft\nAnjali Thomas;Indien\nRosa Santos;Philippinen\n", cohort=cohort, name="")
    cohort.refresh_from_db()
    here = cohort.workers.get(given_name="Anjali")
    assert (cohort.expected, here.status, here.arrived_on) == (2, "here", TODAY)
    with pytest.raises(ValidationError) as refused:
        taken_over(by, programme, b"Name\nZoe\n")
    assert list(refused.value.error_dict) == ["arrives_on"]
    assert Cohort.objects.count() == 1


def test_a_name_that_is_taken_and_a_closed_cohort_are_said_at_once(staff, by, programme):
    cohort = close_cohort(CohortFactory(programme=programme, name="Alt"), by=by, on=TODAY)
    file = {"file": SimpleUploadedFile("l.csv", b"Name\nZoe\n"), "programme": programme.pk}
    assert staff.post(UPLOAD, file | {"name": "Alt"}).context["form"].errors["name"]
    file["file"].seek(0)
    assert staff.post(UPLOAD, file).context["form"].errors["name"]
    with pytest.raises(ValidationError):
        stage_cohort(b"Name\nZoe\n", by=by, programme=programme, file_name="l.csv", cohort=cohort)
    assert not CohortImport.objects.exists()


def test_all_or_nothing(by, programme, monkeypatch):
    def refuse(worker, **kwargs):
        raise ValidationError("Nein.")

    monkeypatch.setattr("volunteers.actions.cohort_import.create_need", refuse)
    before = SkilledWorker.objects.count()
    with pytest.raises(ValidationError, match=r"Zeile 3: Nein"):
        taken_over(by, programme)
    assert (SkilledWorker.objects.count(), Cohort.objects.count()) == (before, 0)


# --- Taking it back --------------------------------------------------------------------------------------------


def test_a_list_is_taken_back_with_everything_that_came_of_it(staff, by, programme):
    batch = taken_over(by, programme)
    need = MatchNeed.objects.filter(worker__in=batch.made).first()
    MatchingProposalFactory(run__programme=programme, need=need)
    address = reverse("volunteers:cohort_import_undo", args=[batch.pk])
    assert "3 Menschen" in staff.get(address).content.decode()
    assert address in staff.get(batch.cohort.get_absolute_url()).content.decode()
    assert staff.post(address)["Location"] == reverse("volunteers:cohort_list")
    assert (SkilledWorker.objects.count(), MatchNeed.objects.count(), Cohort.objects.count()) == (1, 0, 0)
    batch.refresh_from_db()
    assert (batch.made, batch.undone_at is None) == ([], False)
    assert Entry.objects.acts().get(verb="cohortimport.undone").reason == "3"
    # The same file may come again.
    taken_over(by, programme)


def touched_by_a_question(worker, programme, by):
    approve_match(worker.needs.get(), fitting_volunteer(programme), by=by, now=timezone.now())


def touched_by_a_consent(worker, programme, by):
    WorkerConsent.objects.create(programme=programme, worker=worker, kind="data", version="1")


def touched_by_a_badge(worker, programme, by):
    ParticipantFactory(gettogether__programme=programme, worker=worker, volunteer=None)


@pytest.mark.parametrize("touch", [touched_by_a_question, touched_by_a_consent, touched_by_a_badge])
def test_whoever_was_asked_or_heard_of_stays_and_all_others_of_the_list_too(by, programme, touch):
    batch = taken_over(by, programme)
    worker = SkilledWorker.objects.get(given_name="Anjali")
    touch(worker, programme, by)
    with pytest.raises(ValidationError, match="Anjali Thomas"):
        undo_cohort_import(batch, by=by, now=timezone.now())
    assert SkilledWorker.objects.filter(pk__in=batch.made).count() == 3


def test_a_cohort_with_others_in_it_stays(by, programme):
    batch = taken_over(by, programme)
    SkilledWorkerFactory(programme=programme, cohort=batch.cohort)
    undo_cohort_import(batch, by=by, now=timezone.now())
    assert Cohort.objects.get().workers.count() == 1
    with pytest.raises(ValidationError):
        undo_cohort_import(batch, by=by, now=timezone.now())


# --- The page --------------------------------------------------------------------------------------------------


@pytest.fixture
def cohort(programme, organisations):
    """One with a companion, one who is asked, two who wait, one who left."""
    cohort = CohortFactory(
        programme=programme,
        arrives_on=ARRIVES,
        employer=organisations["hospital"],
        agency=organisations["employment_agency"],
    )
    own = {"programme": programme, "cohort": cohort}
    for name, traits in (("Mit", {"active": True}), ("Gefragt", {})):
        worker = SkilledWorkerFactory(**own, given_name=name, family_name="A")
        MatchFactory(need__programme=programme, need__worker=worker, volunteer__given_name="Łukasz", **traits)
    for name, days in (("Lange", 30), ("Kurz", 2)):
        worker = SkilledWorkerFactory(**own, given_name=name, family_name="B", status="arriving")
        MatchNeedFactory(programme=programme, worker=worker, opened_on=TODAY - datetime.timedelta(days=days))
    SkilledWorkerFactory(**own, given_name="Fort", status="left", left_on=TODAY, end_reason="moved")
    return cohort


def test_the_page_says_who_waits_since_when_and_for_whom_nobody_is_possible(staff, cohort):
    page = staff.get(cohort.get_absolute_url())
    found = page.context["page"]
    assert [(row.worker.given_name, row.standing, row.days) for row in found.rows] == [
        ("Kurz", "coming", None),
        ("Lange", "coming", None),
        ("Mit", "placed", None),
        ("Gefragt", "asked", 0),
        ("Fort", "withdrawn", None),
    ]
    assert [number for _code, _words, number in found.counts] == [1, 1, 0, 2, 1, 0]
    assert [row.worker.given_name for row in found.without_candidate] == ["Kurz", "Lange"]
    assert "kommt in 40 Tagen an" in page.content.decode()
    fitting_volunteer(cohort.programme, availability=[])
    assert staff.get(cohort.get_absolute_url()).context["page"].rows[0].prospect is not None


def test_paper_and_excel_say_the_same(staff, cohort):
    paper = staff.get(reverse("volunteers:cohort_print", args=[cohort.pk])).content.decode()
    book = load_workbook(io.BytesIO(staff.get(reverse("volunteers:cohort_export", args=[cohort.pk])).content))
    rows = list(book.active.iter_rows(min_row=3, values_only=True))
    assert [row[0].split()[0] for row in rows] == ["Kurz", "Lange", "Mit", "Gefragt", "Fort"]
    assert (*rows[0][8:10], rows[2][10].split()[0]) == ("kommt noch an", None, "Łukasz")
    assert all(row[0] in paper for row in rows)
    assert Entry.objects.filter(verb="cohort.exported").count() == 1


@pytest.mark.parametrize("name", ["cohort_detail", "cohort_list", "cohort_print"])
def test_few_questions_for_any_number_of_people(staff, programme, count_queries, name):
    cohort = CohortFactory(programme=programme)
    address = reverse(f"volunteers:{name}", args=[] if name == "cohort_list" else [cohort.pk])
    counts = []
    for number in (1, 3):
        for _n in range(number):
            worker = SkilledWorkerFactory(programme=programme, cohort=cohort)
            MatchNeedFactory(programme=programme, worker=worker)
            fitting_volunteer(programme)
        counts.append(count_queries(staff, address))
    assert counts[0] == counts[1] <= 12


def test_they_have_arrived(staff, cohort, by):
    address = reverse("volunteers:cohort_arrive", args=[cohort.pk])
    assert "Sie sind angekommen" not in staff.get(cohort.get_absolute_url()).content.decode()
    staff.post(address)
    assert cohort.workers.filter(status="arriving").count() == 2
    Cohort.objects.update(arrives_on=TODAY - datetime.timedelta(days=1))
    assert "Sie sind angekommen" in staff.get(cohort.get_absolute_url()).content.decode()
    staff.post(address)
    assert cohort.workers.filter(status="here", arrived_on=TODAY - datetime.timedelta(days=1)).count() == 2


def choices(client, address: str):
    return client.get(address).context["form"].fields["cohort"].queryset


def test_a_cohort_is_closed_when_nobody_waits_and_opened_again(staff, cohort):
    address = reverse("volunteers:cohort_close", args=[cohort.pk])
    assert staff.post(address).context["form"].non_field_errors()
    MatchNeed.objects.exclude(state="matched").update(state="closed")
    assert staff.post(address)["Location"] == cohort.get_absolute_url()
    cohort.refresh_from_db()
    assert cohort.closed_on == TODAY
    assert "abgeschlossen" in staff.get(reverse("volunteers:cohort_list")).content.decode()
    worker = cohort.workers.get(given_name="Mit")
    assert cohort in choices(staff, reverse("volunteers:worker_update", args=[worker.pk]))
    assert cohort not in choices(staff, reverse("volunteers:worker_create"))
    staff.post(reverse("volunteers:cohort_reopen", args=[cohort.pk]))
    cohort.refresh_from_db()
    assert cohort.closed_on is None


# --- Partners --------------------------------------------------------------------------------------------------

FIGURES = reverse("volunteers:cohort_figures")


@pytest.fixture
def big(programme, organisations):
    """Six with a companion, six who wait, each ten days long."""
    cohort = CohortFactory(programme=programme, agency=organisations["employment_agency"], arrives_on=TODAY)
    ago = TODAY - datetime.timedelta(days=10)
    for _n in range(6):
        worker = SkilledWorkerFactory(programme=programme, cohort=cohort)
        MatchNeedFactory(programme=programme, worker=worker, opened_on=ago)
        other = SkilledWorkerFactory(programme=programme, cohort=cohort)
        match = MatchFactory(need__programme=programme, need__worker=other, active=True, started_on=TODAY)
        MatchNeed.objects.filter(pk=match.need_id).update(opened_on=ago)
    return cohort


def test_a_partner_sees_numbers_and_no_name(client_as, big, cohort):
    page = client_as("partner").get(FIGURES)
    found = {row.name: row for row in page.context["rows"]}
    assert found.keys() == {big.name, cohort.name}
    shown = found[big.name]
    assert (shown.people, shown.arrived, shown.placed, shown.waiting) == (12, 12, 6, 6)
    assert (shown.together, shown.days) == (0, 10)
    # Five people: one, three and one of them would be told.
    small = found[cohort.name]
    assert (small.people, small.placed, small.waiting, small.together, small.days) == (5, None, None, 5, None)
    words = page.content.decode()
    names = SkilledWorker.objects.values_list("given_name", "family_name", "original_name")
    assert not [name for row in names for name in row if len(name) > 3 and name in words]


def test_partners_see_the_cohorts_that_they_sent_or_employ_and_no_other(persons, organisations, big, cohort):
    foreign = CohortFactory(employer=organisations["hospital"])
    partner = persons["partner"]
    for house, own in (("employment_agency", {big.name, cohort.name}), ("hospital", {cohort.name, foreign.name})):
        partner.organisation = organisations[house]
        partner.save()
        with asking_as(partner):
            assert {counts.name for counts in cohort_counts()} == own
    partner.organisation = None
    partner.save()
    with asking_as(partner):
        assert cohort_counts() == []


@pytest.mark.parametrize("model", [Cohort, SkilledWorker, MatchNeed, CohortImport])
def test_the_role_of_a_partner_reads_no_row_of_anybody(persons, big, model):
    with asking_as(persons["partner"]):
        assert len(cohort_counts()) == 1
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            list(model._base_manager.all())


@pytest.mark.parametrize("name", ["freiwilligenagentur", "beratung", "fachkraft", "redaktion"])
def test_nobody_else_gets_the_aggregate(persons, organisations, big, name):
    somebody = persons[name]
    somebody.organisation = organisations["employment_agency"]
    somebody.save()
    with asking_as(somebody):
        assert cohort_counts() == []
