"""The database counts waits as they end, once each, and keeps them when the row is erased."""

import datetime

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from counselling.actions.enquiry import answer_enquiry, close_enquiry, link_enquiry, note_call
from counselling.actions.report import rebuild_figures
from counselling.models import Appointment, Enquiry, Figure, StaffMember
from counselling.queries.report import wrong_figures
from counselling.queries.report_page import inside_report, outside_report
from counselling.rules.report import month_of
from ibs_portal.database.identity import asking_as
from tests.factories.appointments import AppointmentFactory
from tests.factories.enquiry import EnquiryFactory

DAY = datetime.timedelta(days=1)


def waits(feature: str = "wait_enquiry") -> dict[str, int]:
    rows = Figure.objects.filter(feature=feature).exclude(number=0)
    return dict(rows.values_list("value", "number"))


@pytest.fixture
def enquiry(house, persons):
    facts = {"centre": house["centre"], "controller": persons["beratung"].organisation, "phone": "0375 1"}
    return EnquiryFactory(received_at=timezone.now() - 4 * DAY, **facts)


def test_the_first_contact_counts_and_no_later_one(enquiry, persons):
    note_call(enquiry, by=persons["beratung"], result="nobody")
    assert waits() == {}
    note_call(enquiry, by=persons["beratung"], result="reached")
    note_call(enquiry, by=persons["beratung"], result="reached")
    answer_enquiry(enquiry, by=persons["beratung"], how="phone")
    assert waits() == {"4": 1}


def test_an_answer_without_a_call_and_a_talk_that_came_of_it(enquiry, house, persons):
    answer_enquiry(enquiry, by=persons["beratung"], how="in_person", close=False)
    link_enquiry(enquiry, house["contact"], by=persons["beratung"])
    assert waits() == {"4": 1}


def test_what_is_closed_unanswered_is_no_wait(enquiry, persons):
    close_enquiry(enquiry, by=persons["beratung"], reason="no_enquiry")
    assert waits() == {}


def test_waits_stay_when_enquiries_are_erased(enquiry, persons):
    answer_enquiry(enquiry, by=persons["beratung"], how="phone")
    Enquiry.objects.all().delete()
    assert waits() == {"4": 1}


def appointment(house, persons, *, booked_by=None, days=6, **more) -> Appointment:
    """Of yesterday, booked so many days before it."""
    staff = StaffMember.objects.get(user=persons["beratung"])
    start = timezone.now() - DAY
    facts = {"starts_at": start, "ends_at": start + datetime.timedelta(minutes=30), "state": "booked"}
    return AppointmentFactory(
        staff=staff, created_by=booked_by, created_at=start - days * DAY, phone="0375 1", **facts | more
    )


def ended(row: Appointment, state: str) -> None:
    Appointment.objects.filter(pk=row.pk).update(state=state, ended_at=timezone.now() if state != "booked" else None)


def test_an_appointment_counts_when_the_person_came_and_not_when_it_was_a_slip(house, persons):
    row = appointment(house, persons)
    assert waits("wait_appt") == {}
    ended(row, "came")
    assert waits("wait_appt") == {"6": 1}
    ended(row, "missed")
    assert waits("wait_appt") == {}
    ended(row, "came")
    Appointment.objects.all().delete()
    assert waits("wait_appt") == {"6": 1}


def test_what_staff_arrange_is_no_wait(house, persons):
    ended(appointment(house, persons, booked_by=persons["beratung"]), "came")
    assert waits("wait_appt") == {}


def test_a_day_is_one_of_the_calendar_in_berlin(enquiry, persons):
    """A quarter to midnight and a quarter past are two days, whatever the clock of the database says."""
    today = timezone.localtime().replace(hour=0, minute=15, second=0, microsecond=0)
    Enquiry.objects.update(received_at=today - datetime.timedelta(minutes=30))
    answer_enquiry(enquiry, by=persons["beratung"], how="phone")
    assert waits() == {"1": 1}


def figure(house, persons, month: datetime.date, days: int, number: int) -> None:
    Figure.objects.create(
        controller=persons["beratung"].organisation,
        centre=house["centre"],
        month=month,
        feature="wait_enquiry",
        value=str(days),
        is_kept=True,
        number=number,
    )


def test_the_report_has_median_and_shares_beside_the_year_before(house, persons):
    this_year, today = timezone.localdate().replace(month=1, day=1), timezone.localdate()
    year_before = this_year.replace(year=this_year.year - 1)
    for month, days, number in ((this_year, 1, 6), (this_year, 5, 2), (this_year, 9, 2), (year_before, 4, 3)):
        figure(house, persons, month, days, number)
    period = month_of(this_year)
    (wait,) = inside_report(persons["beratung"], period, None, today=today).waits
    assert (wait.number, wait.median, wait.soon, wait.week) == (10, 1, 60, 80)
    assert (wait.median_before, wait.week_before) == (4, 100)
    outside = outside_report(persons["beratung"], month_of(year_before), None, today=today)
    assert outside is None or list(outside.waits) == []


def test_figures_that_are_checked_are_those_of_contacts_and_cases_alone(enquiry, persons):
    answer_enquiry(enquiry, by=persons["beratung"], how="phone")
    rebuild_figures(by=None)
    assert (wrong_figures(), waits()) == (0, {"4": 1})


def test_nobody_writes_figures_by_hand(house, persons):
    with asking_as(persons["beratung"]), pytest.raises(ProgrammingError), transaction.atomic():
        figure(house, persons, timezone.localdate().replace(day=1), 1, 1)
