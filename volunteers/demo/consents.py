"""What skilled workers have agreed to, told at the desk or on the phone, and a calendar that a phone fetches."""

import datetime

from django.utils import timezone

from ibs_portal.accounts.models import User
from volunteers.actions.calendar_feed import renew_calendar
from volunteers.actions.consent_note import note_consents
from volunteers.models import ConsentHow, Programme, SkilledWorker, Volunteer
from volunteers.rules.consent import DATA, MATCHING, NEWS


def seed_consents(programme: Programme, *, by: User, now: datetime.datetime) -> None:
    """Whoever has arrived has signed a paper; one agreed on the phone, with an interpreter."""
    here = SkilledWorker.objects.filter(programme=programme, arrived_on__isnull=False).order_by("pk")
    for number, worker in enumerate(here):
        given_at = timezone.make_aware(datetime.datetime.combine(worker.arrived_on, datetime.time(10)))
        if number == 3:
            note = "Dolmetscherin war in der Leitung, der Text wurde vorgelesen."
            note_consents(worker, [DATA, MATCHING], by=by, now=now - datetime.timedelta(days=6), how="phone", note=note)
        else:
            kinds = [DATA, MATCHING, NEWS] if number % 3 else [DATA, MATCHING]
            note_consents(worker, kinds, by=by, now=given_at, how=ConsentHow.PAPER)


def seed_calendar(companion: Volunteer, *, now: datetime.datetime) -> None:
    """She made an address a while ago; nobody can read it again, only make a new one."""
    renew_calendar(companion, by=companion.user, now=now - datetime.timedelta(days=40))
