"""Entering, changing and ending absences; two at the same moment."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from counselling.actions.absence import change_absence, end_absence, enter_absence
from counselling.actions.staffing import announce_short_staffed, set_staff_needed, take_back_short_staffed
from counselling.models import Absence, OpeningException, StaffMember
from counselling.rules.hours import BY_APPOINTMENT, CLOSED, DAY, SpecialDay
from ibs_portal.audit.models import Entry
from ibs_portal.database.identity import asking_as
from tests.counselling.actions.test_casework_races import at_once

TODAY = timezone.localdate
KIND = {"kind": Absence.Kind.PLANNED}


@pytest.fixture
def staff(house):
    members = StaffMember.objects.filter(centre=house["centre"]).select_related("user")
    return {member.user.email.partition("@")[0]: member for member in members}


def enter(house, staff, name="beratung", by="beratung", first=1, last=3, **more):
    days = {"starts_on": TODAY() + first * DAY, "ends_on": TODAY() + last * DAY}
    return enter_absence(staff[name], by=house[by], **days, **more)


def test_entered_with_trail_behind_the_walls(house, staff):
    with asking_as(house["beratung2"]):
        absence = enter(house, staff, by="beratung2", deputy=staff["beratung2"])
    assert (absence.controller, absence.kind, absence.deputy) == (
        house["beratung"].organisation,
        "planned",
        staff["beratung2"],
    )
    assert Entry.objects.acts().get(verb="absence.entered").object_id == absence.pk


def test_a_federal_volunteer_enters_herself_and_the_database_lets_her_do_nobody_else(house, staff):
    with asking_as(house["bfd"]):
        own = enter(house, staff, "bfd", "bfd", first=0, last=0)
        end_absence(own, by=house["bfd"], back_on=TODAY())
    assert not Absence.objects.exists()
    with pytest.raises(Exception, match="row-level security"), transaction.atomic(), asking_as(house["bfd"]):
        enter(house, staff, "beratung", "bfd")


def test_the_other_employer_neither_enters_nor_stands_in(house, staff):
    for more in ({"name": "koordination-landkreis"}, {"deputy": staff["koordination-landkreis"]}):
        with pytest.raises(ValidationError, match="anderen Organisation"):
            enter(house, staff, **more)


@pytest.mark.parametrize("column", ["controller", "deputy"])
def test_the_database_knows_one_employer(house, staff, column):
    absence = enter(house, staff)
    other = staff["koordination-landkreis"]
    value = other.controller if column == "controller" else other
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="one_controller"), transaction.atomic():
        Absence.objects.filter(pk=absence.pk).update(**{column: value})


def test_overlapping_days_are_refused_and_said(house, staff):
    enter(house, staff)
    with pytest.raises(ValidationError, match="schon"):
        enter(house, staff, first=3, last=5)


def test_changed_and_ended_early(house, staff):
    absence = enter(house, staff, first=-2, last=5)
    change_absence(absence, by=house["leitung"], starts_on=TODAY() - DAY, ends_on=TODAY() + 4 * DAY, **KIND)
    end_absence(absence, by=house["leitung"], back_on=TODAY())
    absence.refresh_from_db()
    assert (absence.starts_on, absence.ends_on) == (TODAY() - DAY, TODAY() - DAY)


def test_an_absence_that_a_colleague_took_back_cannot_be_changed(house, staff):
    absence = enter(house, staff)
    stale = Absence.objects.get(pk=absence.pk)
    end_absence(absence, by=house["beratung"], back_on=TODAY())
    with pytest.raises(ValidationError) as refused:
        change_absence(stale, by=house["beratung2"], starts_on=TODAY(), ends_on=TODAY(), **KIND)
    assert refused.value.code == "gone"


def by_appointment(first: int, last: int, mode: str = BY_APPOINTMENT) -> SpecialDay:
    return SpecialDay(TODAY() + first * DAY, TODAY() + last * DAY, mode, reason="staffing")


def test_all_days_are_announced_or_none(house):
    centre, by = house["centre"], house["beratung"]
    announce_short_staffed(centre, days=[by_appointment(3, 4)], by=by)
    with pytest.raises(ValidationError, match="schon angekündigt"):
        announce_short_staffed(centre, days=[by_appointment(1, 1), by_appointment(4, 4)], by=by)
    assert OpeningException.objects.count() == 1


def test_taken_back_together_and_nothing_else(house):
    centre, by = house["centre"], house["beratung"]
    rows = announce_short_staffed(centre, days=[by_appointment(1, 1), by_appointment(3, 3, CLOSED)], by=by)
    other = OpeningException.objects.create(centre=centre, starts_on=TODAY(), ends_on=TODAY(), reason="training")
    take_back_short_staffed(centre, keys=[row.pk for row in (*rows, other)], by=by)
    assert list(OpeningException.objects.filter(withdrawn_at=None)) == [other]


def test_numbers_by_weekday(house):
    centre = set_staff_needed(house["centre"], usual=2, by_weekday=[3] + [None] * 6, by=house["leitung"])
    assert (centre.staff_needed, centre.staff_needed_on[0]) == (2, 3)
    with pytest.raises(ValidationError):
        set_staff_needed(centre, usual=21, by_weekday=[], by=house["leitung"])


@pytest.mark.django_db(transaction=True)
def test_two_enter_the_same_days_and_one_is_told(house, staff):
    people = [house["leitung"], house["beratung2"]]

    def act(position: int) -> None:
        days = {"starts_on": TODAY() + position * DAY, "ends_on": TODAY() + datetime.timedelta(days=3)}
        enter_absence(staff["beratung"], by=people[position], **days)

    outcomes = at_once(2, act)
    assert (outcomes["done"], Absence.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_announce_at_once_and_one_is_told(house):
    outcomes = at_once(
        2, lambda n: announce_short_staffed(house["centre"], days=[by_appointment(1, 2)], by=house["beratung"])
    )
    assert (outcomes["done"], OpeningException.objects.count()) == (1, 1)
