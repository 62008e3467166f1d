"""Do people feel welcome: averages by month, and nothing about fewer than five."""

import datetime

import pytest
from django.urls import reverse

from tests.factories.matching import CheckInFactory, MatchFactory
from tests.factories.volunteers import ProgrammeFactory
from volunteers.queries.welcome import welcome_by_month

TODAY = datetime.date(2026, 6, 15)
ANSWERED = datetime.datetime(2026, 5, 10, 12, tzinfo=datetime.UTC)


def answers(programme, *values, at=ANSWERED) -> None:
    for value in values:
        match = MatchFactory(need__programme=programme, active=True)
        CheckInFactory(match=match, answer="good", answered_at=at, welcome=value)


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"])


def test_averages_by_month_without_small_numbers(persons, programme):
    answers(programme, 5, 4, 4, 3, 5)
    answers(programme, 1, 1, 1, 1, at=ANSWERED - datetime.timedelta(days=60))
    answers(ProgrammeFactory(), 1, 1, 1, 1, 1)
    months = welcome_by_month(persons["freiwilligenagentur"], today=TODAY)
    told = [(m.first.month, m.average, m.number, m.is_small) for m in months if m.number or m.is_small]
    assert (len(months), told) == (12, [(3, None, None, True), (5, 4.2, 5, False)])


def test_the_page_draws_what_the_table_tells(client_as, programme):
    page = reverse("volunteers:welcome_report")
    assert "<svg class=" not in client_as("freiwilligenagentur").get(page).content.decode()
    answers(programme, 5, 4, 4, 3, 5, at=datetime.datetime.now(datetime.UTC))
    text = client_as("freiwilligenagentur").get(page).content.decode()
    assert ("<circle" in text, "4,2" in text) == (True, True)
