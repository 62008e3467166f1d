import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ibs_portal.audit.models import Entry
from tests.factories.volunteers import (
    CompanionGroupFactory,
    OfferFactory,
    ProgrammeFactory,
    TrainingRegistrationFactory,
    TrainingSessionFactory,
    VolunteerFactory,
    VolunteerLanguageFactory,
)
from volunteers.actions.group import assign_to_group
from volunteers.models import CompanionGroup, GroupMembership, QualificationGrant, Volunteer
from volunteers.queries import heute, search


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"])


@pytest.fixture
def staff(client_as):
    return client_as("freiwilligenagentur")


def crowd(programme, number: int) -> list[Volunteer]:
    return [VolunteerLanguageFactory(volunteer__programme=programme).volunteer for _n in range(number)]


def cost_of(client, url: str) -> int:
    """How many queries a page needs, without the statements that open and close transactions."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for query in queries)


LISTS = ("pipeline", "group_list", "training_list")


@pytest.mark.parametrize("name", LISTS)
def test_lists_cost_the_same_with_one_row_and_with_three(staff, programme, name):
    def fill(number: int) -> None:
        for volunteer in crowd(programme, number):
            group = CompanionGroupFactory(programme=programme, speaker=volunteer)
            GroupMembership.objects.create(programme=programme, group=group, volunteer=volunteer)
            TrainingSessionFactory(training__programme=programme)

    url = reverse(f"volunteers:{name}")
    fill(1)
    first = cost_of(staff, url)
    fill(2)
    assert (cost_of(staff, url), first <= 12) == (first, True)


def test_details_cost_the_same_with_more_rows(staff, programme):
    session = TrainingSessionFactory(training__programme=programme)
    volunteer = VolunteerLanguageFactory(volunteer__programme=programme).volunteer
    invite = reverse("volunteers:session_invite", args=[session.pk])
    urls = [volunteer.get_absolute_url(), session.get_absolute_url(), invite]
    TrainingRegistrationFactory(session=session, volunteer=volunteer)
    first = [cost_of(staff, url) for url in urls]
    for other in crowd(programme, 2):
        TrainingRegistrationFactory(session=session, volunteer=other)
    TrainingRegistrationFactory(volunteer=volunteer, session__training__programme=programme)
    VolunteerLanguageFactory(volunteer=volunteer, code="vi")
    assert ([cost_of(staff, url) for url in urls], max(first) <= 12) == (first, True)


def test_the_pipeline_shows_who_waits_first_and_only_the_own_programme(staff, programme):
    today = timezone.localdate()
    active = VolunteerFactory(programme=programme, status="active", status_since=today - datetime.timedelta(300))
    late = VolunteerFactory(programme=programme, status_since=today - datetime.timedelta(20))
    fresh = VolunteerFactory(programme=programme)
    VolunteerFactory(programme=programme, confirmed_at=None)
    VolunteerFactory()
    response = staff.get(reverse("volunteers:pipeline"))
    rows = response.context["rows"]
    assert [(row.pk, row.urgency) for row in rows] == [(late.pk, "late"), (fresh.pk, ""), (active.pk, "")]
    assert (response.context["unconfirmed"], response.context["here"]) == (1, 3)


def test_filters_and_search(staff, programme):
    found = VolunteerFactory(programme=programme, given_name="Łukasz", family_name="Đorđević", status="accepted")
    VolunteerLanguageFactory(volunteer=found, code="pl")
    VolunteerFactory(programme=programme)
    for query in ("q=lukasz+dordevic", "status=accepted", "language=pl", f"q={found.email}"):
        rows = staff.get(f"{reverse('volunteers:pipeline')}?{query}").context["rows"]
        assert [row.pk for row in rows] == [found.pk], query
    for nonsense in ("status=x", "group=999", "after=x", "after=1_2026-01-01_99999999999999999999999", "q=%25"):
        assert staff.get(f"{reverse('volunteers:pipeline')}?{nonsense}").status_code == 200


def test_fifty_rows_a_page_and_everybody_once(staff, programme):
    people = VolunteerFactory.create_batch(53, programme=programme)
    url = reverse("volunteers:pipeline")
    first = staff.get(url)
    second = staff.get(f"{url}?after={first.context['after']}")
    seen = [row.pk for row in [*first.context["rows"], *second.context["rows"]]]
    assert (len(first.context["rows"]), sorted(seen)) == (50, sorted(v.pk for v in people))
    assert second.context["after"] == ""


def test_a_volunteer_is_entered_by_phone(staff, programme):
    offer = OfferFactory()
    url = reverse("volunteers:volunteer_create")
    data = {
        "programme": programme.pk,
        "given_name": "Suparman",
        "contact_language": "de",
        "max_matches": 2,
        "phone": "0541 123456",
        "postcode": "49074",
        "language_0": "id",
        "level_0": "4",
        "offers": [offer.pk],
        "availability": ["sun_morning"],
    }
    refused = staff.post(url, data)
    assert refused.context["form"].errors.keys() == {"consents"}
    assert 'value="Suparman"' in refused.content.decode()
    response = staff.post(url, {**data, "consents": ["data", "news"], "how": "phone"})
    volunteer = Volunteer.objects.get()
    assert response["Location"] == volunteer.get_absolute_url()
    assert (volunteer.source, volunteer.user, volunteer.max_matches) == ("phone", None, 2)
    foreign = ProgrammeFactory()
    assert (
        staff.post(url, {**data, "consents": ["data", "news"], "how": "phone", "programme": foreign.pk}).status_code
        == 200
    )
    assert Volunteer.objects.count() == 1


def test_one_more_row_keeps_what_was_typed(staff, programme):
    response = staff.post(reverse("volunteers:volunteer_create"), {"given_name": "X", "language_0": "id", "more": "1"})
    page = response.content.decode()
    assert 'value="X"' in page
    assert "<title>Fehler" not in page
    assert 'name="language_2"' in page or 'name="language_1"' in page


def test_the_steps_of_the_file(staff, programme):
    volunteer = VolunteerFactory(programme=programme)
    url = reverse("volunteers:volunteer_advance", args=[volunteer.pk])
    assert "interview_at" in staff.get(f"{url}?to=interview").context["form"].fields
    assert staff.get(f"{url}?to=nonsense").status_code == 200
    assert staff.post(url, {"to": "interview"}).context["form"].errors.keys() == {"interview_at"}
    assert staff.post(url, {"to": "active"}).status_code == 200
    response = staff.post(url, {"to": "interview", "interview_at": "2030-05-06T14:30"})
    assert response["Location"] == volunteer.get_absolute_url()
    volunteer.refresh_from_db()
    assert (volunteer.status, timezone.localtime(volunteer.interview_at).hour) == ("interview", 14)


def test_from_the_invitation_to_the_group(staff, programme, client_as, persons):
    volunteer = VolunteerFactory(programme=programme, status="accepted", user=persons["begleiterin"])
    session = TrainingSessionFactory(training__programme=programme)
    staff.post(reverse("volunteers:session_invite", args=[session.pk]), {"volunteers": [volunteer.pk]})
    own = client_as("begleiterin")
    home = own.get(reverse("volunteers:my_home"))
    assert home.context["next_step"].title == "Schulung"
    own.post(home.context["next_step"].url, {"answer": "yes"})
    registration = session.registrations.get()
    assert registration.status == "confirmed"
    session.starts_at = timezone.now() - datetime.timedelta(hours=5)
    session.save()
    attendance = reverse("volunteers:session_attendance", args=[session.pk])
    assert staff.get(attendance).context["form"].initial["attended"] == [registration.pk]
    staff.post(attendance, {"attended": [registration.pk]})
    assert QualificationGrant.objects.get().volunteer == volunteer
    group = CompanionGroupFactory(programme=programme)
    staff.post(reverse("volunteers:group_assign", args=[volunteer.pk]), {"group": group.pk})
    volunteer.refresh_from_db()
    assert volunteer.status == "active"
    assert group.name in own.get(reverse("volunteers:my_home")).content.decode()
    printed = staff.get(reverse("volunteers:session_print", args=[session.pk])).content.decode()
    assert volunteer.name in printed


def test_a_full_group_is_refused_with_words(staff, programme, persons):
    group = CompanionGroupFactory(programme=programme, seats=1)
    first, second = VolunteerFactory.create_batch(2, programme=programme, status="active")
    assign_to_group(first, group=group, by=persons["freiwilligenagentur"], now=timezone.now())
    for url, data in [
        (group.get_absolute_url(), {"volunteer": second.pk}),
        (reverse("volunteers:group_assign", args=[second.pk]), {"group": group.pk}),
    ]:
        assert "voll" in staff.post(url, data).content.decode()
    assert GroupMembership.objects.count() == 1


def test_groups_are_made_and_changed(staff, programme):
    data = {"programme": programme.pk, "name": "Ankommen", "seats": 4}
    staff.post(reverse("volunteers:group_create"), data)
    group = CompanionGroup.objects.get()
    assert staff.post(reverse("volunteers:group_create"), data).context["form"].errors
    url = reverse("volunteers:group_update", args=[group.pk])
    assert staff.post(url, {"name": "B", "seats": 0}).context["form"].errors.keys() == {"seats"}
    staff.post(url, {"name": "B", "seats": 3, "is_active": "on"})
    group.refresh_from_db()
    assert (group.name, group.seats) == ("B", 3)


def test_sessions_are_planned(staff, programme):
    training = TrainingSessionFactory(training__programme=programme).training
    data = {"training": training.pk, "place": "R", "capacity": 5, "starts_at": "2030-01-05T10:00"}
    url = reverse("volunteers:training_session_create")
    assert staff.post(url, {**data, "ends_at": "2030-01-05T09:00"}).context["form"].errors
    assert staff.post(url, {**data, "ends_at": "2030-01-05T12:00"}).status_code == 302


def test_foreign_rows_cannot_be_named_in_forms(staff, programme):
    own, foreign = CompanionGroupFactory(programme=programme), CompanionGroupFactory()
    stranger = VolunteerFactory(status="active")
    volunteer = VolunteerFactory(programme=programme, status="active")
    session = TrainingSessionFactory(training__programme=programme)
    staff.post(own.get_absolute_url(), {"volunteer": stranger.pk})
    staff.post(reverse("volunteers:group_assign", args=[volunteer.pk]), {"group": foreign.pk})
    staff.post(reverse("volunteers:session_invite", args=[session.pk]), {"volunteers": [stranger.pk]})
    assert (GroupMembership.objects.count(), session.registrations.count()) == (0, 0)


def test_heute_and_search_are_for_the_own_coordinators(persons, programme):
    now = timezone.now()
    volunteer = VolunteerFactory(programme=programme, given_name="Öykü")
    VolunteerFactory(given_name="Öykü")
    TrainingSessionFactory(training__programme=programme)
    panel = heute(persons["freiwilligenagentur"], now=now)
    assert [row["volunteer"] for row in panel["applied"]] == [volunteer]
    assert (panel["applied_count"], len(panel["sessions"])) == (1, 1)
    assert [hit["title"] for hit in search(persons["freiwilligenagentur"], "oyku")] == [volunteer.name]
    for other in ("beratung", "begleiterin", "technik", "partner"):
        assert heute(persons[other], now=now) is None
        assert search(persons[other], "oyku") == []
    assert heute(persons["agentur2"], now=now)["applied"] == []


def test_the_own_pages_change_only_the_own_row(client_as, programme, persons):
    volunteer = VolunteerFactory(
        programme=programme, user=persons["begleiterin"], email="begleiterin@example.org", status="active"
    )
    other = TrainingRegistrationFactory(session__training__programme=programme)
    own = client_as("begleiterin")
    assert own.get(reverse("volunteers:my_training", args=[other.pk])).status_code == 404
    data = {"given_name": "Neu", "contact_language": "de", "max_matches": 1, "language_0": "de", "level_0": "4"}
    assert own.post(reverse("volunteers:my_profile"), {**data, "email": "evil@example.org"}).status_code == 302
    volunteer.refresh_from_db()
    assert (volunteer.given_name, volunteer.email) == ("Neu", "begleiterin@example.org")
    assert Entry.objects.acts().filter(verb="volunteer.updated", actor_id=persons["begleiterin"].pk).count() == 1


def test_a_break_coming_back_and_leaving(client_as, programme, persons):
    volunteer = VolunteerFactory(programme=programme, user=persons["begleiterin"], status="active")
    own = client_as("begleiterin")
    pause = reverse("volunteers:my_pause")
    dates = {"paused_until_day": "1", "paused_until_month": "2", "paused_until_year": "2020"}
    assert own.post(pause, dates).context["form"].errors.keys() == {"paused_until"}
    own.post(pause, {})
    volunteer.refresh_from_db()
    assert (volunteer.status, volunteer.paused_until) == ("paused", None)
    own.post(reverse("volunteers:my_return"))
    volunteer.refresh_from_db()
    assert volunteer.status == "trained"  # in no group
    leave = reverse("volunteers:my_leave")
    assert own.post(leave, {"end_reason": "not_suitable"}).context["form"].errors.keys() == {"end_reason"}
    own.post(leave, {"end_reason": "time"})
    volunteer.refresh_from_db()
    assert (volunteer.status, volunteer.end_reason) == ("left", "time")
    assert own.post(pause, {}).status_code == 200
    assert own.get(reverse("volunteers:my_home")).status_code == 200
