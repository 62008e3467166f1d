"""Who may open the pages about hours, team and topics."""

from datetime import timedelta

from django.utils import timezone

from counselling.models import OpeningPeriod, Reason
from tests.access.matrix import PUBLIC, Access
from tests.counselling.rules.opening_data import REGULAR
from tests.factories.opening import (
    CentreFactory,
    OfferingFactory,
    OpeningExceptionFactory,
    StaffMemberFactory,
    TopicFactory,
)

COUNTER = {"federal_volunteer", "counsellor", "integration_coordinator", "head_of_centre"}
KEEPERS = COUNTER - {"federal_volunteer"}


def make_world(persons, organisations) -> dict:
    """A centre of city and county, and one of the county alone, which the city's people must not know of here."""
    both = [organisations["city"], organisations["county"]]
    own = CentreFactory(slug="zwickau", order=1, carriers=both, week=REGULAR)
    foreign = CentreFactory(slug="glauchau", carriers=[organisations["county"]], week=REGULAR)
    StaffMemberFactory(user=persons["beratung"], centre=own, public_name="Beratung")
    TopicFactory(code="letters")
    today = timezone.localdate()
    world = {"slug": {"slug": own.slug}, "foreign_slug": {"slug": foreign.slug}}
    for name, centre in (("", own), ("foreign_", foreign)):
        world[f"{name}exception"] = {"pk": OpeningExceptionFactory(centre=centre, starts_on=today).pk}
        period = OpeningPeriod.objects.create(
            centre=centre,
            starts_on=today,
            ends_on=today + timedelta(days=9),
            reason=Reason.STAFFING,
            announced_on=today,
        )
        offering = OfferingFactory(centre=centre)
        world[f"{name}offering"] = {"slug": centre.slug, "offering": offering.pk}
        world[f"{name}period"] = {"pk": period.pk}
    mine, theirs = persons["beratung2"], persons["koordination-landkreis"]
    world["colleague"] = {"pk": StaffMemberFactory(user=mine, centre=own).pk}
    world["foreign_colleague"] = {"pk": StaffMemberFactory(user=theirs, centre=foreign).pk}
    return world


def about_offering() -> Access:
    return Access(
        roles=KEEPERS,
        kwargs=lambda world: world["offering"],
        foreign=lambda world: world["foreign_offering"],
        methods=("GET", "POST"),
    )


def about_centre(roles: set[str]) -> Access:
    return Access(
        roles=roles,
        kwargs=lambda world: world["slug"],
        foreign=lambda world: world["foreign_slug"],
        methods=("GET", "POST"),
    )


ACCESS = {
    "counselling:opening_hours": Access(roles=PUBLIC, query="?at=2025-07-03T10:20"),
    "counselling:team": Access(roles=PUBLIC),
    "counselling:topics": Access(roles=PUBLIC),
    "counselling:opening_feed": Access(roles=PUBLIC),
    "counselling:closures_feed": Access(roles=PUBLIC),
    "counselling:opening_sign": Access(
        roles=COUNTER,
        kwargs=lambda world: world["slug"],
        foreign=lambda world: world["foreign_slug"],
    ),
    "counselling:opening_edit": Access(roles=COUNTER),
    "counselling:opening_close_today": about_centre(COUNTER),
    "counselling:opening_close": about_centre(KEEPERS),
    "counselling:opening_times": about_centre(KEEPERS),
    "counselling:opening_week": about_centre(KEEPERS),
    "counselling:opening_period": about_centre(KEEPERS),
    "counselling:centre_channels": about_centre(KEEPERS),
    "counselling:offering_create": about_centre(KEEPERS),
    "counselling:offering_update": about_offering(),
    "counselling:offering_week": about_offering(),
    "counselling:offering_period": about_offering(),
    "counselling:offering_close": about_offering(),
    "counselling:offering_times": about_offering(),
    # For colleagues of the own employer; a federal volunteer for herself alone.
    "counselling:consultation_hours_set": Access(
        roles={"counsellor", "head_of_centre"},
        kwargs=lambda world: world["colleague"],
        foreign=lambda world: world["foreign_colleague"],
        methods=("GET", "POST"),
    ),
    "counselling:opening_reopen": Access(
        roles=COUNTER,
        kwargs=lambda world: world["exception"],
        foreign=lambda world: world["foreign_exception"],
        methods=("POST",),
    ),
    "counselling:opening_period_withdraw": Access(
        roles=KEEPERS,
        kwargs=lambda world: world["period"],
        foreign=lambda world: world["foreign_period"],
        methods=("POST",),
    ),
}
