"""Who has all trainings that everyone needs."""

import datetime

from django.db.models import Exists, OuterRef, QuerySet

from volunteers.models import QualificationGrant, Training, Volunteer
from volunteers.rules import volunteer as rules


def is_qualified(volunteer: Volunteer, today: datetime.date) -> bool:
    """Whether all mandatory trainings of the programme are in force for this volunteer."""
    mandatory = Training.objects.filter(programme=volunteer.programme_id).mandatory().values_list("pk", flat=True)
    valid = QualificationGrant.objects.filter(volunteer=volunteer).valid_on(today).values_list("training_id", flat=True)
    return rules.is_qualified(set(mandatory), set(valid))


def with_qualification(rows: QuerySet[Volunteer], today: datetime.date) -> QuerySet[Volunteer]:
    """Adds ``is_training_missing`` to each volunteer: the same question as ``is_qualified``, asked in the database."""
    grants = QualificationGrant.objects.valid_on(today).filter(
        volunteer=OuterRef(OuterRef("pk")), training=OuterRef("pk")
    )
    missing = Training.objects.mandatory().filter(~Exists(grants), programme=OuterRef("programme"))
    return rows.annotate(is_training_missing=Exists(missing))
