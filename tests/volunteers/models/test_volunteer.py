import datetime

import pytest
from django.db import IntegrityError, transaction

from tests.factories.volunteers import (
    CompanionGroupFactory,
    ProgrammeFactory,
    QualificationGrantFactory,
    TrainingRegistrationFactory,
    TrainingSessionFactory,
    VolunteerFactory,
    VolunteerLanguageFactory,
)
from volunteers.models import (
    CompanionGroup,
    GroupMembership,
    Training,
    TrainingRegistration,
    TrainingSession,
    Volunteer,
)

DAY = datetime.date(2026, 5, 4)


def refused(make) -> bool:
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    ("fields", "is_refused"),
    [
        ({"status": "left", "left_on": DAY, "end_reason": "time"}, False),
        ({"status": "left"}, True),
        ({"status": "left", "left_on": DAY}, True),
        ({"status": "left", "end_reason": "time"}, True),
        ({"status": "active", "left_on": DAY, "end_reason": "time"}, True),
        ({"status": "active", "end_reason": "time"}, True),
        ({"status": "paused", "paused_until": DAY}, False),
        ({"status": "paused"}, False),
        ({"status": "active", "paused_until": DAY}, True),
        ({"max_matches": 3}, False),
        ({"max_matches": 0}, True),
        ({"max_matches": 4}, True),
    ],
)
def test_the_database_knows_what_is_never_true(db, fields, is_refused):
    assert refused(lambda: VolunteerFactory(**fields)) is is_refused


def test_one_email_once_a_programme_whatever_its_case(db):
    programme = ProgrammeFactory()
    VolunteerFactory(programme=programme, email="a@example.org")
    assert refused(lambda: VolunteerFactory(programme=programme, email="A@example.org"))
    VolunteerFactory.create_batch(2, programme=programme, email="")
    VolunteerFactory(email="a@example.org")


def test_one_group_at_a_time_one_language_once_one_invitation_once(db):
    volunteer = VolunteerFactory()
    programme = volunteer.programme
    groups = CompanionGroupFactory.create_batch(2, programme=programme)

    def join(group, **fields):
        return GroupMembership.objects.create(programme=programme, group=group, volunteer=volunteer, **fields)

    join(groups[0], joined_on=DAY, left_on=DAY)
    join(groups[0])
    assert refused(lambda: join(groups[1]))
    assert refused(lambda: join(groups[1], joined_on=DAY, left_on=DAY - datetime.timedelta(1)))
    VolunteerLanguageFactory(volunteer=volunteer)
    assert refused(lambda: VolunteerLanguageFactory(volunteer=volunteer))
    registration = TrainingRegistrationFactory()
    again = {"session": registration.session, "volunteer": registration.volunteer}
    assert refused(lambda: TrainingRegistrationFactory(**again))
    assert refused(lambda: CompanionGroupFactory(programme=programme, name=groups[0].name))
    assert refused(lambda: QualificationGrantFactory(granted_on=DAY, expires_on=DAY - datetime.timedelta(1)))


@pytest.mark.parametrize("model", [Volunteer, CompanionGroup, Training, TrainingSession, TrainingRegistration])
def test_who_sees_what(persons, organisations, model):
    own = ProgrammeFactory(organisation=organisations["agency"])
    other = ProgrammeFactory(organisation=organisations["other_agency"])
    for programme in (own, other):
        session = TrainingSessionFactory(training__programme=programme)
        TrainingRegistrationFactory(session=session)
        CompanionGroupFactory(programme=programme)
    seen = {name: set(model.objects.visible_to(user)) for name, user in persons.items()}
    everything = set(model.objects.all())
    assert seen.pop("freiwilligenagentur") == {row for row in everything if row.programme == own}
    assert seen.pop("agentur2") == {row for row in everything if row.programme == other}
    assert {name for name, rows in seen.items() if rows} == set()


def test_a_volunteer_sees_herself_her_group_and_her_invitations(persons):
    person = persons["begleiterin"]
    registration = TrainingRegistrationFactory(volunteer__user=person)
    volunteer = registration.volunteer
    TrainingRegistrationFactory(session=registration.session)
    group = CompanionGroupFactory(programme=volunteer.programme)
    CompanionGroupFactory(programme=volunteer.programme)
    GroupMembership.objects.create(programme=group.programme, group=group, volunteer=volunteer)
    assert list(Volunteer.objects.visible_to(person)) == [volunteer]
    assert list(TrainingRegistration.objects.visible_to(person)) == [registration]
    assert list(CompanionGroup.objects.visible_to(person)) == [group]
