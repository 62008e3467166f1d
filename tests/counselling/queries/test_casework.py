"""Heute: what is due, what was done, and who went quiet."""

import datetime

from django.utils import timezone

from counselling.models import Contact
from counselling.queries import heute
from counselling.rules.opening import BERLIN
from tests.factories.casework import CaseFactory, ClientFactory, ContactFactory, FollowUpFactory


def test_heute_shows_what_is_due_and_who_went_quiet(house):
    long_ago = timezone.now() - datetime.timedelta(days=70)
    quiet = ClientFactory(by=house["beratung"], centre=house["centre"], name=("Still", "Leise"))
    CaseFactory(client=quiet, owner=house["beratung"], opened_on=long_ago.date())
    ContactFactory(client=quiet, by=house["beratung"], centre=house["centre"], at=long_ago, created_at=long_ago)
    panel = heute(house["beratung"], now=timezone.now())
    assert [row["pk"] for row in panel["mine"]] == [house["followup"].pk]
    assert [row["name"] for row in panel["quiet"]] == ["Still Leise"]
    assert (panel["contacts_count"], panel["week_count"]) == (1, 1)
    assert [row["pk"] for row in heute(house["beratung2"], now=timezone.now())["team"]] == [house["followup"].pk]


def test_ones_own_work_is_never_behind_that_of_the_team(house):
    """Sixty older ones of a colleague, and nine of one's own: eight are shown, all are counted."""
    client, today = house["client"], timezone.localdate()
    for owner, days, number in (("beratung2", 20, 60), ("beratung", 2, 8)):
        for _copy in range(number):
            FollowUpFactory(client=client, assigned_to=house[owner], due_on=today - datetime.timedelta(days=days))
    panel = heute(house["beratung"], now=timezone.now())
    assert ({row["number"] for row in panel["mine"]}, len(panel["mine"]), panel["mine_count"]) == ({9}, 8, 9)
    assert len(panel["team"]) == 5 and {row["assigned_name"] for row in panel["team"]} == {house["beratung2"].name}


def test_contacts_of_the_day_and_the_week_are_counted_beyond_what_is_shown(house):
    wednesday = datetime.datetime(2026, 6, 10, 12, tzinfo=BERLIN)
    for day, number in (
        (wednesday, 8),
        (wednesday - datetime.timedelta(days=1), 2),
        (wednesday - datetime.timedelta(days=4), 3),
    ):
        for minute in range(number):
            at = day - datetime.timedelta(minutes=minute)
            ContactFactory(client=house["client"], by=house["beratung"], centre=house["centre"], at=at, created_at=at)
    Contact.objects.filter(at__gt=wednesday).delete()
    panel = heute(house["beratung"], now=wednesday)
    assert (len(panel["contacts"]), panel["contacts_count"], panel["week_count"]) == (6, 8, 10)
    assert panel["contacts"][0]["at"] == wednesday and panel["contacts"][0]["name"]
    later = heute(house["beratung"], now=wednesday + datetime.timedelta(days=1))
    assert (later["contacts"], later["contacts_count"], later["week_count"]) == ([], 0, 10)


def test_heute_is_for_the_counter(house):
    assert [heute(house[name], now=timezone.now()) for name in ("technik", "partner", "begleiterin")] == [None] * 3
    assert heute(house["bfd"], now=timezone.now())["mine"] == []
