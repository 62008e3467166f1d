"""Organisations and accounts of the demo. People are invented; every address ends in example.org."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from ibs_portal.accounts.models import Organisation, User
from ibs_portal.accounts.roles import ROLES
from ibs_portal.website.demo_logins import DEMO_PASSWORD, LOGINS

Kind = Organisation.Kind
# key → name, short name, kind, controller, address for the imprint
ORGANISATIONS = {
    "city": (
        "Stadt Zwickau",
        "Stadt Zwickau",
        Kind.CITY,
        True,
        "Stadt Zwickau\nIntegrationsberatungsstelle\nHauptstraße 56\n08056 Zwickau\nE-Mail: ibs-stadt@example.org",
    ),
    "county": (
        "Landkreis Zwickau",
        "Landkreis Zwickau",
        Kind.COUNTY,
        True,
        "Landkreis Zwickau\nIntegrationskoordination\nHauptstraße 56\n08056 Zwickau\nE-Mail: ibs-landkreis@example.org",
    ),
    "agency": (
        "Freiwilligen-Agentur Osnabrück",
        "Freiwilligen-Agentur",
        Kind.AGENCY,
        True,
        "Freiwilligen-Agentur Osnabrück\n[Anschrift]\nOsnabrück\nE-Mail: freiwilligenagentur@example.org",
    ),
    "employment_agency": ("Agentur für Arbeit Osnabrück", "Agentur für Arbeit", Kind.AUTHORITY, False, ""),
    "welcome_center": (
        "Welcome & Connect Center der Wirtschaftsförderung Osnabrück",
        "Welcome & Connect Center",
        Kind.AUTHORITY,
        False,
        "Heger Straße 34\nOsnabrück",
    ),
    "hospital": ("Klinikum am Beispielberg", "Klinikum", Kind.EMPLOYER, False, ""),
    "lichthaus": ("Lichthaus e.V.", "Lichthaus", Kind.ASSOCIATION, False, "Neuplanitzer Straße 31\nZwickau"),
}


def seed_organisations() -> dict[str, Organisation]:
    return {
        key: Organisation.objects.create(
            name=name, short_name=short_name, kind=kind, is_controller=is_controller, contact_details=contact
        )
        for key, (name, short_name, kind, is_controller, contact) in ORGANISATIONS.items()
    }


def seed_accounts(organisations: dict[str, Organisation]) -> dict[str, User]:
    """One account for each role, all with the printed password and a verified address."""
    # Hashed once: a good hash takes a third of a second.
    password = make_password(DEMO_PASSWORD)
    accounts = {}
    for login in LOGINS:
        user = User(
            email=login.email,
            name=login.name,
            organisation=organisations.get(login.organisation or ""),
            password=password,
            is_staff=not login.role,
            is_superuser=not login.role,
        )
        user.full_clean()
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        if login.role:
            user.groups.add(Group.objects.get(name=ROLES[login.role].code))
        accounts[login.key] = user
    return accounts
