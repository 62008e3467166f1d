"""A restricted file is not there for those who have nothing to do with it: on no page, in no table, by no number."""

from itertools import pairwise

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from counselling.actions.document import upload_document
from counselling.actions.household import add_member
from counselling.actions.numbering import next_number
from counselling.actions.plan import add_goal, start_plan
from counselling.actions.restriction import restrict_file
from counselling.models import BreakGlass, Client, Contact
from ibs_portal.database import rows
from ibs_portal.database.identity import asking_as
from tests.access.counselling_file import PDF
from tests.factories.casework import ContactFactory, DisclosureFactory

SEES = {"beratung": True, "leitung": True, "beratung2": False, "bfd": False, "koordination-landkreis": False}


@pytest.fixture
def restricted(house) -> dict:
    by = house["beratung"]
    ContactFactory(client=house["client"], by=house["bfd"], centre=house["centre"], topics=house["topics"])
    DisclosureFactory(client=house["client"], by=by, recipient=house["koordination-landkreis"].organisation)
    add_member(house["client"], by=by, relation="child", joined_on=timezone.localdate())
    add_goal(start_plan(house["case"], by=by), by=by, area="work", wish="Ich will arbeiten.")
    upload_document(house["client"], by=by, name="x.pdf", data=PDF, kind="letter")
    restrict_file(house["client"], by=by, reason="Verwandte der Kollegin")
    return house


def of_files() -> list:
    """Every guarded model of counselling whose rows belong to a client."""
    models = apps.get_app_config("counselling").get_models()
    return [m for m in models if m is Client or any(f.related_model is Client for f in m._meta.concrete_fields)]


def rows_of(model, client) -> dict:
    return {"pk": client.pk} if model is Client else {"client": client}


def test_every_table_of_a_file_hides_it():
    """A later model with a client cannot be forgotten."""
    text = "counselling_hidden_files"
    loose = [
        model._meta.label
        for model in of_files()
        for rule in rows.ROWS[model._meta.db_table]
        if {"counter", "counsel"} & set(rule.columns.split()) and not (text in rule.read and text in rule.check)
    ]
    assert loose == []


@pytest.mark.parametrize(("person", "sees"), SEES.items())
def test_the_database_and_the_querysets_agree(restricted, person, sees):
    user, wrong = restricted[person], []
    for model in of_files():
        mine = rows_of(model, restricted["client"])
        if not model._base_manager.filter(**mine).exists():
            continue
        if model._default_manager.visible_to(user).filter(**mine).exists() and not sees:
            wrong.append((model._meta.label, "queryset"))
        with asking_as(user):
            try:
                with transaction.atomic():
                    found = model._base_manager.filter(**mine).values("pk").exists()
            except DatabaseError:
                found = False
        if found and not sees:
            wrong.append((model._meta.label, "database"))
    assert wrong == []
    assert Client.objects.visible_to(user).filter(pk=restricted["client"].pk).exists() == sees


def without_tokens(response) -> list[str]:
    return [line for line in response.content.decode().splitlines() if "csrf" not in line and "token" not in line]


@pytest.mark.parametrize("person", ["beratung2", "bfd"])
def test_a_restricted_hit_and_no_hit_are_the_same_answer(restricted, client_as, person):
    client = client_as(person)
    find = reverse("counselling:client_find")
    hit, miss = (client.get(find, {"person": text}) for text in ("nguyen", "xqzwv"))
    assert hit.content.decode().replace("nguyen", "xqzwv") == miss.content.decode()
    if person == "beratung2":
        listed = [client.get(reverse("counselling:client_list"), {"q": text}) for text in ("nguyen", "xqzwv")]
        assert [p.replace("nguyen", "xqzwv") for p in without_tokens(listed[0])] == without_tokens(listed[1])


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("client_detail", "client"),
        ("case_detail", "case"),
        ("plan_list", "client"),
        ("notes_open", "client"),
        ("household_detail", "client"),
        ("document_list", "client"),
        ("followup_postpone", "followup"),
        ("file_restrict", "client"),
    ],
)
def test_each_page_is_as_good_as_missing(restricted, client_as, name, row):
    there, missing = (reverse(f"counselling:{name}", args=[pk]) for pk in (restricted[row].pk, 999_999))
    colleague = client_as("beratung2")
    answers = [colleague.get(there), colleague.get(missing)]
    assert [a.status_code for a in answers] == [404, 404]
    assert without_tokens(answers[0]) == without_tokens(answers[1])
    assert client_as("leitung").get(there).status_code == 200


def test_lists_and_heute_show_nothing(restricted, client_as):
    colleague = client_as("beratung2")
    pages = [
        reverse("counselling:case_list") + "?status=open",
        reverse("counselling:followup_list") + "?team=1",
        "/intern/",
    ]
    for page in pages:
        text = colleague.get(page).content.decode()
        assert (restricted["case"].number in text, "Nguyễn" in text, "Ist der Bescheid da?" in text) == (False,) * 3
    assert "Nguyễn" in client_as("beratung").get(pages[0]).content.decode()


def test_a_reason_typed_in_an_emergency_does_not_open_it(restricted):
    """Also not for somebody who opened the notes before, or who writes the row herself."""
    colleague, client = restricted["beratung2"], restricted["client"]
    with asking_as(colleague), pytest.raises(DatabaseError), transaction.atomic():
        BreakGlass.objects.create(
            client=client,
            controller=client.controller,
            user=colleague,
            reason="Frist läuft ab",
            expires_at=timezone.now() + timezone.timedelta(hours=1),
        )


def test_nothing_is_recorded_for_a_file_that_is_not_there(restricted, client_as):
    address = reverse("counselling:contact_create")
    assert client_as("bfd").get(f"{address}?client={restricted['client'].pk}").status_code == 404
    assert Contact.objects.filter(client=restricted["client"]).count() == 2


def test_the_finder_says_nothing_past_the_walls(restricted):
    from_below = {}
    for person in ("beratung2", "bfd", "leitung"):
        with asking_as(restricted[person]), connection.cursor() as cursor:
            cursor.execute("SELECT counselling_people_named('nguyen', '{}', ''), counselling_names_alike('{nguyen}')")
            from_below[person] = any(cursor.fetchone())
    assert from_below == {"beratung2": False, "bfd": False, "leitung": True}


def test_who_may_restrict_and_lift(house, client_as):
    address = reverse("counselling:file_restrict", args=[house["client"].pk])
    assert {n: client_as(n).get(address).status_code for n in ("beratung2", "beratung", "leitung")} == {
        "beratung2": 403,
        "beratung": 200,
        "leitung": 200,
    }
    client = client_as("beratung")
    assert set(client.post(address, {"reason": "  "}).context["form"].errors) == {"reason"}
    client.post(address, {"reason": "Verwandte der Kollegin"})
    house["client"].refresh_from_db()
    assert house["client"].is_restricted
    assert (
        "Verwandte der Kollegin"
        in client.get(reverse("counselling:client_detail", args=[house["client"].pk])).content.decode()
    )
    client_as("leitung").post(reverse("counselling:file_release", args=[house["client"].pk]))
    house["client"].refresh_from_db()
    assert (house["client"].is_restricted, house["client"].restriction_reason) == (False, "")


def test_whoever_hands_a_restricted_case_over_is_led_to_her_cases(restricted, client_as):
    client = client_as("beratung")
    address = reverse("counselling:case_assign", args=[restricted["case"].pk])
    response = client.post(address, {"owner": restricted["beratung2"].pk})
    assert response.url == reverse("counselling:case_list")
    detail = reverse("counselling:client_detail", args=[restricted["client"].pk])
    assert {n: client_as(n).get(detail).status_code for n in ("beratung", "beratung2")} == {
        "beratung": 404,
        "beratung2": 200,
    }


def test_a_restriction_has_a_reason(house):
    with pytest.raises(IntegrityError), transaction.atomic():
        Client.objects.filter(pk=house["client"].pk).update(is_restricted=True)


def test_a_gap_in_the_numbers_says_nothing(house):
    numbers = [next_number("client", by=house["beratung"]) for _number in range(200)]
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    assert steps == {1, 2}
