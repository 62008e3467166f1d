"""Centres, hours, team and topics for tests."""

import datetime

import factory

from counselling.models import (
    Centre,
    Offering,
    OpeningException,
    OpeningPeriod,
    OpeningRule,
    Reason,
    StaffMember,
    Topic,
)
from tests.counselling.rules.opening_data import REDUCED, REGULAR


class CentreFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Centre
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"centre-{n}")
    name = factory.Sequence(lambda n: f"Beratungsstelle {n}")
    short_name = factory.SelfAttribute("name")
    street = "Hauptstraße 56"
    postcode = "08056"
    town = "Zwickau"
    phone = "0375 000 00 00"
    email = "ibs@example.org"

    @factory.post_generation
    def carriers(self, create, organisations, **kwargs):
        self.carriers.set(organisations or [])

    @factory.post_generation
    def week(self, create, lines, **kwargs):
        add_lines(self, lines or [])


def add_lines(centre, lines, period=None, offering=None):
    """The lines of the rules' tests as rows."""
    OpeningRule.objects.bulk_create(
        OpeningRule(
            centre=centre,
            period=period,
            offering=offering,
            weekday=line.weekday,
            opens=line.opens,
            closes=line.closes,
            mode=line.mode,
        )
        for line in lines
    )


class OfferingFactory(factory.django.DjangoModelFactory):
    """A service at another place, with the lines of a week."""

    class Meta:
        model = Offering
        skip_postgeneration_save = True

    centre = factory.SubFactory(CentreFactory)
    kind = Offering.Kind.SERVICE
    name = factory.LazyAttribute(lambda row: "Sprachmittlung" if row.kind == "service" else "")
    place = factory.LazyAttribute(lambda row: "Rathaus" if row.kind == "service" else "")

    @factory.post_generation
    def week(self, create, lines, **kwargs):
        add_lines(self.centre, lines or [], offering=self)


class OpeningExceptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OpeningException

    centre = factory.SubFactory(CentreFactory)
    starts_on = datetime.date(2025, 7, 7)
    ends_on = factory.SelfAttribute("starts_on")
    reason = Reason.TRAINING
    announced_at = datetime.datetime(2025, 6, 20, 8, tzinfo=datetime.UTC)


class OpeningPeriodFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OpeningPeriod

    centre = factory.SubFactory(CentreFactory)
    starts_on = datetime.date(2025, 6, 30)
    ends_on = datetime.date(2025, 8, 8)
    announced_on = datetime.date(2025, 6, 20)


class StaffMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StaffMember

    job = StaffMember.Job.COUNSELLOR
    languages = ["de", "ar"]
    weekdays = [0, 1, 2, 3, 4]
    controller = factory.SelfAttribute("user.organisation")


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Topic

    code = factory.Sequence(lambda n: f"topic-{n}")
    texts = factory.Sequence(lambda n: {"de": {"label": f"Thema {n}"}})
    is_public = True


def zwickau(organisations, **more):
    """The centre of city and county with the regular week and the announcement of summer 2025."""
    centre = CentreFactory(
        slug="zwickau",
        name="IBS Zwickau",
        order=1,
        carriers=[organisations["city"], organisations["county"]],
        week=REGULAR,
        **more,
    )
    add_lines(centre, REDUCED, OpeningPeriodFactory(centre=centre))
    OpeningExceptionFactory(centre=centre, ends_on=datetime.date(2025, 7, 11))
    return centre
