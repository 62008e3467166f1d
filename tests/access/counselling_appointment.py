from counselling.models import BookingCalendar
from tests.access.matrix import PUBLIC, Access
from tests.factories.appointments import add_appointments, make_bookable

CITY = {"counsellor", "head_of_centre", "federal_volunteer"}
HOUSE = CITY | {"integration_coordinator"}


def make_world(persons, organisations) -> dict:
    house = add_appointments(make_bookable(persons, organisations))
    member = house["staff"]["beratung"]
    house["feed"], _created = BookingCalendar.objects.get_or_create(
        staff=member, defaults={"controller": member.controller, "feed_number": 1}
    )
    return house


def own(*methods: str) -> Access:
    """Behind the signed link: whoever has it."""
    return Access(
        roles=PUBLIC,
        kwargs=lambda world: {"token": world["named_appointment"].token},
        methods=methods or ("GET",),
    )


def of(row: str, *methods: str, roles=CITY, **more) -> Access:
    """A page about one row of the city; whoever must not know of it gets 404."""
    return Access(
        roles=roles,
        kwargs=lambda world: {"pk": world[row].pk},
        foreign=lambda world: {"pk": world[f"county_{row}"].pk},
        hidden_from={"integration_coordinator"},
        methods=methods or ("GET",),
        **more,
    )


ACCESS = {
    "counselling:appointment_list": Access(roles=HOUSE),
    "counselling:appointment_export": Access(roles=HOUSE),
    "counselling:appointment_conflicts": Access(roles=HOUSE),
    "counselling:appointment_create": Access(roles=HOUSE, methods=("GET", "POST")),
    "counselling:appointment_detail": of("appointment"),
    "counselling:appointment_move": of("appointment", "GET", "POST"),
    "counselling:appointment_cancel": of("appointment", "GET", "POST"),
    "counselling:appointment_mark": of("appointment", "POST"),
    "counselling:appointment_slip": of("appointment"),
    "counselling:appointment_ics": of("appointment"),
    "counselling:client_appointments": of("client", roles=CITY - {"federal_volunteer"}),
    "counselling:calendar_feed_edit": Access(roles=HOUSE, methods=("GET", "POST")),
    "counselling:calendar_feed": Access(roles=PUBLIC, kwargs=lambda world: {"token": world["feed"].feed_token}),
    "counselling:interpreter_list": Access(roles=HOUSE),
    "counselling:interpreter_create": Access(roles=HOUSE, methods=("GET", "POST")),
    "counselling:interpreter_detail": of("interpreter"),
    "counselling:interpreter_order": of("interpreter"),
    "counselling:interpreter_send": of("interpreter", "POST"),
    "counselling:interpreter_mark": of("interpreter", "POST"),
    "counselling:appointment_request": Access(roles=PUBLIC, methods=("GET", "POST")),
    "counselling:own_appointment_detail": own(),
    "counselling:own_appointment_done": own(),
    "counselling:own_appointment_move": own("GET", "POST"),
    "counselling:own_appointment_cancel": own("GET", "POST"),
    "counselling:own_appointment_ics": own(),
}
