"""Why not somebody else: the rule that forbids it, or what it would cost the others."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volunteers.models import MatchNeed, Volunteer
from volunteers.queries.assignment import Desk, Plan
from volunteers.rules.assignment_changes import Change, changes, total
from volunteers.rules.matching_words import worded_obstacle


@dataclass(frozen=True)
class Answer:
    """``lines``: which rules forbid the pair, or what it changes for whom; then it ``can_be_taken``."""

    need: MatchNeed
    volunteer: Volunteer
    summary: str
    lines: list[str]
    can_be_taken: bool = False


def why_not_somebody(desk: Desk, fixed: Plan, need: MatchNeed, volunteer: Volunteer) -> Answer:
    """Reason codes in words if a hard rule forbids the pair; else the best assignment with it, compared."""
    if obstacles := desk.obstacles(need.pk, volunteer.pk):
        lines = [worded_obstacle(obstacle) for obstacle in obstacles]
        return Answer(need, volunteer, _("Not possible."), lines)
    others = {other: fixed[other] for other in fixed if other != need.pk}
    before = desk.plan(fixed)
    if before.get(need.pk) == volunteer.pk:
        return Answer(need, volunteer, _("That is the proposal."), [])
    try:
        after = desk.plan({**others, need.pk: volunteer.pk})
    except ValidationError as refused:
        return Answer(need, volunteer, _("Not possible at the moment."), refused.messages)
    lines = [_worded(desk, change) for change in changes(before, after, desk.points)]
    return Answer(need, volunteer, _summary(desk, before, after), lines, can_be_taken=True)


def _summary(desk: Desk, before: Plan, after: Plan) -> str:
    fewer = len(before) - len(after)
    words = _("Possible.")
    if fewer > 0:
        words = ngettext(
            "Possible, but one person fewer gets a proposal.", "Possible, but %(n)d people fewer get one.", fewer
        ) % {"n": fewer}
    elif desk.rank(after)[:-1] != desk.rank(before)[:-1]:
        words = _("Possible, but somebody more urgent stays without.")
    return f"{words} {_points(total(after, desk.points) - total(before, desk.points))}"


def _points(points: int) -> str:
    if points == 0:
        return _("The total stays the same.")
    if points > 0:
        return ngettext("Total: %(n)d point more.", "Total: %(n)d points more.", points) % {"n": points}
    return ngettext("Total: %(n)d point less.", "Total: %(n)d points less.", -points) % {"n": -points}


def _worded(desk: Desk, change: Change) -> str:
    names = {
        "need": desk.needs[change.need].worker,
        "before": desk.candidates[change.before].volunteer if change.before else "",
        "after": desk.candidates[change.after].volunteer if change.after else "",
    }
    if change.after is None:
        return _("%(need)s gets nobody (before: %(before)s).") % names
    if change.before is None:
        return _("%(need)s gets %(after)s (before: nobody).") % names
    words = _("%(need)s gets %(after)s instead of %(before)s (%(points)+d points).")
    return words % {**names, "points": change.points}
