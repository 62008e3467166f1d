"""The same step for several volunteers: for all of them, or for nobody."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import User
from ibs_portal.audit import trail
from volunteers.actions.group import assign_to_group
from volunteers.actions.training_places import invite_to_session
from volunteers.actions.volunteer import advance_volunteer, set_status
from volunteers.models import BulkAct, CompanionGroup, TrainingSession, Volunteer
from volunteers.rules import bulk as rules

CHANGED = _(
    "%(names)s: something has changed since you looked. Nothing was done. Please look at the list again and confirm."
)


@transaction.atomic
def act_on_many(
    marks: Mapping[int, str], *, kind: str, details: Mapping[str, Any], by: User, now: datetime.datetime
) -> BulkAct | None:
    """Does to each person what the preview said, or nothing at all.

    ``marks`` are keys and the status in which each was shown: if one is not there any more, or a rule says no now,
    ``ValidationError`` names the person and nobody has been touched. Locks as the single actions do: group or session
    first, then the volunteers in order. Steps and breaks give back the act that ``undo_bulk`` takes back.
    """
    if kind not in rules.KINDS or not marks:
        raise ValidationError(_("Nobody was chosen."))
    _lock_place(kind, details)
    people = _locked(marks, by)
    act = None
    if kind in (rules.STEP, rules.PAUSE):
        act = BulkAct(kind=kind, by=by, done_at=now)
        act.organisation_id = by.organisation_id  # type: ignore[assignment]  # staff of a programme have a house
        act.save()
        trail.record("bulk.done", act, by=by, reason=f"{kind} {len(people)}")
    if kind == rules.INVITE:
        invite_to_session(details["session"], volunteers=people, by=by, now=now)
    else:
        for person in people:
            _one(person, kind, details, act, by=by, now=now)
    return act


@transaction.atomic
def undo_bulk(act: BulkAct, *, by: User, now: datetime.datetime) -> list[str]:
    """Takes the steps of an act back, without a mail; names of those who have moved on since and stay as they are.

    ``ValidationError`` if it is older than a day or was taken back before.
    """
    act = BulkAct.objects.select_for_update(of=("self",)).get(pk=act.pk)
    hours = (now - act.done_at).total_seconds() / 3600
    if not rules.can_be_undone(hours=hours, is_undone=act.undone_at is not None):
        raise ValidationError(_("This can be taken back for a day, and once."), "too_late")
    moved_on = [str(step.volunteer.name) for step in _steps(act) if not _back(step, by=by, now=now)]
    act.undone_at = now
    act.save(update_fields=["undone_at"])
    trail.record("bulk.undone", act, by=by)
    return moved_on


def _steps(act: BulkAct) -> Any:
    return act.steps.select_related("volunteer__programme").order_by("volunteer_id")


def _back(step: Any, *, by: User, now: datetime.datetime) -> bool:
    person = Volunteer.objects.select_related("programme").select_for_update(of=("self",)).get(pk=step.volunteer_id)
    if person.steps.order_by("-pk").values_list("pk", flat=True)[0] != step.pk:
        return False
    person.paused_until = None
    set_status(person, step.before, by=by, today=_since(step), is_told=False)
    return True


def _since(step: Any) -> datetime.date:
    """Since when she was there before: waiting days go on as if nothing had happened."""
    earlier = step.volunteer.steps.filter(pk__lt=step.pk).order_by("-pk").first()
    return timezone.localdate(earlier.changed_at) if earlier else step.volunteer.applied_on


def _lock_place(kind: str, details: Mapping[str, Any]) -> None:
    model: Any = {rules.GROUP: CompanionGroup, rules.INVITE: TrainingSession}.get(kind)
    if model:
        model.objects.select_for_update(of=("self",)).get(pk=details[kind if kind == rules.GROUP else "session"].pk)


def _locked(marks: Mapping[int, str], by: User) -> list[Volunteer]:
    rows = Volunteer.objects.of_organisation(by).filter(pk__in=marks).select_related("programme")
    people = list(rows.select_for_update(of=("self",)).order_by("pk"))
    changed = [person.name for person in people if person.status != marks[person.pk]]
    if changed or len(people) < len(marks):
        names = ", ".join(changed) or str(_("Somebody"))
        raise ValidationError(CHANGED, "changed", {"names": names})
    return people


def _one(
    person: Volunteer,
    kind: str,
    details: Mapping[str, Any],
    act: BulkAct | None,
    *,
    by: User,
    now: datetime.datetime,
) -> None:
    try:
        if kind == rules.GROUP:
            assign_to_group(person, group=details["group"], by=by, now=now)
        elif kind == rules.PAUSE:
            advance_volunteer(person, to="paused", by=by, now=now, paused_until=details.get("paused_until"), bulk=act)
        else:
            advance_volunteer(person, to=details["to"], by=by, now=now, bulk=act)
    except ValidationError as refused:
        words = {"name": person.name, "why": " ".join(refused.messages)}
        raise ValidationError(_("%(name)s: %(why)s Nothing was done."), "refused", words) from refused
