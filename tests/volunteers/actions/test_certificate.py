"""Certificates: made once, kept as they are, withdrawn for good; and the paper that everybody can read."""

import datetime
import re

import page as validator
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from ibs_portal.audit.models import Entry
from ibs_portal.database.identity import asking_as
from tests.factories.matching import MatchFactory, MeetingFactory
from tests.factories.recognition import CertificateFactory
from tests.factories.volunteers import (
    CompanionGroupFactory,
    GroupVisitFactory,
    TrainingRegistrationFactory,
    VolunteerFactory,
)
from tests.papers import failures, lengths_are_right
from volunteers.actions.certificate import issue_certificate, revoke_certificate
from volunteers.documents.certificate import certificate_pdf, writable
from volunteers.models import Certificate, GroupDate, GroupMembership
from volunteers.queries.hours import hours_page, stays_of

SINCE, UNTIL = datetime.date(2026, 1, 1), datetime.date(2026, 6, 30)
NOW = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def volunteer(persons, organisations):
    """Ninety minutes in March, sixty in May, thirty the year before; a training of six hours, one missed."""
    made = VolunteerFactory(
        programme__organisation=organisations["agency"],
        user=persons["begleiterin"],
        given_name="Thị Ánh",
        family_name="Nguyễn",
        status="active",
    )
    match = MatchFactory(need__programme=made.programme, volunteer=made, active=True)
    for on, minutes, kind in (("2026-03-02", 90, "office"), ("2026-05-03", 60, "out"), ("2025-12-31", 30, "phone")):
        MeetingFactory(match=match, on=datetime.date.fromisoformat(on), minutes=minutes, kind=kind)
    start = datetime.datetime(2026, 2, 7, 9, tzinfo=datetime.UTC)
    session = {"session__training__programme": made.programme, "session__starts_at": start}
    TrainingRegistrationFactory(volunteer=made, status="attended", **session)
    TrainingRegistrationFactory(volunteer=made, status="missed", **session)
    MeetingFactory(match__need__programme=made.programme, minutes=720)
    return made


def issue(volunteer, by, **changes) -> Certificate:
    return issue_certificate(volunteer, by=by, **{"since": SINCE, "until": UNTIL, "now": NOW, **changes})


def test_the_coordinator_certifies_what_was_done_in_the_time(volunteer, persons):
    certificate = issue(volunteer, persons["freiwilligenagentur"])
    assert (certificate.minutes, certificate.initials, certificate.issued_on) == (510, "T. N.", timezone.localdate(NOW))
    content = certificate.content
    assert content["minutes"] == {"meeting": 150, "training": 360} and content["people"] == 1
    assert content["activities"] == ["office", "out"] and content["signed"] == persons["freiwilligenagentur"].name
    assert Entry.objects.acts().get(verb="certificate.issued").file_id == volunteer.pk


def test_the_volunteer_makes_her_own_behind_the_walls(volunteer, persons):
    with asking_as(persons["begleiterin"]):
        certificate = issue(volunteer, persons["begleiterin"])
        assert certificate.minutes == 510 and certificate.content["signed"] == ""
        assert [c.pk for c in Certificate.objects.all()] == [certificate.pk]
    with asking_as(persons["fachkraft"]):
        assert not Certificate.objects.exists()


def test_later_corrections_do_not_change_a_paper(volunteer, persons):
    certificate = issue(volunteer, persons["freiwilligenagentur"])
    volunteer.given_name = "Anders"
    volunteer.save()
    certificate.refresh_from_db()
    assert certificate.content["name"] == "Thị Ánh Nguyễn" and certificate.minutes == 510


@pytest.mark.parametrize(
    "changes",
    [
        {"since": datetime.date(2024, 1, 1), "until": datetime.date(2024, 12, 31)},
        {"until": datetime.date(2027, 1, 1)},
        {"until": datetime.date(2025, 1, 1)},
    ],
)
def test_nothing_is_certified_that_was_not_done(volunteer, persons, changes):
    with pytest.raises(ValidationError):
        issue(volunteer, persons["freiwilligenagentur"], **changes)
    assert not Certificate.objects.exists()


def test_a_certificate_is_withdrawn_once(persons):
    by, today = persons["freiwilligenagentur"], datetime.date(2026, 8, 1)
    certificate = revoke_certificate(CertificateFactory(), by=by, reason="Falsche Stunden", today=today)
    assert (certificate.revoked_on, certificate.is_genuine) == (today, False)
    with pytest.raises(ValidationError):
        revoke_certificate(certificate, by=by, reason="Noch einmal", today=today)


def test_dates_of_a_group_count_also_after_leaving_it(volunteer, persons):
    """Behind the walls, for page, hint and paper alike. What was cancelled or missed, and others' dates, do not."""
    start = datetime.datetime(2026, 4, 7, 16, tzinfo=datetime.UTC)
    group = CompanionGroupFactory(programme=volunteer.programme)
    place = GroupMembership.objects.create(programme=group.programme, group=group, volunteer=volunteer, joined_on=SINCE)
    there = {"date__group": group, "date__starts_at": start, "volunteer": volunteer}
    GroupVisitFactory(**there, minutes=75, date__topic="Erfahrungen")
    GroupVisitFactory(**there, minutes=0)
    GroupVisitFactory(**there, minutes=60, date__cancelled_at=NOW)
    GroupVisitFactory(date__group=group, date__starts_at=start, minutes=720)
    with asking_as(persons["begleiterin"]):
        assert GroupDate.objects.count() == 4
    GroupMembership.objects.filter(pk=place.pk).update(left_on=UNTIL)
    with asking_as(persons["begleiterin"]):
        assert {date.topic for date in GroupDate.objects.all()} == {"Erfahrungen", ""}
        assert GroupDate.objects.count() == 3
        certificate = issue(volunteer, persons["begleiterin"])
    assert certificate.content["minutes"] == {"meeting": 150, "training": 360, "event": 75}
    assert certificate.minutes == 585
    (this_year, _last_year) = hours_page(volunteer, today=UNTIL).years
    assert this_year.cells[-1] == "1:15 Stunden"


def test_hours_are_the_own_ones_only(volunteer):
    assert sum(stay.minutes for stay in stays_of(volunteer)) == 90 + 60 + 30 + 360


# --- The paper -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", [validator.ValidationProfile.PDF_UA_1, validator.ValidationProfile.PDF_A_3A])
@pytest.mark.parametrize(
    "name", ["Thị Ánh Nguyễn-Đặng", "Оксана Шевченко", "അഞ്ജലി തോമസ്", "زهرا محمدی‌نژاد", "#eval(1) <x> $"]
)
def test_the_paper_is_accessible_by_the_word_of_another_program(db, profile, name):
    certificate = CertificateFactory()
    certificate.content |= {"name": name, "trainings": [["Grundlagen", "2026-02-07", 360]] * 9}
    assert failures(certificate_pdf(certificate), profile) == []


def test_a_stream_of_another_length_is_found(db):
    """Negative control of what we look at ourselves."""
    content = certificate_pdf(CertificateFactory())
    assert lengths_are_right(content)
    assert not lengths_are_right(re.sub(rb"/Length (\d+)", lambda m: b"/Length 1%d" % int(m[1]), content, count=1))


def test_the_validator_can_say_no(db):
    """Negative control: the same paper without its tags."""
    content = certificate_pdf(CertificateFactory()).replace(b"/StructTreeRoot", b"/StructTreeRoox")
    assert not validator.validate_pdf_bytes(content, profile=validator.ValidationProfile.PDF_UA_1).is_compliant


def test_names_keep_their_letters_where_the_paper_has_them():
    assert writable("Łukasz Đorđević-Thị") == "Łukasz Đorđević-Thị"
    assert writable("അഞ്ജലി").isascii()
