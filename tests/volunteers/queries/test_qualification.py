import datetime

from tests.factories.volunteers import QualificationGrantFactory, TrainingFactory, VolunteerFactory
from volunteers.models import Volunteer
from volunteers.queries.qualification import is_qualified, with_qualification

TODAY = datetime.date(2026, 5, 4)
DAY = datetime.timedelta(days=1)


def test_both_ways_of_asking_agree(db):
    nothing = VolunteerFactory()
    first = TrainingFactory(programme=nothing.programme)
    second = TrainingFactory(programme=nothing.programme)
    TrainingFactory(programme=nothing.programme, is_mandatory=False)
    TrainingFactory(programme=nothing.programme, is_active=False)
    TrainingFactory()
    people = {key: VolunteerFactory(programme=nothing.programme) for key in ("all", "one", "expired", "last_day")}
    for key, until in [("all", None), ("expired", TODAY - DAY), ("last_day", TODAY)]:
        for training in (first, second):
            QualificationGrantFactory(
                volunteer=people[key], training=training, granted_on=TODAY - 9 * DAY, expires_on=until
            )
    QualificationGrantFactory(volunteer=people["one"], training=first, granted_on=TODAY)
    found = {v.pk: not v.is_training_missing for v in with_qualification(Volunteer.objects.all(), TODAY)}
    expected = {"all": True, "one": False, "expired": False, "last_day": True}
    assert {key: found[person.pk] for key, person in people.items()} == expected
    assert {key: is_qualified(person, TODAY) for key, person in people.items()} == expected
    assert found[nothing.pk] is False
