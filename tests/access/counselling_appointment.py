from tests.access.matrix import PUBLIC, Access
from tests.factories.appointments import add_appointments, make_bookable

CITY = {"counsellor", "head_of_centre", "federal_volunteer"}
HOUSE = CITY | {"integration_coordinator"}


def make_world(persons, organisations) -> dict:
    return add_appointments(make_bookable(persons, organisations))


def own(*methods: str) -> Access:
    """Behind the signed link: whoever has it."""
    return Access(
        roles=PUBLIC,
        kwargs=lambda world: {"token": world["named_appointment"].token},
        methods=methods or ("GET",),
    )


ACCESS = {
    "counselling:appointment_request": Access(roles=PUBLIC, methods=("GET", "POST")),
    "counselling:own_appointment_detail": own(),
    "counselling:own_appointment_done": own(),
    "counselling:own_appointment_move": own("GET", "POST"),
    "counselling:own_appointment_cancel": own("GET", "POST"),
    "counselling:own_appointment_ics": own(),
}
