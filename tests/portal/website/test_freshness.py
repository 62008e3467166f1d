import datetime

import pytest
from django.utils import timezone

from ibs_portal.audit.trail import record
from ibs_portal.website.freshness import LONGEST, forget, keep
from tests.factories.website import NewsItemFactory

HOUR = datetime.timedelta(hours=1)


class Answers:
    """Counts how often it was asked."""

    def __init__(self, until: datetime.datetime) -> None:
        self.until, self.count = until, 0

    def __call__(self) -> tuple[int, datetime.datetime]:
        self.count += 1
        return self.count, self.until


@pytest.fixture(autouse=True)
def kept(settings, db):
    settings.KEEP_ANSWERS = True
    forget()
    yield
    forget()


def test_an_answer_is_kept_and_costs_one_query(django_assert_num_queries):
    now = timezone.now()
    answers = Answers(now + HOUR)
    keep("a", answers, now=now)
    with django_assert_num_queries(1):
        assert keep("a", answers, now=now) == 1


def test_it_ends_with_its_own_end_and_after_a_minute():
    now = timezone.now()
    short, long = Answers(now + LONGEST / 2), Answers(now + HOUR)
    keep("short", short, now=now), keep("long", long, now=now)
    assert (keep("short", short, now=now + LONGEST / 2), keep("long", long, now=now + LONGEST / 2)) == (2, 1)
    assert keep("long", long, now=now + LONGEST) == 2


@pytest.mark.parametrize(("verb", "expected"), [("news.published", 2), ("user.changed", 1)])
def test_it_ends_when_somebody_changes_what_the_public_sees(organisations, persons, verb, expected):
    now = timezone.now()
    answers = Answers(now + HOUR)
    keep("a", answers, now=now)
    row = NewsItemFactory(organisation=organisations["city"]) if verb.startswith("news") else persons["beratung"]
    record(verb, row, by=persons["leitung"])
    assert keep("a", answers, now=now) == expected


def test_answers_of_different_keys_do_not_mix():
    now = timezone.now()
    german, english = Answers(now + HOUR), Answers(now + HOUR)
    keep(("home", "de"), german, now=now)
    keep(("home", "en"), english, now=now)
    assert (german.count, english.count) == (1, 1)
