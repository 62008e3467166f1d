import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.matching import MatchFactory, SkilledWorkerFactory
from tests.factories.volunteers import (
    CompanionGroupFactory,
    ProgrammeFactory,
    TrainingRegistrationFactory,
    VolunteerFactory,
)
from volunteers.models import Consent, GroupMembership
from volunteers.queries.waiting import alerts, waiting_people


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"])


def ago(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


def waiting(persons) -> list[tuple[str, int, str]]:
    rows = waiting_people(persons["freiwilligenagentur"], now=timezone.now())
    return [(row.name, row.days, row.reason) for row in rows]


def person(programme, name: str, days: int, **fields):
    since = {"status_since": ago(days), "applied_on": ago(days)}
    return VolunteerFactory(programme=programme, given_name=name, family_name="", **{**since, **fields})


def test_each_step_of_the_desk_and_nobody_elses(programme, persons):
    person(programme, "Neu", 2)
    person(programme, "Alt", 9)
    person(programme, "Unfertig", 20, profile_completed_at=None)
    person(programme, "Unbestätigt", 20, confirmed_at=None)
    yesterday = timezone.now() - datetime.timedelta(days=8)
    person(programme, "Gesprochen", 30, status="interview", interview_at=yesterday)
    person(programme, "Verabredet", 30, status="interview", interview_at=timezone.now() + datetime.timedelta(days=1))
    person(programme, "Angenommen", 3, status="accepted")
    invited = person(programme, "Eingeladen", 30, status="accepted")
    TrainingRegistrationFactory(volunteer=invited, session__training__programme=programme)
    person(programme, "Geschult", 4, status="trained")
    grouped = person(programme, "Gruppiert", 30, status="trained")
    GroupMembership.objects.create(
        programme=programme, volunteer=grouped, group=CompanionGroupFactory(programme=programme)
    )
    for name, status, more in (
        ("Aktiv", "active", {}),
        ("Pause", "paused", {}),
        ("Weg", "left", {"left_on": ago(1), "end_reason": "time"}),
    ):
        person(programme, name, 30, status=status, **more)
    facts = {"programme": programme, "family_name": "", "source": "online", "confirmed_at": timezone.now()}
    SkilledWorkerFactory(given_name="Fachkraft", applied_on=ago(6), profile_completed_at=timezone.now(), **facts)
    SkilledWorkerFactory(given_name="Angerufen", applied_on=ago(6), welcomed_on=ago(1), **facts)
    SkilledWorkerFactory(given_name="Vom Betrieb", programme=programme, applied_on=ago(60))
    VolunteerFactory(given_name="Anderswo", status_since=ago(50))
    assert waiting(persons) == [
        ("Alt", 9, "call"),
        ("Gesprochen", 8, "after_interview"),
        ("Geschult", 4, "group"),
        ("Angenommen", 3, "invite"),
        ("Neu", 2, "call"),
        ("Fachkraft", 0, "worker_call"),
    ]


def test_who_took_back_the_consent_and_has_a_companionship_stands_first(programme, persons):
    person(programme, "Alt", 9)
    leaving = person(programme, "Geht", 300, status="paused")
    MatchFactory(need__programme=programme, volunteer=leaving, active=True)
    given = timezone.now() - datetime.timedelta(days=1)
    Consent.objects.create(
        programme=programme, volunteer=leaving, kind="data", version="x", given_at=given, withdrawn_at=timezone.now()
    )
    assert waiting(persons)[0] == ("Geht", 300, "withdrawn")
    Consent.objects.create(programme=programme, volunteer=leaving, kind="data", version="y")
    assert [name for name, _days, _reason in waiting(persons)] == ["Alt"]


@pytest.mark.parametrize(("days", "expected"), [(6, []), (7, ["Alt"])])
def test_the_alert_comes_after_seven_days_on_heute_too(programme, persons, client_as, days, expected):
    person(programme, "Alt", days)
    desk = persons["freiwilligenagentur"]
    assert [row.name for row in alerts(desk, now=timezone.now())] == expected
    page = client_as("freiwilligenagentur").get(reverse("website:staff_home")).content.decode()
    assert ("Warten seit einer Woche oder länger" in page) is bool(expected)


def test_the_list_asks_as_often_for_three_as_for_one(programme, client_as, django_assert_max_num_queries):
    client, url = client_as("freiwilligenagentur"), reverse("volunteers:waiting_list")
    counts = []
    for number in range(3):
        person(programme, f"Neu {number}", number)
        SkilledWorkerFactory(
            programme=programme, source="online", confirmed_at=timezone.now(), given_name=f"Fachkraft {number}"
        )
        with django_assert_max_num_queries(12) as asked:
            page = client.get(url)
        counts.append(len(asked))
        assert len(page.context["rows"]) == 2 * (number + 1)
    assert counts[1] == counts[2]
