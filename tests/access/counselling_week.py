"""Who may open the pages about absences, staffing and deadlines."""

from datetime import timedelta

from django.utils import timezone

from counselling.models import Absence, StaffMember
from tests.access.counselling_casework import CASE_WORK, COUNTER
from tests.access.matrix import Access
from tests.counselling.rules.opening_data import REGULAR
from tests.factories.casework import DeadlineFactory, make_house
from tests.factories.opening import CentreFactory, add_lines

CITY = {"counsellor", "head_of_centre"}


def make_world(persons, organisations) -> dict:
    """A house with a team that is too small from tomorrow on; an absence of the city and one of the county."""
    world = make_house(persons, organisations)
    centre = world["centre"]
    add_lines(centre, REGULAR)
    type(centre).objects.filter(pk=centre.pk).update(staff_needed=9)
    foreign = CentreFactory(slug="glauchau", carriers=[organisations["county"]], week=REGULAR)
    tomorrow = timezone.localdate() + timedelta(days=1)
    for prefix, name in (("", "beratung"), ("county_", "koordination-landkreis")):
        staff = StaffMember.objects.get(user=persons[name])
        world[f"{prefix}absence"] = Absence.objects.create(
            staff=staff, controller=staff.controller, starts_on=tomorrow, ends_on=tomorrow + timedelta(days=4)
        )
        world[f"{prefix}deadline"] = DeadlineFactory(client=world[f"{prefix}client"], assigned_to=persons[name])
    return world | {"slug": {"slug": centre.slug}, "foreign_slug": {"slug": foreign.slug}}


def of_absence(roles=CITY, refused=404, **more) -> Access:
    return Access(
        roles=roles,
        kwargs=lambda world: {"pk": world["absence"].pk},
        foreign=lambda world: {"pk": world["county_absence"].pk},
        refused=refused,
        **more,
    )


def of_file(row: str, methods=("GET", "POST")) -> Access:
    return Access(
        roles=CITY,
        kwargs=lambda world: {"pk": world[row].pk},
        foreign=lambda world: {"pk": world[f"county_{row}"].pk},
        hidden_from={"integration_coordinator"},
        methods=methods,
    )


def about_centre(methods=("GET", "POST")) -> Access:
    return Access(
        roles=CASE_WORK,
        kwargs=lambda world: world["slug"],
        foreign=lambda world: world["foreign_slug"],
        methods=methods,
    )


# The county's coordinator may, but not this one; a federal volunteer only her own.
ABSENCE = {"hidden_from": {"integration_coordinator"}, "methods": ("GET", "POST"), "refused": 403}
ACCESS = {
    "counselling:absence_list": Access(roles=COUNTER),
    "counselling:absence_create": Access(roles=CASE_WORK, methods=("GET", "POST")),
    "counselling:absence_report": Access(roles=COUNTER, methods=("GET", "POST")),
    "counselling:absence_update": of_absence(**ABSENCE),
    "counselling:absence_end": of_absence(**ABSENCE),
    "counselling:absence_handover": of_absence(refused=403, hidden_from={"integration_coordinator"}),
    "counselling:followup_move": Access(roles=CASE_WORK, methods=("GET", "POST")),
    "counselling:followup_move_undo": Access(roles=CASE_WORK, methods=("POST",)),
    "counselling:deadline_list": Access(roles=CASE_WORK),
    "counselling:client_deadlines": of_file("client", ("GET",)),
    "counselling:deadline_create": of_file("client"),
    "counselling:deadline_finish": of_file("deadline", ("POST",)),
    "counselling:deadline_move": of_file("deadline"),
    "counselling:staffing_announce": about_centre(),
    "counselling:staffing_take_back": about_centre(("POST",)),
    "counselling:staff_needed": about_centre(),
}
