"""Sign-up, pipeline, groups and trainings of volunteers."""

from django.utils import timezone

from tests.access.matrix import PUBLIC, Access
from tests.factories.accounts import UserFactory
from tests.factories.matching import SkilledWorkerFactory
from tests.factories.people_list import VolunteerImportFactory
from tests.factories.volunteers import (
    ClearanceCheckFactory,
    CompanionGroupFactory,
    GroupDateFactory,
    GroupRequestFactory,
    ProgrammeFactory,
    TrainingFactory,
    TrainingRegistrationFactory,
    TrainingSessionFactory,
    VolunteerFactory,
    VolunteerNoteFactory,
)
from volunteers.emails.training import training_token
from volunteers.models import BulkAct, BulkMail, CalendarFeed, GroupMembership
from volunteers.rules.calendar_feed import hash_of

COORDINATOR = {"programme_coordinator"}
VOLUNTEER = {"volunteer"}
WORKER = {"skilled_worker"}


def make_world(persons, organisations) -> dict:
    programme = ProgrammeFactory(organisation=organisations["agency"], name="A")
    other = ProgrammeFactory(organisation=organisations["other_agency"], name="B")
    own = VolunteerFactory(programme=programme, user=persons["begleiterin"], status="accepted")
    programme.needs_clearance = other.needs_clearance = True
    programme.save()
    other.save()
    spoken = CompanionGroupFactory(programme=programme, speaker=own)
    GroupMembership.objects.create(programme=programme, group=spoken, volunteer=own)
    mine = persons["freiwilligenagentur"]
    feed_person = VolunteerFactory(programme=programme, user=UserFactory(role="volunteer"))
    hashed = {"secret_hash": hash_of("geheim"), "made_at": timezone.now()}
    CalendarFeed.objects.create(programme=programme, volunteer=feed_person, **hashed)
    return {
        "clearance": ClearanceCheckFactory(volunteer__programme=programme),
        "foreign_clearance": ClearanceCheckFactory(volunteer__programme=other),
        "date": GroupDateFactory(group=spoken),
        "foreign_date": GroupDateFactory(group__programme=other),
        "asked": GroupRequestFactory(group__programme=programme),
        "foreign_asked": GroupRequestFactory(group__programme=other),
        "act": BulkAct.objects.create(organisation=organisations["agency"], kind="step"),
        "foreign_act": BulkAct.objects.create(organisation=organisations["other_agency"], kind="step"),
        "mail": BulkMail.objects.create(organisation=organisations["agency"], subject="A", text="B"),
        "foreign_mail": BulkMail.objects.create(organisation=organisations["other_agency"], subject="A", text="B"),
        "note": VolunteerNoteFactory(volunteer__programme=programme, author=mine),
        "foreign_note": VolunteerNoteFactory(volunteer__programme=other, author=mine),
        "worker": SkilledWorkerFactory(programme=programme, user=persons["fachkraft"]),
        "foreign_worker": SkilledWorkerFactory(programme=other),
        "volunteer": VolunteerFactory(programme=programme),
        "foreign_volunteer": VolunteerFactory(programme=other),
        "group": CompanionGroupFactory(programme=programme),
        "foreign_group": CompanionGroupFactory(programme=other),
        "session": TrainingSessionFactory(training__programme=programme),
        "foreign_session": TrainingSessionFactory(training__programme=other),
        "registration": TrainingRegistrationFactory(session__training__programme=programme, volunteer=own),
        "foreign_registration": TrainingRegistrationFactory(session__training__programme=programme),
        "answered": TrainingRegistrationFactory(session__training__programme=programme),
        "foreign_answered": TrainingRegistrationFactory(session__training__programme=other),
        "list": VolunteerImportFactory(programme=programme, by=mine),
        "foreign_list": VolunteerImportFactory(programme=other, by=persons["agentur2"]),
        "list_done": VolunteerImportFactory(programme=programme, by=mine, done=True),
        "foreign_list_done": VolunteerImportFactory(programme=other, by=persons["agentur2"], done=True),
        "training": TrainingFactory(programme=programme),
        "foreign_training": TrainingFactory(programme=other),
    }


def _of(kind: str, roles: set[str], **more) -> Access:
    return Access(
        roles=roles,
        kwargs=lambda world: {"pk": world[kind].pk},
        foreign=lambda world: {"pk": world[f"foreign_{kind}"].pk},
        **more,
    )


def _consent(kind: str, **more) -> Access:
    return Access(
        roles=COORDINATOR,
        kwargs=lambda world: {"pk": world[kind].pk, "kind": "news"},
        foreign=lambda world: {"pk": world[f"foreign_{kind}"].pk, "kind": "news"},
        **more,
    )


GET_AND_POST = {"methods": ("GET", "POST")}
ACCESS = {
    "volunteers:about": Access(roles=PUBLIC),
    "volunteers:signup_start": Access(roles=PUBLIC),
    "volunteers:signup": Access(roles=PUBLIC, kwargs=lambda world: {"step": "name"}, **GET_AND_POST),
    "volunteers:signup_check": Access(roles=PUBLIC, **GET_AND_POST),
    "volunteers:worker_signup_start": Access(roles=PUBLIC),
    "volunteers:worker_signup": Access(roles=PUBLIC, kwargs=lambda world: {"step": "name"}, **GET_AND_POST),
    "volunteers:worker_signup_check": Access(roles=PUBLIC, **GET_AND_POST),
    "volunteers:my_continue": Access(roles=VOLUNTEER),
    "volunteers:my_profile_page": Access(roles=VOLUNTEER, kwargs=lambda world: {"step": "zeit"}, **GET_AND_POST),
    "volunteers:my_profile_page_draft": Access(
        roles=VOLUNTEER, kwargs=lambda world: {"step": "zeit"}, methods=("POST",)
    ),
    "volunteers:my_consents": Access(roles=VOLUNTEER | WORKER),
    "volunteers:my_consent_give": Access(
        roles=VOLUNTEER | WORKER, kwargs=lambda world: {"kind": "news"}, methods=("POST",)
    ),
    "volunteers:my_consent_withdraw": Access(
        roles=VOLUNTEER | WORKER, kwargs=lambda world: {"kind": "news"}, **GET_AND_POST
    ),
    "volunteers:my_calendar": Access(roles=VOLUNTEER | WORKER),
    "volunteers:my_calendar_renew": Access(roles=VOLUNTEER | WORKER, methods=("POST",)),
    "volunteers:my_calendar_remove": Access(roles=VOLUNTEER | WORKER, methods=("POST",)),
    "volunteers:calendar_feed": Access(
        roles=PUBLIC, kwargs=lambda world: {"secret": "geheim"}, foreign=lambda world: {"secret": "falsch"}
    ),
    "volunteers:my_home": Access(roles=VOLUNTEER),
    "volunteers:my_profile": Access(roles=VOLUNTEER, **GET_AND_POST),
    "volunteers:my_training": _of("registration", VOLUNTEER, **GET_AND_POST),
    "volunteers:my_trainings": Access(roles=VOLUNTEER),
    "volunteers:my_training_join": _of("session", VOLUNTEER, methods=("POST",)),
    "volunteers:training_answer": Access(
        roles=PUBLIC, kwargs=lambda world: {"token": training_token(world["answered"])}, **GET_AND_POST
    ),
    "volunteers:training_calendar": Access(
        roles=PUBLIC, kwargs=lambda world: {"token": training_token(world["answered"])}
    ),
    "volunteers:my_pause": Access(roles=VOLUNTEER, **GET_AND_POST),
    "volunteers:my_return": Access(roles=VOLUNTEER, methods=("POST",)),
    "volunteers:my_leave": Access(roles=VOLUNTEER, **GET_AND_POST),
    "volunteers:pipeline": Access(roles=COORDINATOR),
    "volunteers:waiting_list": Access(roles=COORDINATOR),
    "volunteers:volunteer_create": Access(roles=COORDINATOR, **GET_AND_POST),
    "volunteers:volunteer_import": Access(roles=COORDINATOR, **GET_AND_POST),
    "volunteers:volunteer_import_check": _of("list", COORDINATOR, **GET_AND_POST),
    "volunteers:volunteer_import_report": _of("list_done", COORDINATOR),
    "volunteers:volunteer_import_discard": _of("list", COORDINATOR, methods=("POST",)),
    "volunteers:volunteer_detail": _of("volunteer", COORDINATOR),
    "volunteers:volunteer_update": _of("volunteer", COORDINATOR, **GET_AND_POST),
    "volunteers:volunteer_advance": _of("volunteer", COORDINATOR, **GET_AND_POST),
    "volunteers:pipeline_print": Access(roles=COORDINATOR),
    "volunteers:pipeline_export": Access(roles=COORDINATOR),
    "volunteers:bulk_act": Access(roles=COORDINATOR, **GET_AND_POST),
    "volunteers:bulk_detail": _of("act", COORDINATOR),
    "volunteers:bulk_undo": _of("act", COORDINATOR, methods=("POST",)),
    "volunteers:bulk_mail": Access(roles=COORDINATOR, **GET_AND_POST),
    "volunteers:bulk_mail_list": Access(roles=COORDINATOR),
    "volunteers:bulk_mail_detail": _of("mail", COORDINATOR),
    "volunteers:volunteer_course": _of("volunteer", COORDINATOR),
    "volunteers:clearance_list": Access(roles=COORDINATOR),
    "volunteers:clearance_check": _of("volunteer", COORDINATOR, **GET_AND_POST),
    "volunteers:clearance_delete": _of("clearance", COORDINATOR, **GET_AND_POST),
    "volunteers:note_list": _of("volunteer", COORDINATOR, **GET_AND_POST),
    "volunteers:note_delete": _of("note", COORDINATOR, **GET_AND_POST),
    "volunteers:volunteer_data_copy": _of("volunteer", COORDINATOR, **GET_AND_POST),
    "volunteers:volunteer_absences": _of("volunteer", COORDINATOR, **GET_AND_POST),
    "volunteers:volunteer_consents": _of("volunteer", COORDINATOR),
    "volunteers:volunteer_consent_record": _consent("volunteer", **GET_AND_POST),
    "volunteers:worker_consents": _of("worker", COORDINATOR),
    "volunteers:worker_consent_record": _consent("worker", **GET_AND_POST),
    "volunteers:group_assign": _of("volunteer", COORDINATOR, **GET_AND_POST),
    "volunteers:group_list": Access(roles=COORDINATOR),
    "volunteers:group_create": Access(roles=COORDINATOR, **GET_AND_POST),
    "volunteers:group_detail": _of("group", COORDINATOR, **GET_AND_POST),
    "volunteers:group_date_create": _of("group", COORDINATOR, **GET_AND_POST),
    "volunteers:group_date_cancel": _of("date", COORDINATOR, **GET_AND_POST),
    "volunteers:group_date_attend": _of("date", COORDINATOR, **GET_AND_POST),
    "volunteers:group_request_answer": _of("asked", COORDINATOR, methods=("POST",)),
    "volunteers:my_group": Access(roles=VOLUNTEER),
    "volunteers:my_group_request": Access(roles=VOLUNTEER, methods=("POST",), data={"withdraw": "1", "group": ""}),
    "volunteers:my_group_date": Access(
        roles=VOLUNTEER,
        kwargs=lambda world: {"pk": world["date"].pk},
        foreign=lambda world: {"pk": world["foreign_date"].pk},
        methods=("POST",),
    ),
    "volunteers:my_group_mail": Access(roles=VOLUNTEER, **GET_AND_POST),
    "volunteers:group_update": _of("group", COORDINATOR, **GET_AND_POST),
    "volunteers:training_list": Access(roles=COORDINATOR),
    "volunteers:training_session_create": Access(roles=COORDINATOR, **GET_AND_POST),
    "volunteers:session_detail": _of("session", COORDINATOR),
    "volunteers:session_invite": _of("session", COORDINATOR, **GET_AND_POST),
    "volunteers:session_attendance": _of("session", COORDINATOR, **GET_AND_POST),
    "volunteers:session_print": _of("session", COORDINATOR),
    "volunteers:session_export": _of("session", COORDINATOR),
    "volunteers:session_update": _of("session", COORDINATOR, **GET_AND_POST),
    "volunteers:session_cancel": _of("session", COORDINATOR, **GET_AND_POST),
    "volunteers:training_record": _of("answered", COORDINATOR, methods=("POST",)),
    "volunteers:training_create": Access(roles=COORDINATOR, **GET_AND_POST),
    "volunteers:training_update": _of("training", COORDINATOR, **GET_AND_POST),
    "volunteers:renewal_list": Access(roles=COORDINATOR),
    "volunteers:renewal_export": Access(roles=COORDINATOR),
}
