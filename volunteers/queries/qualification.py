"""Who has all trainings that everyone needs."""

import datetime

from volunteers.models import QualificationGrant, Training, Volunteer
from volunteers.rules import volunteer as rules


def is_qualified(volunteer: Volunteer, today: datetime.date) -> bool:
    """Whether all mandatory trainings of the programme are in force for this volunteer."""
    mandatory = Training.objects.filter(programme=volunteer.programme_id).mandatory().values_list("pk", flat=True)
    valid = QualificationGrant.objects.filter(volunteer=volunteer).valid_on(today).values_list("training_id", flat=True)
    return rules.is_qualified(set(mandatory), set(valid))
