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
    """Staff members by the names of their accounts, and some absences to come."""
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
    Absence.objects.bulk_create(_absences(team, now.date()))
    return team


def _absences(team: dict[str, StaffMember], today: datetime.date) -> list[Absence]:
    """Next week too few are in on two days; in two weeks a colleague has leave."""
    monday = today - datetime.timedelta(days=today.weekday() - 7)
    plan = (("leitung", None, 3, 4), ("koordination-landkreis", None, 3, 4), ("beratung", "leitung", 7, 11))
    return [
        Absence(
            staff=team[name],
            controller=team[name].controller,
            starts_on=monday + datetime.timedelta(days=first),
            ends_on=monday + datetime.timedelta(days=last),
            deputy=team.get(deputy),
        )
        for name, deputy, first, last in plan
    ]
