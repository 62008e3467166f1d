"""What runs out is reminded of once, shown to both sides, and stands in the way of a new match."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from tests.factories.matching import MatchNeedFactory, fitting_volunteer
from tests.factories.volunteers import (
    ProgrammeFactory,
    QualificationGrantFactory,
    TrainingSessionFactory,
    VolunteerFactory,
)
from volunteers.actions.attendance import remind_of_renewals
from volunteers.actions.match import approve_match
from volunteers.models import QualificationGrant

DAY = datetime.timedelta(days=1)


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"])


def grant(programme, in_days: int, **fields) -> QualificationGrant:
    today = timezone.localdate()
    times = {"granted_on": today - 700 * DAY, "expires_on": today + in_days * DAY}
    return QualificationGrantFactory(volunteer__programme=programme, **times | fields)


def test_one_mail_within_six_months(programme, mailoutbox):
    soon = grant(programme, 100)
    grant(programme, 300)
    grant(programme, -3)
    renewed = grant(programme, 50)
    QualificationGrantFactory(volunteer=renewed.volunteer, training=renewed.training, expires_on=None)
    TrainingSessionFactory(training=soon.training, is_open=True, place="Saal 4")
    for sent in (1, 0):
        assert remind_of_renewals(by=None, now=timezone.now()) == sent
    assert [mail.to for mail in mailoutbox] == [[soon.volunteer.email]]
    assert "Saal 4" in mailoutbox[0].body


def test_the_desk_sees_what_runs_out_and_whom_to_invite(programme, client_as):
    over, soon = grant(programme, -3), grant(programme, 100)
    grant(programme, 300)
    grant(
        programme,
        10,
        volunteer=VolunteerFactory(programme=programme, status="left", left_on=timezone.localdate(), end_reason="time"),
    )
    grant(ProgrammeFactory(), 100)
    session = TrainingSessionFactory(training=soon.training)
    response = client_as("freiwilligenagentur").get(reverse("volunteers:renewal_list"))
    rows = response.context["rows"]
    assert [(row.grant, row.is_over, row.session) for row in rows] == [(over, True, None), (soon, False, session)]
    invite = client_as("freiwilligenagentur").get(
        reverse("volunteers:session_invite", args=[session.pk]), {"person": soon.volunteer_id}
    )
    assert soon.volunteer in invite.context["form"].fields["volunteers"].queryset
    file = client_as("freiwilligenagentur").get(reverse("volunteers:renewal_export"))
    assert file.content.startswith(b"PK")


def test_nobody_is_matched_once_it_has_run_out(programme, persons):
    volunteer = fitting_volunteer(programme)
    need = MatchNeedFactory(programme=programme)
    held = grant(programme, 0, volunteer=volunteer, training__programme=programme)
    held.training.is_mandatory = True
    held.training.save()
    by = persons["freiwilligenagentur"]
    with pytest.raises(ValidationError, match=held.training.title):
        approve_match(need, volunteer, by=by, now=timezone.now() + DAY)
    assert approve_match(need, volunteer, by=by, now=timezone.now()).state == "asked"
