"""The secret address of a personal calendar: made, made anew, switched off. Its owner alone does it."""

import datetime
from typing import Any

from django.db import transaction

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from ibs_portal.database.identity import errand
from volunteers.models import CalendarFeed, SkilledWorker, Volunteer
from volunteers.queries.consent import side_of
from volunteers.rules.calendar_feed import hash_of, new_secret


@transaction.atomic
def renew_calendar(person: Volunteer | SkilledWorker, *, by: User, now: datetime.datetime) -> str:
    """Makes an address and returns its secret, which nobody can read again; the one before is worthless from now on."""
    side, secret = side_of(person), new_secret()
    own: dict[str, Any] = {side: person}
    with errand(**{side: person.pk}):
        made = {"programme": person.programme, "secret_hash": hash_of(secret), "made_at": now}
        feed, _is_new = CalendarFeed.objects.update_or_create(**own, defaults=made)
        record("calendar.renewed", feed, by=by)
    return secret


@transaction.atomic
def remove_calendar(person: Volunteer | SkilledWorker, *, by: User) -> bool:
    """Ends the address; nothing happens if there is none."""
    side = side_of(person)
    with errand(**{side: person.pk}):
        feed = CalendarFeed.objects.select_for_update(of=("self",)).filter(**{side: person}).first()
        if feed is None:
            return False
        record("calendar.removed", feed, by=by)
        feed.delete()
    return True
