"""The calendar of closures, the sign for the door in three languages, and what does not fit together."""

import datetime
import re

import pytest
from django.utils import timezone

from counselling.models import OpeningException
from counselling.rules.hours import DAY
from tests.counselling.rules.opening_data import REGULAR
from tests.factories.opening import CentreFactory, OpeningExceptionFactory

ICS, EDIT, SIGN = "/api/schliessungen.ics", "/intern/zeiten/", "/intern/zeiten/zwickau/aushang/"


def soon(days: int = 7) -> datetime.date:
    return timezone.localdate() + days * DAY


@pytest.fixture
def centre(organisations):
    return CentreFactory(slug="zwickau", carriers=[organisations["city"]], week=REGULAR, order=1)


def closed(centre, **more) -> OpeningException:
    facts = {"starts_on": soon(), "ends_on": soon(8), "announced_at": timezone.now() - DAY}
    return OpeningExceptionFactory(centre=centre, **facts | more)


def test_closures_are_a_calendar(client, centre):
    row = closed(centre, public_note="In Eile: Glauchau")
    answer = client.get(ICS, {"lang": "en"})
    text = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"].startswith("text/calendar")
    assert f"UID:zwickau-day-{row.pk}@" in text
    assert f"DTSTART;VALUE=DATE:{soon():%Y%m%d}" in text
    assert f"DTEND;VALUE=DATE:{soon(9):%Y%m%d}" in text
    assert "Reason: Training" in text
    assert "Glauchau" in text
    assert not re.search("[\u2066\u2069]", text)


def test_a_change_is_live_at_once_and_an_unchanged_calendar_is_not_sent_again(client, centre):
    first = client.get(ICS)
    assert client.get(ICS, headers={"if-none-match": first["ETag"]}).status_code == 304
    row = closed(centre)
    second = client.get(ICS, headers={"if-none-match": first["ETag"]})
    assert (second.status_code, f"day-{row.pk}" in second.content.decode()) == (200, True)
    OpeningException.objects.update(withdrawn_at=timezone.now())
    assert client.get(ICS).content == first.content


@pytest.mark.parametrize("query", [{"lang": "xx"}, {"lang": "../../etc"}, {"lang": ""}, {"centre": ""}])
def test_nonsense_is_answered_in_german(client, centre, query):
    closed(centre)
    assert "Fortbildung" in client.get(ICS, query).content.decode()


def test_a_centre_that_is_not_there(client, centre):
    assert client.get(ICS, {"centre": "nowhere"}).status_code == 404


def test_the_public_page_offers_the_calendar(client, centre):
    words = client.get("/en/oeffnungszeiten/").content.decode()
    assert "webcal://testserver/api/schliessungen.ics?centre=zwickau" in words


def test_the_sign_for_the_door_has_a_sheet_for_each_language(client_as, centre):
    closed(centre)
    client = client_as("bfd")
    page = client.get(SIGN)
    assert [sheet["code"] for sheet in page.context["sheets"]] == ["de", "en", "ar"]
    words = page.content.decode()
    assert all(word in words for word in ("Montag", "Monday", "الاثنين", 'dir="rtl"'))
    one = client.get(SIGN, {"lang": "ar"})
    assert [sheet["code"] for sheet in one.context["sheets"]] == ["ar"]
    assert len(client.get(SIGN, {"lang": "nonsense"}).context["sheets"]) == 3


def test_what_does_not_fit_together_is_told(client_as, centre):
    client = client_as("beratung")
    assert client.get(EDIT).context["conflicts"] == []
    closed(centre)
    OpeningExceptionFactory(centre=centre, starts_on=soon(), mode="open", opens="09:00", closes="10:00")
    (conflict,) = client.get(EDIT).context["conflicts"]
    assert conflict["day"].endswith(f"{soon():%d.%m.%Y}")
    assert client.get(EDIT).context["osm"].startswith("Mo,Th 09:00-12:00,13:00-18:00")
