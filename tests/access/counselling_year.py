from tests.access.counselling_casework import CASE_WORK
from tests.access.matrix import Access
from tests.factories.casework import make_house
from tests.factories.client_import import ClientImportFactory

HEAD = {"head_of_centre"}


def make_world(persons, organisations) -> dict:
    world = make_house(persons, organisations)
    mine = {"by": persons["leitung"], "centre": world["centre"]}
    world["import"] = ClientImportFactory(**mine)
    refused = [["Name", ""], ["", "Es fehlt ein Name.", 2]]
    world["done"] = ClientImportFactory(**mine, state="done", rows=refused, refused=1, taken=1)
    world["county_import"] = ClientImportFactory(by=persons["koordination-landkreis"], centre=world["centre"])
    return world


def of(row: str, methods: tuple[str, ...]) -> Access:
    """A list that the head has uploaded; nobody else has one."""
    return Access(
        roles=HEAD,
        kwargs=lambda world: {"pk": world[row].pk},
        foreign=lambda world: {"pk": world["county_import"].pk},
        methods=methods,
    )


ACCESS = {
    "counselling:report": Access(roles=CASE_WORK),
    "counselling:report_export": Access(roles=CASE_WORK, kwargs=lambda world: {"kind": "pdf"}),
    "counselling:report_release": Access(roles=HEAD, methods=("POST",)),
    "counselling:report_partner": Access(roles={"partner"}),
    "counselling:report_text": Access(roles=CASE_WORK),
    "counselling:client_import": Access(roles=HEAD, methods=("GET", "POST")),
    "counselling:client_import_check": of("import", ("GET", "POST")),
    "counselling:client_import_report": of("done", ("GET",)),
    "counselling:client_import_discard": of("import", ("POST",)),
}
