import datetime
import io
import uuid

import pytest
from django.contrib import admin
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from ibs_portal.audit.models import Entry
from projects import queries
from projects.models import Event, EventSeries, Place, Project, Registration
from tests.factories.projects import EventFactory, PlaceFactory, ProjectFactory, RegistrationFactory, SeriesFactory

MOST_QUESTIONS = 12
pytestmark = pytest.mark.django_db
SOON = (timezone.now() + datetime.timedelta(days=3)).replace(second=0, microsecond=0)


@pytest.fixture
def project(organisations):
    return ProjectFactory(organisation=organisations["city"])


@pytest.fixture
def event(project):
    return EventFactory(project=project, starts_at=SOON, seats=3, title_de="Kochen")


def url(name, *args):
    return reverse(f"projects:{name}", args=args)


def form_of(page) -> dict:
    """What a browser would send back unchanged."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    local = {k: timezone.localtime(v) for k, v in values.items() if isinstance(v, datetime.datetime) and v.tzinfo}
    texts = {k: f"{v:%Y-%m-%dT%H:%M}" for k, v in local.items()}
    return {k: v for k, v in {**values, **texts}.items() if v is not None and v is not False}


def test_the_list_shows_own_events_with_a_fixed_number_of_questions(client_as, project, questions):
    def full_event():
        RegistrationFactory(event=EventFactory(project=project, starts_at=SOON, seats=1), state="waiting")

    full_event()
    EventFactory(starts_at=SOON)
    EventFactory(project=project, starts_at=SOON - datetime.timedelta(days=30))
    client = client_as("bfd")
    one = questions(client, url("staff_event_list"))
    full_event(), full_event()
    assert questions(client, url("staff_event_list")) == one <= MOST_QUESTIONS
    assert [row["waiting"] for row in client.get(url("staff_event_list")).context["rows"]] == [1] * 3
    assert len(client.get(url("staff_event_list"), {"when": "past"}).context["rows"]) == 1
    assert client.get(url("staff_event_list"), {"page": "²"}).status_code == 200


def test_the_event_with_its_guests_asks_a_fixed_number_of_questions(client_as, event, questions):
    client, counts = client_as("beratung"), []
    for _round in range(2):
        RegistrationFactory(event=event)
        RegistrationFactory(event=event, state="waiting")
        counts.append(questions(client, url("staff_event_detail", event.pk)))
    assert counts[0] == counts[1] <= MOST_QUESTIONS
    page = client.get(url("staff_event_detail", event.pk))
    assert (len(page.context["coming"]), len(page.context["waiting"])) == (2, 2)


def test_an_event_is_created_in_local_time(client_as, project):
    data = {
        "project": project.pk,
        "title_de": "Kochen",
        "starts_at": "2030-07-06T15:00",
        "ends_at": "2030-07-06T18:00",
        "place": PlaceFactory().pk,
        "registration": "open",
        "seats": "12",
        "is_published": "on",
    }
    page = client_as("redaktion").post(url("staff_event_create"), data)
    event = Event.objects.get()
    assert page["Location"] == url("staff_event_detail", event.pk)
    assert event.starts_at.isoformat() == "2030-07-06T13:00:00+00:00"
    wrong = client_as("redaktion").post(url("staff_event_create"), {**data, "ends_at": "2030-07-06T14:00"})
    assert "Das Ende liegt nicht nach dem Beginn" in wrong.content.decode()


def test_nobody_adds_events_to_a_foreign_project(client_as, project):
    data = {
        "project": ProjectFactory().pk,
        "title_de": "x",
        "starts_at": "2030-07-06T15:00",
        "ends_at": "2030-07-06T18:00",
    }
    page = client_as("redaktion").post(
        url("staff_event_create"), {**data, "place": PlaceFactory().pk, "registration": "none"}
    )
    assert (page.status_code, "project" in page.context["form"].errors, Event.objects.count()) == (200, True, 0)


def test_a_change_keeps_what_somebody_else_wrote(client_as, event):
    client = client_as("beratung")
    form = form_of(client.get(url("staff_event_update", event.pk)))
    assert client.post(url("staff_event_update", event.pk), {**form, "title_de": "Von A"}).status_code == 302
    late = client.post(url("staff_event_update", event.pk), {**form, "title_de": "Von B"})
    assert "Jemand anderes hat diese Veranstaltung geändert" in late.content.decode()
    assert "Von B" in late.content.decode()
    event.refresh_from_db()
    assert (event.title_de, event.seats, event.starts_at) == ("Von A", 3, SOON)


def test_fewer_places_than_taken_are_refused_in_words(client_as, event):
    RegistrationFactory(event=event, seats=3)
    form = form_of(client_as("beratung").get(url("staff_event_update", event.pk)))
    page = client_as("beratung").post(url("staff_event_update", event.pk), {**form, "seats": "2"})
    assert "Es sind schon mehr Plätze vergeben" in page.content.decode()


def test_cancelling_asks_for_a_reason_and_names_who_must_be_phoned(client_as, event):
    RegistrationFactory(event=event, email="gast@example.org")
    RegistrationFactory(event=event, email="", phone="0375 000000", name="Suharto")
    client = client_as("leitung")
    assert "Suharto" in client.get(url("staff_event_cancel", event.pk)).content.decode()
    assert client.post(url("staff_event_cancel", event.pk), {"cancel_reason_de": ""}).status_code == 200
    client.post(url("staff_event_cancel", event.pk), {"cancel_reason_de": "Sturm"})
    event.refresh_from_db()
    assert (event.is_cancelled, [letter.to for letter in mail.outbox]) == (True, [["gast@example.org"]])


def test_somebody_is_registered_by_phone_once(client_as, event):
    data = {"name": "Suharto", "seats": "2", "phone": "0375 000000", "language": "de", "form_key": str(uuid.uuid4())}
    client = client_as("bfd")
    client.post(url("staff_registration_create", event.pk), data)
    page = client.post(url("staff_registration_create", event.pk), data, follow=True)
    assert "Suharto ist angemeldet" in page.content.decode()
    assert Registration.objects.get().organisation_id == event.project.organisation_id
    bad = client.post(url("staff_registration_create", event.pk), {**data, "phone": "", "form_key": str(uuid.uuid4())})
    assert "E-Mail-Adresse oder eine Telefonnummer" in bad.content.decode()


def test_staff_cancel_a_guest_and_the_next_gets_the_offer(client_as, event):
    guest = RegistrationFactory(event=event, seats=3)
    waiting = RegistrationFactory(event=event, state="waiting")
    client_as("bfd").post(url("staff_registration_cancel", guest.pk))
    guest.refresh_from_db(), waiting.refresh_from_db()
    assert (guest.cancel_cause, waiting.state) == ("staff", "offered")
    client_as("bfd").post(url("staff_offer_accept", waiting.pk))
    waiting.refresh_from_db()
    assert waiting.state == "registered"
    page = client_as("bfd").post(url("staff_offer_accept", guest.pk), follow=True)
    assert "kein offenes Angebot" in page.content.decode()


def test_the_excel_file_holds_text_never_formulas(client_as, event):
    evil = ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "Łukasz\x0bĐorđević"]
    for name in evil:
        RegistrationFactory(event=event, name=name, state="waiting")
    response = client_as("beratung").get(url("staff_attendance_export", event.pk))
    sheet = load_workbook(io.BytesIO(response.content)).active
    cells = [sheet.cell(row, 1) for row in range(3, 9)]
    assert [cell.data_type for cell in cells] == ["s"] * 6
    assert [cell.value for cell in cells] == [*evil[:5], "ŁukaszĐorđević"]
    assert Entry.objects.readings().filter(verb="registration.exported").count() == 1


def test_the_list_for_the_door_has_those_who_come(client_as, event):
    RegistrationFactory(event=event, name="Kommt")
    RegistrationFactory(event=event, name="Wartet", state="waiting")
    page = client_as("beratung").get(url("staff_attendance_list", event.pk)).content.decode()
    assert ("Kommt" in page, "Wartet" in page) == (True, False)


def test_a_series_is_started_and_topped_up(client_as, project):
    data = {
        "project": project.pk,
        "title_de": "NäMo",
        "starts_on": "2030-03-04",
        "frequency": "weekly",
        "start_time": "10:00",
        "minutes": "90",
        "place": PlaceFactory().pk,
        "registration": "none",
    }
    client = client_as("beratung")
    assert client.post(url("series_create"), data).status_code == 302
    series = EventSeries.objects.get()
    assert series.rule == "FREQ=WEEKLY;BYDAY=MO"
    EventSeries.objects.update(starts_on=timezone.localdate())
    page = client.post(url("series_generate", series.pk), follow=True)
    assert "Termine sind dazugekommen" in page.content.decode()
    assert "Alle Termine sind schon da" in client.post(url("series_generate", series.pk), follow=True).content.decode()


def test_projects_with_their_series(client_as, project, questions):
    client, counts = client_as("beratung"), []
    for _round in range(2):
        EventFactory(project=SeriesFactory(project=project).project, starts_at=SOON)
        counts.append(questions(client, url("staff_project_list")))
    assert counts[0] == counts[1] <= MOST_QUESTIONS


def test_heute_and_search_show_the_own_organisation_only(persons, event):
    foreign = EventFactory(starts_at=SOON, title_de="Kochen woanders")
    RegistrationFactory(event=event, name="Łukasz Đorđević", reference="ABCD2346")
    RegistrationFactory(event=foreign, name="Łukasz Fremd")
    now = timezone.now()
    assert [row["event"] for row in queries.heute(persons["bfd"], now=now)["rows"]] == [event]
    assert queries.heute(persons["partner"], now=now) is None
    assert queries.heute(persons["agentur2"], now=now)["rows"] == []
    found = [hit["title"] for hit in queries.search(persons["bfd"], "kochen")]
    assert found == ["Kochen"]
    assert [hit["title"] for hit in queries.search(persons["bfd"], "lukasz")] == ["Łukasz Đorđević"]
    assert [hit["title"] for hit in queries.search(persons["bfd"], "abcd-2346")] == ["Łukasz Đorđević"]
    assert queries.search(persons["technik"], "kochen") == []


def test_the_setup_knows_projects_places_and_series_but_no_guests():
    known = {model for model in admin.site._registry if model._meta.app_label == "projects"}
    assert known == {Project, Place, EventSeries}


@pytest.mark.parametrize("model", ["project", "place", "eventseries"])
def test_the_setup_opens(client_as, model):
    SeriesFactory()
    client = client_as("technik")
    for page in ("changelist", "add"):
        assert (
            client.get(
                reverse(f"admin:projects_{model}_{page}"), {"q": "a"} if page == "changelist" else {}
            ).status_code
            == 200
        )
