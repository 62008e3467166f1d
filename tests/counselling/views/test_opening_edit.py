"""Keeping the hours: closed today in two clicks, weeks, periods, and who may do what."""

import datetime

import pytest
from django.utils import timezone

from counselling.models import Centre, OpeningException, OpeningPeriod, OpeningRule, Reason
from counselling.queries.opening import opening_now
from tests.counselling.rules.opening_data import REGULAR
from tests.factories.opening import CentreFactory, OpeningExceptionFactory

EDIT = "/intern/zeiten/"
TODAY = f"{EDIT}zwickau/heute/"
WEEK = f"{EDIT}zwickau/woche/"


@pytest.fixture
def centre(organisations):
    return CentreFactory(slug="zwickau", carriers=[organisations["city"], organisations["county"]], week=REGULAR)


def week_data(**more) -> dict:
    """A week of Monday 10 to 12 only, as the browser sends it."""
    day = timezone.localdate() + datetime.timedelta(days=1)
    return {"valid_from": day.isoformat(), "d0_0_mode": "open", "d0_0_opens": "10:00", "d0_0_closes": "12:00", **more}


@pytest.mark.parametrize("person", ["bfd", "beratung", "koordination-landkreis", "leitung"])
def test_closed_today_in_two_clicks_and_taken_back_in_one(client_as, centre, person):
    client = client_as(person)
    page = client.get(TODAY)
    answer = client.post(TODAY, page.context["form"].initial | {"reason": "staffing", "extent": "day"}, follow=True)
    assert answer.redirect_chain == [(f"{EDIT}?centre=zwickau", 302)]
    now = opening_now()
    assert (now.state, now.plan.closure.reason) == ("closed", Reason.STAFFING)
    exception = OpeningException.objects.get()
    answer = client.post(f"{EDIT}tage/{exception.pk}/zurueck/", follow=True)
    assert "Zurückgenommen" in answer.content.decode()
    assert opening_now().plan.closure is None


def test_closing_twice_says_what_is_there_already(client_as, centre):
    client = client_as("beratung")
    client.post(TODAY, {"reason": "illness", "extent": "day"})
    answer = client.post(TODAY, {"reason": "staffing", "extent": "day"})
    assert answer.status_code == 200
    assert "Das ist schon angekündigt" in answer.content.decode()
    assert OpeningException.objects.get().reason == "illness"


def test_a_federal_volunteer_only_takes_back_what_closes_today(client_as, centre):
    today = timezone.localdate()
    later = OpeningExceptionFactory(centre=centre, starts_on=today + datetime.timedelta(days=7))
    client = client_as("bfd")
    assert client.post(f"{EDIT}tage/{later.pk}/zurueck/").status_code == 403
    assert client_as("beratung").post(f"{EDIT}tage/{later.pk}/zurueck/").status_code == 302
    assert "Zurücknehmen" not in client.get(EDIT).content.decode()


def test_a_new_week_is_looked_at_first_and_then_holds(client_as, centre):
    client = client_as("beratung")
    preview = client.post(WEEK, week_data(preview="1"))
    assert preview.context["preview"][0].spans == ("10:00 bis 12:00 Uhr",)
    assert OpeningRule.objects.filter(valid_until=None).count() == len(REGULAR)
    assert client.post(WEEK, week_data()).status_code == 302
    assert OpeningRule.objects.filter(valid_until=None).count() == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"d0_1_mode": "open", "d0_1_opens": "11:00", "d0_1_closes": "13:00"}, "überschneiden sich"),
        ({"d0_0_closes": ""}, "Geben Sie beide Uhrzeiten ein."),
        ({"d0_0_closes": "09:00"}, "Das Ende liegt nicht nach dem Anfang."),
        ({"d1_0_mode": "open"}, "Nur ein Tag mit Termin darf ohne Uhrzeiten stehen."),
        ({"valid_from": "2020-01-01"}, "Dieser Tag ist vorbei."),
        ({"valid_from": "morgen"}, "einen Tag ein, den es gibt"),
        ({"d0_0_opens": "25:99"}, "Uhrzeit"),
        ({"d0_0_mode": "party"}, "party"),
    ],
)
def test_bad_weeks_are_explained_and_nothing_changes(client_as, centre, data, message):
    answer = client_as("beratung").post(WEEK, week_data(**data))
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert OpeningRule.objects.filter(valid_until=None).count() == len(REGULAR)


def test_some_weeks_with_other_hours(client_as, centre):
    first = timezone.localdate() + datetime.timedelta(days=7)
    data = week_data(
        starts_on=first.isoformat(), ends_on=(first + datetime.timedelta(days=20)).isoformat(), kind="reduced",
        reason="holidays", d2_0_mode="by_appointment",
    )  # fmt: skip
    address = f"{EDIT}zwickau/zeitraum/"
    client = client_as("koordination-landkreis")
    assert client.post(address, data).status_code == 302
    period = OpeningPeriod.objects.get()
    assert list(period.rules.values_list("weekday", "mode")) == [(0, "open"), (2, "by_appointment")]
    assert "Das ist schon angekündigt" in client.post(address, data).content.decode()
    assert client.post(f"{EDIT}zeitraum/{period.pk}/zurueck/").status_code == 302
    assert OpeningPeriod.objects.get().withdrawn_at is not None


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"starts_on": "2020-01-01"}, "Dieser Tag ist vorbei."),
        ({"starts_on": "2099-12-24", "ends_on": "2099-12-23"}, "Der letzte Tag liegt vor dem ersten."),
        ({"starts_on": "2090-01-01", "ends_on": "2099-12-23"}, "Das ist länger als ein Jahr."),
        ({"starts_on": "2099-12-24", "opens": "10:00"}, "Geben Sie beide Uhrzeiten ein."),
        ({"starts_on": "2099-12-24", "opens": "10:00", "closes": "09:00"}, "Das Ende liegt nicht nach dem Anfang."),
    ],
)
def test_bad_closures_are_explained(client_as, centre, data, message):
    answer = client_as("beratung").post(f"{EDIT}zwickau/schliessung/", {"reason": "training", **data})
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert not OpeningException.objects.exists()


def test_other_times_open_a_public_holiday(client_as, centre):
    data = {"starts_on": "2099-12-25", "mode": "open", "opens": "10:00", "closes": "12:00", "reason": "event"}
    assert client_as("beratung").post(f"{EDIT}zwickau/tage/", data).status_code == 302
    answer = opening_now(at=datetime.datetime(2099, 12, 25, 10, tzinfo=datetime.UTC))
    assert answer.state == "open"


def test_the_phone_is_off(client_as, centre):
    data = {"phone_state": "off", "phone_note": "Bis Freitag.", "email_state": "full", "email_note": ""}
    assert client_as("leitung").post(f"{EDIT}zwickau/erreichbar/", data).status_code == 302
    assert list(Centre.objects.values_list("phone_state", "phone_note")) == [("off", "Bis Freitag.")]


def test_a_centre_of_another_carrier_is_not_there(client_as, centre, organisations):
    CentreFactory(slug="glauchau", carriers=[organisations["county"]])
    city, county = client_as("beratung"), client_as("koordination-landkreis")
    assert [client.get(f"{EDIT}?centre=glauchau").status_code for client in (city, county)] == [404, 200]
    assert "glauchau" not in city.get(EDIT).content.decode()


def test_the_page_asks_the_same_for_one_and_for_three_rows(client_as, centre, count_queries):
    client = client_as("beratung")
    today = timezone.localdate()
    OpeningExceptionFactory(centre=centre, starts_on=today)
    one = count_queries(client, EDIT)
    for days in (3, 5):
        OpeningExceptionFactory(centre=centre, starts_on=today + datetime.timedelta(days=days))
    assert count_queries(client, EDIT) == one
    assert one <= 12
