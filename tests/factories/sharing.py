"""Partners, releases and referrals for tests."""

import factory
from django.utils import timezone

from counselling.models import Partner


class PartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partner
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Beratungsstelle {n}")
    kind = "advice"
    phone = "0375 000 17"
    street = "Beispielweg 3"
    postcode = "08056"
    town = "Zwickau"
    languages = ["de", "ar"]
    checked_on = factory.LazyFunction(timezone.localdate)

    @factory.post_generation
    def topics(self, create, extracted, **kwargs):
        self.topics.set(extracted or ())
