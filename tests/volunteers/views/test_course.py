import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.volunteers import ClearanceCheckFactory, ProgrammeFactory, VolunteerFactory
from tests.volunteers.views.test_volunteer import cost_of
from volunteers.actions.volunteer import advance_volunteer, update_volunteer
from volunteers.models import ClearanceCheck

NOW = timezone.now()


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"], needs_clearance=True)


@pytest.fixture
def staff(client_as):
    return client_as("freiwilligenagentur")


def test_the_course_says_who_did_what_and_why(staff, programme, persons):
    by = persons["freiwilligenagentur"]
    volunteer = VolunteerFactory(programme=programme, status="active", user=persons["begleiterin"])
    advance_volunteer(volunteer, to="paused", by=persons["begleiterin"], now=NOW)
    update_volunteer(volunteer, by=by, details={"phone": "0541 1"}, languages=[], offers=[])
    advance_volunteer(volunteer, to="left", by=by, now=NOW, end_reason="moved")
    lines = staff.get(reverse("volunteers:volunteer_course", args=[volunteer.pk])).context["lines"]
    assert [(line.what, line.more, line.who) for line in lines if line.is_step] == [
        ("In Pause → Ausgeschieden", "Weggezogen", by.name),
        ("Aktiv → In Pause", "", "selbst"),
    ]
    assert [line.more for line in lines if not line.is_step] == ["languages, tut gern, Telefon"]
    assert "0541 1" not in "".join(line.more + line.what for line in lines)


def test_the_page_costs_the_same_with_a_longer_course(staff, programme, persons):
    volunteer = VolunteerFactory(programme=programme, status="active")
    url = volunteer.get_absolute_url()
    advance_volunteer(volunteer, to="paused", by=persons["freiwilligenagentur"], now=NOW)
    first = cost_of(staff, url)
    for to in ("trained", "paused"):
        if to == "paused":
            ClearanceCheckFactory(volunteer=volunteer, programme=programme)
        advance_volunteer(volunteer, to=to, by=persons["freiwilligenagentur"], now=NOW)
    assert cost_of(staff, url) == first


def test_a_certificate_is_noted_and_taken_back(staff, programme):
    volunteer = VolunteerFactory(programme=programme, status="trained")
    url = reverse("volunteers:clearance_check", args=[volunteer.pk])
    assert "to=active" not in staff.get(volunteer.get_absolute_url()).content.decode()
    today = timezone.localdate()
    late = staff.post(url, {"issued_on": today - datetime.timedelta(200), "seen_on": today, "is_clear": "yes"})
    assert list(late.context["form"].errors) == ["issued_on"]
    done = staff.post(url, {"issued_on": today, "seen_on": today, "is_clear": "yes"})
    assert done.url == volunteer.get_absolute_url()
    page = staff.get(volunteer.get_absolute_url()).content.decode()
    delete = reverse("volunteers:clearance_delete", args=[ClearanceCheck.objects.get().pk])
    assert ("to=active" in page, delete in page) == (True, True)
    staff.post(delete)
    assert ClearanceCheck.objects.count() == 0


def test_a_programme_that_does_not_ask_shows_nothing_of_it(staff, programme):
    programme.needs_clearance = False
    programme.save()
    volunteer = VolunteerFactory(programme=programme, status="trained")
    assert staff.get(volunteer.get_absolute_url()).context["clearance"] is None
    assert staff.get(reverse("volunteers:clearance_check", args=[volunteer.pk])).status_code == 403


def test_the_list_costs_the_same(staff, programme):
    url = reverse("volunteers:clearance_list")
    VolunteerFactory(programme=programme, status="active")
    first = cost_of(staff, url)
    VolunteerFactory.create_batch(2, programme=programme, status="active")
    assert (cost_of(staff, url), len(staff.get(url).context["rows"])) == (first, 3)
