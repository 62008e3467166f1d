"""Projects, events and guests for tests."""

import datetime

import factory

from projects.models import Event, EventSeries, Place, Project, Registration
from tests.factories.accounts import OrganisationFactory

NOW = datetime.datetime(2025, 7, 3, 10, 20, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


class ProjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Project

    organisation = factory.SubFactory(OrganisationFactory)
    slug = factory.Sequence(lambda n: f"projekt-{n}")
    title_de = factory.Sequence(lambda n: f"Projekt {n}")
    title_en = factory.Sequence(lambda n: f"Project {n}")
    summary_de = "Ein Satz."


class PlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Place

    name = factory.Sequence(lambda n: f"Haus {n}")
    street = "Hauptstraße 56"
    postcode = "08056"
    town = "Zwickau"


class EventFactory(factory.django.DjangoModelFactory):
    """An open event in ten days, with registration and without a limit."""

    class Meta:
        model = Event

    project = factory.SubFactory(ProjectFactory)
    place = factory.SubFactory(PlaceFactory)
    title_de = factory.Sequence(lambda n: f"Kochen {n}")
    starts_at = NOW + 10 * DAY
    ends_at = factory.LazyAttribute(lambda event: event.starts_at and event.starts_at + datetime.timedelta(hours=2))
    registration = "open"


class SeriesFactory(factory.django.DjangoModelFactory):
    """Every Monday at ten."""

    class Meta:
        model = EventSeries

    project = factory.SubFactory(ProjectFactory)
    place = factory.SubFactory(PlaceFactory)
    title_de = "NäMo"
    rule = "FREQ=WEEKLY;BYDAY=MO"
    starts_on = datetime.date(2022, 11, 14)
    start_time = datetime.time(10)


class RegistrationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Registration

    event = factory.SubFactory(EventFactory)
    organisation = factory.SelfAttribute("event.project.organisation")
    name = factory.Sequence(lambda n: f"Gast {n}")
    email = factory.Sequence(lambda n: f"gast{n}@example.org")
    created_at = factory.Sequence(lambda n: NOW + datetime.timedelta(seconds=n))
