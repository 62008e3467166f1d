"""Days away and shifts: row and trail, and what is refused."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ibs_portal.audit.models import Entry
from tests.factories.matching import DistrictDistanceFactory, SkilledWorkerFactory, WorkerAbsenceFactory
from tests.factories.volunteers import ProgrammeFactory, VolunteerFactory
from volunteers.actions.absence import add_absence, remove_absence
from volunteers.actions.worker_own import set_shifts, set_wishes
from volunteers.models import DistrictDistance, WorkerAbsence
from volunteers.rules.shifts import ShiftPattern

TODAY = datetime.date(2026, 5, 4)


def day(number):
    return TODAY + datetime.timedelta(days=number)


@pytest.fixture
def coordinator(persons):
    return persons["freiwilligenagentur"]


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"])


@pytest.mark.parametrize("factory", [VolunteerFactory, SkilledWorkerFactory])
def test_days_away_are_noted_and_taken_off_again(coordinator, programme, factory):
    person = factory(programme=programme)
    row = add_absence(person, by=coordinator, starts_on=day(2), ends_on=day(9), today=TODAY)
    assert list(person.absences.all()) == [row]
    remove_absence(row, by=coordinator)
    assert not person.absences.exists()
    acts = Entry.objects.acts().filter(model=row._meta.label).order_by("pk")
    assert [(entry.verb, entry.actor_id) for entry in acts] == [
        ("absence.added", coordinator.pk),
        ("absence.deleted", coordinator.pk),
    ]


@pytest.mark.parametrize(("first", "last"), [(9, 2), (-9, -1), (0, 366), (1, 20_000)])
def test_days_that_cannot_be(coordinator, programme, first, last):
    worker = SkilledWorkerFactory(programme=programme)
    with pytest.raises(ValidationError) as refused:
        add_absence(worker, by=coordinator, starts_on=day(first), ends_on=day(last), today=TODAY)
    assert list(refused.value.error_dict) == ["ends_on"]
    assert not WorkerAbsence.objects.exists()


def test_the_same_days_are_noted_once(coordinator, programme):
    worker = SkilledWorkerFactory(programme=programme)
    days = {"starts_on": day(1), "ends_on": day(1), "today": TODAY}
    add_absence(worker, by=coordinator, **days)
    with pytest.raises(ValidationError, match="schon eingetragen"):
        add_absence(worker, by=coordinator, **days)


def test_the_database_refuses_days_the_wrong_way_round(programme):
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkerAbsenceFactory(worker__programme=programme, starts_on=day(3), ends_on=day(2))


def test_shifts_are_set_and_taken_away(coordinator, programme):
    worker = SkilledWorkerFactory(programme=programme)
    pattern = ShiftPattern("EELLNNOO", TODAY)
    set_shifts(worker, by=coordinator, kind="own", pattern=pattern)
    worker.refresh_from_db()
    assert (worker.shift_kind, worker.shift_pattern) == ("own", pattern)
    set_shifts(worker, by=coordinator, kind="", pattern=None)
    worker.refresh_from_db()
    assert (worker.shift_kind, worker.shift_pattern) == ("", None)


@pytest.mark.parametrize(("kind", "cycle"), [("own", "NE"), ("own", "EEE"), ("", "EO"), ("x", "EO")])
def test_shifts_that_nobody_can_work(coordinator, programme, kind, cycle):
    worker = SkilledWorkerFactory(programme=programme)
    with pytest.raises(ValidationError):
        set_shifts(worker, by=coordinator, kind=kind, pattern=ShiftPattern(cycle, TODAY))
    worker.refresh_from_db()
    assert worker.shift_cycle == ""


def test_wishes_are_free_and_bounded(coordinator, programme):
    worker = SkilledWorkerFactory(programme=programme)
    set_wishes(worker, by=coordinator, gender="woman", situation=["children", "from_30"], max_minutes=30)
    worker.refresh_from_db()
    assert (worker.gender, worker.situation, worker.max_minutes) == ("woman", ["children", "from_30"], 30)
    for wrong in ({"max_minutes": 4}, {"max_minutes": 181}, {"situation": ["faith"]}, {"gender": "x"}):
        with pytest.raises(ValidationError):
            set_wishes(worker, by=coordinator, **{"gender": "", "situation": [], "max_minutes": None, **wrong})


def test_a_way_is_the_same_in_both_directions(programme):
    DistrictDistanceFactory(programme=programme, first="Wüste", second="Haste")
    DistrictDistanceFactory(programme=ProgrammeFactory(), first="Haste", second="Wüste")
    for first, second in (("haste", "WÜSTE"), ("Wüste", "Haste"), ("Nahne", "nahne")):
        with pytest.raises(ValidationError):
            DistrictDistance(programme=programme, first=first, second=second, minutes=5).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        DistrictDistanceFactory(programme=programme, first="Haste", second="Wüste")
