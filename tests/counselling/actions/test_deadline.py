"""Deadlines and the follow-ups that warn of them."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from counselling.actions.deadline import enter_deadline, finish_deadline, move_deadline
from counselling.models import Deadline, FollowUp
from counselling.rules.deadline import compute
from counselling.rules.hours import DAY
from ibs_portal.audit.models import Entry
from ibs_portal.database.identity import asking_as
from tests.counselling.actions.test_casework_races import at_once
from tests.factories.casework import DeadlineFactory


def today() -> datetime.date:
    return timezone.localdate()


def enter(house, **more) -> Deadline:
    facts = {"kind": "residence", "due_on": today() + 60 * DAY, "warn_before": [28, 7]}
    return enter_deadline(house["client"], by=house["beratung"], **facts | more)


def test_a_typed_day_with_its_warnings(house):
    with asking_as(house["beratung"]):
        deadline = enter(house, text="Aufenthaltserlaubnis", case=house["case"])
    warnings = FollowUp.objects.filter(deadline=deadline)
    assert (deadline.is_computed, warnings.count()) == (False, 2)
    assert all(warning.due_on <= deadline.due_on - 7 * DAY for warning in warnings)
    assert {(w.assigned_to, w.case, w.controller) for w in warnings} == {
        (house["beratung"], house["case"], house["client"].controller)
    }
    assert "Aufenthaltserlaubnis" in warnings[0].text
    assert Entry.objects.acts().get(verb="deadline.entered").object_id == deadline.pk


def test_a_computed_day(house):
    sent = today() - 7 * DAY
    deadline = enter(house, kind="objection", due_on=None, sent_on=sent, delivery="post", warn_before=[5, 1])
    assert (deadline.due_on, deadline.is_computed) == (compute("objection", "post", sent, "SN").due_on, True)
    assert deadline.followups.count() >= 1


def test_a_typed_day_counts_more_than_a_computed_one(house):
    due = today() + 9 * DAY
    deadline = enter(house, kind="lawsuit", due_on=due, sent_on=today() - 7 * DAY, delivery="served")
    assert (deadline.due_on, deadline.is_computed) == (due, False)


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"due_on": None}, "due_on"),
        ({"kind": "objection", "due_on": None}, "sent_on"),
        ({"kind": "objection", "due_on": None, "sent_on": datetime.date(2020, 1, 1), "delivery": "post"}, "sent_on"),
        ({"kind": "objection", "due_on": None, "sent_on": datetime.date(9999, 12, 31), "delivery": "post"}, "sent_on"),
        ({"due_on": datetime.date(2020, 1, 1)}, "due_on"),
        ({"warn_before": range(7)}, "__all__"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place(house, facts, wrong):
    with pytest.raises(ValidationError) as refused:
        enter(house, **facts)
    assert list(refused.value.error_dict) == [wrong]
    assert (Deadline.objects.count(), FollowUp.objects.filter(deadline__isnull=False).count()) == (0, 0)


def test_done_takes_its_open_warnings_along(house):
    deadline = enter(house)
    finish_deadline(deadline, by=house["beratung2"])
    finish_deadline(deadline, by=house["leitung"])
    deadline.refresh_from_db()
    assert (deadline.done_by, deadline.result, deadline.followups.count()) == (house["beratung2"], "done", 0)


def test_moved_makes_the_warnings_anew_and_keeps_finished_ones(house):
    deadline = enter(house)
    first = deadline.followups.order_by("due_on").first()
    FollowUp.objects.filter(pk=first.pk).update(done_at=timezone.now(), done_by=house["beratung"], result="done")
    due = today() + 90 * DAY
    moved = move_deadline(deadline, by=house["beratung"], due_on=due, reason="Verlängert")
    assert (moved.due_on, moved.moved_from) == (due, deadline.due_on)
    assert moved.followups.filter(done_at=None).count() == 2
    assert moved.followups.filter(pk=first.pk).exists()
    finish_deadline(moved, by=house["beratung"])
    with pytest.raises(ValidationError):
        move_deadline(moved, by=house["beratung"], due_on=due + DAY, reason="x")


def test_the_other_controller_neither_enters_nor_finishes(house):
    county = house["koordination-landkreis"]
    with pytest.raises(ValidationError):
        enter_deadline(house["client"], by=county, kind="other", due_on=today())
    with pytest.raises(ValidationError):
        finish_deadline(enter(house), by=county)
    with asking_as(county):
        assert not Deadline.objects.exists()


@pytest.mark.parametrize("column", ["client", "case"])
def test_the_database_knows_one_controller(house, column):
    deadline = DeadlineFactory(client=house["client"], case=house["case"], assigned_to=house["beratung"])
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="one_controller"), transaction.atomic():
        Deadline.objects.filter(pk=deadline.pk).update(**{column: house[f"county_{column}"]})


@pytest.mark.django_db(transaction=True)
def test_one_finishes_and_one_moves_at_the_same_moment(house):
    deadline = DeadlineFactory(client=house["client"], assigned_to=house["beratung"], warn_before=[5, 1])

    def act(position: int) -> None:
        if position:
            finish_deadline(deadline, by=house["beratung"])
        else:
            move_deadline(deadline, by=house["beratung2"], due_on=today() + 30 * DAY, reason="Verlängert")

    at_once(2, act)
    deadline.refresh_from_db()
    # Either first: in the end it is finished, and nothing warns of it.
    assert (deadline.result, deadline.followups.filter(done_at=None).count()) == ("done", 0)
