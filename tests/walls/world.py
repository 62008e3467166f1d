"""The demo, and beside it a second agency with people of its own: somebody to be foreign for everybody."""

import datetime
import io
import uuid

from django.core.management import call_command
from django.utils import timezone

from counselling.actions.merging import merge_clients
from counselling.models import ContactNote, DistinctPair, Draft, NoteAddendum
from ibs_portal.accounts.models import Organisation, User
from tests.factories.accounts import UserFactory
from tests.factories.casework import ClientFactory
from tests.factories.client_import import ClientImportFactory
from tests.factories.gettogether import GetTogetherFactory
from tests.factories.matching import CheckInFactory, MatchFactory, MeetingFactory, StandInFactory
from tests.factories.people_list import CohortImportFactory, VolunteerImportFactory
from tests.factories.projects import EventFactory, ProjectFactory, RegistrationFactory
from tests.factories.recognition import ErasureFactory
from tests.factories.volunteers import ClearanceCheckFactory, ProgrammeFactory, VolunteerFactory
from volunteers.models import (
    BulkMail,
    BulkMailRecipient,
    CalendarFeed,
    Match,
    MatchPause,
    ProposedPair,
    SkilledWorker,
    StatusChange,
)
from volunteers.rules.calendar_feed import hash_of


def make_world() -> None:
    """Demo people of all roles (``@example.org``), and ``agentur2``, ``begleiter2`` of another agency."""
    call_command("seed_demo", force=True, small=True, verbosity=0, stdout=io.StringIO())
    agency = Organisation.objects.create(
        name="Freiwilligenagentur Anderswo", short_name="Anderswo", kind="agency", is_controller=True
    )
    coordinator = UserFactory(
        email="agentur2@example.org", name="Agentur 2", role="programme_coordinator", organisation=agency
    )
    companion = UserFactory(email="begleiter2@example.org", name="Begleiter 2", role="volunteer")
    UserFactory(email="niemand@example.org", name="Ohne Rolle")
    city = Organisation.objects.get(kind="city")
    UserFactory(email="datenschutz@example.org", name="Datenschutz", role="data_protection_officer", organisation=city)
    head = User.objects.get(email="leitung@example.org")
    centre = head.organisation.centres.first()
    ClientImportFactory(by=head, centre=centre)
    alike = [ClientFactory(by=head, centre=centre, name=("Zwie", "Fach")) for _copy in range(3)]
    DistinctPair.objects.create(client=alike[0], other=alike[2], by=head, controller=head.organisation)
    merge_clients(*alike[:2], by=head)
    programme = ProgrammeFactory(organisation=agency, name="Anderswo")
    VolunteerImportFactory(programme=programme, by=coordinator)
    CohortImportFactory(programme=programme, by=coordinator)
    volunteer = VolunteerFactory(
        programme=programme, user=companion, given_name="Sascha", status="active", max_matches=3
    )
    match = MatchFactory(need__programme=programme, volunteer=volunteer, active=True)
    MeetingFactory(match=match)
    make_course(match, coordinator)
    MatchFactory(need__programme=programme, volunteer=volunteer)
    for owner in ({"volunteer": volunteer}, {"worker": SkilledWorker.objects.exclude(user=None).first()}):
        row = next(iter(owner.values()))
        made = {"programme": row.programme, "secret_hash": hash_of(row.given_name), "made_at": timezone.now()}
        CalendarFeed.objects.create(**owner, **made)
    event = EventFactory(project=ProjectFactory(organisation=agency))
    RegistrationFactory.create_batch(3, event=event)
    for typist in User.objects.filter(email__in=["beratung@example.org", "bfd@example.org"]):
        house = {"user": typist, "controller": typist.organisation}
        Draft.objects.create(purpose="contact_create", form=uuid.uuid4(), content={"note": ["Halb"]}, **house)
    for note in ContactNote.objects.filter(case__isnull=False)[:5]:
        links = {"controller_id": note.controller_id, "client_id": note.client_id, "case_id": note.case_id}
        NoteAddendum.objects.create(note=note, author_id=note.author_id, text="Nachtrag", **links)


def make_course(match: Match, coordinator: User) -> None:
    """What a companionship leaves with the desk that leads it."""
    programme, volunteer = match.programme, match.volunteer
    for side in ("volunteer", "worker"):
        CheckInFactory(match=match, side=side)
    ClearanceCheckFactory(volunteer=volunteer, seen_by=coordinator)
    last_month = timezone.localdate() - datetime.timedelta(days=30)
    pause = {"starts_on": last_month, "began_on": last_month, "until": last_month + datetime.timedelta(days=7)}
    MatchPause.objects.create(
        programme=programme, match=match, kind="away", side="volunteer", ended_on=last_month, **pause
    )
    StandInFactory(match=match, accepted=True)
    ErasureFactory(volunteer=VolunteerFactory(programme=programme))
    about = {"programme": programme, "volunteer": volunteer}
    StatusChange.objects.create(**about, before="trained", after="active", by=coordinator)
    mail = BulkMail.objects.create(organisation=programme.organisation, by=coordinator, subject="Fest", text="Kommt!")
    BulkMailRecipient.objects.create(**about, mail=mail)
    evening = GetTogetherFactory(programme=programme)
    ProposedPair.objects.create(**about, gettogether=evening, worker=match.worker, is_mutual=True, position=1)
