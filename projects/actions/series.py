"""Series of events, and the events they bring."""

import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from projects.models import Event, EventSeries, Project

AHEAD = relativedelta(months=6)


@transaction.atomic
def create_series(project: Project, *, by: User, now: datetime.datetime, **fields: Any) -> EventSeries:
    """Starts a series and announces its events of the next six months; ``ValidationError`` for bad values."""
    series = EventSeries(project=project, **fields)
    series.full_clean()
    series.save()
    record("series.created", series, by=by)
    generate_series_events(series, by=by, now=now)
    return series


@transaction.atomic
def generate_series_events(series: EventSeries, *, by: User | None, now: datetime.datetime) -> list[Event]:
    """Adds the missing events from today to six months ahead; calling it again adds nothing.

    Events that are there already stay as they are, changed and cancelled ones too. Returns the new ones.
    """
    series = EventSeries.objects.select_for_update(of=("self",)).select_related("project", "place").get(pk=series.pk)
    today = timezone.localdate(now)
    times = series.times(first=today, last=today + AHEAD)
    known = set(series.events.filter(starts_at__in=[start for start, _ in times]).values_list("starts_at", flat=True))
    events = [
        Event(project=series.project, series=series, starts_at=start, ends_at=end, **series.content())
        for start, end in times
        if start not in known
    ]
    Event.objects.bulk_create(events)
    if events:
        record("series.generated", series, by=by, reason=str(len(events)))
    return events


@transaction.atomic
def generate_all_series(*, by: User | None, now: datetime.datetime) -> int:
    """Adds the missing events of all running series; returns how many were added."""
    running = EventSeries.objects.running(timezone.localdate(now)).order_by("pk")
    return sum(len(generate_series_events(series, by=by, now=now)) for series in running)
