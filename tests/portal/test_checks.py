import pytest
from django.db import connection

from ibs_portal import checks

GOOD = {
    "OWNER_URL": "postgresql://owner@/portal",
    "SERVING_URL": "postgresql://serving@/portal",
    "REALM": "staff",
    "SEAL_KEY": "xY9-" + "0123456789abcdef" * 4,
    "DEMO": False,
    "ALLOWED_HOSTS": ["ibs.stadt-beispiel.de"],
    "SITE_URL": "https://ibs.stadt-beispiel.de",
    "DEFAULT_FROM_EMAIL": "IBS <ibs@stadt-beispiel.de>",
    "OPERATOR_MAIL": "betrieb@stadt-beispiel.de",
    "SECOND_FACTOR_REQUIRED": True,
    "SECRET_KEY": "aB3-" + "0123456789abcdef" * 4,
}


@pytest.fixture
def found(settings):
    """The ids of what the checks find with these settings on top of good ones."""

    def check(**changes) -> list[str]:
        for name, value in (GOOD | changes).items():
            setattr(settings, name, value)
        return [message.id for check in checks.DEPLOYMENT for message in check()]

    return check


def test_a_good_deployment_is_quiet(found):
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"SERVING_URL": "postgresql://owner@/portal"}, "portal.E001"),
        ({"SERVING_URL": "postgresql://postgres@/portal"}, "portal.E001"),
        ({"DEMO": True}, "portal.E002"),
        ({"DEMO": True, "ALLOWED_HOSTS": ["*"]}, "portal.E002"),
        ({"SITE_URL": "http://ibs.stadt-beispiel.de"}, "portal.E003"),
        ({"SITE_URL": "https://localhost"}, "portal.E003"),
        ({"DEFAULT_FROM_EMAIL": "IBS <portal@example.org>"}, "portal.W004"),
        ({"OPERATOR_MAIL": "portal@example.org"}, "portal.W004"),
        ({"SECOND_FACTOR_REQUIRED": False}, "portal.E005"),
        ({"SECRET_KEY": "short"}, "portal.E006"),
        ({"SECRET_KEY": "a" * 80}, "portal.E006"),
        ({"REALM": "both"}, "portal.E007"),
        ({"REALM": "public", "SEAL_KEY": GOOD["SECRET_KEY"]}, "portal.E008"),
        ({"FILE_KEYS": []}, "portal.E009"),
    ],
)
def test_each_mistake_is_found_alone(found, changes, expected):
    assert found(**changes) == [expected]


@pytest.mark.parametrize("host", ["localhost", ".localhost", "127.0.0.1", "[::1]", "192.168.1.5", "portal.test"])
def test_a_demo_on_a_private_name_is_fine(found, host):
    assert found(DEMO=True, ALLOWED_HOSTS=[host]) == []


def test_every_finding_says_what_to_do(settings):
    settings.DEMO, settings.ALLOWED_HOSTS = True, ["*"]
    settings.SECOND_FACTOR_REQUIRED = False
    settings.REALM = "both"
    messages = [message for check in checks.DEPLOYMENT for message in check()]
    assert messages
    assert all(message.hint for message in messages)


# --- Asked of the database -------------------------------------------------------------------------------------


@pytest.fixture
def asked(settings, db):
    """The ids of what the checks find for a login of this server in the process of a realm."""

    def check(login: str, realm: str = "staff", databases=("default",)) -> list[str]:
        settings.SERVING_URL, settings.REALM = f"postgresql://{login}@/portal", realm
        return [message.id for check in checks.DATABASE for message in check(databases=databases)]

    return check


@pytest.mark.parametrize(
    ("login", "realm"),
    [("portal_app", "staff"), ("portal_staff", "staff"), ("portal_public", "public"), ("portal_worker", "staff")],
)
def test_the_logins_of_the_portal_are_what_they_should_be(asked, login, realm):
    assert asked(login, realm) == []


@pytest.mark.parametrize("login", ["portal_app", "portal_staff"])
def test_a_public_process_with_a_login_that_may_become_staff_is_an_error(asked, login):
    assert asked(login, "public") == ["portal.E013"]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("GRANT portal_counselling TO portal_staff WITH INHERIT TRUE", "portal.E012"),
        ("GRANT SELECT ON counselling_client TO portal_staff", "portal.E012"),
    ],
)
def test_a_power_too_many_is_an_error(asked, statement, expected):
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert asked("portal_staff") == [expected]


def test_the_owner_and_the_superuser_serve_no_pages(asked):
    assert set(asked(connection.settings_dict["USER"])) == {"portal.E010", "portal.E011"}
    assert set(asked("postgres")) == {"portal.E010", "portal.E011"}


def test_without_a_database_they_ask_nothing(asked, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert asked("postgres", databases=None) == []
