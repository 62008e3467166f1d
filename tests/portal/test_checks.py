import pytest

from ibs_portal import checks

GOOD = {
    "OWNER_URL": "postgresql://owner@/portal",
    "SERVING_LOGIN": "serving",
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
        ({"SERVING_LOGIN": "owner"}, "portal.E001"),
        ({"OWNER_URL": "postgresql://postgres@/portal", "SERVING_LOGIN": "postgres"}, "portal.E001"),
        ({"DEMO": True}, "portal.E002"),
        ({"DEMO": True, "ALLOWED_HOSTS": ["*"]}, "portal.E002"),
        ({"SITE_URL": "http://ibs.stadt-beispiel.de"}, "portal.E003"),
        ({"SITE_URL": "https://localhost"}, "portal.E003"),
        ({"DEFAULT_FROM_EMAIL": "IBS <portal@example.org>"}, "portal.W004"),
        ({"OPERATOR_MAIL": "portal@example.org"}, "portal.W004"),
        ({"SECOND_FACTOR_REQUIRED": False}, "portal.E005"),
        ({"SECRET_KEY": "short"}, "portal.E006"),
        ({"SECRET_KEY": "a" * 80}, "portal.E006"),
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
    messages = [message for check in checks.DEPLOYMENT for message in check()]
    assert messages
    assert all(message.hint for message in messages)
