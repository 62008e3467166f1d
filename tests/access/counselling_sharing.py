from tests.access.counselling_casework import CASE_WORK, CITY, COUNTER
from tests.access.matrix import Access
from tests.factories.casework import make_house
from tests.factories.sharing import PartnerFactory


def make_world(persons, organisations) -> dict:
    world = make_house(persons, organisations)
    world["partner"] = PartnerFactory(topics=world["topics"][:1])
    return world


def of_the_directory(roles, methods=("GET",)) -> Access:
    return Access(roles=roles, kwargs=lambda world: {"pk": world["partner"].pk}, methods=methods)


def of(row: str, roles=CITY, methods=("GET", "POST"), **more) -> Access:
    return Access(
        roles=roles,
        kwargs=lambda world: {"pk": world[row].pk},
        foreign=lambda world: {"pk": world[f"county_{row}"].pk},
        refused=403,
        hidden_from={"integration_coordinator"},
        methods=methods,
        **more,
    )


ACCESS = {
    "counselling:partner_list": Access(roles=COUNTER),
    "counselling:partner_create": Access(roles=CASE_WORK, methods=("GET", "POST")),
    "counselling:partner_detail": of_the_directory(COUNTER),
    "counselling:partner_update": of_the_directory(CASE_WORK, methods=("GET", "POST")),
    "counselling:partner_check": of_the_directory(CASE_WORK, methods=("POST",)),
    "counselling:disclosure_list": Access(roles=CASE_WORK),
    "counselling:file_sharing": of("client", methods=("GET",)),
}
