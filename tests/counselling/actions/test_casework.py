"""Each action: what it changes, the line in the trail, and that rows of two controllers never meet."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from counselling.actions.case import assign_case, close_case, open_case, reopen_case
from counselling.actions.client import change_client, create_client
from counselling.actions.contact import record_contact, undo_contact
from counselling.actions.followup import finish_followup, postpone_followup, set_followup
from counselling.models import Case, CaseEvent, Client, ClientName, Contact, ContactNote, FollowUp
from counselling.rules.naming import WrittenName
from ibs_portal.audit.models import Entry

TODAY = timezone.localdate


def trail(verb: str) -> list[int]:
    return list(Entry.objects.acts().filter(verb=verb).values_list("object_id", flat=True))


def facts(**more) -> dict:
    return {"at": timezone.now(), "minutes": 10, "channel": "phone", "language": "de", "token": uuid.uuid4()} | more


def test_create_client(house, monkeypatch):
    # Now and then a number is left out on purpose (test_restricted); not here.
    monkeypatch.setattr("counselling.actions.numbering.secrets.randbelow", lambda below: below - 1)
    names = [WrittenName("Łukasz", "Đorđević"), WrittenName("", "Ђорђевић", "original_script")]
    client = create_client(by=house["beratung"], centre=house["centre"], names=names, languages=["sr"])
    assert (client.file_number, client.controller) == ("P-00001", house["beratung"].organisation)
    rows = list(client.names.order_by("pk").values_list("script", "search_key", "is_primary"))
    assert rows == [("latin", " lukasz dordevic", True), ("cyrillic", " dordevic", False)]
    assert trail("client.created") == [client.pk]


@pytest.mark.parametrize("names", [[], [WrittenName()]])
def test_no_client_without_a_name(house, names):
    before = Client.objects.count()
    with pytest.raises(ValidationError):
        create_client(by=house["beratung"], centre=house["centre"], names=names)
    assert Client.objects.count() == before


def test_change_client_notes_field_names_and_no_content(house):
    client = change_client(house["client"], by=house["beratung"], version=1, phone="0375 99", town="Zwickau")
    entry = Entry.objects.acts().get(verb="client.changed")
    assert (client.version, entry.fields, entry.reason) == (2, "phone, town", "")


def test_nothing_changed_leaves_no_trace(house):
    change_client(house["client"], by=house["beratung"], version=1, phone="0375 4711")
    assert trail("client.changed") == []


def test_open_close_reopen(house):
    by, client = house["beratung"], house["client"]
    case = open_case(client, by=by, kind="short", owner=by, opened_on=TODAY(), aim="Kurs")
    case = close_case(case, by=by, closed_on=TODAY(), end_reason="moved")
    case = reopen_case(case, by=by)
    turns = list(CaseEvent.objects.filter(case=case).order_by("pk").values_list("kind", flat=True))
    assert (case.status, turns) == ("open", ["opened", "closed", "reopened"])
    assert [trail(f"case.{verb}") for verb in ("opened", "closed", "reopened")] == [[case.pk]] * 3


def test_a_case_with_open_followups_stays_open(house):
    with pytest.raises(ValidationError):
        close_case(house["case"], by=house["beratung"], closed_on=TODAY(), end_reason="moved")
    house["case"].refresh_from_db()
    assert house["case"].is_open
    results = {house["followup"].pk: "done"}
    close_case(house["case"], by=house["beratung"], closed_on=TODAY(), end_reason="moved", followups=results)
    assert trail("followup.finished") == [house["followup"].pk]


def test_only_case_workers_of_the_controller_lead_cases(house):
    for owner in (house["koordination-landkreis"], house["bfd"]):
        with pytest.raises(ValidationError):
            assign_case(house["case"], by=house["leitung"], owner=owner, deputy=None)
    case = assign_case(house["case"], by=house["leitung"], owner=house["leitung"], deputy=house["beratung"])
    assert (case.owner, case.deputy) == (house["leitung"], house["beratung"])
    assert trail("case.assigned") == [case.pk]


def test_followups(house):
    by, day = house["beratung"], TODAY() + datetime.timedelta(days=10)
    followup = set_followup(house["client"], by=by, due_on=day, text="Anrufen")
    later = postpone_followup(followup, by=by, due_on=day + datetime.timedelta(days=7))
    assert later.due_on > followup.due_on
    done = finish_followup(finish_followup(later, by=by), by=house["beratung2"])
    assert (done.done_by, done.result) == (by, "done")
    assert [trail(f"followup.{verb}") for verb in ("set", "postponed", "finished")] == [[followup.pk]] * 3
    with pytest.raises(ValidationError):
        postpone_followup(done, by=by, due_on=day)


def test_an_anonymous_contact_keeps_nothing_personal(house):
    with pytest.raises(ValidationError):
        record_contact(None, by=house["bfd"], centre=house["centre"], topics=house["topics"], note="Name: …", **facts())
    assert not Contact.objects.filter(client=None).exists()


def test_all_of_a_contact_or_nothing(house):
    before = Contact.objects.count(), ContactNote.objects.count()
    with pytest.raises(ValidationError):
        record_contact(house["client"], by=house["beratung"], centre=house["centre"], topics=[], note="x", **facts())
    with pytest.raises(ValidationError):
        yesterday = TODAY() - datetime.timedelta(days=1)
        more = {"note": "x", "followup_on": yesterday}
        record_contact(
            house["client"], by=house["beratung"], centre=house["centre"], topics=house["topics"], **more, **facts()
        )
    assert (Contact.objects.count(), ContactNote.objects.count()) == before


def test_a_token_of_somebody_else_is_refused(house):
    token = house["contact"].token
    with pytest.raises(ValidationError):
        record_contact(None, by=house["bfd"], centre=house["centre"], topics=house["topics"], **facts(token=token))


def test_rows_of_the_other_controller_are_refused(house):
    """Every action, with a row of the county in the hands of the city: nothing changes, nothing is noted."""
    by, client, case = house["beratung"], house["county_client"], house["county_case"]
    own, followup = house["client"], house["county_followup"]
    attempts = [
        lambda: change_client(client, by=by, version=1, phone="1"),
        lambda: open_case(client, by=by, kind="short", owner=by, opened_on=TODAY()),
        lambda: open_case(own, by=by, kind="short", owner=house["koordination-landkreis"], opened_on=TODAY()),
        lambda: close_case(case, by=by, closed_on=TODAY(), end_reason="moved"),
        lambda: reopen_case(case, by=by),
        lambda: assign_case(case, by=by, owner=by, deputy=None),
        lambda: set_followup(own, by=by, due_on=TODAY(), text="x", case=case),
        lambda: set_followup(own, by=by, due_on=TODAY(), text="x", assigned_to=house["koordination-landkreis"]),
        lambda: finish_followup(followup, by=by),
        lambda: postpone_followup(followup, by=by, due_on=TODAY()),
        lambda: record_contact(client, by=by, centre=house["centre"], topics=house["topics"], **facts()),
        lambda: undo_contact(house["county_contact"], by=by),
    ]
    entries = Entry.objects.acts().count()
    for attempt in attempts:
        with pytest.raises(ValidationError):
            attempt()
    assert Entry.objects.acts().count() == entries
    assert Contact.objects.filter(pk=house["county_contact"].pk).exists()


BAD_ROWS = [
    (Client, "client", {"birth_date": datetime.date(1990, 1, 1)}),
    (Client, "client", {"birth_precision": "day"}),
    (Client, "client", {"birth_date": datetime.date(1990, 1, 2), "birth_precision": "month"}),
    (Client, "client", {"birth_date": datetime.date(1990, 2, 1), "birth_precision": "estimated"}),
    (Client, "client", {"languages": ["xx"]}),
    (Client, "county_client", {"file_number": "same"}),
    (Case, "case", {"status": "closed"}),
    (Case, "case", {"closed_on": datetime.date(2026, 1, 1)}),
    (Case, "case", {"end_reason": "moved"}),
    (Case, "case", {"status": "closed", "end_reason": "moved", "closed_on": datetime.date(2000, 1, 1)}),
    (Contact, "contact", {"minutes": 601}),
    (Contact, "contact", {"at": timezone.now() + datetime.timedelta(days=1)}),
    (Contact, "contact", {"persons_counted": 0}),
    (Contact, "contact", {"client": None}),
    (FollowUp, "followup", {"done_at": timezone.now()}),
    (FollowUp, "followup", {"result": "done"}),
    (ContactNote, "contact", {"text": b""}),
]


@pytest.mark.parametrize(("model", "row", "values"), BAD_ROWS)
def test_the_database_itself_refuses(house, model, row, values):
    """Past all actions and forms: ``update()`` goes straight to the constraints."""
    if values.get("file_number"):
        twin = Client.objects.get(pk=house["client"].pk)
        twin.pk, twin.token, twin.file_number = None, uuid.uuid4(), "same"
        twin.controller = house["county_client"].controller
        twin.save()
    key = {"contact": house[row].pk} if model is ContactNote else {"pk": house[row].pk}
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(**key).update(**values)


def test_two_names_cannot_both_be_first(house):
    with pytest.raises(IntegrityError), transaction.atomic():
        ClientName.objects.create(
            client=house["client"], controller=house["client"].controller, given="X", is_primary=True, search_key=" x"
        )
