from tests.access.matrix import LOGGED_IN, PUBLIC, STAFF, Access


def make_world(persons, organisations) -> dict:
    return {}


ACCESS = {
    "accounts:landing": Access(roles=LOGGED_IN),
    "languages": Access(roles=PUBLIC),
    # A page of the demo; outside of it the page does not exist for anybody.
    "mail:outbox": Access(roles=PUBLIC, opens=(404,)),
    "ui:gallery": Access(roles=STAFF),
}
