"""The dozen people whom most tests know by name, with the houses they belong to."""

from ibs_portal.accounts.models import Organisation, User
from tests.factories.accounts import make_people

# name of the person → role, organisation
PERSONS = {
    "leitung": ("head_of_centre", "city"),
    "beratung": ("counsellor", "city"),
    "beratung2": ("counsellor", "city"),
    "koordination-landkreis": ("integration_coordinator", "county"),
    "bfd": ("federal_volunteer", "city"),
    "freiwilligenagentur": ("programme_coordinator", "agency"),
    "agentur2": ("programme_coordinator", "other_agency"),
    "partner": ("partner", "employment_agency"),
    "redaktion": ("editor", "city"),
    "datenschutz": ("data_protection_officer", "city"),
    "begleiterin": ("volunteer", None),
    "fachkraft": ("skilled_worker", None),
    "technik": (None, None),
}
ORGANISATIONS = {
    "city": ("Stadt Zwickau", "city", True),
    "county": ("Landkreis Zwickau", "county", True),
    "agency": ("Freiwilligen-Agentur Osnabrück", "agency", True),
    "other_agency": ("Freiwilligenagentur Anderswo", "agency", True),
    "employment_agency": ("Agentur für Arbeit", "authority", False),
    "welcome_center": ("Welcome & Connect Center", "authority", False),
    "hospital": ("Klinikum am Beispielberg", "employer", False),
    "lichthaus": ("Lichthaus e.V.", "association", False),
}


def make_organisations() -> dict[str, Organisation]:
    rows = [
        Organisation(name=name, short_name=name, kind=kind, is_controller=is_controller)
        for name, kind, is_controller in ORGANISATIONS.values()
    ]
    return dict(zip(ORGANISATIONS, Organisation.objects.bulk_create(rows), strict=True))


def make_persons(organisations: dict[str, Organisation]) -> dict[str, User]:
    people = [
        (
            role,
            {
                "email": f"{name}@example.org",
                "name": name.title(),
                "organisation": organisations.get(house),
                "is_superuser": name == "technik",
                "is_staff": name == "technik",
            },
        )
        for name, (role, house) in PERSONS.items()
    ]
    return dict(zip(PERSONS, make_people(people), strict=True))
