"""Assessments beside each other, and the plans of a file."""

from typing import Any

from counselling.models import Area, Assessment, Case, Client, Goal, Level, Need, SupportPlan
from counselling.queries.people import name_of
from counselling.rules.plan import REFERRAL_ONLY, turn_of

EARLIER_SHOWN = 12


def assessments_of(user: Any, client: Client) -> list[Assessment]:
    """The newest first, with ``by_name``."""
    rows = Assessment.objects.visible_to(user).filter(client=client)
    return list(rows.annotate(by_name=name_of("made_by"))[:EARLIER_SHOWN])


def compared(user: Any, newer: Assessment, older: Assessment | None) -> list[dict[str, Any]]:
    """Each area of either assessment with level and text, the earlier level, and whether it got better."""
    keys = [newer.pk, older.pk if older else 0]
    needs = {
        (need.assessment_id, need.area): need for need in Need.objects.visible_to(user).filter(assessment__in=keys)
    }
    pairs = [(area, needs.get((keys[0], area.value)), needs.get((keys[1], area.value))) for area in Area]
    return [_line(area, now, before) for area, now, before in pairs if now or before]


def _line(area: Area, now: Need | None, before: Need | None) -> dict[str, Any]:
    return {
        "area": area.label,
        "level": now.get_level_display() if now else "",
        "tone": TONES[now.level] if now else "",
        "text": now.text if now else "",
        "before": before.get_level_display() if before else "",
        "turn": turn_of(now.level, before.level if before else None) if now else "",
    }


TONES: dict[str | int, str] = {Level.NONE: "success", Level.SOME: "info", Level.HIGH: "warning", Level.URGENT: "danger"}


def plans_of(user: Any, client: Client) -> list[dict[str, Any]]:
    """Each case that may have a plan or has one: its versions, the newest first, and whether one may be begun."""
    cases = list(Case.objects.visible_to(user).filter(client=client))
    plans: dict[int, list[SupportPlan]] = {}
    for plan in SupportPlan.objects.visible_to(user).filter(client=client).order_by("-version"):
        plans.setdefault(plan.case_id, []).append(plan)
    return [
        {"case": case, "plans": plans.get(case.pk, []), "may_begin": _may_begin(case, plans.get(case.pk, []))}
        for case in cases
        if case.pk in plans or (case.is_open and case.kind != REFERRAL_ONLY)
    ]


def _may_begin(case: Case, plans: list[SupportPlan]) -> bool:
    return case.is_open and case.kind != REFERRAL_ONLY and not any(plan.is_draft for plan in plans)


def goals_of(user: Any, plan: SupportPlan) -> list[Goal]:
    return list(Goal.objects.visible_to(user).filter(plan=plan).order_by("pk"))
