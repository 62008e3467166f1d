"""Programmes, volunteers, groups and trainings for tests."""

import datetime

import factory
from django.utils import timezone

from tests.factories.accounts import OrganisationFactory, UserFactory
from volunteers.models import (
    ClearanceCheck,
    CompanionGroup,
    GroupDate,
    GroupRequest,
    GroupVisit,
    Offer,
    Programme,
    QualificationGrant,
    Training,
    TrainingRegistration,
    TrainingSession,
    Volunteer,
    VolunteerLanguage,
    VolunteerNote,
)


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    organisation = factory.SubFactory(OrganisationFactory, kind="agency")
    slug = factory.Sequence(lambda n: f"programme-{n}")
    name = factory.Sequence(lambda n: f"Programme {n}")
    town = "Osnabrück"
    federal_state = "NI"


class OfferFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Offer

    code = factory.Sequence(lambda n: f"offer-{n}")
    name_de = factory.Sequence(lambda n: f"Thema {n}")
    name_en = factory.Sequence(lambda n: f"Topic {n}")


class VolunteerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Volunteer

    programme = factory.SubFactory(ProgrammeFactory)
    given_name = "Thị Ánh"
    family_name = factory.Sequence(lambda n: f"Nguyễn {n}")
    email = factory.Sequence(lambda n: f"volunteer{n}@example.org")
    postcode = "49074"
    confirmed_at = factory.LazyFunction(timezone.now)
    profile_completed_at = factory.LazyFunction(timezone.now)


class VolunteerLanguageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VolunteerLanguage

    volunteer = factory.SubFactory(VolunteerFactory)
    programme = factory.SelfAttribute("volunteer.programme")
    code = "de"
    level = 4


class CompanionGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CompanionGroup

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence(lambda n: f"Group {n}")
    seats = 3


class TrainingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Training

    programme = factory.SubFactory(ProgrammeFactory)
    title = factory.Sequence(lambda n: f"Training {n}")
    is_mandatory = True
    valid_months = 24


class TrainingSessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TrainingSession

    training = factory.SubFactory(TrainingFactory)
    programme = factory.SelfAttribute("training.programme")
    starts_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda session: session.starts_at + datetime.timedelta(hours=6))
    place = "Seminarraum"
    capacity = 10


class TrainingRegistrationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TrainingRegistration

    session = factory.SubFactory(TrainingSessionFactory)
    programme = factory.SelfAttribute("session.programme")
    volunteer = factory.SubFactory(VolunteerFactory, programme=factory.SelfAttribute("..programme"))


class QualificationGrantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = QualificationGrant

    volunteer = factory.SubFactory(VolunteerFactory)
    programme = factory.SelfAttribute("volunteer.programme")
    training = factory.SubFactory(TrainingFactory, programme=factory.SelfAttribute("..programme"))
    granted_on = factory.LazyFunction(timezone.localdate)


class VolunteerNoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VolunteerNote

    volunteer = factory.SubFactory(VolunteerFactory)
    programme = factory.SelfAttribute("volunteer.programme")
    author = factory.SubFactory(UserFactory)
    text = "Kommt lieber abends."


class ClearanceCheckFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ClearanceCheck

    volunteer = factory.SubFactory(VolunteerFactory)
    programme = factory.SelfAttribute("volunteer.programme")
    issued_on = factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=20))
    seen_on = factory.LazyFunction(timezone.localdate)
    is_clear = True
    valid_until = factory.LazyAttribute(lambda check: check.issued_on + datetime.timedelta(days=5 * 365))
    seen_by = factory.SubFactory(UserFactory)


class GroupDateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GroupDate

    group = factory.SubFactory(CompanionGroupFactory)
    programme = factory.SelfAttribute("group.programme")
    starts_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=3))
    ends_at = factory.LazyAttribute(lambda date: date.starts_at + datetime.timedelta(minutes=90))
    place = "Seminarraum"


class GroupVisitFactory(factory.django.DjangoModelFactory):
    """A date two weeks ago at which somebody was for an hour and a half."""

    class Meta:
        model = GroupVisit

    date = factory.SubFactory(
        GroupDateFactory, starts_at=factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=14))
    )
    programme = factory.SelfAttribute("date.programme")
    volunteer = factory.SubFactory(VolunteerFactory, programme=factory.SelfAttribute("..programme"), status="active")
    answer = "yes"
    minutes = 90


class GroupRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GroupRequest

    group = factory.SubFactory(CompanionGroupFactory)
    programme = factory.SelfAttribute("group.programme")
    volunteer = factory.SubFactory(VolunteerFactory, programme=factory.SelfAttribute("..programme"), status="accepted")
