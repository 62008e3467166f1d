"""Who may look through possible duplicates, and merge."""

from counselling.actions.merging import merge_clients
from tests.access.counselling_casework import CASE_WORK, of
from tests.access.matrix import Access
from tests.factories.casework import ClientFactory, make_house

HEAD = {"head_of_centre"}


def make_world(persons, organisations) -> dict:
    """Three more files of each house; two of the city have been merged by its head."""
    world = make_house(persons, organisations)
    for prefix, by in (("", "beratung"), ("county_", "koordination-landkreis")):
        make = {"by": persons[by], "centre": world["centre"]}
        for name in ("twin", "kept", "gone"):
            world[f"{prefix}{name}"] = ClientFactory(name=("Zwilling", name.title()), **make)
    world["merge"] = merge_clients(world["kept"], world["gone"], by=persons["leitung"])
    return world


def pair(prefix: str):
    return lambda world: {"pk": world[f"{prefix}client"].pk, "other": world[f"{prefix}twin"].pk}


ACCESS = {
    "counselling:duplicate_list": Access(roles=CASE_WORK),
    "counselling:client_tell_apart": of("client", methods=("POST",)),
    "counselling:client_merge": Access(roles=HEAD, kwargs=pair(""), foreign=pair("county_"), methods=("GET", "POST")),
    "counselling:merge_list": Access(roles=HEAD),
    "counselling:merge_undo": Access(roles=HEAD, kwargs=lambda world: {"pk": world["merge"].pk}, methods=("POST",)),
}
