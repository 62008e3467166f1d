"""Totals are exact when many people record at once, for the same person too."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from counselling.actions.contact import record_contact, undo_contact
from counselling.models import Figure
from counselling.queries.report import wrong_figures

pytestmark = pytest.mark.django_db(transaction=True)


def total(measure: str) -> int:
    return Figure.objects.filter(feature="all").aggregate(sum=Sum(measure))["sum"]


def test_eight_people_record_at_once_and_nothing_is_lost(house):
    before, people_before = total("number"), total("people_year")

    def record_five(position: int) -> None:
        by = house["koordination-landkreis"] if position % 4 == 0 else house["beratung"]
        client = house["county_client"] if position % 4 == 0 else house["client"]
        try:
            for number in range(5):
                contact = record_contact(
                    client if number % 2 else None, by=by, centre=house["centre"], topics=house["topics"],
                    token=uuid.uuid4(), at=timezone.now(), minutes=10, channel="phone", language="de",
                )  # fmt: skip
                if number == 4:
                    undo_contact(contact, by=by)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(record_five, range(8)))
    assert (total("number"), wrong_figures()) == (before + 8 * 4, 0)
    assert total("people_year") == people_before == 2
