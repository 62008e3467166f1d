"""The access matrix: every URL name has a line that says who may open it.

A line in ``tests/access/<area>.py``::

    "counselling:client_detail": Access(
        roles={"counsellor", "integration_coordinator", "head_of_centre"},
        kwargs=lambda world: {"pk": world["client"].pk},           # an object of the city (or of "agency")
        foreign=lambda world: {"pk": world["county_client"].pk},   # an object of another controller, same kind
        refused=404,                                               # what every other role gets: 403 or 404
    ),

``roles`` are role codes plus ``superuser``; ``PUBLIC`` opens a page to everybody, ``LOGGED_IN`` to everybody
with an account. ``methods`` names what the view answers (``GET`` by default). Each area module has
``ACCESS: dict[str, Access]`` and ``make_world(persons, organisations) -> dict`` that makes the rows.
The role that belongs to another organisation than the object (``foreign``) is not asked for a page of its
own there: a city object must be 404 for the county and the other way round.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from ibs_portal.accounts.roles import ROLES, STAFF_ROLES

EVERYBODY = frozenset({*ROLES, "superuser", "anonymous"})
PUBLIC = EVERYBODY
LOGGED_IN = EVERYBODY - {"anonymous"}
STAFF = frozenset({*STAFF_ROLES, "superuser"})
World = dict


@dataclass(frozen=True)
class Access:
    roles: frozenset[str] | set[str]
    kwargs: Callable[[World], dict] = field(default=lambda world: {})
    foreign: Callable[[World], dict] | None = None
    refused: int = 403
    # Roles that do have the right, but over objects of another house: for them this one does not exist (404).
    hidden_from: frozenset[str] | set[str] = frozenset()
    methods: tuple[str, ...] = ("GET",)
    # Query string or form data that the page needs to answer at all.
    query: str = ""
    data: dict = field(default_factory=dict)
    # Statuses that count as open: a page, a redirect after an act, "not ready" of a health page.
    opens: tuple[int, ...] = (200, 302, 303)


# The person that stands for a role in the matrix.
PERSON_OF = {
    "volunteer": "begleiterin",
    "skilled_worker": "fachkraft",
    "federal_volunteer": "bfd",
    "counsellor": "beratung",
    "integration_coordinator": "koordination-landkreis",
    "head_of_centre": "leitung",
    "programme_coordinator": "freiwilligenagentur",
    "partner": "partner",
    "editor": "redaktion",
    "data_protection_officer": "datenschutz",
    "superuser": "technik",
    "anonymous": None,
}
