"""Signing up as a skilled worker: the pages of ``signup.py`` for the other side."""

from volunteers.forms.signup import SIGNUPS
from volunteers.rules.consent_words import WORKER
from volunteers.views.signup import SignupCheckView, SignupStartView, SignupStepView


class WorkerSignupStartView(SignupStartView):
    signup = SIGNUPS[WORKER]


class WorkerSignupStepView(SignupStepView):
    signup = SIGNUPS[WORKER]


class WorkerSignupCheckView(SignupCheckView):
    signup = SIGNUPS[WORKER]
