"""Appointments and a centre that can be booked, for tests."""

import datetime
from zoneinfo import ZoneInfo

import factory
from django.utils import timezone

from counselling.models import Appointment, InterpreterRequest, InterpreterService, StaffMember
from counselling.queries.calendar import offer_of
from tests.counselling.rules.opening_data import open_line
from tests.factories.casework import make_house
from tests.factories.opening import add_lines

BERLIN = ZoneInfo("Europe/Berlin")


class AppointmentFactory(factory.django.DjangoModelFactory):
    """``AppointmentFactory(staff=member, client=…)``; without a client it is somebody called Miriam."""

    class Meta:
        model = Appointment

    controller = factory.SelfAttribute("staff.controller")
    centre = factory.SelfAttribute("staff.centre")
    client = None
    name = factory.LazyAttribute(lambda row: "" if row.client else "Miriam Habte")
    phone = factory.LazyAttribute(lambda row: "" if row.client else "0375 123456")
    starts_at = factory.Sequence(lambda n: noon(days=2 + n))
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + datetime.timedelta(minutes=30))
    language = "ar"
    contact_language = "ar"
    created_by = factory.SelfAttribute("staff.user")


def noon(*, days: int) -> datetime.datetime:
    day = timezone.localdate() + datetime.timedelta(days=days)
    return datetime.datetime.combine(day, datetime.time(12), tzinfo=BERLIN)


def make_bookable(persons: dict, organisations: dict) -> dict:
    """The house with a centre that is open every day from 9 to 12, and its staff there every day."""
    house = make_house(persons, organisations)
    add_lines(house["centre"], [open_line(day, "09:00", "12:00") for day in range(7)])
    StaffMember.objects.update(weekdays=list(range(7)), languages=["de"])
    StaffMember.objects.filter(user=persons["bfd"]).update(job="federal_volunteer")
    house["staff"] = {
        member.user.email.partition("@")[0]: member for member in StaffMember.objects.select_related("user")
    }
    return house


def add_appointments(house: dict) -> dict:
    """One of the city with a file, one for a name, and one of the county."""
    city, county = house["staff"]["beratung"], house["staff"]["koordination-landkreis"]
    house["appointment"] = AppointmentFactory(staff=city, client=house["client"], topic=house["topics"][0])
    house["named_appointment"] = AppointmentFactory(staff=city, email="miriam@example.org")
    house["county_appointment"] = AppointmentFactory(staff=county, client=house["county_client"])
    house["interpreter"] = InterpreterRequestFactory(
        created_by=city.user, centre=house["centre"], appointment=house["appointment"]
    )
    house["county_interpreter"] = InterpreterRequestFactory(created_by=county.user, centre=house["centre"])
    return house


def first_free(centre, *, position: int = 0) -> datetime.datetime:
    """The beginning of the first free slot."""
    times = sorted({slot.start for slot in offer_of(centre, now=timezone.now()).slots})
    return times[position]


def first_of_two(centre) -> datetime.datetime:
    """The first free slot that has another one right after it, whatever the time of the day is now."""
    times = {slot.start for slot in offer_of(centre, now=timezone.now()).slots}
    return min(start for start in times if start + datetime.timedelta(minutes=30) in times)


class InterpreterServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InterpreterService
        django_get_or_create = ("name",)

    name = "Sprachmittlung im Rathaus"
    languages = ["ar", "ti", "fa", "vi"]
    email = "sprachmittlung@example.org"


class InterpreterRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InterpreterRequest

    controller = factory.SelfAttribute("created_by.organisation")
    service = factory.SubFactory(InterpreterServiceFactory)
    language = "ar"
    starts_at = factory.Sequence(lambda n: noon(days=20 + n))
