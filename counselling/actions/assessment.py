"""Assessments: made, and never changed afterwards."""

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from counselling.models import Assessment, Client, Need
from counselling.rules.ownership import check_one_controller
from counselling.rules.plan import check_made_on
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record


@transaction.atomic
def make_assessment(
    client: Client, *, by: User, made_on: datetime.date, needs: Mapping[str, tuple[int, str]]
) -> Assessment:
    """Writes level and short text per area; areas that nobody spoke about are left out."""
    check_one_controller(by.organisation_id, by, client)
    check_made_on(made_on, today=timezone.localdate())
    if not needs:
        raise ValidationError(_("Choose a level for at least one area."), code="empty")
    links = {"controller_id": client.controller_id, "client": client}
    assessment = Assessment(made_on=made_on, made_by=by, **links)
    assessment.full_clean()
    assessment.save()
    rows = [
        Need(assessment=assessment, area=area, level=level, text=text, **links) for area, (level, text) in needs.items()
    ]
    for row in rows:
        row.full_clean(validate_unique=False, validate_constraints=False)
    Need.objects.bulk_create(rows)
    record("assessment.entered", assessment, by=by)
    return assessment
