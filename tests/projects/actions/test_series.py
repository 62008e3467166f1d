import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ibs_portal.audit.models import Entry
from projects.actions.series import create_series, generate_all_series, generate_series_events
from projects.models import Event
from projects.tasks import erase_old_registrations, expire_due_offers, generate_series
from tests.factories.projects import NOW, EventFactory, PlaceFactory, ProjectFactory, SeriesFactory

pytestmark = pytest.mark.django_db


def test_six_months_are_announced_and_nothing_twice(persons):
    series = SeriesFactory(seats=8, registration="open", audience_de="Für Frauen")
    events = generate_series_events(series, by=persons["beratung"], now=NOW)
    assert len(events) == 26
    assert (events[0].starts_at.isoformat(), events[-1].starts_at.isoformat()) == (
        "2025-07-07T10:00:00+02:00",
        "2025-12-29T10:00:00+01:00",
    )
    assert {(event.seats, event.audience_de) for event in events} == {(8, "Für Frauen")}
    assert generate_series_events(series, by=persons["beratung"], now=NOW) == []
    assert generate_all_series(by=None, now=NOW + datetime.timedelta(days=7)) == 1
    assert list(
        Entry.objects.acts().filter(verb__startswith="series.").order_by("id").values_list("verb", "reason")
    ) == [
        ("series.generated", "26"),
        ("series.generated", "1"),
    ]


def test_changed_and_cancelled_events_stay_as_they_are():
    series = SeriesFactory()
    first = generate_series_events(series, by=None, now=NOW)[0]
    Event.objects.filter(pk=first.pk).update(state="cancelled", cancel_reason_de="Krank", title_de="Anders")
    assert generate_series_events(series, by=None, now=NOW) == []
    first.refresh_from_db()
    assert (first.state, first.title_de) == ("cancelled", "Anders")


def test_holidays_exceptions_and_the_last_day():
    series = SeriesFactory(
        holiday_region="SN", exceptions=[datetime.date(2025, 12, 22)], until=datetime.date(2026, 1, 5)
    )
    start = datetime.datetime(2025, 12, 1, tzinfo=datetime.UTC)
    days = [event.starts_at.date().isoformat() for event in generate_series_events(series, by=None, now=start)]
    assert days == ["2025-12-01", "2025-12-08", "2025-12-15", "2025-12-29", "2026-01-05"]


def test_the_database_refuses_a_second_event_at_the_same_time():
    series = SeriesFactory()
    event = generate_series_events(series, by=None, now=NOW)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        EventFactory(project=series.project, series=series, starts_at=event.starts_at)


@pytest.mark.parametrize(
    "rule",
    ["FREQ=DAILY", "FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY;UNTIL=20260101", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=WEEKLY\n"],
)
def test_only_known_rules(persons, rule):
    terms = {"title_de": "x", "starts_on": NOW.date(), "start_time": datetime.time(10), "place": PlaceFactory()}
    with pytest.raises(ValidationError):
        create_series(ProjectFactory(), by=persons["beratung"], now=NOW, rule=rule, **terms)
    with pytest.raises(IntegrityError), transaction.atomic():
        SeriesFactory(rule=rule)


def test_starting_a_series_announces_it(persons):
    terms = {"title_de": "x", "starts_on": NOW.date(), "start_time": datetime.time(10), "place": PlaceFactory()}
    series = create_series(ProjectFactory(), by=persons["beratung"], now=NOW, rule="FREQ=MONTHLY;BYDAY=2TU", **terms)
    assert series.events.count() == 6


def test_the_tasks_call_the_actions():
    SeriesFactory()
    generate_series(timestamp=0)
    expire_due_offers(timestamp=0)
    erase_old_registrations(timestamp=0)
    assert Event.objects.count() >= 25
