"""Enquiries for tests."""

import factory
from django.utils import timezone

from counselling.models import Enquiry


class EnquiryFactory(factory.django.DjangoModelFactory):
    """``EnquiryFactory(controller=…, centre=…)``; ``claimed_by=user`` makes it one that somebody has taken on."""

    class Meta:
        model = Enquiry

    name = "Leila Beispiel"
    message = "Ich habe einen Brief bekommen."
    phone = "0375 111 22"
    language = "ar"
    received_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class, *args, claimed_by=None, **kwargs):
        if claimed_by is not None:
            kwargs |= {"state": "claimed", "claimed_by": claimed_by, "claimed_at": timezone.now()}
        return super()._create(model_class, *args, **kwargs)
