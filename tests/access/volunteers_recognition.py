"""Hours, certificates, and what volunteers and workers do with their own data."""

import datetime

from tests.access.matrix import PUBLIC, Access
from tests.factories.matching import MatchFactory, MeetingFactory, SkilledWorkerFactory
from tests.factories.recognition import CertificateFactory, ErasureFactory
from tests.factories.volunteers import ProgrammeFactory, VolunteerFactory

COORDINATOR = {"programme_coordinator"}
VOLUNTEER = {"volunteer"}


def make_world(persons, organisations) -> dict:
    programme = ProgrammeFactory(organisation=organisations["agency"])
    other = ProgrammeFactory(organisation=organisations["other_agency"])
    own = VolunteerFactory(programme=programme, user=persons["begleiterin"], status="active")
    match = MatchFactory(need__programme=programme, volunteer=own, active=True)
    MeetingFactory(match=match, on=datetime.date(2026, 1, 1), logged_on=datetime.date(2026, 1, 1))
    SkilledWorkerFactory(programme=programme, user=persons["fachkraft"])
    stranger = VolunteerFactory(programme=other)
    return {
        "volunteer": own,
        "foreign_volunteer": stranger,
        "erasure": ErasureFactory(volunteer=VolunteerFactory(programme=programme)),
        "foreign_erasure": ErasureFactory(volunteer=stranger),
        "certificate": CertificateFactory(volunteer=own),
        "foreign_certificate": CertificateFactory(volunteer=stranger),
    }


def _of(kind: str, roles: set[str], **more) -> Access:
    return Access(
        roles=roles,
        kwargs=lambda world: {"pk": world[kind].pk},
        foreign=lambda world: {"pk": world[f"foreign_{kind}"].pk},
        **more,
    )


BOTH = {"volunteer", "skilled_worker"}
GET_AND_POST = {"methods": ("GET", "POST")}
ACCESS = {
    "volunteers:certificate_check": Access(roles=PUBLIC, **GET_AND_POST),
    "volunteers:certificate_verify": Access(roles=PUBLIC, kwargs=lambda world: {"code": world["certificate"].code}),
    "volunteers:my_hours": Access(roles=VOLUNTEER),
    "volunteers:my_certificate_create": Access(roles=VOLUNTEER, **GET_AND_POST),
    "volunteers:my_certificate": _of("certificate", VOLUNTEER),
    "volunteers:my_data": Access(roles=BOTH),
    "volunteers:my_data_export": Access(roles=BOTH, kwargs=lambda world: {"kind": "json"}),
    "volunteers:my_data_delete": Access(roles=BOTH, **GET_AND_POST),
    "volunteers:my_data_keep": Access(roles=BOTH, methods=("POST",), opens=(302, 404)),
    "volunteers:programme_report": Access(roles=COORDINATOR),
    "volunteers:programme_report_export": Access(roles=COORDINATOR, kwargs=lambda world: {"kind": "csv"}),
    "volunteers:erasure_list": Access(roles=COORDINATOR),
    "volunteers:erasure_hold": _of("erasure", COORDINATOR, **GET_AND_POST),
    "volunteers:volunteer_hours": _of("volunteer", COORDINATOR),
    "volunteers:certificate_issue": _of("volunteer", COORDINATOR, **GET_AND_POST),
    "volunteers:certificate_print": _of("certificate", COORDINATOR),
    "volunteers:certificate_revoke": _of("certificate", COORDINATOR, **GET_AND_POST),
}
