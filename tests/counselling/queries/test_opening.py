"""From rows to the words on the sign."""

import datetime

import pytest
from django.utils import translation

from counselling.models import Absence
from counselling.queries.opening import default_centre, opening_now
from counselling.queries.opening_feed import feed, linked_data
from counselling.queries.opening_page import coming_changes, coming_days, coming_holidays
from counselling.rules.hours import day_plan
from counselling.rules.opening import opening_at, parse_moment
from tests.counselling.rules.opening_data import HOURS_2025, date, spans
from tests.factories.opening import CentreFactory, OpeningExceptionFactory, StaffMemberFactory, zwickau


@pytest.fixture
def centre(organisations):
    return zwickau(organisations)


def at(text: str):
    return opening_now(at=parse_moment(text))


def test_the_rows_give_the_hours_of_the_announcement_for_every_day(centre):
    hours = at("2025-06-23T10:00").hours
    days = [date("23.6.") + datetime.timedelta(days=n) for n in range(57)]
    assert [spans(day_plan(hours, day)) for day in days] == [spans(day_plan(HOURS_2025, day)) for day in days]
    assert days[-1] == date("18.8.")


def test_one_query_and_none_for_the_default_centre(centre, django_assert_num_queries):
    with django_assert_num_queries(1):
        now = opening_now()
        assert all((now.headline, now.short, now.moment, now.expires, now.week)) and now.notice is None
    with django_assert_num_queries(1):
        assert opening_now(default_centre()).centre == centre
    with django_assert_num_queries(1):
        assert opening_now(centre).centre == centre


@pytest.mark.parametrize(
    ("moment", "state", "headline", "short", "detail"),
    [
        ("2025-06-23T10:00", "open", "Jetzt geöffnet bis 12:00 Uhr", "Geöffnet bis 12:00",
         "Heute wieder von 13:00 bis 18:00 Uhr."),
        ("2025-06-23T12:30", "closed", "Jetzt geschlossen, geöffnet ab 13:00 Uhr", "Geschlossen bis 13:00",
         "Heute wieder von 13:00 bis 18:00 Uhr."),
        ("2025-06-23T19:00", "closed", "Jetzt geschlossen", "Geschlossen", "Wir öffnen wieder morgen um 9:00 Uhr."),
        ("2025-06-24T14:00", "open", "Jetzt geöffnet bis 15:00 Uhr", "Geöffnet bis 15:00",
         "Danach wieder morgen ab 9:00 Uhr."),
        ("2025-06-28T10:00", "closed", "Heute geschlossen", "Geschlossen",
         "Wir öffnen wieder am Montag, 30. Juni um 9:00 Uhr."),
        ("2025-07-02T10:00", "by_appointment", "Heute nur mit Termin", "Mit Termin",
         "Bis Freitag, 8. August: verkürzte Zeiten. Einen Termin bekommen Sie am Telefon oder per E-Mail. "
         "Wir öffnen wieder morgen um 9:00 Uhr."),
        ("2025-07-03T10:20", "open", "Jetzt geöffnet bis 12:00 Uhr", "Geöffnet bis 12:00",
         "Bis Freitag, 8. August: verkürzte Zeiten. Heute wieder von 13:00 bis 15:00 Uhr. "
         "Morgen beraten wir mit Termin."),
        ("2025-07-09T10:00", "closed", "Heute geschlossen", "Geschlossen",
         "Geschlossen bis Freitag, 11. Juli. Grund: Fortbildung. "
         "Wir öffnen wieder am Montag, 14. Juli um 9:00 Uhr."),
        ("2025-11-19T10:00", "closed", "Heute geschlossen", "Geschlossen",
         "Heute ist Feiertag: Buß- und Bettag. Wir öffnen wieder morgen um 9:00 Uhr."),
        ("2025-11-18T14:00", "open", "Jetzt geöffnet bis 15:00 Uhr", "Geöffnet bis 15:00",
         "Morgen ist geschlossen: Buß- und Bettag. Danach wieder am Donnerstag, 20. November ab 9:00 Uhr."),
    ],
)  # fmt: skip
def test_the_sign_speaks_german(centre, moment, state, headline, short, detail):
    with translation.override("de"):
        now = at(moment)
        assert (now.state, now.headline, now.short, now.detail) == (state, headline, short, detail)


def test_the_notice_says_what_comes(centre):
    with translation.override("de"):
        notice = at("2025-07-03T10:20").notice
        assert notice.title == "Nächste Woche geschlossen: Montag, 7. Juli bis Freitag, 11. Juli"
        assert notice.text == "Grund: Fortbildung. Ab Montag, 14. Juli um 9:00 Uhr sind wir wieder da."
        assert at("2025-06-19T10:00").notice is None  # announced on the 20th
        assert at("2025-06-20T10:00").notice.title.startswith("Verkürzte Zeiten von Montag, 30. Juni")


def test_the_sign_expires_with_the_state_or_at_midnight(centre):
    expected = {
        "2025-06-23T10:00": "2025-06-23T12:00:00+02:00",
        "2025-06-23T19:00": "2025-06-24T00:00:00+02:00",
        "2025-07-02T10:00": "2025-07-03T00:00:00+02:00",
    }
    assert {moment: at(moment).expires.isoformat() for moment in expected} == expected


def test_languages_of_those_who_are_in_the_house(centre, persons):
    beratung = StaffMemberFactory(user=persons["beratung"], centre=centre, languages=["de", "ar"])
    StaffMemberFactory(user=persons["leitung"], centre=centre, languages=["de", "ru"], weekdays=[0])
    wednesday = "2025-06-25T10:00"
    assert [language["code"] for language in at("2025-06-23T10:00").languages] == ["de", "ar", "ru"]
    assert [language["code"] for language in at(wednesday).languages] == ["de", "ar"]
    assert at(wednesday).languages[1] == {"code": "ar", "name": "العربية", "dir": "rtl"}
    day = date("25.6.")
    Absence.objects.create(staff=beratung, controller=beratung.controller, starts_on=day, ends_on=day)
    assert at(wednesday).languages == []


def test_without_a_centre_there_is_no_sign(db):
    assert opening_now() is None
    assert default_centre() is None


def test_a_centre_that_is_not_public_has_no_sign(organisations):
    CentreFactory(slug="geheim", is_public=False)
    assert opening_now("geheim") is None


def test_what_is_taken_back_no_longer_counts(centre):
    OpeningExceptionFactory(centre=centre, starts_on=date("23.6."), withdrawn_at=parse_moment("2025-06-20T10:00"))
    assert at("2025-06-23T10:00").state == "open"


def test_the_page_shows_the_week_with_its_reasons(centre):
    with translation.override("de"):
        now = at("2025-11-18T10:00")
        wednesday = coming_days(now)[1]
        assert (wednesday.name, wednesday.spans, wednesday.note) == (
            "Mittwoch, 19. November",
            ("geschlossen",),
            "Buß- und Bettag",
        )
        assert [day.is_today for day in coming_days(now)].index(True) == 0
        assert coming_holidays(now)[1] == (date("25.12."), "Erster Weihnachtstag")
        changes = coming_changes(at("2025-07-03T10:00"))
        assert [len(change["week"]) for change in changes] == [5, 0]


def test_search_engines_read_the_same_hours(centre):
    data = linked_data(at("2025-07-03T10:20"), "https://example.org/")
    regular = [
        (entry["dayOfWeek"].rpartition("/")[2], entry["opens"], entry["closes"])
        for entry in data["openingHoursSpecification"]
    ]
    assert regular[:3] == [("Monday", "09:00", "12:00"), ("Monday", "13:00", "18:00"), ("Tuesday", "09:00", "12:00")]
    special = [
        (entry["validFrom"], entry["validThrough"], entry["opens"], entry["closes"])
        for entry in data["specialOpeningHoursSpecification"]
    ]
    assert special[:4] == [
        ("2025-07-03", "2025-07-03", "09:00", "12:00"),
        ("2025-07-03", "2025-07-03", "13:00", "15:00"),
        ("2025-07-04", "2025-07-04", "00:00", "00:00"),
        ("2025-07-07", "2025-07-11", "00:00", "00:00"),
    ]
    assert not [entry for entry in special if entry[0] > "2025-08-08"]


def test_every_walk_in_hour_of_the_announcement_is_in_the_data_for_search_engines(centre):
    """For each hour of ten weeks: open by the rule exactly if open by the data."""
    now = at("2025-06-23T00:00")
    data, hours, wrong = linked_data(now, "https://example.org/"), now.hours, []
    for n in range(57 * 24):
        moment = datetime.datetime.combine(date("23.6."), datetime.time()) + datetime.timedelta(hours=n, minutes=30)
        if (opening_at(hours, moment).state == "open") is not open_by(data, moment):
            wrong.append(moment)
    assert wrong == []


def open_by(data: dict, moment: datetime.datetime) -> bool:
    day, clock = moment.date().isoformat(), f"{moment:%H:%M}"
    special = [e for e in data["specialOpeningHoursSpecification"] if e["validFrom"] <= day <= e["validThrough"]]
    usual = [e for e in data["openingHoursSpecification"] if e["dayOfWeek"].endswith(f"{moment:%A}")]
    return any(entry["opens"] <= clock < entry["closes"] for entry in special or usual)


def test_the_interface_has_exactly_these_facts(centre):
    with translation.override("de"):
        assert feed(at("2025-07-09T10:00")) == {
            "centre": "zwickau",
            "at": "2025-07-09T10:00:00+02:00",
            "state": "closed",
            "until": "2025-07-14T09:00:00+02:00",
            "next_open": "2025-07-14T09:00:00+02:00",
            "reason": "Fortbildung",
            "channels": {
                "phone": {"reachable": "full", "state": None, "until": None, "next_open": None},
                "email": {"reachable": "full", "state": None, "until": None, "next_open": None},
            },
            "services": [],
        }
