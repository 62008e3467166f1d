from tests.access.counselling_casework import CASE_WORK, CITY, COUNTER
from tests.access.matrix import Access
from tests.factories.casework import make_house
from tests.factories.sharing import PartnerFactory, ReferralFactory, ReleaseFactory


def make_world(persons, organisations) -> dict:
    world = make_house(persons, organisations)
    world["partner"] = PartnerFactory(topics=world["topics"][:1])
    for prefix, by in (("", "beratung"), ("county_", "koordination-landkreis")):
        release = ReleaseFactory(client=world[f"{prefix}client"], by=persons[by])
        world |= {f"{prefix}release": release, f"{prefix}referral": ReferralFactory(release=release)}
        world[f"{prefix}paper"] = ReleaseFactory(client=world[f"{prefix}client"], by=persons[by], given_on=None)
    return world


def of_the_directory(roles, methods=("GET",)) -> Access:
    return Access(roles=roles, kwargs=lambda world: {"pk": world["partner"].pk}, methods=methods)


def of(row: str, roles=CITY, methods=("GET", "POST"), **more) -> Access:
    return Access(
        roles=roles,
        kwargs=lambda world: {"pk": world[row].pk},
        foreign=lambda world: {"pk": world[f"county_{row}"].pk},
        methods=methods,
        **{"refused": 403, "hidden_from": {"integration_coordinator"}} | more,
    )


ACCESS = {
    "counselling:partner_list": Access(roles=COUNTER),
    "counselling:partner_create": Access(roles=CASE_WORK, methods=("GET", "POST")),
    "counselling:partner_detail": of_the_directory(COUNTER),
    "counselling:partner_update": of_the_directory(CASE_WORK, methods=("GET", "POST")),
    "counselling:partner_check": of_the_directory(CASE_WORK, methods=("POST",)),
    "counselling:disclosure_list": Access(roles=CASE_WORK),
    "counselling:file_sharing": of("client", methods=("GET",)),
    "counselling:release_create": of("client", refused=404, hidden_from=()),
    "counselling:release_print": of("release", refused=404, hidden_from=(), methods=("GET",)),
    "counselling:release_sign": of("release", refused=404, hidden_from=()),
    "counselling:release_discard": of("paper", refused=404, hidden_from=(), methods=("POST",)),
    "counselling:release_withdraw": of("release", refused=404, hidden_from=()),
    "counselling:referral_inform": of("client", refused=404, hidden_from=()),
    "counselling:referral_create": of("client", refused=404, hidden_from=()),
    "counselling:referral_answer": of("referral", refused=404, hidden_from=()),
    "counselling:referral_letter": of("referral", refused=404, hidden_from=(), methods=("GET",)),
    "counselling:referral_slip": of("referral", refused=404, hidden_from=(), methods=("GET",)),
    "counselling:transparency_sheet": of("client", methods=("GET",)),
}
