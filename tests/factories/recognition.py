"""Certificates and erasures for tests."""

import datetime

import factory
from django.utils import timezone

from tests.factories.volunteers import VolunteerFactory
from volunteers.models import Certificate, Erasure
from volunteers.rules.certificate import new_code

CONTENT = {
    "name": "Thị Ánh Nguyễn",
    "programme": "Begleitprojekt",
    "organisation": "Freiwilligen-Agentur",
    "town": "Osnabrück",
    "place": "",
    "phone": "",
    "email": "",
    "minutes": {"meeting": 90},
    "activities": ["office"],
    "people": 1,
    "trainings": [],
    "signed": "",
}


class CertificateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Certificate

    volunteer = factory.SubFactory(VolunteerFactory)
    programme = factory.SelfAttribute("volunteer.programme")
    code = factory.LazyFunction(new_code)
    initials = "T. N."
    since = datetime.date(2026, 1, 1)
    until = datetime.date(2026, 6, 30)
    minutes = 90
    content = factory.LazyFunction(lambda: dict(CONTENT))
    issued_on = datetime.date(2026, 7, 1)


class ErasureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Erasure

    volunteer = factory.SubFactory(VolunteerFactory)
    programme = factory.SelfAttribute("volunteer.programme")
    subject = "volunteer"
    cause = "request"
    announced_on = factory.LazyFunction(timezone.localdate)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=7))
