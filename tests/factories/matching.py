"""Skilled workers, needs, matches and meetings for tests."""

import datetime

import factory
from django.utils import timezone

from tests.factories.volunteers import ProgrammeFactory, VolunteerFactory, VolunteerLanguageFactory
from volunteers.models import (
    CheckIn,
    Cohort,
    DistrictDistance,
    Match,
    MatchingProposal,
    MatchingRun,
    MatchNeed,
    MatchPause,
    Meeting,
    MeetingFeedback,
    MeetingNote,
    PairExclusion,
    SkilledWorker,
    StandIn,
    VolunteerAbsence,
    WorkerAbsence,
    WorkerLanguage,
)
from volunteers.rules.matching import MAXIMUM


class CohortFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cohort

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence(lambda n: f"Cohort {n}")
    arrives_on = datetime.date(2026, 5, 1)
    expected = 12


class SkilledWorkerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SkilledWorker

    programme = factory.SubFactory(ProgrammeFactory)
    given_name = "Anjaly"
    family_name = factory.Sequence(lambda n: f"Kunnumpurath {n}")
    original_name = "അഞ്ജലി"
    email = factory.Sequence(lambda n: f"worker{n}@example.org")
    phone = factory.Sequence(lambda n: f"0151 000{n:04}")
    contact_language = "de"
    origin = "IN"
    postcode = "49080"
    district = "Wüste"
    profile_completed_at = factory.LazyFunction(timezone.now)


class WorkerLanguageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkerLanguage

    worker = factory.SubFactory(SkilledWorkerFactory)
    programme = factory.SelfAttribute("worker.programme")
    code = "de"
    level = 3


class MatchNeedFactory(factory.django.DjangoModelFactory):
    """Its worker speaks German, as the volunteers of ``fitting_volunteer`` do."""

    class Meta:
        model = MatchNeed
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    worker = factory.SubFactory(SkilledWorkerFactory, programme=factory.SelfAttribute("..programme"))

    @factory.post_generation
    def spoken(self, create, extracted, **kwargs):
        if not self.worker.languages.exists():
            WorkerLanguageFactory(worker=self.worker)


def _state_of_need(need):
    states = {"asked": "proposed", "active": "matched", "ended": "closed"}
    return states.get(need.factory_parent.state, "open")


class MatchFactory(factory.django.DjangoModelFactory):
    """Both asked; ``active=True`` both have said yes, ``ended=True`` it is over."""

    class Meta:
        model = Match

    class Params:
        agreed = factory.Trait(
            volunteer_answer="yes",
            worker_answer="yes",
            volunteer_answered_at=factory.LazyFunction(timezone.now),
            worker_answered_at=factory.LazyFunction(timezone.now),
            started_on=factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=60)),
        )
        active = factory.Trait(agreed=True, state="active")
        ended = factory.Trait(
            agreed=True,
            state="ended",
            ended_on=factory.LazyFunction(timezone.localdate),
            end_reason="moved",
        )

    need = factory.SubFactory(MatchNeedFactory, state=factory.LazyAttribute(_state_of_need))
    programme = factory.SelfAttribute("need.programme")
    worker = factory.SelfAttribute("need.worker")
    volunteer = factory.SubFactory(VolunteerFactory, programme=factory.SelfAttribute("..programme"), status="active")
    state = "asked"
    score = 500
    approved_at = factory.LazyFunction(timezone.now)


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Meeting

    match = factory.SubFactory(MatchFactory, active=True)
    programme = factory.SelfAttribute("match.programme")
    volunteer = factory.SelfAttribute("match.volunteer")
    on = factory.Sequence(lambda n: timezone.localdate() - datetime.timedelta(days=n % 50))
    minutes = 60
    logged_on = factory.LazyFunction(timezone.localdate)


class MeetingNoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MeetingNote

    meeting = factory.SubFactory(MeetingFactory)
    programme = factory.SelfAttribute("meeting.programme")
    volunteer = factory.SelfAttribute("meeting.volunteer")
    text = "Park"


class MeetingFeedbackFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MeetingFeedback

    meeting = factory.SubFactory(MeetingFactory)
    programme = factory.SelfAttribute("meeting.programme")
    worker = factory.SelfAttribute("meeting.match.worker")
    how = "good"


class CheckInFactory(factory.django.DjangoModelFactory):
    """The first question to the worker; ``side="volunteer"`` for the other one."""

    class Meta:
        model = CheckIn

    match = factory.SubFactory(MatchFactory, active=True)
    programme = factory.SelfAttribute("match.programme")
    side = "worker"
    volunteer = factory.LazyAttribute(lambda own: own.match.volunteer if own.side == "volunteer" else None)
    worker = factory.LazyAttribute(lambda own: own.match.worker if own.side == "worker" else None)
    number = 0
    due_on = factory.LazyFunction(timezone.localdate)
    asked_at = factory.LazyFunction(timezone.now)


class MatchPauseFactory(factory.django.DjangoModelFactory):
    """A break since a week ago that lasts two weeks more; ``planned=True`` for one in a month, for a month."""

    class Meta:
        model = MatchPause

    class Params:
        planned = factory.Trait(
            began_on=None,
            starts_on=factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=30)),
            until=factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=60)),
        )

    match = factory.SubFactory(MatchFactory, active=True)
    programme = factory.SelfAttribute("match.programme")
    kind = "away"
    side = "volunteer"
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=7))
    until = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=14))
    began_on = factory.SelfAttribute("starts_on")


class StandInFactory(factory.django.DjangoModelFactory):
    """Asked for the coming fortnight; ``accepted=True`` she stands in."""

    class Meta:
        model = StandIn

    class Params:
        accepted = factory.Trait(state="accepted", answered_at=factory.LazyFunction(timezone.now))

    match = factory.SubFactory(MatchFactory, active=True)
    programme = factory.SelfAttribute("match.programme")
    companion = factory.SelfAttribute("match.volunteer")
    volunteer = factory.SubFactory(VolunteerFactory, programme=factory.SelfAttribute("..programme"), status="active")
    starts_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.LazyAttribute(lambda row: row.starts_on + datetime.timedelta(days=13))
    agreed_how = "am Telefon"
    asked_at = factory.LazyFunction(timezone.now)


class MatchingRunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MatchingRun

    programme = factory.SubFactory(ProgrammeFactory)
    weights = factory.LazyFunction(lambda: dict(MAXIMUM))
    needs = 1
    places = 1
    matched = 1
    score = 500


class MatchingProposalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MatchingProposal

    run = factory.SubFactory(MatchingRunFactory)
    programme = factory.SelfAttribute("run.programme")
    need = factory.SubFactory(MatchNeedFactory, programme=factory.SelfAttribute("..programme"))
    volunteer = factory.SubFactory(VolunteerFactory, programme=factory.SelfAttribute("..programme"), status="active")
    score = 500


class PairExclusionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PairExclusion

    programme = factory.SubFactory(ProgrammeFactory)
    worker = factory.SubFactory(SkilledWorkerFactory, programme=factory.SelfAttribute("..programme"))
    volunteer = factory.SubFactory(VolunteerFactory, programme=factory.SelfAttribute("..programme"), status="active")
    note = "Kennen sich privat"


def fitting_volunteer(programme, **fields):
    """An active volunteer who speaks German and has a free place."""
    volunteer = VolunteerFactory(programme=programme, **{"status": "active", "district": "Wüste", **fields})
    VolunteerLanguageFactory(volunteer=volunteer, code="de", level=4)
    return volunteer


class WorkerAbsenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkerAbsence

    worker = factory.SubFactory(SkilledWorkerFactory)
    programme = factory.SelfAttribute("worker.programme")
    starts_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.LazyAttribute(lambda row: row.starts_on + datetime.timedelta(days=6))


class VolunteerAbsenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VolunteerAbsence

    volunteer = factory.SubFactory(VolunteerFactory)
    programme = factory.SelfAttribute("volunteer.programme")
    starts_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.LazyAttribute(lambda row: row.starts_on + datetime.timedelta(days=6))


class DistrictDistanceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DistrictDistance

    programme = factory.SubFactory(ProgrammeFactory)
    first = "Wüste"
    second = "Haste"
    minutes = 25
