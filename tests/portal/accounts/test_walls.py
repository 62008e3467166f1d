"""Which accounts a person sees, as the database and as ``visible_to`` say it."""

import pytest
from django.db import ProgrammingError, connection, transaction

from ibs_portal.accounts.models import User
from ibs_portal.database.identity import asking_as, at_the_door, errand
from tests.factories.accounts import UserFactory
from tests.factories.opening import CentreFactory

HOUSE = {"leitung", "beratung", "beratung2", "bfd", "koordination-landkreis", "redaktion", "datenschutz"}
SEEN = {
    "leitung": HOUSE,
    "koordination-landkreis": HOUSE,
    "bfd": HOUSE,
    "redaktion": HOUSE - {"koordination-landkreis"},
    "freiwilligenagentur": {"freiwilligenagentur"},
    "datenschutz": HOUSE - {"koordination-landkreis"},
    "partner": {"partner"},
    "begleiterin": {"begleiterin"},
    "fachkraft": {"fachkraft"},
}


@pytest.fixture
def house(persons, organisations):
    CentreFactory(carriers=[organisations["city"], organisations["county"]])
    UserFactory(email="nebenan@example.org", role="partner", organisation=organisations["employment_agency"])


def names(rows) -> set[str]:
    return {email.removesuffix("@example.org") for email in rows.values_list("email", flat=True)}


@pytest.mark.parametrize("name", SEEN)
def test_visible_to_is_what_the_database_lets_through(persons, house, name):
    user = User.objects.get(pk=persons[name].pk)
    with asking_as(user):
        found = names(User.objects)

    assert found == names(User.objects.visible_to(user)) == SEEN[name]


def test_the_set_up_sees_all(persons, house):
    user = User.objects.get(pk=persons["technik"].pk)
    with asking_as(user):
        found = names(User.objects)
    assert found == names(User.objects.visible_to(user)) == names(User.objects)


def test_a_visitor_sees_nobody_and_an_errand_finds_no_account_by_its_address(persons):
    with asking_as(None):
        assert not User.objects.exists()
    with errand(email="begleiterin@example.org", account=persons["begleiterin"].pk):
        assert not User.objects.exists()


def test_somebody_of_staff_on_public_pages_as_a_visitor_sees_not_even_herself(persons):
    with asking_as(persons["beratung"]), errand(event=1):
        assert not User.objects.exists()


def test_the_public_door_sees_no_account_of_staff(persons, settings):
    settings.REALM = "public"
    with at_the_door():
        assert names(User.objects) == {"begleiterin", "fachkraft"}


@pytest.mark.parametrize("name", ["leitung", "redaktion", "begleiterin", None])
@pytest.mark.parametrize(
    "table", ["account_emailaddress", "mfa_authenticator", "accounts_session", "usersessions_usersession"]
)
def test_how_somebody_logs_in_is_read_at_the_door_alone(persons, name, table):
    with asking_as(persons.get(name)), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
        connection.cursor().execute(f"SELECT * FROM {table}")


@pytest.mark.parametrize("name", ["leitung", "freiwilligenagentur", "begleiterin"])
def test_nobody_at_work_changes_an_account(persons, name):
    with asking_as(persons[name]), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
        User.objects.update(is_superuser=True)


@pytest.mark.parametrize("powers", [{"is_superuser": True}, {"is_staff": True}, {"is_active": False}])
def test_a_door_gives_no_powers(persons, powers):
    with at_the_door(), pytest.raises(ProgrammingError, match="set-up only"), transaction.atomic():
        User.objects.filter(pk=persons["begleiterin"].pk).update(**powers)


def test_negative_control_a_door_changes_a_name(persons):
    with at_the_door():
        assert User.objects.filter(pk=persons["begleiterin"].pk).update(name="Neu") == 1
