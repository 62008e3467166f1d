"""Support plans: begun from the last one, filled with goals, signed, looked at again."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from counselling.actions.followup import set_followup
from counselling.models import Case, Goal, SupportPlan
from counselling.rules.ownership import check_one_controller
from counselling.rules.plan import (
    check_being_written,
    check_goal_days,
    check_may_have_plan,
    check_signing,
    check_state,
)
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record

WORDS = ("area", "wish", "indicator", "client_does", "we_do", "others_do", "starts_on", "due_on")
UNFINISHED = (Goal.State.OPEN, Goal.State.PARTLY)


@transaction.atomic
def start_plan(case: Case, *, by: User) -> SupportPlan:
    """A new version in writing, with the unfinished goals of the last one; the one being written if there is one."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    check_one_controller(by.organisation_id, case)
    check_may_have_plan(case.kind, is_open=case.is_open)
    plans = SupportPlan.objects.filter(case=case)
    if found := plans.filter(status=SupportPlan.Status.DRAFT).first():
        return found
    last = plans.order_by("-version").first()
    plan = SupportPlan(case=case, client_id=case.client_id, controller_id=case.controller_id, created_by=by)
    plan.version = (plans.aggregate(last=Max("version"))["last"] or 0) + 1
    plan.full_clean()
    plan.save()
    if last:
        Goal.objects.bulk_create(_copy(goal, plan) for goal in last.goals.filter(state__in=UNFINISHED).order_by("pk"))
    record("supportplan.begun", plan, by=by)
    return plan


@transaction.atomic
def discard_plan(plan: SupportPlan, *, by: User) -> Case:
    """Throws a version away that nobody signed."""
    plan = _locked(plan, by)
    check_being_written(plan.is_draft)
    record("supportplan.deleted", plan, by=by)
    case = plan.case
    plan.delete()
    return case


@transaction.atomic
def sign_plan(plan: SupportPlan, *, by: User, signed_on: datetime.date, review_on: datetime.date) -> SupportPlan:
    """Puts a plan in force as it is on paper; the version before ends, and the review becomes a follow-up."""
    plan = _locked(plan, by)
    check_being_written(plan.is_draft)
    check_may_have_plan(plan.case.kind, is_open=plan.case.is_open)
    check_signing(plan.goals.count(), signed_on, review_on, today=timezone.localdate())
    end_plans(plan.case, by=by, ended_on=signed_on)
    plan.status, plan.signed_on, plan.review_on = SupportPlan.Status.SIGNED, signed_on, review_on
    plan.full_clean()
    plan.save()
    # An account that has left cannot look at it again.
    leader = User.objects.filter(pk=plan.case.owner_id, is_active=True).first() or by
    text = _("Look at the support plan again")
    set_followup(plan.client, by=by, due_on=review_on, text=text, assigned_to=leader, case=plan.case)
    record("supportplan.signed", plan, by=by, fields=["status", "signed_on", "review_on"])
    return plan


@transaction.atomic
def end_plans(case: Case, *, by: User, ended_on: datetime.date) -> int:
    """Ends what is in force: because the next version begins, or the case is closed. A draft stays a draft."""
    check_one_controller(by.organisation_id, case)
    in_force = SupportPlan.objects.select_for_update(of=("self",)).filter(case=case, status=SupportPlan.Status.SIGNED)
    for plan in in_force:
        plan.status, plan.ended_on = SupportPlan.Status.ENDED, ended_on
        plan.save(update_fields=["status", "ended_on"])
        record("supportplan.ended", plan, by=by, fields=["status", "ended_on"])
    return len(in_force)


@transaction.atomic
def add_goal(plan: SupportPlan, *, by: User, **words: Any) -> Goal:
    """A goal of a plan that is being written."""
    plan = _locked(plan, by)
    check_being_written(plan.is_draft)
    goal = Goal(plan=plan, client_id=plan.client_id, controller_id=plan.controller_id)
    return _written(goal, words, "goal.added", by)


@transaction.atomic
def change_goal(goal: Goal, *, by: User, **words: Any) -> Goal:
    """Other words or days, as long as nobody signed them."""
    goal = _of_draft(goal, by)
    return _written(goal, words, "goal.changed", by)


@transaction.atomic
def remove_goal(goal: Goal, *, by: User) -> SupportPlan:
    """Takes a goal out of a plan that is being written."""
    goal = _of_draft(goal, by)
    plan = goal.plan
    goal.delete()
    return plan


@transaction.atomic
def rate_goal(goal: Goal, *, by: User, state: str, state_on: datetime.date, state_note: str = "") -> Goal:
    """Reached, partly reached, dropped or open again: the one thing that changes in a signed plan."""
    goal = Goal.objects.get(pk=goal.pk)
    plan = _locked(goal.plan, by)
    check_state(state_on, is_in_force=plan.is_in_force, today=timezone.localdate())
    goal.refresh_from_db()
    goal.state, goal.state_note = state, state_note
    goal.state_on = None if state == Goal.State.OPEN else state_on
    goal.full_clean()
    goal.save()
    record("goal.rated", goal, by=by, fields=["state", "state_on"], reason=state)
    return goal


def _locked(plan: SupportPlan, by: User) -> SupportPlan:
    plan = SupportPlan.objects.select_for_update(of=("self",)).select_related("case", "client").get(pk=plan.pk)
    check_one_controller(by.organisation_id, plan)
    return plan


def _of_draft(goal: Goal, by: User) -> Goal:
    """The goal anew, behind the lock of its plan: whoever signs meanwhile is first or waits."""
    plan = _locked(goal.plan, by)
    check_being_written(plan.is_draft)
    return Goal.objects.get(pk=goal.pk)


def _written(goal: Goal, words: dict[str, Any], verb: str, by: User) -> Goal:
    check_goal_days(words.get("starts_on"), words.get("due_on"))
    for name in WORDS:
        if name in words:
            setattr(goal, name, words[name])
    goal.full_clean()
    goal.save()
    record(verb, goal, by=by)
    return goal


def _copy(goal: Goal, plan: SupportPlan) -> Goal:
    words = {name: getattr(goal, name) for name in WORDS}
    return Goal(plan=plan, client_id=plan.client_id, controller_id=plan.controller_id, **words)
