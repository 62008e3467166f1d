"""Which reminder is due: few, polite, each once, and none to somebody who has done the step."""

import datetime
from collections.abc import Collection

# The days after which each stage is reminded of. The last one is far from the end: afterwards there is silence.
CODE = (("code", 2),)
PROFILE = (("profile", 3), ("profile_again", 10))
INVITATION_DAYS = 3


def due_stage(
    stages: Collection[tuple[str, int]], *, since: datetime.date, today: datetime.date, sent: Collection[str]
) -> str:
    """The latest stage that has come and was not sent, or nothing. Stages that were missed are not made up for."""
    come = [name for name, days in stages if (today - since).days >= days]
    return come[-1] if come and come[-1] not in sent else ""


def is_invitation_due(*, invited: datetime.date, training_on: datetime.date, today: datetime.date) -> bool:
    """Three days after the invitation, as long as the training is still to come."""
    return (today - invited).days >= INVITATION_DAYS and today < training_on
