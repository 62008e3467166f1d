"""What stands in every template says the same as Django's own, whatever it is given."""

import datetime
import zoneinfo

import pytest
from django.template import Context, Engine, defaultfilters
from django.test import override_settings
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from ibs_portal.ui.templatetags import cheap

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
VALUES = [
    datetime.datetime(2026, 3, 7, 9, 5, tzinfo=BERLIN),
    datetime.datetime(987, 12, 31, 23, 59, tzinfo=BERLIN),
    datetime.date(2026, 11, 30),
    datetime.time(0, 7),
    *(None, "", "Monday", 7),
]
FORMATS = [
    *("d.m.Y", "G:i", "H:i", "D, d.m.", "l, j. F Y", "j. F, G:i", "c", "r", "jS", "b", r"\d d", "", None),
    *("SHORT_DATE_FORMAT", "DATE_FORMAT", "SHORT_DATETIME_FORMAT", "TIME_FORMAT"),
]


@pytest.mark.parametrize("language", ["de", "en", "ar"])
@pytest.mark.parametrize("form", FORMATS)
def test_dates_and_times_as_django_writes_them(language, form):
    with translation.override(language):
        for value in VALUES:
            for ours, theirs in ((cheap.date, defaultfilters.date), (cheap.time, defaultfilters.time)):
                assert outcome(ours, value, form) == outcome(theirs, value, form), (ours, value)


def outcome(call, *arguments):
    try:
        return str(call(*arguments))
    except Exception as error:
        return type(error)


def test_the_cheap_ones_are_in_use():
    with translation.override("de"):
        assert cheap._parts("l, d.m.Y, G:i", True) is not None
        assert cheap._parts("jS", True) is None
    assert render("{{ day|date:'d.m.Y' }}", day=datetime.date(2026, 1, 2)) == "02.01.2026"


def render(source: str, **context) -> str:
    engine = Engine(builtins=["ibs_portal.ui.templatetags.cheap"])
    return engine.from_string(source).render(Context(context))


@pytest.mark.parametrize("language", ["de", "ar"])
def test_addresses_as_django_reverses_them(language):
    with translation.override(language):
        for name, args in (
            ("website:staff_home", []),
            ("website:home", []),
            ("counselling:client_detail", [7]),
            ("counselling:client_detail", [0]),
            ("counselling:opening_close_today", ["mitte"]),
            ("admin:index", []),
        ):
            expected = reverse(name, args=args)
            keys = {f"key{n}": key for n, key in enumerate(args)}
            assert render(f"{{% url '{name}' {' '.join(keys)} %}}", **keys) == expected


def test_an_address_that_leads_nowhere_is_still_a_mistake():
    for source in ("{% url 'counselling:nowhere' %}", "{% url 'counselling:client_detail' key %}"):
        with pytest.raises(NoReverseMatch):
            render(source, key=-1)
    assert render("{% url 'counselling:nowhere' as place %}[{{ place }}]") == "[]"


def test_other_addresses_are_other_answers():
    home = render("{% url 'website:home' %}")
    with override_settings(ROOT_URLCONF="ibs_portal.website.no_urls"), pytest.raises(ImportError):
        render("{% url 'website:home' %}")
    with translation.override("ar"):
        assert render("{% url 'website:home' %}") != home
    assert render("{% url 'website:home' %}") == home
