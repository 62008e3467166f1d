"""Guests behind the walls: a signed link opens one registration, staff see those of their own house."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from ibs_portal.accounts.models import User
from ibs_portal.database import roles
from ibs_portal.database.identity import Identity, asking, asking_as, asking_as_job, errand
from projects.actions.registration import register_guest
from projects.models import Event, Registration
from tests.factories.projects import NOW, EventFactory, ProjectFactory, RegistrationFactory

EVERYBODY = (
    *("leitung", "beratung", "koordination-landkreis", "bfd", "freiwilligenagentur", "agentur2", "partner"),
    *("redaktion", "begleiterin", "fachkraft", "technik"),
)


@pytest.fixture
def guests(organisations) -> dict:
    """Two guests of one event of the city, one of another event there, one of the agency's."""
    festival = ProjectFactory(organisation=organisations["city"])
    event, other = EventFactory(project=festival), EventFactory(project=festival)
    foreign = EventFactory(project=ProjectFactory(organisation=organisations["agency"]))
    return {
        "own": RegistrationFactory(event=event),
        "beside": RegistrationFactory(event=event),
        "other": RegistrationFactory(event=other),
        "foreign": RegistrationFactory(event=foreign),
    }


def seen() -> set[int]:
    return set(Registration.objects.values_list("pk", flat=True))


def test_a_visitor_sees_no_guest_and_may_not_even_ask(guests):
    with asking_as(None), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        seen()


def test_an_errand_reaches_what_it_names(guests):
    with errand(reference=guests["own"].reference):
        assert seen() == {guests["own"].pk}
    with errand(event=guests["own"].event_id):
        assert seen() == {guests["own"].pk, guests["beside"].pk}
    with errand(email=guests["own"].email):
        assert seen() == set()


def test_an_errand_adds_nobody_to_another_event(guests):
    with errand(event=guests["own"].event_id), pytest.raises(ProgrammingError, match="row-level"), transaction.atomic():
        register_guest(guests["other"].event, by=None, now=NOW, name="Gast", email="g@example.org")


def test_an_errand_changes_no_event(guests):
    with errand(event=guests["own"].event_id), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
        Event.objects.filter(pk=guests["own"].event_id).update(seats=1)


@pytest.mark.parametrize("name", EVERYBODY)
def test_visible_to_is_what_the_database_lets_through(persons, guests, name):
    user = User.objects.get(pk=persons[name].pk)
    expected = set(Registration.objects.visible_to(user).values_list("pk", flat=True))
    try:
        with asking_as(user), transaction.atomic():
            found = seen()
    except ProgrammingError:
        found = set()
    assert found == expected
    assert bool(expected) == (name in {"leitung", "beratung", "bfd", "redaktion", "freiwilligenagentur"})


def test_the_set_up_sees_no_guest(persons, guests):
    identity = Identity.of(persons["leitung"], role=roles.SETUP)
    with asking(identity), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        seen()


def test_a_job_sees_all_of_them(guests):
    with asking_as_job():
        assert seen() == {guest.pk for guest in guests.values()}


def test_a_guest_belongs_to_the_house_of_the_event(guests, organisations):
    for change in ({"organisation": organisations["agency"]}, {"event": guests["foreign"].event}):
        with pytest.raises(IntegrityError, match="organisation of its event"), transaction.atomic():
            Registration.objects.filter(pk=guests["own"].pk).update(**change)


def test_a_project_with_guests_stays_with_its_house(guests, organisations):
    project = guests["own"].event.project
    with pytest.raises(IntegrityError, match="stays where it is"), transaction.atomic():
        type(project).objects.filter(pk=project.pk).update(organisation=organisations["agency"])
    with pytest.raises(IntegrityError, match="stays where it is"), transaction.atomic():
        Event.objects.filter(pk=guests["own"].event_id).update(project=guests["foreign"].event.project)


def test_negative_control_without_guests_both_may_move(organisations):
    event = EventFactory(project=ProjectFactory(organisation=organisations["city"]))
    other = ProjectFactory(organisation=organisations["agency"])
    Event.objects.filter(pk=event.pk).update(project=other)
    type(other).objects.filter(pk=other.pk).update(organisation=organisations["county"])


def test_negative_control_without_the_policy_the_link_opens_all(guests):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE projects_registration DISABLE ROW LEVEL SECURITY")
    with errand(reference=guests["own"].reference):
        assert len(seen()) == 4
