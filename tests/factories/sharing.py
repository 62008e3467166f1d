"""Partners, releases and referrals for tests."""

import datetime

import factory
from django.utils import timezone

from counselling.models import ConfidentialityRelease, Partner, Referral


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


class ReleaseFactory(factory.django.DjangoModelFactory):
    """``ReleaseFactory(client=client, by=user)``: given today, in writing, for half a year."""

    class Meta:
        model = ConfidentialityRelease

    controller = factory.SelfAttribute("client.controller")
    partner = factory.SubFactory(PartnerFactory)
    matters = ["identity", "work"]
    purpose = "Platz im Deutschkurs"
    given_on = factory.LazyFunction(timezone.localdate)
    valid_until = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=180))


class ReferralFactory(factory.django.DjangoModelFactory):
    """``ReferralFactory(release=release)``: with personal data, under it, today."""

    class Meta:
        model = Referral

    release = factory.SubFactory(ReleaseFactory)
    client = factory.SelfAttribute("release.client")
    controller = factory.SelfAttribute("client.controller")
    by = factory.SelfAttribute("release.by")
    partner = factory.SelfAttribute("release.partner")
    recipient_name = factory.SelfAttribute("release.recipient_name")
    kind = "with_data"
    matters = ["work"]
    told = "Bitte um einen Platz im Kurs B1"
    referred_on = factory.LazyFunction(timezone.localdate)
