"""Who may do what with matches. *Whose* they are has been decided before, by ``visible_to``."""

from typing import Any

from volunteers.models import CheckIn, Match, MatchNeed, Programme, StandIn

SIDES = ("volunteer", "worker")


def can_change_worker(user: Any, row: Any) -> bool:
    """Coordinators of the programme that the worker, cohort or need belongs to."""
    return user.has_perm("volunteers.change_worker") and _runs(user, row)


def can_keep_gettogether(user: Any, gettogether: Any) -> bool:
    """Coordinators of the programme."""
    return user.has_perm("volunteers.approve_match") and _runs(user, gettogether)


def can_approve_match(user: Any, need: MatchNeed) -> bool:
    """Coordinators of the programme; the programme only proposes."""
    return user.has_perm("volunteers.approve_match") and _runs(user, need)


def can_run_matching(user: Any, programme: Programme) -> bool:
    """Coordinators of the organisation that runs the programme: best assignment, weights, exclusions."""
    return user.has_perm("volunteers.approve_match") and programme.organisation_id == user.organisation_id


def can_withdraw_match(user: Any, match: Match) -> bool:
    """Coordinators, as long as somebody has not answered yet."""
    return user.has_perm("volunteers.approve_match") and _runs(user, match) and match.is_asked


def can_record_answer(user: Any, match: Match) -> bool:
    """Coordinators, for people who answer by phone or in person."""
    return can_withdraw_match(user, match)


def can_end_match(user: Any, match: Match) -> bool:
    """Coordinators of the programme; volunteers and workers tell them."""
    return user.has_perm("volunteers.end_match") and _runs(user, match) and match.is_active


def can_end_own_match(user: Any, match: Match, side: str) -> bool:
    """The volunteer or the worker herself, while it goes on."""
    return user.is_authenticated and match.is_active and getattr(match, side).user_id == user.pk


def can_pause_match(user: Any, match: Match) -> bool:
    """Coordinators of the programme, while it goes on: to begin a break for the two, and to end it."""
    return user.has_perm("volunteers.approve_match") and _runs(user, match) and match.is_active


def can_pause_own_match(user: Any, match: Match, side: str) -> bool:
    """Either of the two, while it goes on; each may also end the break that the other began."""
    return can_end_own_match(user, match, side)


def can_ask_stand_in(user: Any, match: Match) -> bool:
    """Coordinators of the programme, while the match goes on."""
    return can_pause_match(user, match)


def can_end_stand_in(user: Any, stand_in: StandIn) -> bool:
    """Coordinators, as long as somebody is asked or stands in; also to write down what she said by phone."""
    return user.has_perm("volunteers.approve_match") and _runs(user, stand_in) and stand_in.is_live


def can_see_own_stand_in(user: Any, stand_in: StandIn) -> bool:
    """Whoever is asked to stand in or does: to answer, to see, to note meetings."""
    return user.is_authenticated and stand_in.volunteer.user_id == user.pk


def can_answer(user: Any, match: Match, side: str) -> bool:
    """The volunteer or the worker herself, from the own page; the signed link needs no account."""
    person = getattr(match, side)
    return user.is_authenticated and person.user_id == user.pk


def can_log_meeting(user: Any, match: Match) -> bool:
    """The volunteer of the match, and coordinators of the programme for volunteers who phone."""
    own = match.volunteer.user_id == user.pk and user.has_perm("volunteers.use_own_volunteer_pages")
    return own or (user.has_perm("volunteers.view_meeting_notes") and _runs(user, match))


def can_record_checkin(user: Any, checkin: CheckIn) -> bool:
    """Coordinators, for people who answer by phone, and to note that somebody has been called; while it goes on."""
    return user.has_perm("volunteers.approve_match") and _runs(user, checkin) and checkin.match.is_active


def can_give_feedback(user: Any, match: Match) -> bool:
    """The worker of the match."""
    return match.worker.user_id == user.pk and user.has_perm("volunteers.use_own_worker_pages")


def _runs(user: Any, row: Any) -> bool:
    return row.programme.organisation_id == user.organisation_id
