"""The figures follow whatever happens to contacts, cases and clients, and stay when people go."""

import datetime
import random
import uuid
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from counselling.actions.case import close_case, reopen_case
from counselling.actions.client import change_client
from counselling.actions.contact import record_contact, undo_contact
from counselling.models import Case, Client, Contact, ContactTopic, Figure
from counselling.queries.report import wrong_figures
from tests.factories.casework import ClientFactory, ContactFactory


@pytest.fixture
def settle(db):
    """Lets happen now what happens at the end of a transaction."""

    def now() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    return now


def held(feature: str, measure: str = "number", **filters) -> Counter:
    """``{value: sum}`` of one feature, without empty cells."""
    found: Counter = Counter()
    for value, number in Figure.objects.filter(feature=feature, **filters).values_list("value", measure):
        found[value] += number
    return Counter({value: number for value, number in found.items() if number})


def test_a_contact_counts_under_each_of_its_features(house, settle):
    Contact.objects.all()._raw_delete("default")
    settle()
    before = held("all")["all"]
    client = ClientFactory(by=house["beratung"], centre=house["centre"], nationality="ER", gender="female")
    ContactFactory(client=client, by=house["beratung"], centre=house["centre"], minutes=25, persons_counted=3,
                   channel="phone", language="ti", outcome="referred", topics=house["topics"][:2])  # fmt: skip
    settle()
    city = {"controller": house["beratung"].organisation}
    assert held("all", **city)["all"] - before == 1
    assert held("channel", **city) == {"phone": 1}
    assert held("language", **city) == {"ti": 1}
    assert held("origin", **city) == {"ER": 1}
    assert held("sex", **city) == {"female": 1}
    assert held("age", **city) == {"unknown": 1}
    assert held("minutes", **city) == {"to_30": 1}
    assert held("turn", **city) == {"first": 1}
    assert held("outcome", **city) == {"referred": 1}
    assert held("topic", **city) == {str(topic.pk): 1 for topic in house["topics"][:2]}
    assert (held("all", "minutes")["all"], held("all", "persons")["all"]) == (25, 3)


def test_somebody_without_a_name_counts_and_is_nobody(house, settle):
    Contact.objects.all()._raw_delete("default")
    settle()
    Figure.objects.all().delete()
    ContactFactory(by=house["beratung"], centre=house["centre"])
    settle()
    assert (held("all"), held("origin"), held("turn"), held("all", "people_year")) == (
        {"all": 1}, {"none": 1}, {"none": 1}, {})  # fmt: skip


def at(*parts: int) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=timezone.get_default_timezone())


def test_people_of_a_time_are_counted_once(house, settle):
    for day in (at(2025, 1, 10, 9), at(2025, 1, 20, 9), at(2025, 2, 3, 9), at(2025, 7, 1, 9), at(2026, 1, 2, 9)):
        ContactFactory(client=house["client"], by=house["beratung"], centre=house["centre"], at=day)
    settle()
    in_2025 = {"month__year": 2025}
    assert held("all", "people_month", **in_2025)["all"] == 3
    assert held("all", "people_quarter", **in_2025)["all"] == 2
    assert held("all", "people_year", **in_2025)["all"] == 1
    assert held("turn", **in_2025) == {"first": 1, "repeat": 3}


def test_the_last_minute_of_a_year_in_local_time(house, settle):
    ContactFactory(
        by=house["beratung"], centre=house["centre"], at=datetime.datetime(2024, 12, 31, 23, 30, tzinfo=datetime.UTC)
    )
    settle()
    assert held("all", month=datetime.date(2025, 1, 1)) == {"all": 1}


def test_what_is_learnt_later_about_a_person_moves_her_contacts(house, settle):
    settle()
    client = Client.objects.get(pk=house["client"].pk)
    city = {"controller": client.controller}
    assert held("origin", **city) == {"unknown": 1}
    change_client(client, by=house["beratung"], version=client.version, nationality="SY", gender="male",
                  birth_date=datetime.date(1990, 5, 1), birth_precision="day")  # fmt: skip
    settle()
    assert (held("origin", **city), held("sex", **city)) == ({"SY": 1}, {"male": 1})
    assert held("age", **city) == {"27_39": 1}


def test_a_contact_without_a_name_becomes_part_of_a_file(house, settle):
    contact = ContactFactory(by=house["beratung"], centre=house["centre"])
    settle()
    Contact.objects.filter(pk=contact.pk).update(client=house["client"])
    settle()
    assert held("turn", controller=contact.controller) == {"first": 1, "repeat": 1}


def test_a_slip_is_taken_out_again(house, settle):
    settle()
    before = held("all")
    contact = record_contact(
        house["client"], by=house["beratung"], centre=house["centre"], topics=house["topics"], token=uuid.uuid4(),
        at=timezone.now(), minutes=10, channel="phone", language="de",
    )  # fmt: skip
    settle()
    assert held("all")["all"] == before["all"] + 1
    undo_contact(contact, by=house["beratung"])
    settle()
    assert (held("all"), held("topic", is_kept=True)) == (before, {})
    assert wrong_figures() == 0


FEATURES = (
    "all",
    "topic",
    "channel",
    "language",
    "origin",
    "sex",
    "age",
    "minutes",
    "turn",
    "outcome",
    "opened",
    "closed",
    "ended",
)


def everything() -> dict:
    measures = ("number", "minutes", "persons", "people_month", "people_quarter", "people_year")
    return {(f, m): held(f, m) for f in FEATURES for m in measures}


def long_ago(house) -> None:
    """The rows of the house were entered last year."""
    then = timezone.now() - datetime.timedelta(days=400)
    Contact.objects.update(created_at=then, at=then)


@pytest.mark.parametrize("order", ["topics first", "client first", "contact first"])
def test_the_numbers_stay_when_a_person_is_erased(house, settle, order):
    long_ago(house)
    Case.objects.filter(pk=house["case"].pk).update(status="closed", closed_on=timezone.localdate(), end_reason="moved")
    settle()
    before = everything()
    client, statements = house["client"], {
        "topics": ContactTopic.objects.filter(contact__client=house["client"]),
        "contacts": Contact.objects.filter(client=house["client"]),
        "cases": Case.objects.filter(client=house["client"]),
        "client": Client.objects.filter(pk=house["client"].pk),
    }  # fmt: skip
    steps = {
        "topics first": ["topics", "contacts", "cases", "client"],
        "contact first": ["contacts", "cases", "client"],
        "client first": ["client", "cases", "contacts"],
    }[order]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM counselling_contactnote WHERE client_id = %s", [client.pk])
        cursor.execute("DELETE FROM counselling_followup WHERE client_id = %s", [client.pk])
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for step in steps:
        statements[step]._raw_delete("default")
    settle()
    assert not Client.objects.filter(pk=client.pk).exists()
    assert everything() == before
    assert held("all", is_kept=True) == {"all": 1}
    assert held("topic", is_kept=True) == {str(house["topics"][0].pk): 1}
    assert wrong_figures() == 0
    call_command("rebuild_figures")
    assert everything() == before


def test_cases_count_when_opened_and_when_closed(house, settle):
    settle()
    city = {"controller": house["beratung"].organisation}
    assert (held("opened", **city), held("closed", **city)) == ({"short": 1}, {})
    house["followup"].delete()
    case = close_case(house["case"], by=house["beratung"], closed_on=timezone.localdate(), end_reason="moved")
    settle()
    assert (held("closed", **city), held("ended", **city)) == ({"short": 1}, {"moved": 1})
    reopen_case(case, by=house["beratung"])
    settle()
    assert (held("opened", **city), held("closed", **city)) == ({"short": 1}, {})


def test_a_thousand_random_changes_leave_no_figure_wrong(house, settle):
    chance = random.Random(3)
    clients = [ClientFactory(by=house["beratung"], centre=house["centre"]) for _n in range(6)]
    for _round in range(60):
        act = chance.randrange(7)
        contacts = list(Contact.objects.values_list("pk", flat=True))
        some = chance.choice(contacts) if contacts else None
        moment = timezone.now() - datetime.timedelta(days=chance.randrange(800))
        if act <= 2:
            who = {"by": house["beratung"], "client": chance.choice([None, *clients])}
            ContactFactory(**who, centre=house["centre"], at=moment, topics=chance.sample(house["topics"], 2))
        elif act == 3:
            Contact.objects.filter(pk=some, note=None).update(
                client=chance.choice([None, *clients]), case=None, at=moment
            )
        elif act == 4:
            Client.objects.filter(pk=chance.choice(clients).pk).update(nationality=chance.choice(["SY", "UA", ""]))
        elif act == 5:
            Contact.objects.filter(pk=some).delete_with_its_rows()
        else:
            ContactTopic.objects.filter(contact=some).delete()
        if chance.random() < 0.4:
            settle()
    settle()
    assert wrong_figures() == 0


def test_a_wrong_figure_is_found_and_put_right(house, settle):
    """The negative control."""
    settle()
    Figure.objects.filter(feature="channel").update(number=7)
    assert wrong_figures() > 0
    with pytest.raises(CommandError, match="differ"):
        call_command("rebuild_figures", check=True)
    call_command("rebuild_figures")
    call_command("rebuild_figures", check=True)
    assert held("channel", controller=house["beratung"].organisation) == {"in_person": 1}


def test_what_is_rolled_back_counts_nothing(house, settle):
    settle()
    before = everything()
    with transaction.atomic():
        ContactFactory(by=house["beratung"], centre=house["centre"])
        transaction.set_rollback(True)
    settle()
    assert everything() == before
