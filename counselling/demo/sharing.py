"""A file that the city shows the county, one the other way round, and notes that the head opened once."""

import datetime

from counselling.models import Basis, BreakGlass, Case, Disclosure, Scope
from counselling.rules.sharing import OPEN_FOR
from ibs_portal.accounts.models import User

REASONS = ("Gemeinsame Hilfe bei der Wohnungssuche", "Sprachkurs und Anerkennung laufen beim Landkreis")


def seed_sharing(accounts: dict[str, User], *, now: datetime.datetime) -> None:
    city, county = accounts["beratung"], accounts["koordination-landkreis"]
    _disclose(city, county, Scope.FILE, REASONS[0], now=now)
    _disclose(county, city, Scope.FACTS, REASONS[1], now=now)
    case = _open_cases(city)[1]
    BreakGlass.objects.create(
        controller=case.controller,
        client=case.client,
        user=accounts["leitung"],
        reason="Die Kollegin ist krank, die Widerspruchsfrist endet heute.",
        opened_at=now - datetime.timedelta(hours=26),
        expires_at=now - datetime.timedelta(hours=26) + OPEN_FOR,
    )


def _disclose(giver: User, taker: User, scope: str, reason: str, *, now: datetime.datetime) -> None:
    client, today = _open_cases(giver)[0].client, now.date()
    Disclosure.objects.create(
        controller=giver.organisation,
        client=client,
        recipient=taker.organisation,
        basis=Basis.CONSENT,
        scope=scope,
        reason=reason,
        starts_on=today - datetime.timedelta(days=20),
        ends_on=today + datetime.timedelta(days=160),
        by=giver,
        created_at=now - datetime.timedelta(days=20),
    )


def _open_cases(owner: User) -> list[Case]:
    """Of the person's own cases those that are open, in a fixed order; not the one with the thick file."""
    return list(Case.objects.open().filter(owner=owner).order_by("pk")[1:3])
