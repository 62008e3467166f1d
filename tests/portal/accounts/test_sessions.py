"""Sessions end when an account changes, and nobody reads one without its key."""

import datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.utils import timezone

from ibs_portal.accounts.actions import remove_old_sessions
from ibs_portal.accounts.models import Session
from ibs_portal.database import roles
from ibs_portal.database.identity import Identity, asking, asking_as, asking_as_job, at_the_door
from tests.factories.accounts import PASSWORD
from tests.portal.accounts.test_admin import change_form


@pytest.fixture
def logged_in(persons):
    """A browser in which the counsellor has logged in as people do."""
    client = Client()
    client.post("/konto/login/", {"login": "beratung@example.org", "password": PASSWORD})
    assert client.get("/intern/").status_code == 200
    return client


def change(client_as, user, **changes) -> None:
    answer = client_as("technik").post(f"/admin/accounts/user/{user.pk}/change/", change_form(user, **changes))
    assert answer.status_code == 302


def is_over(user) -> bool:
    return not Session.objects.filter(account=user.pk).exists() and not UserSession.objects.filter(user=user).exists()


@pytest.mark.parametrize(
    "changes",
    [{"roles": ["editor"]}, {"is_active": "", "roles": ["counsellor"]}, {"is_staff": "on", "roles": ["counsellor"]}],
    ids=["role", "disabled", "powers"],
)
def test_another_role_or_power_ends_the_sessions(client_as, persons, logged_in, changes):
    change(client_as, persons["beratung"], **changes)
    assert is_over(persons["beratung"])
    assert logged_in.get("/intern/")["Location"].startswith("/konto/login/")


def test_negative_control_another_name_ends_none(client_as, persons, logged_in):
    change(client_as, persons["beratung"], name="Neu", roles=["counsellor"])
    assert not is_over(persons["beratung"])
    assert logged_in.get("/intern/").status_code == 200


def test_a_removed_second_factor_ends_them(client_as, persons, logged_in):
    Authenticator.objects.create(user=persons["beratung"], type=Authenticator.Type.TOTP, data={"secret": "x"})
    form = {"action": "remove_second_factors", "_selected_action": [persons["beratung"].pk]}
    client_as("technik").post("/admin/accounts/user/", form)
    assert is_over(persons["beratung"])


def test_who_changes_herself_stays_here_and_nowhere_else(client_as, persons):
    here, elsewhere, user = client_as("technik"), client_as("technik"), persons["technik"]
    powers = {"is_staff": "on", "is_superuser": "on", "roles": ["editor"]}
    here.post(f"/admin/accounts/user/{user.pk}/change/", change_form(user, **powers))
    assert here.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302


def test_nobody_else_ends_sessions(persons, logged_in):
    for name in (None, "leitung", "begleiterin"):
        with asking_as(persons.get(name)), pytest.raises(ProgrammingError, match="set-up only"), transaction.atomic():
            connection.cursor().execute("SELECT accounts_end_sessions(%s)", [persons["beratung"].pk])
    # Not even somebody who becomes the role without the portal's seal.
    with transaction.atomic(), pytest.raises(ProgrammingError, match="set-up only"), transaction.atomic():
        connection.cursor().execute(f"SET LOCAL ROLE {roles.SETUP}")
        connection.cursor().execute("SELECT accounts_end_sessions(%s)", [persons["beratung"].pk])
    assert not is_over(persons["beratung"])


def test_a_door_opens_the_session_whose_key_is_known_and_no_other(persons, logged_in):
    key = logged_in.session.session_key
    with at_the_door():
        assert not Session.objects.exists()
    with at_the_door("another-key"):
        assert not Session.objects.exists()
    with at_the_door(key):
        assert Session.objects.get().session_key == key


def test_the_public_door_never_opens_a_session_of_staff(persons, logged_in, settings):
    settings.REALM = "public"
    with at_the_door(logged_in.session.session_key):
        assert not Session.objects.exists()


@pytest.mark.parametrize("name", [None, "leitung", "partner"])
def test_beside_the_door_nobody_reads_sessions(persons, logged_in, name):
    with asking_as(persons.get(name)), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
        Session.objects.count()
    set_up = Identity.of(persons["technik"], role=roles.SETUP)
    with asking(set_up), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
        Session.objects.count()


def test_a_job_removes_what_is_over(persons, logged_in):
    key = logged_in.session.session_key
    old = Session.objects.create(session_key="old", expire_date=timezone.now() - datetime.timedelta(days=1))
    UserSession.objects.create(user=persons["beratung"], session_key=old.pk, ip="127.0.0.1")
    with asking_as_job():
        assert remove_old_sessions(now=timezone.now()) == 1
    assert list(Session.objects.values_list("pk", flat=True)) == [key]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [key]
