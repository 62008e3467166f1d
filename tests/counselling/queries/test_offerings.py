"""What the public, machines and the map read of a phone and of services with hours of their own."""

import datetime

import pytest
from django.utils import translation

from counselling.models import ChannelState
from counselling.queries.opening import opening_now
from counselling.queries.opening_calendar import closures_calendar
from counselling.queries.opening_feed import feed, linked_data
from counselling.queries.opening_page import channels, coming_changes, services
from counselling.rules.opening import parse_moment
from tests.counselling.rules.opening_data import REGULAR, date, open_line
from tests.factories.opening import OfferingFactory, OpeningExceptionFactory, zwickau

PHONE_WEEK = tuple(open_line(day, "10:00", "12:00") for day in (0, 1, 3, 4))


@pytest.fixture
def centre(organisations):
    return zwickau(organisations)


@pytest.fixture
def phone(centre):
    return OfferingFactory(centre=centre, kind="phone", week=PHONE_WEEK)


@pytest.fixture
def mediation(centre):
    week = (open_line(1, "14:00", "17:00"), open_line(3, "14:00", "17:00"))
    return OfferingFactory(centre=centre, week=week, follows_house=False, address="Hauptmarkt 1, 08056 Zwickau")


def at(text: str):
    return opening_now(at=parse_moment(text))


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2025-06-23T10:30", "jetzt erreichbar bis 12:00 Uhr"),
        ("2025-06-23T09:30", "heute erreichbar ab 10:00 Uhr"),
        ("2025-06-23T13:30", "morgen erreichbar ab 10:00 Uhr"),
        ("2025-06-24T13:30", "erreichbar am Donnerstag, 26. Juni ab 10:00 Uhr"),
        ("2025-07-07T10:30", "erreichbar am Montag, 14. Juli ab 10:00 Uhr"),  # the house is closed
    ],
)
def test_the_phone_says_whether_it_is_answered_now(phone, moment, words):
    with translation.override("de"):
        channel = channels(at(moment))[0]
        assert (channel["state"], channel["value"]) == (words, "0375 000 00 00")


def test_the_week_of_the_phone_in_few_lines(phone):
    with translation.override("de"):
        rows = channels(at("2025-06-23T10:30"))[0]["week"]
        assert [(row.name, row.spans) for row in rows] == [
            ("Montag, Dienstag, Donnerstag, Freitag", ("10:00 bis 12:00 Uhr",))
        ]


def test_a_phone_that_is_off_says_so_whatever_its_hours(centre, phone):
    centre.phone_state = ChannelState.OFF
    centre.save()
    now = at("2025-06-23T10:30")
    assert now.offerings == []
    assert channels(now)[0]["value"] == ""
    assert feed(now)["channels"]["phone"] == {"reachable": "off", "state": None, "until": None, "next_open": None}


def test_hours_of_an_offering_are_not_those_of_the_door(centre, phone, mediation):
    now = at("2025-06-24T15:30")
    assert (now.state, [offering.state for offering in now.offerings]) == ("closed", ["closed", "open"])
    assert len(now.hours.week) == len(REGULAR)


def test_a_service_elsewhere_works_while_the_house_is_closed(centre, mediation):
    with translation.override("de"):
        service = at("2025-07-08T15:00").services[0]
        assert (service.name, service.now_words) == ("Sprachmittlung", "Geöffnet bis 17:00")
        mediation.follows_house = True
        mediation.save()
        closed = at("2025-07-08T15:00").services[0].now_words
        assert closed == "Geschlossen. Wir öffnen wieder am Dienstag, 15. Juli um 14:00 Uhr."


def test_the_interface_tells_channels_and_services(centre, phone, mediation):
    data = feed(at("2025-06-24T10:30"))
    assert data["channels"] == {
        "phone": {
            "reachable": "full",
            "state": "open",
            "until": "2025-06-24T12:00:00+02:00",
            "next_open": "2025-06-26T10:00:00+02:00",
        },
        "email": {"reachable": "full", "state": None, "until": None, "next_open": None},
    }
    assert data["services"] == [
        {
            "name": "Sprachmittlung",
            "place": "Rathaus",
            "state": "closed",
            "until": "2025-06-24T14:00:00+02:00",
            "next_open": "2025-06-24T14:00:00+02:00",
        }
    ]


def test_a_copy_is_right_until_the_phone_changes(centre, phone):
    assert at("2025-06-23T09:30").expires.isoformat() == "2025-06-23T10:00:00+02:00"
    phone.is_active = False
    phone.save()
    assert at("2025-06-23T09:30").expires.isoformat() == "2025-06-23T12:00:00+02:00"


def test_search_engines_read_of_the_phone_and_the_service(centre, phone, mediation):
    data = linked_data(at("2025-06-23T10:30"), "https://example.org/")
    assert data["contactPoint"][0]["hoursAvailable"][0] == {
        "@type": "OpeningHoursSpecification",
        "opens": "10:00",
        "closes": "12:00",
        "dayOfWeek": "https://schema.org/Monday",
    }
    department = data["department"][0]
    assert (department["name"], department["address"]) == ("Sprachmittlung", "Rathaus, Hauptmarkt 1, 08056 Zwickau")
    assert [entry["opens"] for entry in department["openingHoursSpecification"]] == ["14:00", "14:00"]


def test_changes_say_whose_hours_change(centre, mediation):
    OpeningExceptionFactory(centre=centre, offering=mediation, starts_on=date("24.6."))
    with translation.override("de"):
        now = at("2025-06-23T10:00")
        titles = [change["notice"].title for change in coming_changes(now)]
        assert titles[0] == "Sprachmittlung: Am Dienstag, 24. Juni geschlossen"
        assert services(now)[0]["week"][1].spans == ("geschlossen",)
        assert "Sprachmittlung: Am Dienstag\\, 24. Juni geschlossen" in closures_calendar(now).decode().replace(
            "\r\n ", ""
        )


def test_phone_and_services_cost_no_further_query(centre, phone, mediation, django_assert_num_queries):
    with django_assert_num_queries(1):
        now = opening_now()
        assert all((now.expires, channels(now), services(now), feed(now)))


def test_a_service_without_hours_is_not_shown(centre):
    OfferingFactory(centre=centre)
    assert at("2025-06-23T10:30").offerings == []


def test_the_clock_change_does_not_move_the_phone(centre):
    OfferingFactory(centre=centre, kind="phone", week=(open_line(6, "01:30", "03:30"),))
    now = at("2025-10-26T01:45+02:00")
    assert now.channels["phone"].until - now.at == datetime.timedelta(hours=2, minutes=45)
