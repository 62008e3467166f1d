"""Who waits for the desk, and since when: nobody is left unanswered."""

import datetime

# After so many days somebody who waits is on the list of the alert; a little before, she is marked softly.
SOON_AFTER, ALERT_AFTER = 4, 7


def is_coming(arrival: datetime.date | None, *, is_arriving: bool, today: datetime.date) -> bool:
    """Whether somebody is still to arrive: on a later day, or on one that nobody knows."""
    return is_arriving and (arrival is None or arrival > today)


def waits_since(wished_on: datetime.date, arrival: datetime.date | None) -> datetime.date:
    """Nobody waits for a companion before she is here."""
    return max(wished_on, arrival or wished_on)


def is_alert(days: int) -> bool:
    return days >= ALERT_AFTER


def urgency(days: int) -> str:
    """``late``, ``soon`` or nothing."""
    return "late" if is_alert(days) else "soon" if days >= SOON_AFTER else ""


def days_since(since: datetime.date, today: datetime.date) -> int:
    return max((today - since).days, 0)
