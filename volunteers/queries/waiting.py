"""Everybody for whom the next step is the desk's: volunteers and skilled workers in one list, the longest first."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from volunteers.models import Consent, GroupMembership, SkilledWorker, TrainingRegistration, Volunteer, WorkerConsent
from volunteers.rules.waiting import days_since, is_alert, urgency

CALL, AFTER_INTERVIEW, INVITE, GROUP = "call", "after_interview", "invite", "group"
WORKER_CALL, WITHDRAWN = "worker_call", "withdrawn"
WAITS_FOR: dict[str, Promise] = {
    CALL: _("a first call"),
    AFTER_INTERVIEW: _("a decision after the interview"),
    INVITE: _("an invitation to a training"),
    GROUP: _("a group"),
    WORKER_CALL: _("a first talk"),
    WITHDRAWN: _("the end of the companionship: has taken back the consent"),
}
STEPS = {"applied": CALL, "interview": AFTER_INTERVIEW, "accepted": INVITE, "trained": GROUP}
MOST = 200


@dataclass(frozen=True)
class Waiting:
    """One person who waits for the desk."""

    name: str
    url: str
    phone: str
    days: int
    reason: str
    is_worker: bool

    @property
    def words(self) -> Promise:
        return WAITS_FOR[self.reason]

    @property
    def urgency(self) -> str:
        return "late" if self.reason == WITHDRAWN else urgency(self.days)

    @property
    def is_alert(self) -> bool:
        return self.reason == WITHDRAWN or is_alert(self.days)


def waiting_people(user: Any, *, now: datetime.datetime) -> list[Waiting]:
    """All who wait for a step of the desk. Who has not finished the own profile waits for nobody."""
    today = timezone.localdate(now)
    found = [_volunteer(row, today) for row in _volunteers(user, now)[:MOST]]
    found += [_worker(row, today) for row in _workers(user)[:MOST]]
    return sorted(found, key=lambda row: (row.reason != WITHDRAWN, -row.days, row.name))


def alerts(user: Any, *, now: datetime.datetime) -> list[Waiting]:
    """Those who have waited for a week or longer."""
    return [row for row in waiting_people(user, now=now) if row.is_alert]


def _taken_back(model: Any, owner: str) -> Exists:
    return Exists(model.objects.filter(**{owner: OuterRef("pk"), "kind": "data"}).exclude(withdrawn_at=None))


def _standing(model: Any, owner: str) -> Exists:
    return Exists(model.objects.filter(**{owner: OuterRef("pk"), "kind": "data", "withdrawn_at": None}))


def _volunteers(user: Any, now: datetime.datetime) -> Any:
    invited = TrainingRegistration.objects.filter(
        volunteer=OuterRef("pk"), status__in=("invited", "confirmed", "waiting", "offered"), session__ends_at__gte=now
    )
    grouped = GroupMembership.objects.filter(volunteer=OuterRef("pk"), left_on=None)
    rows = Volunteer.objects.visible_to(user).confirmed().here()
    rows = rows.annotate(withdrew=_taken_back(Consent, "volunteer"), agrees=_standing(Consent, "volunteer"))
    waits = (
        Q(status="applied") & ~Q(profile_completed_at=None)
        | Q(status="interview", interview_at__lt=now)
        | Q(status="accepted") & ~Exists(invited)
        | Q(status="trained") & ~Exists(grouped)
    )
    rows = rows.filter(waits | Q(withdrew=True, agrees=False))
    return rows.order_by("status_since", "pk")


def _volunteer(row: Any, today: datetime.date) -> Waiting:
    reason = WITHDRAWN if row.withdrew and not row.agrees else STEPS[row.status]
    since = timezone.localdate(row.interview_at) if reason == AFTER_INTERVIEW else row.status_since
    return Waiting(row.name, row.get_absolute_url(), row.phone, days_since(since, today), reason, is_worker=False)


def _workers(user: Any) -> Any:
    rows = SkilledWorker.objects.visible_to(user).confirmed().here()
    rows = rows.annotate(withdrew=_taken_back(WorkerConsent, "worker"), agrees=_standing(WorkerConsent, "worker"))
    signed_up = Q(source=SkilledWorker.Source.ONLINE, welcomed_on=None) & ~Q(profile_completed_at=None)
    rows = rows.filter(signed_up | Q(withdrew=True, agrees=False))
    return rows.order_by("applied_on", "pk")


def _worker(row: Any, today: datetime.date) -> Waiting:
    reason = WITHDRAWN if row.withdrew and not row.agrees else WORKER_CALL
    done = row.profile_completed_at
    since = max(row.applied_on, timezone.localdate(done)) if done else row.applied_on
    return Waiting(row.name, row.get_absolute_url(), row.phone, days_since(since, today), reason, is_worker=True)
