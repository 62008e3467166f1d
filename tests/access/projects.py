"""Who may open the pages of projects, events and registrations."""

import datetime

from django.utils import timezone

from tests.access.matrix import PUBLIC, Access
from tests.factories.projects import EventFactory, ProjectFactory, RegistrationFactory, SeriesFactory

# The events of the city in the matrix: its own staff see them, the county's and the agency's do not.
EVENT_ROLES = {"federal_volunteer", "counsellor", "head_of_centre", "editor"}
# Who has pages for events at all, each with her own organisation's.
EVENT_STAFF = EVENT_ROLES | {"integration_coordinator", "programme_coordinator"}
SOON = datetime.timedelta(days=10)


def make_world(persons, organisations) -> dict:
    project = ProjectFactory(organisation=organisations["city"], slug="fest")
    event = EventFactory(project=project, starts_at=timezone.now() + SOON)
    other = ProjectFactory(organisation=organisations["other_agency"])
    foreign = EventFactory(project=other, starts_at=timezone.now() + SOON)
    offered = {"state": "offered", "offer_expires_at": timezone.now() + SOON}
    return {
        "event": event,
        "foreign": foreign,
        "series": SeriesFactory(project=project),
        "foreign_series": SeriesFactory(project=other),
        "guest": RegistrationFactory(event=event, **offered),
        "foreign_guest": RegistrationFactory(event=foreign, **offered),
    }


def event_pk(world: dict) -> dict:
    return {"pk": world["event"].pk}


def token(world: dict) -> dict:
    return {"token": world["guest"].token}


def of_event(**more) -> Access:
    """A staff page of one event of the city; staff of the county and the agency must not know of it."""
    return Access(
        roles=EVENT_ROLES,
        kwargs=event_pk,
        foreign=lambda world: {"pk": world["foreign"].pk},
        hidden_from=EVENT_STAFF - EVENT_ROLES,
        **more,
    )


def of_guest(**more) -> Access:
    return Access(
        roles=EVENT_ROLES,
        kwargs=lambda world: {"pk": world["guest"].pk},
        foreign=lambda world: {"pk": world["foreign_guest"].pk},
        hidden_from=EVENT_STAFF - EVENT_ROLES,
        **more,
    )


ACCESS = {
    "projects:project_list": Access(roles=PUBLIC),
    "projects:project_detail": Access(roles=PUBLIC, kwargs=lambda world: {"slug": "fest"}),
    "projects:event_list": Access(roles=PUBLIC),
    "projects:event_detail": Access(roles=PUBLIC, kwargs=event_pk),
    "projects:event_ics": Access(roles=PUBLIC, kwargs=event_pk),
    "projects:event_feed": Access(roles=PUBLIC, kwargs=lambda world: {"language": "de"}),
    "projects:register": Access(roles=PUBLIC, kwargs=event_pk, methods=("GET", "POST")),
    "projects:registration_manage": Access(roles=PUBLIC, kwargs=token),
    "projects:registration_done": Access(roles=PUBLIC, kwargs=token),
    "projects:registration_cancel": Access(roles=PUBLIC, kwargs=token, methods=("GET", "POST")),
    "projects:offer_accept": Access(roles=PUBLIC, kwargs=token, methods=("GET", "POST")),
    "projects:staff_project_list": Access(roles=EVENT_STAFF),
    "projects:staff_event_list": Access(roles=EVENT_STAFF),
    "projects:staff_event_create": Access(roles=EVENT_STAFF, methods=("GET", "POST")),
    "projects:series_create": Access(roles=EVENT_STAFF, methods=("GET", "POST")),
    "projects:series_generate": Access(
        roles=EVENT_ROLES,
        kwargs=lambda world: {"pk": world["series"].pk},
        foreign=lambda world: {"pk": world["foreign_series"].pk},
        hidden_from=EVENT_STAFF - EVENT_ROLES,
        methods=("POST",),
    ),
    "projects:staff_event_detail": of_event(),
    "projects:staff_event_update": of_event(methods=("GET", "POST")),
    "projects:staff_event_cancel": of_event(methods=("GET", "POST")),
    "projects:staff_attendance_list": of_event(),
    "projects:staff_attendance_export": of_event(),
    "projects:staff_registration_create": of_event(methods=("GET", "POST")),
    "projects:staff_registration_cancel": of_guest(methods=("GET", "POST")),
    "projects:staff_offer_accept": of_guest(methods=("POST",)),
}
