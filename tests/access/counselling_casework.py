from tests.access.matrix import Access
from tests.factories.casework import CaseFactory, ClientFactory, DisclosureFactory, make_house

CASE_WORK = {"counsellor", "integration_coordinator", "head_of_centre"}
COUNTER = CASE_WORK | {"federal_volunteer"}
# Of the city's file only: the county's coordinator is as good as anybody from outside.
CITY = {"counsellor", "head_of_centre"}


def make_world(persons, organisations) -> dict:
    world = make_house(persons, organisations)
    for prefix, by, other in (("", "beratung", "county"), ("county_", "koordination-landkreis", "city")):
        client = ClientFactory(by=persons[by], centre=world["centre"], name=("Gezeigt", by.title()))
        CaseFactory(client=client, owner=persons[by])
        world[f"{prefix}disclosure"] = DisclosureFactory(client=client, by=persons[by], recipient=organisations[other])
    return world


def of(row: str, roles=CITY, methods=("GET", "POST"), **more) -> Access:
    """A page about one row of the city; whoever must not know of it gets 404."""
    return Access(
        roles=roles,
        kwargs=lambda world: {"pk": world[row].pk},
        foreign=lambda world: {"pk": world[f"county_{row}"].pk},
        refused=404,
        methods=methods,
        **more,
    )


ACCESS = {
    "counselling:contact_create": Access(roles=COUNTER, methods=("GET", "POST")),
    "counselling:contact_list": Access(roles=COUNTER),
    "counselling:contact_undo": of("contact", {"counsellor"}, methods=("POST",)),
    "counselling:client_list": Access(roles=CASE_WORK),
    "counselling:client_create": Access(
        roles=CASE_WORK,
        methods=("GET", "POST"),
        data={"names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0},
    ),
    "counselling:client_find": Access(roles=COUNTER, query="?person=nguyen"),
    "counselling:client_detail": of("client", methods=("GET",)),
    "counselling:client_update": of("client", data={"names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0}),
    "counselling:file_disclose": of("client"),
    "counselling:disclosure_withdraw": of("disclosure", methods=("POST",)),
    "counselling:notes_open": of("client"),
    "counselling:case_list": Access(roles=CASE_WORK),
    "counselling:case_create": of("client"),
    "counselling:case_close": of("case"),
    "counselling:case_reopen": of("case"),
    "counselling:case_assign": of("case"),
    "counselling:followup_list": Access(roles=CASE_WORK),
    "counselling:followup_create": of("client"),
    "counselling:followup_done": of("followup", methods=("POST",)),
    "counselling:followup_postpone": of("followup"),
}
