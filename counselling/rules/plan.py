"""When a support plan may be written, signed and changed, and which days fit."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

REFERRAL_ONLY = "referral_only"


def check_kind_fits_plan(kind: str, *, has_plan: bool = True) -> None:
    """A case that only refers has no plan."""
    if has_plan and kind == REFERRAL_ONLY:
        message = _("There is a support plan, so this cannot be a referral only.")
        raise ValidationError({"kind": message}, code="has_plan")


def check_may_have_plan(kind: str, *, is_open: bool) -> None:
    if not is_open:
        raise ValidationError(_("This case is closed."), code="closed")
    if kind == REFERRAL_ONLY:
        message = _("A referral only has no support plan. Change the kind of the case first.")
        raise ValidationError(message, code="referral_only")


def check_being_written(is_draft: bool) -> None:
    """What was signed stays as it is; what changes goes into the next version."""
    if not is_draft:
        message = _("This plan is signed and stays as it is. Begin the next version to change it.")
        raise ValidationError(message, code="signed")


def check_signing(goals: int, signed_on: datetime.date, review_on: datetime.date, *, today: datetime.date) -> None:
    """Something to sign, not in the future, and a day to look at it again that is still to come."""
    if not goals:
        raise ValidationError(_("The plan has no goal yet."), code="empty")
    if signed_on > today:
        raise ValidationError({"signed_on": _("Choose a day up to today.")}, code="future")
    if review_on <= max(today, signed_on):
        message = _("Choose a day to come, on which the plan is looked at again.")
        raise ValidationError({"review_on": message}, code="past")


def check_goal_days(starts_on: datetime.date | None, due_on: datetime.date | None) -> None:
    if starts_on and due_on and due_on < starts_on:
        raise ValidationError({"due_on": _("The goal ends before it begins.")}, code="before_start")


def check_state(state_on: datetime.date, *, is_in_force: bool, today: datetime.date) -> None:
    """Only goals of a plan in force are reached or dropped, and not in the future."""
    if not is_in_force:
        raise ValidationError(_("Only goals of a plan in force can be reached or dropped."), code="not_in_force")
    if state_on > today:
        raise ValidationError({"state_on": _("Choose a day up to today.")}, code="future")


def check_made_on(made_on: datetime.date, *, today: datetime.date) -> None:
    if made_on > today:
        raise ValidationError({"made_on": _("Choose a day up to today.")}, code="future")


def turn_of(level: int, before: int | None) -> str:
    """``better``, ``worse``, ``same`` or, without an earlier level, nothing."""
    if before is None:
        return ""
    return "same" if level == before else "better" if level < before else "worse"
