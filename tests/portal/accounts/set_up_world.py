"""What the tests of Django admin look at: one row of each kind that the set-up shows, and what it must not show."""

import datetime

from django.contrib import admin
from django.urls import reverse

from counselling.models import Absence, AnswerTemplate, BookingCalendar, ConsultationWindow, PrivacyNotice
from tests.factories.appointments import InterpreterServiceFactory
from tests.factories.casework import CaseFactory, ClientFactory, ContactFactory
from tests.factories.matching import DistrictDistanceFactory
from tests.factories.opening import (
    CentreFactory,
    OfferingFactory,
    OpeningExceptionFactory,
    OpeningPeriodFactory,
    StaffMemberFactory,
    TopicFactory,
)
from tests.factories.projects import EventFactory, ProjectFactory, RegistrationFactory, SeriesFactory
from tests.factories.sharing import PartnerFactory
from tests.factories.volunteers import OfferFactory, ProgrammeFactory, TrainingFactory, VolunteerFactory
from tests.factories.website import EmergencyContactFactory, LegalPageFactory, NewsItemFactory

admin.autodiscover()
REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
SECRET = "Streng-Geheim"


def make_set_up(persons, organisations) -> dict:
    """One row of each kind that the set-up shows, and files and guests that it must not."""
    city = organisations["city"]
    centre = CentreFactory(carriers=[city])
    staff = StaffMemberFactory(user=persons["beratung"], centre=centre)
    day = datetime.date(2026, 5, 1)
    Absence.objects.create(staff=staff, controller=city, starts_on=day, ends_on=day)
    OpeningPeriodFactory(centre=centre)
    OfferingFactory(centre=centre)
    OpeningExceptionFactory(centre=centre)
    programme, offer, topic = ProgrammeFactory(organisation=organisations["agency"]), OfferFactory(), TopicFactory()
    TrainingFactory(programme=programme)
    DistrictDistanceFactory(programme=programme)
    volunteer = VolunteerFactory(programme=programme, family_name=SECRET)
    volunteer.offers.add(offer, through_defaults={"programme": programme})
    client = ClientFactory(by=persons["beratung"], centre=centre, name=("Ánh", SECRET))
    case = CaseFactory(client=client, owner=persons["beratung"])
    ContactFactory(by=persons["beratung"], centre=centre, client=client, case=case, topics=[topic])
    project = ProjectFactory(organisation=city)
    event = EventFactory(project=project, series=SeriesFactory(project=project))
    RegistrationFactory(event=event, name=SECRET)
    NewsItemFactory(organisation=city)
    LegalPageFactory(organisation=city)
    EmergencyContactFactory()
    PartnerFactory()
    InterpreterServiceFactory()
    PrivacyNotice.objects.create(controller=city)
    AnswerTemplate.objects.create(title="Später", texts={"de": "Wir melden uns."})
    BookingCalendar.objects.create(staff=staff, controller=staff.controller)
    times = {"weekday": 0, "opens": datetime.time(9), "closes": datetime.time(12)}
    ConsultationWindow.objects.create(staff=staff, controller=staff.controller, **times)
    return {"topic": topic, "offer": offer, "event": event, "centre": centre, "client": client, "staff": staff}


def page_of(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)
