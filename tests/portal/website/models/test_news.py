import datetime

import pytest
from django.db import IntegrityError
from django.utils import timezone

from counselling.models import Centre
from ibs_portal.website.models import NewsItem
from tests.factories.website import NewsItemFactory


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "published", "published_at": None},
        {"state": "draft", "published_at": timezone.now()},
        {"title_en": "Only a headline"},
        {"body_en": "Only a text"},
    ],
)
def test_constraints(organisations, wrong):
    with pytest.raises(IntegrityError):
        NewsItemFactory(organisation=organisations["city"], **wrong)


def test_published_means_now_and_not_tomorrow(organisations):
    now = timezone.now()
    seen = NewsItemFactory(organisation=organisations["city"], published=True)
    NewsItemFactory(organisation=organisations["city"])
    later = now + datetime.timedelta(seconds=1)
    NewsItemFactory(organisation=organisations["city"], published=True, published_at=later)
    assert list(NewsItem.objects.published(now)) == [seen]


def test_carriers_of_one_centre_share_their_news_and_nobody_else_does(persons, organisations):
    centre = Centre.objects.create(
        slug="ibs",
        name="IBS",
        short_name="IBS",
        street="A 1",
        postcode="08056",
        town="Zwickau",
        phone_state="off",
        email_state="off",
    )
    centre.carriers.add(organisations["city"], organisations["county"])
    item = NewsItemFactory(organisation=organisations["county"])
    seen = {name for name, user in persons.items() if item in NewsItem.objects.visible_to(user)}
    assert seen == {"leitung", "beratung", "beratung2", "koordination-landkreis", "bfd", "redaktion"}
