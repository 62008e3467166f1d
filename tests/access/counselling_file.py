"""Who may open the pages of a file beside its overview."""

from tests.access.counselling_casework import of
from tests.factories.casework import make_house


def make_world(persons, organisations) -> dict:
    return make_house(persons, organisations)


ACCESS = {
    "counselling:residence_record": of("client"),
    "counselling:residence_delete": of("client", methods=("POST",)),
}
