import datetime

import pytest
from django.core.exceptions import ValidationError

from ibs_portal.accounts.models import User
from ibs_portal.audit.models import Entry
from tests.factories.volunteers import (
    CompanionGroupFactory,
    OfferFactory,
    ProgrammeFactory,
    QualificationGrantFactory,
    TrainingFactory,
    VolunteerFactory,
)
from volunteers.actions.group import assign_to_group
from volunteers.actions.volunteer import advance_volunteer, create_volunteer, update_volunteer
from volunteers.models import GroupMembership, Volunteer
from volunteers.rules.consent import CURRENT

NOW = datetime.datetime(2026, 5, 4, 10, tzinfo=datetime.UTC)


@pytest.fixture
def coordinator(persons):
    return persons["freiwilligenagentur"]


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"])


def test_an_interview_is_arranged_with_a_mail_and_a_trail(coordinator, programme, mailoutbox):
    volunteer = VolunteerFactory(programme=programme, given_name="Suparman", family_name="")
    at = datetime.datetime(2026, 5, 6, 14, 30, tzinfo=datetime.UTC)
    volunteer = advance_volunteer(volunteer, to="interview", by=coordinator, now=NOW, interview_at=at)
    assert (volunteer.status, volunteer.interview_at, volunteer.status_since) == ("interview", at, NOW.date())
    entry = Entry.objects.acts().get(verb="volunteer.advanced")
    assert (entry.object_id, entry.actor_id, entry.reason) == (volunteer.pk, coordinator.pk, "applied > interview")
    assert [mail.to for mail in mailoutbox] == [[volunteer.email]]
    assert "Suparman" in mailoutbox[0].body
    assert "16:30" in mailoutbox[0].body  # local time


def test_mails_speak_the_volunteers_language(coordinator, programme, mailoutbox):
    volunteer = VolunteerFactory(programme=programme, contact_language="en")
    advance_volunteer(volunteer, to="accepted", by=coordinator, now=NOW)
    assert mailoutbox[0].subject == "You are accepted as a companion"


def test_a_volunteer_without_email_gets_no_mail(coordinator, programme, mailoutbox):
    volunteer = VolunteerFactory(programme=programme, email="", source="phone")
    assert advance_volunteer(volunteer, to="accepted", by=coordinator, now=NOW).status == "accepted"
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("status", "to", "field"),
    [("applied", "interview", "interview_at"), ("active", "left", "end_reason"), ("applied", "active", None)],
)
def test_a_refused_step_changes_nothing(coordinator, programme, mailoutbox, status, to, field):
    volunteer = VolunteerFactory(programme=programme, status=status)
    with pytest.raises(ValidationError) as refused:
        advance_volunteer(volunteer, to=to, by=coordinator, now=NOW)
    assert getattr(refused.value, "error_dict", {}).keys() == ({field} if field else set())
    volunteer.refresh_from_db()
    assert (volunteer.status, mailoutbox, Entry.objects.acts().filter(verb="volunteer.advanced").count()) == (
        status,
        [],
        0,
    )


def test_active_needs_every_mandatory_training_in_force(coordinator, programme):
    training = TrainingFactory(programme=programme)
    volunteer = VolunteerFactory(programme=programme, status="trained")
    expired = {"granted_on": NOW.date() - datetime.timedelta(30), "expires_on": NOW.date() - datetime.timedelta(1)}
    grant = QualificationGrantFactory(volunteer=volunteer, training=training, **expired)
    with pytest.raises(ValidationError, match="Schulung"):
        advance_volunteer(volunteer, to="active", by=coordinator, now=NOW)
    grant.expires_on = NOW.date()
    grant.save()
    assert advance_volunteer(volunteer, to="active", by=coordinator, now=NOW).status == "active"


def test_leaving_frees_the_place_in_the_group(coordinator, programme):
    volunteer = VolunteerFactory(programme=programme, status="active")
    group = CompanionGroupFactory(programme=programme)
    assign_to_group(volunteer, group=group, by=coordinator, now=NOW)
    group.speaker = volunteer
    group.save()
    volunteer = advance_volunteer(volunteer, to="left", by=coordinator, now=NOW, end_reason="moved")
    assert (volunteer.left_on, volunteer.end_reason) == (NOW.date(), "moved")
    assert GroupMembership.objects.get().left_on == NOW.date()
    group.refresh_from_db()
    assert group.speaker is None


def test_the_pause_ends_with_the_status(coordinator, programme):
    volunteer = VolunteerFactory(programme=programme, status="active")
    until = NOW.date() + datetime.timedelta(10)
    volunteer = advance_volunteer(volunteer, to="paused", by=coordinator, now=NOW, paused_until=until)
    assert volunteer.paused_until == until
    assert advance_volunteer(volunteer, to="active", by=coordinator, now=NOW).paused_until is None


def test_a_phoned_in_volunteer_gets_an_account_with_her_email(coordinator, programme, mailoutbox):
    offer = OfferFactory()
    details = {"given_name": "Łukasz", "family_name": "Đorđević", "email": "l@example.org", "contact_language": "de"}
    volunteer = create_volunteer(
        programme,
        by=coordinator,
        now=NOW,
        details=details,
        languages=[("pl", 4), ("de", 2)],
        offers=[offer],
        consents=["data"],
    )
    assert volunteer.user == User.objects.get(email="l@example.org")
    assert volunteer.user.role_codes == {"volunteer"}
    assert not volunteer.user.has_usable_password()
    assert [(row.code, row.level, row.programme) for row in volunteer.languages.all()] == [
        ("pl", 4, programme),
        ("de", 2, programme),
    ]
    assert volunteer.consents.values_list("kind", "version", "how").get() == ("data", CURRENT["data"], "phone")
    assert (
        Entry.objects.acts().get(verb="volunteer.created").fields == "email, family_name, given_name, languages, offers"
    )
    assert len(mailoutbox) == 1
    assert set(Volunteer.objects.confirmed()) == {volunteer}


def test_an_address_of_another_account_is_refused(coordinator, programme, persons):
    details = {"given_name": "X", "email": "FACHKRAFT@example.org"}
    with pytest.raises(ValidationError) as refused:
        create_volunteer(programme, by=coordinator, now=NOW, details=details, consents=["data"])
    assert list(refused.value.error_dict) == ["email"]
    assert Volunteer.objects.count() == 0


def test_details_are_changed_and_named_in_the_trail(coordinator, programme, persons):
    volunteer = VolunteerFactory(programme=programme, user=persons["begleiterin"], email="begleiterin@example.org")
    update_volunteer(volunteer, by=coordinator, details={"phone": "0541 1", "email": "new@example.org"})
    volunteer.refresh_from_db()
    assert (volunteer.phone, volunteer.email) == ("0541 1", "begleiterin@example.org")
    entry = Entry.objects.acts().get(verb="volunteer.updated")
    assert (entry.fields, "0541" in f"{entry.reason}{entry.fields}") == ("phone", False)


def test_details_must_be_right(coordinator, programme):
    volunteer = VolunteerFactory(programme=programme)
    with pytest.raises(ValidationError):
        update_volunteer(volunteer, by=coordinator, details={"max_matches": 4})


def test_now_is_the_local_day(coordinator, programme):
    late = datetime.datetime(2026, 5, 4, 22, 30, tzinfo=datetime.UTC)  # 0:30 in Berlin
    volunteer = advance_volunteer(VolunteerFactory(programme=programme), to="accepted", by=coordinator, now=late)
    assert volunteer.status_since == datetime.date(2026, 5, 5)
