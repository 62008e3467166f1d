import pytest

from ibs_portal.website.rules.news import short_address


@pytest.mark.parametrize(
    ("title", "taken", "expected"),
    [
        ("Wieder regulär geöffnet", set(), "wieder-regulaer-geoeffnet"),
        ("Große Straße", set(), "grosse-strasse"),
        ("أخبار", set(), "meldung"),
        ("Fest", {"fest", "fest-2"}, "fest-3"),
        ("x" * 200, set(), "x" * 70),
    ],
)
def test_short_address(title, taken, expected):
    assert short_address(title, taken) == expected
