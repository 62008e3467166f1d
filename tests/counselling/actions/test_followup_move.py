"""Many follow-ups at once, and back."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from counselling.actions.followup import finish_followup
from counselling.actions.followup_move import move_followups, undo_followup_move
from counselling.models import FollowUp
from counselling.rules.hours import DAY
from ibs_portal.database.identity import asking_as
from tests.counselling.actions.test_casework_races import at_once
from tests.factories.casework import DeadlineFactory, FollowUpFactory


def today() -> datetime.date:
    return timezone.localdate()


@pytest.fixture
def rows(house) -> list[FollowUp]:
    common = {"client": house["client"], "assigned_to": house["beratung"]}
    return [FollowUpFactory(due_on=today() - n * DAY, **common) for n in range(4)]


def keys(rows) -> list[int]:
    return [row.pk for row in rows]


def days(rows) -> set[datetime.date]:
    return set(FollowUp.objects.filter(pk__in=keys(rows)).values_list("due_on", flat=True))


def test_to_the_next_working_day_and_to_a_colleague(house, rows):
    with asking_as(house["leitung"]):
        moves = move_followups(keys(rows), by=house["leitung"], choice="next", assigned_to=house["beratung2"])
    assert len(days(rows)) == 1
    assert min(days(rows)) > today()
    assert set(FollowUp.objects.filter(pk__in=keys(rows)).values_list("assigned_to", flat=True)) == {
        house["beratung2"].pk
    }
    with asking_as(house["leitung"]):
        assert undo_followup_move(moves, moved_at=timezone.now(), by=house["leitung"]) == 4
    assert days(rows) == {row.due_on for row in rows}


def test_nothing_moves_if_one_is_finished_by_now_or_of_another_house(house, rows):
    for other in (rows[0], house["county_followup"]):
        if other is rows[0]:
            finish_followup(other, by=house["beratung"])
        chosen = [*keys(rows[1:]), other.pk]
        with pytest.raises(ValidationError) as refused:
            move_followups(chosen, by=house["leitung"], choice="next")
        assert refused.value.code == "gone"
    assert days(rows[1:]) == {row.due_on for row in rows[1:]}


@pytest.mark.parametrize(
    "facts",
    [
        {"choice": "keep"},
        {"choice": "on"},
        {"choice": "on", "on": datetime.date(2020, 1, 1)},
        {"choice": "on", "on": datetime.date(9999, 12, 31)},
    ],
)
def test_what_makes_no_sense(house, rows, facts):
    facts = facts | ({"on": today() - DAY} if facts == {"choice": "on"} else {})
    with pytest.raises(ValidationError):
        move_followups(keys(rows), by=house["leitung"], **facts)
    with pytest.raises(ValidationError):
        move_followups([], by=house["leitung"], choice="next")
    assert days(rows) == {row.due_on for row in rows}


def test_a_colleague_of_the_other_house_gets_none(house, rows):
    with pytest.raises(ValidationError):
        move_followups(keys(rows), by=house["leitung"], choice="keep", assigned_to=house["koordination-landkreis"])


def test_a_warning_never_comes_after_its_deadline(house, rows):
    deadline = DeadlineFactory(client=house["client"], assigned_to=house["beratung"], due_on=today())
    FollowUp.objects.filter(pk=rows[0].pk).update(deadline=deadline)
    with pytest.raises(ValidationError) as refused:
        move_followups(keys(rows), by=house["leitung"], choice="next")
    assert refused.value.code == "deadline"
    assert days(rows) == {row.due_on for row in rows}
    move_followups(keys(rows), by=house["leitung"], choice="keep", assigned_to=house["beratung2"])


def test_what_somebody_changed_since_stays(house, rows):
    moves = move_followups(keys(rows), by=house["leitung"], choice="next")
    finish_followup(rows[0], by=house["beratung"])
    FollowUp.objects.filter(pk=rows[1].pk).update(due_on=today() + 30 * DAY)
    assert undo_followup_move(moves, moved_at=timezone.now(), by=house["leitung"]) == 2
    late = timezone.now() - datetime.timedelta(minutes=11)
    with pytest.raises(ValidationError):
        undo_followup_move(moves, moved_at=late, by=house["leitung"])


def test_as_many_queries_for_one_as_for_forty(house):
    common = {"client": house["client"], "assigned_to": house["beratung"]}

    def count(number: int) -> int:
        chosen = keys(FollowUpFactory(**common) for _n in range(number))
        with CaptureQueriesContext(connection) as captured:
            move_followups(chosen, by=house["leitung"], choice="next")
        return len(captured)

    count(1)  # permissions are asked once
    assert count(1) == count(40) <= 8


@pytest.mark.django_db(transaction=True)
def test_two_move_the_same_rows_in_opposite_order_without_waiting_for_each_other(house):
    common = {"client": house["client"], "assigned_to": house["beratung"]}
    chosen = keys(FollowUpFactory(**common) for _n in range(8))
    people = [house["leitung"], house["beratung2"]]

    def act(position: int) -> None:
        order = chosen if position else list(reversed(chosen))
        move_followups(order, by=house["leitung"], choice="keep", assigned_to=people[position])

    assert at_once(2, act) == {"done": 2}
    assert FollowUp.objects.filter(pk__in=chosen).values("assigned_to").distinct().count() == 1
