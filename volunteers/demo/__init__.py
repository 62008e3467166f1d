"""Demo data of the programme in Osnabrück."""

import datetime

from ibs_portal.accounts.models import Organisation, User
from volunteers.demo import programme, trainings, volunteers


def seed(accounts: dict[str, User], organisations: dict[str, Organisation], *, now: datetime.datetime) -> None:
    """Programme, volunteers in all states, groups and trainings; the account ``begleiterin`` is one of them."""
    osnabrueck = programme.seed_programme(organisations)
    people = volunteers.seed_volunteers(osnabrueck, accounts["begleiterin"], now=now)
    programme.seed_groups(osnabrueck, people, now=now)
    trainings.seed_trainings(osnabrueck, people, now=now)
