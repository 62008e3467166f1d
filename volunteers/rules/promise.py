"""By when something happens on the way to a companionship, in working days of the desk: what a person is told."""

import datetime

from volunteers.rules.working_days import after_working_days

# The desk calls whoever has told everything, invites whoever is accepted, and finds a group for whoever is trained.
CALL_WITHIN, INVITE_WITHIN, GROUP_WITHIN = 5, 10, 10
# After so long without a proposal somebody may ask how it stands.
PROPOSE_WITHIN = 20
# A profile is better soon than perfect.
PROFILE_DAYS = 14
# An invitation is answered so many days before the training, or at once.
ANSWER_BEFORE = 3


def call_by(since: datetime.date, state: str) -> datetime.date:
    return after_working_days(since, CALL_WITHIN, state)


def invite_by(since: datetime.date, state: str) -> datetime.date:
    return after_working_days(since, INVITE_WITHIN, state)


def group_by(since: datetime.date, state: str) -> datetime.date:
    return after_working_days(since, GROUP_WITHIN, state)


def propose_by(since: datetime.date, state: str) -> datetime.date:
    return after_working_days(since, PROPOSE_WITHIN, state)


def profile_by(since: datetime.date) -> datetime.date:
    return since + datetime.timedelta(days=PROFILE_DAYS)


def answer_by(training_on: datetime.date, today: datetime.date) -> datetime.date:
    """Never a day that is over while the training is still to come."""
    return max(training_on - datetime.timedelta(days=ANSWER_BEFORE), min(today, training_on))
