"""Who is still to arrive waits for nobody yet: lists, counts, the run of matching, the report, what partners see."""

import datetime

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from ibs_portal.database.identity import asking_as
from tests.factories.matching import CohortFactory, MatchNeedFactory, SkilledWorkerFactory
from tests.factories.volunteers import ProgrammeFactory
from volunteers.models import MatchNeed
from volunteers.queries.assignment import desk_of
from volunteers.queries.digest import digest_of
from volunteers.queries.matches import heute_matching
from volunteers.queries.people import worker_people

DAY = datetime.timedelta(days=1)
# Arrival in so many days (or so many ago), whether she is on her way, and the day that only her cohort has.
PEOPLE = {
    "hier": (-10, "here", None),
    "ohne Tag": (None, "here", None),
    "in zwei Wochen": (14, "arriving", None),
    "mit der Kohorte": (None, "arriving", 28),
    "später": (60, "arriving", 5),
    "irgendwann": (None, "arriving", None),
    "verspätet gemeldet": (-3, "arriving", None),
}
HERE = {"hier", "ohne Tag", "verspätet gemeldet"}
SOON = {"in zwei Wochen", "mit der Kohorte"}


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"])


@pytest.fixture
def needs(programme, today, organisations):
    """All wished for a companion twenty days ago."""
    made = {}
    for name, (days, status, of_cohort) in PEOPLE.items():
        cohort = None
        if of_cohort is not None:
            arrives_on = today + of_cohort * DAY
            agency = organisations["employment_agency"]
            cohort = CohortFactory(programme=programme, arrives_on=arrives_on, agency=agency)
        day = None if days is None else today + days * DAY
        field = "arrived_on" if status == "here" else "arrives_on"
        facts = {"given_name": name, "family_name": "", "status": status, "cohort": cohort, field: day}
        worker = SkilledWorkerFactory(programme=programme, **facts)
        made[name] = MatchNeedFactory(programme=programme, worker=worker, opened_on=today - 20 * DAY)
    return made


def names(rows) -> list[str]:
    return [need.worker.given_name for need in rows]


def test_rows_and_people_say_the_same(needs, today):
    waiting, coming = MatchNeed.objects.waiting(today), MatchNeed.objects.coming(today)
    assert set(names(waiting)) == HERE
    assert names(coming) == ["in zwei Wochen", "mit der Kohorte", "später", "irgendwann"]
    assert {need.worker.given_name for need in needs.values() if not need.worker.is_coming(today)} == HERE


def test_days_count_from_the_wish_or_the_arrival_whichever_is_later(needs, today):
    days = {name: need.waiting_days(today) for name, need in needs.items()}
    waits = {"ohne Tag": 20, "hier": 10, "verspätet gemeldet": 3}
    assert days == waits | dict.fromkeys(PEOPLE.keys() - HERE, 0)
    assert names(MatchNeed.objects.waiting(today)) == list(waits)


def test_matching_looks_four_weeks_ahead_and_no_further(needs, programme, today):
    assert set(names(desk_of(programme, today=today).needs.values())) == HERE | SOON
    tomorrow = desk_of(programme, today=today + 32 * DAY).needs.values()
    assert set(names(tomorrow)) == HERE | SOON | {"später"}


def test_counts_of_the_desk_agree(needs, programme, persons, today):
    panel = heute_matching(persons["freiwilligenagentur"], now=timezone.now())
    assert (panel["need_count"], panel["coming_count"]) == (3, 4)
    counts = digest_of(programme, today=today)
    assert (counts["waiting"], counts["coming"]) == (3, 4)


def test_lists_show_them_apart_with_the_day(needs, client_as, today):
    desk = client_as("freiwilligenagentur")
    page = desk.get(reverse("volunteers:need_list"))
    assert [names(row["need"] for row in page.context[key]) for key in ("rows", "coming")] == [
        ["ohne Tag", "hier", "verspätet gemeldet"],
        ["in zwei Wochen", "mit der Kohorte", "später", "irgendwann"],
    ]
    assert f"{today + 60 * DAY:%d.%m.%Y}" in page.content.decode()
    text = desk.get(needs["irgendwann"].get_absolute_url()).content.decode()
    assert "Kommt noch an; der Tag ist nicht notiert." in text
    assert "Wartet seit" not in text


def test_the_report_counts_nobody_as_waiting_before_the_arrival(needs, programme, today):
    people = worker_people(type(needs["hier"].worker).objects.filter(programme=programme))
    assert [person.asked_on is not None for person in people] == [name in HERE for name in PEOPLE]
    assert people[0].asked_on == (today - 10 * DAY).replace(day=1)


def test_partners_are_told_the_same(needs, persons, today):
    MatchNeedFactory(
        programme=needs["hier"].programme,
        worker__cohort=needs["später"].worker.cohort,
        worker__arrived_on=today - 4 * DAY,
        opened_on=today - 20 * DAY,
    )
    with asking_as(persons["partner"]), connection.cursor() as cursor:
        cursor.execute("SELECT people, waiting, waited FROM volunteers_cohort_figures() ORDER BY arrives_on")
        assert cursor.fetchall() == [(2, 1, 4), (1, 0, 0)]
