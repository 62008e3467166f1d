"""What stands in every template says the same as Django's own, whatever it is given."""

import datetime
import zoneinfo

import pytest
from django.template import Context, Engine, defaultfilters, engines
from django.template.loader import get_template
from django.test import override_settings
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from ibs_portal.ui.templatetags import cheap
from ibs_portal.ui.templatetags.kept_i18n import KeptTranslateNode

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


@pytest.mark.parametrize("form", FORMATS)
def test_a_day_and_a_minute_are_kept_under_their_own_words(form):
    """Asked twice, with another language, another day and another minute between."""
    values = [datetime.datetime(2026, 3, day, 9, minute, tzinfo=BERLIN) for day in (7, 8) for minute in (5, 6)]
    for language in ("de", "en", "de"):
        with translation.override(language):
            for value in (*values, values[0].date()):
                assert outcome(cheap.date, value, form) == outcome(defaultfilters.date, value, form)
                assert outcome(cheap.time, value, form) == outcome(defaultfilters.time, value, form)


TEXTS = [
    '{% translate "Save" %}|{% trans "Cancel" %}',
    '{% translate "Added" context "note" %}',
    "{% translate \"5 &lt; 6 %% 'sure'\" %}",
    '{% translate "Save"|upper %}{% translate word %}{% translate "Save" noop %}',
    '{% translate "Save" as text %}[{{ text }}]',
    '{% autoescape off %}{% translate "<b>" %}{% endautoescape %}{% translate "<b>" %}',
]


@pytest.mark.parametrize("source", TEXTS)
def test_fixed_texts_as_django_translates_them(source):
    ours, theirs = (
        Engine(libraries={"i18n": library}).from_string("{% load i18n %}" + source)
        for library in ("ibs_portal.ui.templatetags.kept_i18n", "django.templatetags.i18n")
    )
    for language in ("de", "ar", "en", "de"):
        for word in ("Save", "<i>"):
            with translation.override(language):
                assert ours.render(Context({"word": word})) == theirs.render(Context({"word": word}))


def test_fixed_texts_of_every_page_are_kept():
    node = get_template("base.html").template.engine.from_string('{% load i18n %}{% translate "Save" %}').nodelist[-1]
    assert isinstance(node, KeptTranslateNode)


def test_no_other_library_takes_the_place_of_one():
    (engine,) = engines.all()
    assert [warning.msg.split()[0] for warning in engine._check_for_template_tags_with_the_same_name()] == ["'i18n'"]


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
