"""Client files, cases, contacts and follow-ups for tests."""

import datetime
import uuid

import factory
from django.utils import timezone

from counselling.models import (
    BreakGlass,
    Case,
    CaseEvent,
    Centre,
    Client,
    ClientName,
    Contact,
    ContactNote,
    ContactTopic,
    Deadline,
    Disclosure,
    FollowUp,
    NameKeys,
    StaffMember,
    Topic,
)
from counselling.rules.naming import script_of, search_key, sort_key

TOPIC_CODES = ("letter", "application", "housing")


class ClientFactory(factory.django.DjangoModelFactory):
    """``ClientFactory(by=user, centre=centre, name=("Łukasz", "Đorđević"))``: of the user's own controller."""

    class Meta:
        model = Client

    class Params:
        by = None

    controller = factory.SelfAttribute("created_by.organisation")
    created_by = factory.SelfAttribute("by")
    file_number = factory.Sequence(lambda n: f"P-{n + 50000}")
    languages = ["vi"]

    @classmethod
    def _create(cls, model_class, *args, name=("Ánh", "Nguyễn"), more_names=(), **kwargs):
        client = model_class.objects.create(**kwargs)
        for position, (given, family) in enumerate([name, *more_names]):
            ClientName.objects.create(
                controller=client.controller,
                client=client,
                given=given,
                family=family,
                is_primary=position == 0,
                kind="official" if position == 0 else "alias",
                script=script_of(given or family),
                search_key=search_key(given, family),
                sort_key=sort_key(given, family),
            )
        NameKeys.of(client, [name, *more_names]).save()
        return client


class CaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Case
        skip_postgeneration_save = True

    controller = factory.SelfAttribute("client.controller")
    number = factory.Sequence(lambda n: f"2020-{n + 5000}")
    opened_on = factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=30))

    @factory.post_generation
    def turns(self, create, extracted, **kwargs):
        CaseEvent.objects.create(
            controller=self.controller, client=self.client, case=self, kind="opened", by=self.owner, text=self.aim
        )


class ContactFactory(factory.django.DjangoModelFactory):
    """``topics=[…]`` and ``note="…"`` come along."""

    class Meta:
        model = Contact
        skip_postgeneration_save = True

    controller = factory.SelfAttribute("by.organisation")
    client = None
    at = factory.LazyFunction(timezone.now)
    minutes = 15
    token = factory.LazyFunction(uuid.uuid4)

    @factory.post_generation
    def topics(self, create, extracted, **kwargs):
        for topic in extracted or ():
            ContactTopic.objects.create(controller=self.controller, contact=self, topic=topic)

    @factory.post_generation
    def note(self, create, extracted, **kwargs):
        if extracted:
            links = {"contact": self, "client": self.client, "case": self.case}
            ContactNote.objects.create(controller=self.controller, author=self.by, text=extracted, **links)


class FollowUpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FollowUp

    controller = factory.SelfAttribute("client.controller")
    due_on = factory.LazyFunction(timezone.localdate)
    text = "Ist der Bescheid da?"
    created_by = factory.SelfAttribute("assigned_to")


class DeadlineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Deadline

    controller = factory.SelfAttribute("client.controller")
    kind = "other"
    text = "Antwort an das Amt"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=10))
    created_by = factory.SelfAttribute("assigned_to")


class DisclosureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Disclosure

    controller = factory.SelfAttribute("client.controller")
    basis = "consent"
    scope = "file"
    reason = "Gemeinsame Begleitung bei der Wohnungssuche"
    starts_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=90))


class BreakGlassFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BreakGlass

    controller = factory.SelfAttribute("client.controller")
    reason = "Kollegin krank, Frist läuft heute ab"
    expires_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(hours=7))


def make_house(persons: dict, organisations: dict) -> dict:
    """One centre with two controllers under its roof, their staff, topics, and a file each with all that belongs."""
    centre, _created = Centre.objects.get_or_create(
        slug="haus",
        defaults={"name": "Haus", "short_name": "Haus", "street": "Weg 1", "postcode": "08056", "town": "Zwickau"}
        | {"phone_state": "off", "email_state": "off"},
    )
    centre.carriers.add(organisations["city"], organisations["county"])
    for name in ("leitung", "beratung", "beratung2", "bfd", "koordination-landkreis"):
        person = persons[name]
        StaffMember.objects.get_or_create(
            user=person, defaults={"centre": centre, "controller": person.organisation, "job": "counsellor"}
        )
    topics = [
        Topic.objects.get_or_create(code=code, defaults={"texts": {"de": {"label": code.title()}}, "order": order})[0]
        for order, code in enumerate(TOPIC_CODES)
    ]
    house = {"centre": centre, "topics": topics, **persons}
    house |= _file(persons["beratung"], centre, topics, "", ("Thị Ánh", "Nguyễn"))
    return house | _file(persons["koordination-landkreis"], centre, topics, "county_", ("Łukasz", "Đorđević"))


def _file(by, centre, topics, prefix: str, name: tuple[str, str]) -> dict:
    client = ClientFactory(by=by, centre=centre, name=name, phone="0375 4711")
    case = CaseFactory(client=client, owner=by, aim="Eigene Wohnung")
    contact = ContactFactory(client=client, case=case, by=by, centre=centre, topics=topics[:1], note="Bescheid gelesen")
    followup = FollowUpFactory(client=client, case=case, assigned_to=by)
    rows = {"client": client, "case": case, "contact": contact, "followup": followup}
    return {f"{prefix}{key}": row for key, row in rows.items()}
