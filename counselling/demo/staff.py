"""The team of the demo: those accounts that counsel."""

import datetime

from counselling.models import Absence, Centre, StaffMember
from ibs_portal.accounts.models import User

EVERY_DAY = [0, 1, 2, 3, 4]
Job = StaffMember.Job
# account, work, languages, days, consents to the name on the website
TEAM = (
    ("leitung", Job.HEAD, ["de", "en", "ru"], EVERY_DAY, True),
    ("beratung", Job.COUNSELLOR, ["de", "en", "ar"], [0, 1, 2, 3], True),
    ("koordination-landkreis", Job.COORDINATOR, ["de", "en", "prs"], [0, 1, 3, 4], True),
    ("bfd", Job.FEDERAL_VOLUNTEER, ["de", "en", "uk"], EVERY_DAY, False),
)


def seed_team(
    accounts: dict[str, User], centres: dict[str, Centre], *, now: datetime.datetime
) -> dict[str, StaffMember]:
    """Staff members by the names of their accounts, and one absence to come."""
    team = {
        name: StaffMember.objects.create(
            user=accounts[name],
            centre=centres["zwickau"],
            controller=accounts[name].organisation,
            job=job,
            languages=languages,
            weekdays=weekdays,
            public_name=accounts[name].name if has_consented else "",
        )
        for name, job, languages, weekdays, has_consented in TEAM
    }
    monday = now.date() - datetime.timedelta(days=now.weekday() - 14)
    Absence.objects.create(
        staff=team["beratung"],
        controller=team["beratung"].controller,
        starts_on=monday,
        ends_on=monday + datetime.timedelta(days=4),
        kind=Absence.Kind.LEAVE,
        deputy=team["leitung"],
    )
    return team
