import datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils.translation import override

from ibs_portal.ui.templatetags.ui import bdi_times, lang_dir


def render(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bis 12:00 Uhr", "bis <bdi>12:00</bdi> Uhr"),
        ("9:00–12:00, 13:00 - 15:00", "<bdi>9:00–12:00</bdi>, <bdi>13:00 - 15:00</bdi>"),
        ("Ruf an: 0375 000 00 00.", "Ruf an: <bdi>0375 000 00 00</bdi>."),
        ("am 14. Juli 2025", "am 14. Juli 2025"),
        ("<b>9:00</b>", "&lt;b&gt;<bdi>9:00</bdi>&lt;/b&gt;"),
    ],
)
def test_times_keep_their_order(text, expected):
    assert bdi_times(text) == expected


def test_a_phone_number_can_be_tapped():
    assert render('{% phone "0375 83-56 51" %}') == '<a href="tel:+49375835651"><bdi dir="ltr">0375 83-56 51</bdi></a>'


def test_an_address_breaks_before_its_domain():
    link = '<a href="mailto:ibs@example.org"><bdi dir="ltr">ibs@<wbr>example.org</bdi></a>'
    assert render('{% mail "ibs@example.org" %}') == link
    assert render("{% mail address %}", address="<b>@x") == (
        '<a href="mailto:&lt;b&gt;@x"><bdi dir="ltr">&lt;b&gt;@<wbr>x</bdi></a>'
    )


def test_a_span_of_times_is_local_and_in_the_language_of_the_page():
    start = datetime.datetime(2025, 7, 3, 7, 0, tzinfo=ZoneInfo("UTC"))
    end = datetime.datetime(2025, 7, 3, 10, 0, tzinfo=ZoneInfo("UTC"))
    with override("en"):
        assert render("{% time_range start end %}", start=start, end=end) == "<bdi>9:00</bdi> to <bdi>12:00</bdi>"
        assert render("{% time_range start None %}", start=start) == "<bdi>9:00</bdi>"


def test_a_badge_has_words_and_an_icon():
    html = render('{% badge "Offen" "warning" %}')
    assert ("kern-badge--warning" in html, "kern-icon--warning" in html, ">Offen<" in html) == (True, True, True)


def test_an_icon_is_decoration_unless_it_says_something():
    assert 'aria-hidden="true"' in render('{% icon "search" %}')
    assert 'role="img" aria-label="Suche"' in render('{% icon "search" label="Suche" %}')


@pytest.mark.parametrize(("code", "direction"), [("de", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("de-simple", "ltr")])
def test_directions(code, direction):
    assert lang_dir(code) == direction


def test_another_language_stays_on_the_page(client):
    source = '{% load ui %}{% translated_url "en" %}'
    for path, expected in (("/de/hilfe/?x=1", "/en/hilfe/?x=1"), ("/konto/login/", "/en/")):
        with override("de"):
            request = type("Request", (), {"get_full_path": lambda self, path=path: path})()
            assert Template(source).render(Context({"request": request})) == expected
