"""News, legal texts and numbers for tests."""

import datetime

import factory

from ibs_portal.website.models import EmergencyContact, LegalPage, NewsItem


class NewsItemFactory(factory.django.DjangoModelFactory):
    """A draft; ``published=True`` gives one that the public sees."""

    class Meta:
        model = NewsItem

    class Params:
        published = factory.Trait(
            state=NewsItem.State.PUBLISHED, published_at=datetime.datetime(2024, 2, 5, 8, tzinfo=datetime.UTC)
        )

    slug = factory.Sequence(lambda n: f"meldung-{n}")
    title_de = factory.Sequence(lambda n: f"Meldung {n}")
    body_de = "Ein Absatz."


class LegalPageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LegalPage

    kind = LegalPage.Kind.IMPRINT
    body_de = "## Verantwortlich\n\nWir."
    is_published = True


class EmergencyContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EmergencyContact

    kind = EmergencyContact.Kind.EMERGENCY
    label_de = "Rettungsdienst"
    number = "112"
