"""Two coordinators at the same list at the same moment: people come once, and are taken back once."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from ibs_portal.audit.models import Entry
from ibs_portal.documents.lists import staging
from tests.factories.matching import CohortFactory
from tests.factories.volunteers import ProgrammeFactory
from tests.portal.documents.test_reading import excel
from tests.volunteers.actions.test_stand_in import at_once
from volunteers.actions.cohort_import import import_cohort, stage_cohort
from volunteers.actions.cohort_undo import undo_cohort_import
from volunteers.actions.volunteer_import import import_volunteers, stage_volunteers
from volunteers.models import CohortImport, MatchNeed, SkilledWorker, Volunteer, VolunteerImport

pytestmark = pytest.mark.django_db(transaction=True)
# Nobody has an e-mail address: nothing but the lock stands against entering them twice.
VOLUNTEERS = excel(["Name", "Vorname", "Telefon"], ["Łęcka", "Zoë", "0541 1"], ["Öztürk", "Ayşe", "0541 2"])
WORKERS = excel(["Name", "Vorname", "Herkunft"], ["Thomas", "Anjali", "Indien"], ["Santos", "Rosa", "Philippinen"])


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"])


@pytest.fixture
def by(persons):
    return persons["freiwilligenagentur"]


@pytest.fixture
def cohort_list(by, programme) -> CohortImport:
    cohort = CohortFactory(programme=programme)
    return stage_cohort(WORKERS, by=by, programme=programme, file_name="liste.xlsx", cohort=cohort)


@pytest.fixture(params=["volunteers", "cohort"])
def taking_over(request, by, programme, cohort_list) -> Callable[[], Any]:
    """Takes over one of the two kinds of lists."""
    if request.param == "cohort":
        return lambda: import_cohort(cohort_list, by=by, now=timezone.now())
    batch = stage_volunteers(VOLUNTEERS, by=by, programme=programme, file_name="liste.xlsx")
    return lambda: import_volunteers(batch, by=by, now=timezone.now())


@pytest.fixture
def undoing(by, cohort_list) -> Callable[[], Any]:
    batch = import_cohort(cohort_list, by=by, now=timezone.now())
    return lambda: undo_cohort_import(batch, by=by, now=timezone.now())


def people() -> int:
    return Volunteer.objects.count() + SkilledWorker.objects.count()


def take_the_lock_away(monkeypatch) -> None:
    for model in (VolunteerImport, CohortImport):
        monkeypatch.setattr(type(model.objects.all()), "select_for_update", lambda rows, **kwargs: rows)


def test_a_list_is_taken_over_once(taking_over):
    assert at_once([taking_over] * 2) == ["done", "refused"]
    assert people() == 2


def test_without_the_lock_everybody_comes_twice(taking_over, monkeypatch):
    """The negative control: both have looked at the list before one of them writes."""
    take_the_lock_away(monkeypatch)
    looked, good_rows = threading.Barrier(2), staging.good_rows

    def together(*args, **kwargs):
        looked.wait(timeout=10)
        return good_rows(*args, **kwargs)

    monkeypatch.setattr(staging, "good_rows", together)
    assert at_once([taking_over] * 2) == ["done", "done"]
    assert people() == 4


def undone() -> int:
    return Entry.objects.acts().filter(verb="cohortimport.undone").count()


def test_a_cohort_is_taken_back_once(undoing):
    assert at_once([undoing] * 2) == ["done", "refused"]
    assert (people(), MatchNeed.objects.count(), undone()) == (0, 0, 1)


def test_without_the_lock_it_is_taken_back_twice(undoing, monkeypatch):
    take_the_lock_away(monkeypatch)
    looked, can_be_undone = threading.Barrier(2), CohortImport.can_be_undone.fget

    def together(batch: CohortImport) -> bool:
        looked.wait(timeout=10)
        return can_be_undone(batch)

    monkeypatch.setattr(CohortImport, "can_be_undone", property(together))
    assert at_once([undoing] * 2) == ["done", "done"]
    assert undone() == 2
