"""Who may change when a centre is open."""

import datetime
from typing import Any

from counselling.models import Centre, OpeningException


def can_close_today(user: Any, centre: Centre) -> bool:
    """Everybody at the counter, federal volunteers included, of a carrier of that centre."""
    return user.has_perm("counselling.close_today") and _carries(user, centre)


def can_change_opening(user: Any, centre: Centre) -> bool:
    """Counsellors, integration coordinators and heads of the centre, of a carrier of that centre."""
    return user.has_perm("counselling.change_opening") and _carries(user, centre)


def can_reopen(user: Any, exception: OpeningException, today: datetime.date) -> bool:
    """Whoever may change hours; whoever may only close today may also take such a closure back the same day."""
    return may_take_back(user, exception, today) and _carries(user, exception.centre)


def may_take_back(user: Any, exception: OpeningException, today: datetime.date) -> bool:
    """The part of ``can_reopen`` that asks no database, for the rows of a centre that is known to be one's own."""
    if user.has_perm("counselling.change_opening"):
        return True
    is_today_closed = exception.is_closure and exception.starts_on == exception.ends_on == today
    return is_today_closed and user.has_perm("counselling.close_today")


def _carries(user: Any, centre: Centre) -> bool:
    return centre.carriers.filter(pk=user.organisation_id).exists()
