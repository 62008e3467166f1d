"""Who may change when a centre is open."""

from typing import Any

from counselling.models import Centre, OpeningException


def can_close_today(user: Any, centre: Centre) -> bool:
    """Everybody at the counter, federal volunteers included, of a carrier of that centre."""
    return user.has_perm("counselling.close_today") and _carries(user, centre)


def can_change_opening(user: Any, centre: Centre) -> bool:
    """Counsellors, integration coordinators and heads of the centre, of a carrier of that centre."""
    return user.has_perm("counselling.change_opening") and _carries(user, centre)


def can_reopen(user: Any, exception: OpeningException) -> bool:
    """Whoever may change hours; whoever may only close a day may also take such a closure back."""
    if can_change_opening(user, exception.centre):
        return True
    is_one_day_closed = exception.is_closure and exception.starts_on == exception.ends_on
    return is_one_day_closed and can_close_today(user, exception.centre)


def _carries(user: Any, centre: Centre) -> bool:
    return centre.carriers.filter(pk=user.organisation_id).exists()
