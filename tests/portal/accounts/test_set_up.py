"""Django admin behind the walls: every page works, none leads to a file, what is in use stays."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import ProgrammingError, connection, transaction

from counselling.models import Absence, Topic
from ibs_portal.accounts.models import Organisation
from ibs_portal.accounts.set_up import looks_where_it_may, may_read
from ibs_portal.audit.models import Entry
from ibs_portal.database.identity import asking_as
from tests.factories.accounts import OrganisationFactory
from tests.factories.opening import CentreFactory, TopicFactory
from tests.factories.projects import PlaceFactory, ProjectFactory, SeriesFactory
from tests.portal.accounts.set_up_world import REGISTERED, SECRET, make_set_up, page_of
from volunteers.models import Offer


@pytest.fixture
def world(persons, organisations) -> dict:
    return make_set_up(persons, organisations)


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_every_page_of_every_kind_opens_without_a_file(client_as, world, model):
    client, row = client_as("technik"), model._default_manager.first()
    pages = [
        page_of(model, "changelist"),
        f"{page_of(model, 'changelist')}?q={SECRET[:6]}",
        page_of(model, "changelist") + "?all=",
    ]
    if row is not None:
        pages += [page_of(model, name, row.pk) for name in ("change", "history")]
    shown = client.get(pages[0]).context["cl"]
    for spec in shown.filter_specs:
        pages += [pages[0] + choice["query_string"] for choice in spec.choices(shown)]
    for address in dict.fromkeys(pages):
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        assert SECRET not in answer.content.decode().replace(f"?q={SECRET}", "").replace(f'value="{SECRET}"', ""), (
            address
        )


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_the_page_of_deleting_opens_or_says_why_not(client_as, world, model):
    client, row = client_as("technik"), model._default_manager.first()
    assert row is not None, "The world of this test lacks a row of this kind."
    answer = client.get(page_of(model, "delete", row.pk), follow=True)
    assert answer.status_code in {200, 403}
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("kind", ["topic", "event.series", "event.place", "event.project", "centre"])
def test_what_is_in_use_stays_and_says_so(client_as, world, kind):
    row = world[kind.partition(".")[0]]
    row = getattr(row, kind.partition(".")[2]) if "." in kind else row
    client = client_as("technik")
    answer = client.post(page_of(type(row), "delete", row.pk), {"post": "yes"}, follow=True)
    assert "wird verwendet" in answer.content.decode()
    answer = client.post(
        page_of(type(row), "changelist"),
        {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"},
        follow=True,
    )
    assert "wird verwendet" in answer.content.decode()
    assert SECRET not in answer.content.decode()
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    "make",
    [TopicFactory, PlaceFactory, SeriesFactory, ProjectFactory, CentreFactory, OrganisationFactory],
)
def test_negative_control_what_nothing_hangs_on_goes(client_as, make):
    rows = make.create_batch(3)
    client, model = client_as("technik"), make._meta.model
    client.post(page_of(model, "delete", rows[0].pk), {"post": "yes"})
    assert LogEntry.objects.filter(action_flag=3, object_id=rows[0].pk).exists()
    many = {"action": "delete_selected", "_selected_action": [row.pk for row in rows[1:]], "post": "yes"}
    client.post(page_of(model, "changelist"), many)
    assert not model.objects.filter(pk__in=[row.pk for row in rows]).exists()


def test_what_the_database_does_not_let_the_set_up_do_is_not_offered(client_as, world):
    client = client_as("technik")
    assert client.post(page_of(Offer, "delete", world["offer"].pk), {"post": "yes"}).status_code == 403
    assert 'value="delete_selected"' not in client.get(page_of(Offer, "changelist")).content.decode()
    assert client.get(page_of(Entry, "add")).status_code == 403


def test_what_belongs_to_a_row_goes_with_it(client_as, world):
    client_as("technik").post(page_of(type(world["staff"]), "delete", world["staff"].pk), {"post": "yes"})
    assert not Absence.objects.exists()


def hidden_ways(model) -> list[str]:
    """Names that lead from a model of the set-up straight into a table that it may not read."""
    fields = [field for field in model._meta.get_fields() if field.is_relation and field.related_model]
    return sorted(field.name for field in fields if not may_read(field.related_model))


HIDDEN_WAYS = [(model, name) for model in REGISTERED for name in hidden_ways(model)]


def test_there_are_ways_that_a_filter_could_take():
    assert len(HIDDEN_WAYS) > 10


@pytest.mark.parametrize(("model", "name"), HIDDEN_WAYS, ids=lambda value: getattr(value, "__name__", value))
def test_no_filter_in_the_address_leads_into_a_file(client_as, world, model, name):
    assert not looks_where_it_may(model, name)
    for lookup in (f"{name}__isnull=0", f"{name}=1", f"{name}__id__gt=0"):
        answer = client_as("technik").get(f"{page_of(model, 'changelist')}?{lookup}")
        assert answer.status_code == 400


def test_no_filter_asks_for_passwords(client_as, world):
    assert client_as("technik").get("/admin/accounts/user/?password__startswith=s").status_code == 400
    assert not looks_where_it_may(type(world["staff"]), "user__password__startswith")


def test_negative_control_other_filters_work(client_as, world):
    assert client_as("technik").get("/admin/accounts/user/?organisation__id__exact=1").status_code == 200
    assert looks_where_it_may(Topic, "code__startswith")


@pytest.mark.parametrize("lookup", ["accounts/user/autocomplete", "autocomplete"])
def test_autocomplete_offers_what_the_set_up_shows(client_as, world, lookup):
    query = {"app_label": "counselling", "model_name": "staffmember", "field_name": "user", "term": "Bera"}
    answer = client_as("technik").get("/admin/autocomplete/", query)
    assert {hit["text"] for hit in answer.json()["results"]} == {"Beratung", "Beratung2"}


@pytest.mark.parametrize(("model", "field"), [("followup", "client"), ("case", "client"), ("clientname", "client")])
def test_autocomplete_offers_nobody_we_serve(client_as, world, model, field):
    query = {"app_label": "counselling", "model_name": model, "field_name": field, "term": SECRET[:4]}
    assert client_as("technik").get("/admin/autocomplete/", query).status_code == 403


@pytest.mark.parametrize("name", ["leitung", "partner", "begleiterin"])
def test_only_the_set_up_asks_what_is_in_use(persons, world, name):
    question = "SELECT portal_is_in_use('counselling_topic', %s)"
    with asking_as(persons[name]), pytest.raises(ProgrammingError, match="set-up only"), transaction.atomic():
        connection.cursor().execute(question, [world["topic"].pk])


def test_negative_control_the_collector_of_the_library_walks_into_the_files(client_as, world, monkeypatch):
    monkeypatch.setattr("ibs_portal.accounts.set_up.may_read", lambda model: True)
    with pytest.raises(ProgrammingError, match="permission denied"):
        client_as("technik").get(page_of(Topic, "delete", world["topic"].pk))


def test_the_history_names_the_row_and_no_content(client_as, world):
    client = client_as("technik")
    row = Organisation.objects.first()
    form = {"name": row.name, "short_name": row.short_name, "kind": row.kind, "contact_details": SECRET}
    client.post(page_of(Organisation, "change", row.pk), form)
    page = client.get(page_of(Organisation, "history", row.pk)).content.decode()
    assert SECRET not in page
    assert LogEntry.objects.get().object_repr == str(row)
