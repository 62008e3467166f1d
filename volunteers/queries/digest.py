"""What the weekly mail to coordinators counts: numbers, and never a name."""

import datetime
from typing import Any

from ibs_portal.accounts.models import User
from volunteers.models import CheckIn, Match, MatchNeed, Programme
from volunteers.queries.matches import watched
from volunteers.rules.match import Light


def digest_of(programme: Programme, *, today: datetime.date) -> dict[str, Any]:
    """Counts of one programme; asked by a job, which sees all of them."""
    mine = {"programme": programme}
    active: Any = Match.objects.filter(**mine).active().with_last_meeting().with_checkins(today)
    lights = [watched(match, today=today).light for match in active]
    resting = [match for match in active if match.paused_until]
    return {
        "active": len(lights),
        "paused": len(resting),
        "red": lights.count(Light.SILENT),
        "yellow": lights.count(Light.QUIET),
        "help": CheckIn.objects.filter(**mine).asking_for_help().count(),
        "to_ask": CheckIn.objects.filter(**mine, asked_at=None).open().count(),
        "asked": Match.objects.filter(**mine).asked().count(),
        "coming": MatchNeed.objects.filter(**mine).coming(today).count(),
        "waiting": MatchNeed.objects.filter(**mine).waiting(today).count(),
    }


def coordinators_of(programme: Programme) -> list[User]:
    rows = User.objects.filter(groups__name="programme_coordinator", is_active=True)
    return list(rows.filter(organisation=programme.organisation_id).exclude(email="").order_by("pk"))
