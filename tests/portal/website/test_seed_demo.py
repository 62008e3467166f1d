"""The demo: made once, never beside anybody's data."""

import io
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings

from ibs_portal.accounts.models import Organisation, User
from ibs_portal.website.demo_logins import DEMO_PASSWORD, LOGINS, demo_logins
from ibs_portal.website.models import EmergencyContact, LegalPage, NewsItem
from tests.factories.accounts import UserFactory
from tests.template_database import copied, name_beside, template, working_in

pytestmark = pytest.mark.xdist_group("demo")


def seed(**options) -> str:
    out = io.StringIO()
    call_command("seed_demo", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def demo(settings, db):
    settings.DEMO = True


@pytest.fixture(scope="module")
def whole_demo(django_db_setup, django_db_blocker) -> Iterator[tuple[str, str]]:
    """A database with all of the demo in it, made once, and what the command printed."""
    with django_db_blocker.unblock(), copied(name_beside("demo"), template()) as name:
        with working_in(name), override_settings(DEMO=True):
            printed = seed()
        yield name, printed


@pytest.fixture
def made(whole_demo, django_db_blocker, settings) -> Iterator[str]:
    """What the command printed, in its database; whatever a test does to it is taken back."""
    settings.DEMO = True
    name, printed = whole_demo
    with django_db_blocker.unblock(), working_in(name), transaction.atomic():
        yield printed
        transaction.set_rollback(True)


def counts() -> list[int]:
    return [model.objects.count() for model in (User, Organisation, NewsItem, LegalPage, EmergencyContact)]


def test_it_makes_the_accounts_and_prints_them(made):
    assert [line.split()[0] for line in made.splitlines()[1:]] == [login.email for login in LOGINS]
    roles = {user.email: set(user.role_codes) for user in User.objects.all()}
    assert roles == {login.email: {login.role} - {""} for login in LOGINS}
    assert User.objects.filter(is_superuser=True).count() == 1


def test_the_second_time_changes_nothing(made):
    before = counts()
    assert seed().startswith("The demo is already there.")
    assert counts() == before


def test_everybody_can_log_in(made):
    for login in LOGINS:
        answer = Client().post("/konto/login/", {"login": login.email, "password": DEMO_PASSWORD})
        assert (login.key, answer.status_code, answer.get("Location")) == (login.key, 302, "/konto/start/")


def test_it_refuses_a_database_with_anybody_else(demo):
    UserFactory(email="echt@example.org")
    before = counts()
    with pytest.raises(CommandError, match="Nothing was changed"):
        seed()
    assert counts() == before


def test_it_refuses_outside_the_demo_unless_forced(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="PORTAL_DEMO"):
        seed()
    assert User.objects.count() == 0
    assert seed(force=True, small=True).startswith("The demo is made.")


def test_one_mistake_and_nothing_is_left(demo, monkeypatch):
    monkeypatch.setattr("projects.demo.seed", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        seed(small=True)
    assert User.objects.count() == 0


def test_a_line_for_each_login():
    assert [line.split()[:2] for line in demo_logins()] == [[login.email, DEMO_PASSWORD] for login in LOGINS]
    assert all(login.email.endswith("@example.org") for login in LOGINS)
