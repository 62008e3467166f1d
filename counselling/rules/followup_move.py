"""Putting off many follow-ups at once, because somebody fell ill or is away."""

import datetime

from counselling.rules.followup import IsWorkingDay, next_working_day

DAY = datetime.timedelta(days=1)
KEEP, NEXT, ON = "keep", "next", "on"
UNDO_FOR = datetime.timedelta(minutes=10)


def moved_to(
    due_on: datetime.date,
    choice: str,
    *,
    on: datetime.date | None,
    today: datetime.date,
    is_working_day: IsWorkingDay,
) -> datetime.date:
    """The new day: as it is, the working day after today, or the chosen day (moved to the next working day)."""
    if choice == KEEP:
        return due_on
    wanted = on if choice == ON and on else today + DAY
    return next_working_day(wanted, is_working_day)


def can_be_undone(moved_at: datetime.datetime, *, now: datetime.datetime) -> bool:
    """For ten minutes."""
    return datetime.timedelta() <= now - moved_at <= UNDO_FOR
