"""Sessions at the desk, on the own page, and by the link in the mail."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ibs_portal.audit.models import Entry
from tests.factories.volunteers import (
    ProgrammeFactory,
    QualificationGrantFactory,
    TrainingFactory,
    TrainingRegistrationFactory,
    TrainingSessionFactory,
    VolunteerFactory,
)
from tests.volunteers.views.test_volunteer import cost_of
from volunteers.emails.training import training_answer_url, training_token
from volunteers.models import Training, TrainingSession


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"])


@pytest.fixture
def staff(client_as):
    return client_as("freiwilligenagentur")


@pytest.fixture
def own(programme, persons):
    return VolunteerFactory(programme=programme, user=persons["begleiterin"], status="accepted")


@pytest.fixture
def session(programme):
    return TrainingSessionFactory(training__programme=programme, capacity=1, is_open=True)


def by_link(registration) -> str:
    return reverse("volunteers:training_answer", args=[training_token(registration)])


def test_courses_are_kept_at_the_desk(staff, programme):
    url = reverse("volunteers:training_create")
    data = {"programme": programme.pk, "title": "Erste Schritte", "valid_months": 12, "is_active": "on"}
    assert staff.post(url, data).status_code == 302
    training = Training.objects.get()
    again = staff.post(url, data)
    assert (again.status_code, Training.objects.count()) == (200, 1)
    staff.post(reverse("volunteers:training_update", args=[training.pk]), data | {"is_mandatory": "on"})
    training.refresh_from_db()
    assert (training.is_mandatory, training.valid_months) == (True, 12)


def test_a_session_is_moved_and_cancelled_at_the_desk(staff, session, mailoutbox):
    TrainingRegistrationFactory(session=session, status="confirmed")
    url = reverse("volunteers:session_update", args=[session.pk])
    start = timezone.localtime(session.starts_at) + datetime.timedelta(days=1)
    times = {"starts_at": f"{start:%Y-%m-%dT10:00}", "ends_at": f"{start:%Y-%m-%dT12:00}"}
    assert staff.post(url, {**times, "place": "Neu", "capacity": 0}).status_code == 200
    assert staff.post(url, {**times, "place": "Neu", "capacity": 1}).status_code == 302
    session.refresh_from_db()
    assert (session.place, session.revision, session.is_open) == ("Neu", 1, False)
    staff.post(reverse("volunteers:session_cancel", args=[session.pk]), {"reason": ""})
    staff.post(reverse("volunteers:session_cancel", args=[session.pk]), {"reason": "Krankheit"})
    assert TrainingSession.objects.get().cancel_reason == "Krankheit"
    assert [len(mail.attachments) for mail in mailoutbox] == [1, 1]
    assert "Krankheit" in staff.get(session.get_absolute_url()).content.decode()


def test_an_answer_by_phone_and_the_waiting_list(staff, session):
    invited = TrainingRegistrationFactory(session=session)
    waits = VolunteerFactory(programme=session.programme, status="accepted")
    invite = reverse("volunteers:session_invite", args=[session.pk])
    assert staff.post(invite, {"volunteers": [waits.pk]}).status_code == 200
    staff.post(invite, {"volunteers": [waits.pk], "waiting": "1"})
    staff.post(reverse("volunteers:training_record", args=[invited.pk]), {"answer": "perhaps"})
    assert session.registrations.get(volunteer=waits).status == "waiting"
    staff.post(reverse("volunteers:training_record", args=[invited.pk]), {"answer": "no"})
    assert session.registrations.get(volunteer=waits).status == "offered"


def test_the_list_leaves_the_house_with_a_trace(staff, session):
    TrainingRegistrationFactory(session=session)
    response = staff.get(reverse("volunteers:session_export", args=[session.pk]))
    assert response.content.startswith(b"PK")
    assert Entry.objects.filter(verb="training_session.exported", object_id=session.pk).count() == 1


def test_a_volunteer_puts_herself_down_and_takes_it_back(client_as, own, session):
    client, page = client_as("begleiterin"), reverse("volunteers:my_trainings")
    assert [row.session for row in client.get(page).context["open_sessions"]] == [session]
    client.post(reverse("volunteers:my_training_join", args=[session.pk]))
    registration = own.registrations.get()
    assert registration.status == "confirmed"
    assert client.get(page).context["open_sessions"] == []
    client.post(reverse("volunteers:my_training", args=[registration.pk]), {"answer": "no"})
    registration.refresh_from_db()
    assert registration.status == "declined"


def test_what_runs_out_stands_on_the_own_page(client_as, own):
    training = TrainingFactory(programme=own.programme, title="Grundlagen")
    soon = timezone.localdate() + datetime.timedelta(days=30)
    QualificationGrantFactory(
        volunteer=own, training=training, granted_on=soon - datetime.timedelta(days=700), expires_on=soon
    )
    for name in ("my_home", "my_trainings"):
        response = client_as("begleiterin").get(reverse(f"volunteers:{name}"))
        assert "Grundlagen" in response.content.decode()
    assert [held.is_to_renew for held in response.context["qualifications"]] == [True]


def test_the_link_answers_without_an_account(session, mailoutbox):
    registration = TrainingRegistrationFactory(session=session)
    url, anybody = by_link(registration), Client()
    assert url in training_answer_url(registration)
    response = anybody.get(url)
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    registration.refresh_from_db()
    assert registration.status == "invited"
    anybody.post(url, {"answer": "nonsense"})
    assert anybody.post(url, {"answer": "yes"}, follow=True).status_code == 200
    registration.refresh_from_db()
    assert registration.status == "confirmed"
    calendar = anybody.get(reverse("volunteers:training_calendar", args=[training_token(registration)]))
    assert calendar.content.startswith(b"BEGIN:VCALENDAR")


def test_forged_and_late_links(session):
    registration = TrainingRegistrationFactory(session=session)
    url = by_link(registration)
    for broken in (url[:-3] + "x/", url.replace("antwort", "kalender")[:-4] + "/"):
        assert Client().get(broken).status_code == 404
    TrainingSession.objects.update(starts_at=timezone.now() - datetime.timedelta(hours=1))
    response = Client().post(url, {"answer": "yes"})
    registration.refresh_from_db()
    assert (response.status_code, registration.status) == (200, "invited")


def test_pages_cost_the_same_with_more_rows(staff, client_as, programme, own, session):
    urls = [
        (staff, reverse("volunteers:renewal_list")),
        (staff, session.get_absolute_url()),
        (client_as("begleiterin"), reverse("volunteers:my_trainings")),
    ]

    def fill() -> None:
        TrainingRegistrationFactory(session=session)
        TrainingRegistrationFactory(session=session, status="waiting", waiting_since=timezone.now())
        other = TrainingSessionFactory(training__programme=programme, is_open=True)
        TrainingRegistrationFactory(session=TrainingSessionFactory(training=other.training), volunteer=own)
        day = timezone.localdate() + datetime.timedelta(days=30)
        times = {"granted_on": day - datetime.timedelta(days=700), "expires_on": day}
        QualificationGrantFactory(volunteer=own, training=other.training, **times)
        QualificationGrantFactory(volunteer__programme=programme, training=other.training, **times)

    fill()
    first = [cost_of(client, url) for client, url in urls]
    fill()
    fill()
    assert ([cost_of(client, url) for client, url in urls], max(first) <= 12) == (first, True)
