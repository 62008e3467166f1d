"""Who was ticked on the list, and what would happen to each of them."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from volunteers.models import CompanionGroup, GroupMembership, TrainingRegistration, TrainingSession, Volunteer
from volunteers.models.training import LIVE
from volunteers.queries.clearance import with_clearance
from volunteers.queries.pipeline import MOST, filtered
from volunteers.queries.pipeline_filter import PipelineFilter
from volunteers.queries.qualification import with_qualification
from volunteers.rules import bulk as rules
from volunteers.rules.group import free_seats

# Longer numbers are no keys.
DIGITS = 19


@dataclass(frozen=True)
class Line:
    """One person of the preview: what will happen, or why not."""

    pk: int
    name: str
    url: str
    status: str
    # "7:accepted": the person as she was shown; whoever has changed since is not touched.
    mark: str
    will: str
    why_not: str


def chosen(user: Any, data: Any, today: datetime.date) -> list[int]:
    """Keys of the volunteers that were ticked, or of all that the filters find; only those the user sees."""
    if data.get("alle") == "1":
        return list(filtered(user, PipelineFilter.of(data), today).values_list("pk", flat=True)[:MOST])
    texts = {mark.partition(":")[0] for mark in data.getlist("wer")}
    keys = [int(text) for text in texts if text.isdecimal() and len(text) < DIGITS]
    rows = Volunteer.objects.visible_to(user).confirmed().filter(pk__in=keys)
    return list(rows.order_by("family_name", "given_name", "pk").values_list("pk", flat=True)[:MOST])


def marks(data: Any) -> dict[int, str]:
    """What the preview showed: key and status of each person that it will be done to."""
    pairs = (mark.partition(":") for mark in data.getlist("wer"))
    return {int(key): status for key, _colon, status in pairs if key.isdecimal() and len(key) < DIGITS and status}


def target_of(kind: str, details: Mapping[str, Any], *, today: datetime.date) -> rules.Target:
    """The group or session is read with its free places at this moment."""
    if kind == rules.GROUP:
        group: Any = CompanionGroup.objects.with_member_count().get(pk=details["group"].pk)
        free = free_seats(group.seats, group.member_count) if group.is_active else 0
        return rules.Target(kind, key=group.pk, programme=group.programme_id, free=free)
    if kind == rules.INVITE:
        session: Any = TrainingSession.objects.with_counts().get(pk=details["session"].pk)
        free = free_seats(session.capacity, session.taken)
        return rules.Target(kind, key=session.pk, programme=session.programme_id, free=free)
    return rules.Target(kind, to=details.get("to", ""))


def preview(keys: list[int], target: rules.Target, *, today: datetime.date) -> list[Line]:
    """In the order of the names; whoever cannot stands among the others, with the reason."""
    status, will = {code: str(label) for code, label in Volunteer.Status.choices}, _words(target)
    return [
        Line(
            pk=one.pk,
            name=one.name,
            url=f"/intern/freiwillige/{one.pk}/",
            status=status[one.status],
            mark=f"{one.pk}:{one.status}",
            will="" if reason else will,
            why_not=reason,
        )
        for one, reason in rules.plan(prospects(keys, target, today=today), target)
    ]


def prospects(keys: list[int], target: rules.Target, *, today: datetime.date) -> list[rules.Prospect]:
    own = {"volunteer": OuterRef("pk")}
    group = GroupMembership.objects.filter(**own, left_on=None).values("group")[:1]
    invited = TrainingRegistration.objects.filter(**own, session=target.key, status__in=LIVE)
    rows = with_clearance(with_qualification(Volunteer.objects.filter(pk__in=keys), today), today)
    rows = rows.annotate(in_group=Subquery(group), is_invited=Exists(invited))
    return [
        rules.Prospect(
            pk=row.pk,
            name=row.name,
            status=row.status,
            programme=row.programme_id,
            is_qualified=not row.is_training_missing,
            is_cleared=not row.is_clearance_missing,
            group=row.in_group,
            is_invited=row.is_invited,
        )
        for row in rows.order_by("family_name", "given_name", "pk")
    ]


def _words(target: rules.Target) -> str:
    if target.kind == rules.STEP:
        return _("becomes: %(status)s") % {"status": dict(Volunteer.Status.choices).get(target.to, target.to)}
    return {
        rules.PAUSE: _("takes a break, and gets a mail"),
        rules.GROUP: _("joins the group, and gets a mail"),
        rules.INVITE: _("is invited by mail"),
    }[target.kind]
