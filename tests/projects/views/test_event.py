import datetime
import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from projects import queries
from projects.models import Project
from tests.factories.projects import EventFactory, PlaceFactory, ProjectFactory, RegistrationFactory, SeriesFactory

MOST_QUESTIONS = 12
pytestmark = pytest.mark.django_db
BERLIN = timezone.get_default_timezone()
SOON = timezone.now() + datetime.timedelta(days=3)


def month(moment) -> str:
    return f"{timezone.localtime(moment):%Y-%m}"


def shown(client, **query) -> list[str]:
    page = client.get(reverse("projects:event_list"), query)
    return [line.title for line in page.context["lines"]]


def test_a_month_shows_its_public_events_cancelled_ones_too(client):
    start = datetime.datetime(2030, 5, 31, 23, 30, tzinfo=BERLIN)
    EventFactory(title_de="Spätes Fest", starts_at=start, state="cancelled", cancel_reason_de="Sturm")
    EventFactory(title_de="Juni", starts_at=start + datetime.timedelta(hours=1))
    EventFactory(title_de="Entwurf", starts_at=start, is_published=False)
    EventFactory(title_de="Geheim", starts_at=start, project=ProjectFactory(is_public=False))
    EventFactory(title_de="Nur Jahr", starts_at=None, ends_at=None, year=2030, state="cancelled", cancel_reason_de="x")
    assert shown(client, month="2030-05") == ["Spätes Fest"]
    assert shown(client, month="2030-06") == ["Juni"]
    page = client.get(reverse("projects:event_list"), {"month": "2030-05"})
    assert (page.context["earlier_url"], page.context["later_url"]) == ("", "?month=2030-06")
    assert "Sturm" in page.content.decode()


def test_filters_and_input_that_means_nothing(client):
    kept = EventFactory(starts_at=SOON, is_online=True)
    EventFactory(starts_at=SOON, price="5 €")
    EventFactory(starts_at=SOON)
    assert shown(client, month=month(SOON), online="on", free="on") == [kept.title_de]
    assert shown(client, month=month(SOON), project=kept.project.slug) == [kept.title_de]
    for bad in ("2030-13", "0000-01", "9999-12", "x", "2030-05'", "²"):
        assert client.get(reverse("projects:event_list"), {"month": bad, "project": bad}).status_code == 200


def test_the_list_asks_a_fixed_number_of_questions(client, questions):
    EventFactory(starts_at=SOON, seats=4)
    one = questions(client, f"/de/veranstaltungen/?month={month(SOON)}")
    EventFactory.create_batch(3, starts_at=SOON, seats=4)
    assert questions(client, f"/de/veranstaltungen/?month={month(SOON)}") == one <= MOST_QUESTIONS


def linked_data(page) -> dict:
    return json.loads(re.search(r"ld\+json\">(.*?)</script>", page.content.decode(), re.S)[1])


def test_an_event_says_the_same_to_people_and_to_search_engines(client):
    start = datetime.datetime(2030, 7, 6, 15, tzinfo=BERLIN)
    event = EventFactory(title_de="Grillen </script><b>", starts_at=start, seats=4)
    RegistrationFactory(event=event, seats=3)
    page = client.get(event.get_absolute_url())
    data = linked_data(page)
    assert data["name"] == "Grillen </script><b>"
    assert (data["startDate"], data["eventStatus"]) == (
        "2030-07-06T15:00:00+02:00",
        "https://schema.org/EventScheduled",
    )
    assert (data["maximumAttendeeCapacity"], data["remainingAttendeeCapacity"]) == (4, 1)
    text = page.content.decode()
    assert "Samstag, 6. Juli 2030" in text
    assert "Noch 1 Platz von 4" in text
    assert "</script><b>" not in text


def test_a_cancelled_event_stays_with_its_reason_and_takes_nobody(client):
    event = EventFactory(starts_at=SOON, state="cancelled", cancel_reason_de="Sturmwarnung")
    page = client.get(event.get_absolute_url())
    assert linked_data(page)["eventStatus"] == "https://schema.org/EventCancelled"
    assert "Sturmwarnung" in page.content.decode()
    assert reverse("projects:register", args=[event.pk]) not in page.content.decode()


def test_what_is_not_public_does_not_exist(client):
    hidden = [
        EventFactory(is_published=False),
        EventFactory(project=ProjectFactory(is_public=False)),
        EventFactory(starts_at=None, ends_at=None, year=2021, state="cancelled", cancel_reason_de="x"),
    ]
    for event in hidden:
        for name in ("event_detail", "event_ics", "register"):
            assert client.get(reverse(f"projects:{name}", args=[event.pk])).status_code == 404


def test_the_calendar_file_has_the_right_moment_in_summer_and_winter(client):
    place = PlaceFactory(name="Haus, mit; Zeichen")
    for month_number, offset in ((7, 2), (12, 1)):
        start = datetime.datetime(2030, month_number, 1, 10, tzinfo=BERLIN)
        event = EventFactory(starts_at=start, place=place)
        response = client.get(reverse("projects:event_ics", args=[event.pk]))
        (entry,) = Calendar.from_ical(response.content).walk("VEVENT")
        assert entry["DTSTART"].to_ical() == f"2030{month_number:02}01T{10 - offset:02}0000Z".encode()
        assert entry["DTSTART"].dt == start
        assert (str(entry["STATUS"]), "Haus, mit; Zeichen" in entry["LOCATION"]) == ("CONFIRMED", True)
        assert response["Content-Type"] == "text/calendar; charset=utf-8"


def test_the_feed_speaks_its_language_and_tells_of_cancellations(client):
    EventFactory(title_de="Fest", title_en="Festival", starts_at=SOON, state="cancelled", cancel_reason_de="Sturm")
    EventFactory(starts_at=SOON, is_published=False)
    feed = Calendar.from_ical(client.get("/feeds/en/veranstaltungen.ics").content)
    (entry,) = feed.walk("VEVENT")
    assert (str(entry["SUMMARY"]), str(entry["STATUS"])) == ("Cancelled: Festival", "CANCELLED")
    assert "Abgesagt: Fest" in client.get("/feeds/de/veranstaltungen.ics").content.decode()
    assert client.get("/feeds/xx/veranstaltungen.ics").status_code == 404


def test_a_festival_shows_all_its_editions(client, questions):
    festival = ProjectFactory(kind=Project.Kind.FESTIVAL, slug="fest")
    for year in (2019, 2022):
        EventFactory(project=festival, starts_at=datetime.datetime(year, 5, 14, 14, tzinfo=BERLIN))
    EventFactory(
        project=festival, starts_at=None, ends_at=None, year=2021, state="cancelled", cancel_reason_de="Pandemie"
    )
    EventFactory(project=festival, title_de="Nächstes", starts_at=SOON)
    page = client.get(reverse("projects:project_detail", args=["fest"]))
    assert [event.edition_year for event in page.context["past"]] == [2022, 2021, 2019]
    assert [line.title for line in page.context["coming"]] == ["Nächstes"]
    assert "Pandemie" in page.content.decode()
    before = questions(client, "/de/projekte/fest/")
    EventFactory.create_batch(3, project=festival, starts_at=SOON)
    assert questions(client, "/de/projekte/fest/") == before <= MOST_QUESTIONS


def test_text_that_is_missing_in_a_language_is_marked_as_german(client):
    EventFactory(title_de="Kochen", title_en="", starts_at=SOON)
    page = client.get(f"/en/veranstaltungen/?month={month(SOON)}").content.decode()
    assert '<bdi lang="de" dir="ltr">Kochen</bdi>' in page


def test_home_gets_the_next_of_each_series_in_one_query(django_assert_num_queries):
    series = SeriesFactory()
    for week in (1, 2):
        at = SOON + datetime.timedelta(weeks=week)
        EventFactory(project=series.project, series=series, starts_at=at, title_de=f"NäMo {week}")
    EventFactory(starts_at=SOON, title_de="Kochen")
    with django_assert_num_queries(1):
        lines = queries.upcoming_events(timezone.now(), 3)
    assert [line.title for line in lines] == ["Kochen", "NäMo 1"]
