"""Get-togethers and their badges for tests."""

import datetime

import factory
from django.utils import timezone

from tests.factories.matching import SkilledWorkerFactory
from tests.factories.volunteers import ProgrammeFactory
from volunteers.models import GetTogether, Participant


class GetTogetherFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GetTogether

    programme = factory.SubFactory(ProgrammeFactory)
    title = factory.Sequence(lambda n: f"Kennenlernen {n}")
    starts_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(hours=2))
    closes_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=2))
    place = "Lagerhalle"


class ParticipantFactory(factory.django.DjangoModelFactory):
    """A skilled worker, unless ``volunteer`` is given and ``worker`` is ``None``."""

    class Meta:
        model = Participant

    gettogether = factory.SubFactory(GetTogetherFactory)
    programme = factory.SelfAttribute("gettogether.programme")
    worker = factory.SubFactory(SkilledWorkerFactory, programme=factory.SelfAttribute("..programme"))
    badge = factory.Sequence(lambda n: n + 1)
