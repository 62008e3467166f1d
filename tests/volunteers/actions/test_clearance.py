import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from ibs_portal.audit.models import Entry
from tests.factories.volunteers import (
    ClearanceCheckFactory,
    CompanionGroupFactory,
    ProgrammeFactory,
    VolunteerFactory,
)
from volunteers.actions.clearance import check_clearance, delete_clearance, erase_clearances
from volunteers.actions.group import assign_to_group
from volunteers.actions.volunteer import advance_volunteer
from volunteers.models import ClearanceCheck, Programme, Volunteer
from volunteers.queries.clearance import due, is_cleared, with_clearance
from volunteers.queries.crowd import companions

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


def ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days)


@pytest.fixture
def coordinator(persons):
    return persons["freiwilligenagentur"]


@pytest.fixture
def strict(organisations):
    return ProgrammeFactory(organisation=organisations["agency"], needs_clearance=True, clearance_years=3)


def look(volunteer, by, *, is_clear=True, issued=10, seen=0) -> ClearanceCheck:
    days = {"issued_on": ago(issued), "seen_on": ago(seen)}
    return check_clearance(volunteer, by=by, is_clear=is_clear, now=NOW, **days)


def test_it_blocks_becoming_active_until_it_is_seen(strict, coordinator):
    volunteer = VolunteerFactory(programme=strict, status="trained")
    with pytest.raises(ValidationError) as refused:
        advance_volunteer(volunteer, to="active", by=coordinator, now=NOW)
    assert refused.value.code == "clearance_missing"
    check = look(volunteer, coordinator)
    assert check.valid_until == check.issued_on.replace(year=check.issued_on.year + 3) - datetime.timedelta(1)
    assert Entry.objects.acts().get(verb="clearance.checked").reason == ""
    assert advance_volunteer(volunteer, to="active", by=coordinator, now=NOW).status == "active"


def test_a_group_does_not_make_active_past_it(strict, coordinator):
    group = CompanionGroupFactory(programme=strict)
    without, cleared = VolunteerFactory.create_batch(2, programme=strict, status="trained")
    look(cleared, coordinator)
    got = [assign_to_group(v, group=group, by=coordinator, now=NOW).status for v in (without, cleared)]
    assert got == ["trained", "active"]


def test_the_newest_counts_and_a_wrong_note_is_taken_back(strict, coordinator):
    volunteer = VolunteerFactory(programme=strict, status="trained")
    look(volunteer, coordinator, issued=40, seen=30)
    assert is_cleared(volunteer, TODAY)
    wrong = look(volunteer, coordinator, is_clear=False)
    assert not is_cleared(volunteer, TODAY)
    delete_clearance(wrong, by=coordinator)
    assert is_cleared(volunteer, TODAY)


def test_twice_on_one_day_is_refused(strict, coordinator):
    volunteer = VolunteerFactory(programme=strict)
    look(volunteer, coordinator)
    with pytest.raises(ValidationError, match="schon"):
        look(volunteer, coordinator)


def test_database_and_rule_say_the_same(strict):
    for days, is_clear in ((900, True), (900, False), (-1, True), (0, True)):
        ClearanceCheckFactory(
            volunteer__programme=strict,
            issued_on=ago(2000),
            seen_on=ago(1990),
            is_clear=is_clear,
            valid_until=ago(-days),
        )
    newer = ClearanceCheckFactory(volunteer__programme=strict, seen_on=ago(5)).volunteer
    ClearanceCheckFactory(volunteer=newer, programme=strict, is_clear=False)
    VolunteerFactory(programme=strict)
    VolunteerFactory()
    rows = with_clearance(Volunteer.objects.select_related("programme"), TODAY)
    said = {row.pk: (row.is_clearance_missing, not is_cleared(row, TODAY)) for row in rows}
    assert {a == b for a, b in said.values()} == {True}
    assert sorted(a for a, _b in said.values()) == [False, False, False, True, True, True, True]


def test_matching_sees_it(strict):
    cleared = ClearanceCheckFactory(volunteer__programme=strict, volunteer__status="active").volunteer
    missing = VolunteerFactory(programme=strict, status="active")
    found = {c.volunteer.pk: c.companion.is_cleared for c in companions(strict, today=TODAY)}
    assert found == {cleared.pk: True, missing.pk: False}
    Programme.objects.update(needs_clearance=False)
    assert {c.companion.is_cleared for c in companions(strict, today=TODAY)} == {True}


def test_the_list_of_those_who_have_to_show_one(strict, coordinator):
    def person(days: int | None, status: str = "active") -> Volunteer:
        volunteer = VolunteerFactory(programme=strict, status=status)
        if days is not None:
            ClearanceCheckFactory(volunteer=volunteer, programme=strict, issued_on=ago(900), valid_until=ago(-days))
        return volunteer

    soon, _fine, over, none = person(60), person(61), person(-1), person(None, "accepted")
    person(None, "applied")
    VolunteerFactory(programme=ProgrammeFactory(organisation=strict.organisation), status="active")
    assert [(row.pk, state) for row, state in due(coordinator, TODAY)] == [
        (none.pk, "missing"),
        (over.pk, "over"),
        (soon.pk, "soon"),
    ]


def test_three_months_after_leaving_it_is_erased(coordinator):
    def left(days: int) -> int:
        volunteer = VolunteerFactory(status="left", left_on=ago(days), end_reason="moved")
        return ClearanceCheckFactory(volunteer=volunteer).pk

    kept, _gone, here = left(80), left(100), ClearanceCheckFactory().pk
    assert erase_clearances(by=None, now=NOW) == 1
    assert set(ClearanceCheck.objects.values_list("pk", flat=True)) == {kept, here}
