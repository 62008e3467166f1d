"""Who waits for a next step, and from when on that is late."""

import datetime

from volunteers.rules.waiting import ALERT_AFTER, SOON_AFTER

# Days after which somebody who waits is marked, first softly.
SOON, LATE = SOON_AFTER, ALERT_AFTER
WAITING = ("applied", "interview", "accepted", "trained")
# So long before a training runs out it is time to renew it.
TRAINING_AHEAD = datetime.timedelta(days=183)


def urgency(status: str, days: int) -> str:
    """``late``, ``soon`` or nothing."""
    if status not in WAITING:
        return ""
    return "late" if days >= LATE else "soon" if days >= SOON else ""
