"""Demo data of counselling: centres with hours, the team, topics; then clients, their cases and appointments."""

import datetime

from counselling.demo.appointments import seed_appointments
from counselling.demo.casework import seed_casework
from counselling.demo.deadlines import seed_deadlines
from counselling.demo.document import seed_documents
from counselling.demo.duplicates import seed_duplicates
from counselling.demo.enquiries import seed_enquiries
from counselling.demo.file import seed_files, seed_households, seed_restricted
from counselling.demo.opening import seed_centres, seed_hours
from counselling.demo.partners import seed_partners
from counselling.demo.plan import seed_plans
from counselling.demo.referrals import seed_referrals
from counselling.demo.report import seed_report
from counselling.demo.sharing import seed_sharing
from counselling.demo.staff import seed_team
from counselling.demo.topics import seed_topics
from ibs_portal.accounts.models import Organisation, User


def seed(
    accounts: dict[str, User],
    organisations: dict[str, Organisation],
    *,
    now: datetime.datetime,
    is_small: bool = False,
) -> None:
    """Deterministic for one ``now``; called by ``seed_demo``. ``is_small``: fewer people and contacts."""
    centres = seed_centres(organisations)
    seed_hours(centres, now=now)
    seed_topics()
    seed_team(accounts, centres, now=now)
    seed_casework(accounts, centres["zwickau"], now=now, is_small=is_small)
    seed_deadlines(accounts, now=now)
    seed_duplicates()
    seed_partners(now=now)
    seed_referrals(accounts, now=now)
    seed_sharing(accounts, now=now)
    seed_files(now=now)
    seed_households(now=now)
    seed_appointments(centres["zwickau"], now=now)
    seed_plans(now=now)
    seed_documents(now=now)
    seed_enquiries(accounts, centres, now=now)
    seed_report(now=now)
    seed_restricted()
