"""Skilled workers, cohorts and needs: rows and trail."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from ibs_portal.audit.models import Entry
from tests.factories.matching import CohortFactory, MatchFactory, MatchNeedFactory, SkilledWorkerFactory
from tests.factories.volunteers import OfferFactory, ProgrammeFactory
from volunteers.actions.cohort import create_cohort, update_cohort
from volunteers.actions.need import close_need, create_need
from volunteers.actions.worker import create_worker, end_worker, update_worker

TODAY = datetime.date(2026, 5, 4)


@pytest.fixture
def coordinator(persons):
    return persons["freiwilligenagentur"]


def changed(verb):
    return Entry.objects.acts().get(verb=verb).fields.split(", ")


def test_somebody_with_one_name_and_no_email_is_entered(coordinator):
    details = {"given_name": "ദേവി", "origin": "stateless", "email": ""}
    worker = create_worker(ProgrammeFactory(), by=coordinator, details=details, languages=[("ml", 4), ("de", 1)])
    assert (str(worker), worker.user, worker.origin_label) == ("ദേവി", None, "staatenlos")
    assert list(worker.languages.values_list("code", "level")) == [("ml", 4), ("de", 1)]
    assert Entry.objects.acts().get(verb="worker.created").object_id == worker.pk


def test_only_what_changed_is_in_the_trail(coordinator):
    worker = SkilledWorkerFactory(district="Wüste")
    update_worker(worker, by=coordinator, details={"district": "Haste", "postcode": worker.postcode})
    worker.refresh_from_db()
    assert worker.district == "Haste"
    assert changed("worker.updated") == ["district"]


def test_the_same_address_twice_is_refused(coordinator):
    worker = SkilledWorkerFactory(email="a@example.org")
    with pytest.raises(ValidationError, match="E-Mail-Adresse"):
        create_worker(worker.programme, by=coordinator, details={"given_name": "B", "email": "A@example.org"})


def test_leaving_closes_the_waiting_need(coordinator):
    need = MatchNeedFactory()
    worker = end_worker(need.worker, by=coordinator, on=TODAY, reason="moved")
    need.refresh_from_db()
    assert (worker.status, worker.left_on, worker.end_reason, need.state) == ("left", TODAY, "moved", "closed")
    assert Entry.objects.acts().get(verb="worker.ended").reason == "moved"


@pytest.mark.parametrize("state", [{}, {"active": True}])
def test_nobody_leaves_out_of_a_match(coordinator, state):
    with pytest.raises(ValidationError, match="Begleitung"):
        end_worker(MatchFactory(**state).worker, by=coordinator, on=TODAY, reason="moved")


def test_leaving_needs_a_reason(coordinator):
    with pytest.raises(ValidationError):
        end_worker(SkilledWorkerFactory(), by=coordinator, on=TODAY, reason="")


def test_a_cohort_is_entered_and_corrected(coordinator, organisations):
    details = {"name": "Mai", "arrives_on": TODAY, "expected": 12, "employer": organisations["hospital"]}
    cohort = create_cohort(ProgrammeFactory(), by=coordinator, details=details)
    cohort = update_cohort(cohort, by=coordinator, details=details | {"expected": 14})
    assert (cohort.expected, changed("cohort.updated")) == (14, ["expected"])
    with pytest.raises(ValidationError):
        create_cohort(cohort.programme, by=coordinator, details=details)
    assert CohortFactory(name="Mai").programme != cohort.programme


def test_a_need_is_opened_once(coordinator):
    worker, topics = SkilledWorkerFactory(), OfferFactory.create_batch(2)
    need = create_need(worker, by=coordinator, help=topics, priority=1, wish_gender="woman")
    assert (need.programme, need.state, need.priority, need.help.count()) == (worker.programme, "open", 1, 2)
    with pytest.raises(ValidationError, match="schon einen Bedarf"):
        create_need(worker, by=coordinator, help=topics)


def test_whoever_has_left_has_no_need(coordinator):
    worker = SkilledWorkerFactory(status="left", left_on=TODAY, end_reason="moved")
    with pytest.raises(ValidationError, match="das Programm verlassen"):
        create_need(worker, by=coordinator, help=[])


def test_only_a_waiting_need_is_closed(coordinator):
    assert close_need(MatchNeedFactory(), by=coordinator).state == "closed"
    with pytest.raises(ValidationError):
        close_need(MatchFactory().need, by=coordinator)
