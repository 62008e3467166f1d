from tests.access.matrix import STAFF, Access
from tests.factories.casework import make_house

OVERSEERS = frozenset({"head_of_centre", "programme_coordinator", "data_protection_officer"})


def make_world(persons, organisations) -> dict:
    return make_house(persons, organisations)


def pk_of(name: str):
    return lambda world: {"pk": world[name].pk}


ACCESS = {
    "audit:entry_list": Access(roles=OVERSEERS),
    "audit:own_entries": Access(roles=STAFF),
    # In charge of a case of this person, or the head.
    "counselling:client_trail": Access(
        roles={"counsellor", "head_of_centre"},
        kwargs=pk_of("client"),
        foreign=pk_of("county_client"),
        hidden_from={"integration_coordinator"},
    ),
}
