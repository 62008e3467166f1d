"""A volunteer's own way, step by step, and which step comes next."""

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ibs_portal.ui.german import german_part
from volunteers.models import GroupMembership, TrainingRegistration, Volunteer

DONE, NEXT, LATER = "done", "next", "later"
STATES: dict[str, tuple[Promise, str]] = {
    DONE: (gettext_lazy("done"), "success"),
    NEXT: (gettext_lazy("next step"), "info"),
    LATER: (gettext_lazy("later"), "info"),
}
INTERVIEWED = ("accepted", "trained", "active", "paused")
PROPOSAL_FOLLOWS = gettext_lazy("We write to you as soon as we can propose somebody.")
TRAINED = ("trained", "active", "paused")


@dataclass(frozen=True)
class PathStep:
    """One step: ``key`` is done, next or later; the other names are those the task list shows."""

    key: str
    title: str
    text: str = ""
    url: str = ""

    @property
    def state(self) -> Promise:
        return STATES[self.key][0]

    @property
    def tone(self) -> str:
        return STATES[self.key][1]


def membership_of(volunteer: Volunteer) -> GroupMembership | None:
    return GroupMembership.objects.filter(volunteer=volunteer, left_on=None).select_related("group").first()


def registrations_of(volunteer: Volunteer, now: datetime.datetime) -> list[TrainingRegistration]:
    """Invitations to sessions that have not ended, the next one first."""
    rows = TrainingRegistration.objects.filter(volunteer=volunteer, session__ends_at__gte=now)
    return list(rows.select_related("session__training").order_by("session__starts_at"))


def path_of(
    volunteer: Volunteer,
    *,
    membership: GroupMembership | None,
    registrations: list[TrainingRegistration],
    has_match: bool,
) -> list[PathStep]:
    """The steps in order; the first that is not done is the next one."""
    status = volunteer.status
    facts = [
        (True, _("Signed up"), date_format(volunteer.applied_on, "DATE_FORMAT"), ""),
        (bool(volunteer.confirmed_at or not volunteer.email), _("E-mail address confirmed"), "", ""),
        (status in INTERVIEWED, _("Getting to know each other"), _interview(volunteer), ""),
        (status in TRAINED, _("Training"), *_training(registrations)),
        (membership is not None, _("Your group"), _group(membership), ""),
        (has_match, _("Somebody to accompany"), "" if has_match else str(PROPOSAL_FOLLOWS), ""),
    ]
    first_open = next((n for n, fact in enumerate(facts) if not fact[0]), len(facts))
    return [
        PathStep(DONE if done else NEXT if n == first_open else LATER, title, text, url)
        for n, (done, title, text, url) in enumerate(facts)
    ]


def _interview(volunteer: Volunteer) -> str:
    if volunteer.status == "interview" and volunteer.interview_at:
        return _moment(volunteer.interview_at)
    return _("We call you within five working days.") if volunteer.status == "applied" else ""


def _training(registrations: list[TrainingRegistration]) -> tuple[str, str]:
    open_ones = [r for r in registrations if r.status in ("invited", "confirmed")]
    if not open_ones:
        return "", ""
    session = open_ones[0].session
    url = reverse("volunteers:my_training", args=[open_ones[0].pk])
    return f"{session.training}, {_moment(session.starts_at)}, {session.place}", url


def _group(membership: GroupMembership | None) -> str:
    words = ", ".join(filter(None, (membership.group.name, membership.group.meets))) if membership else ""
    return german_part(words)


def _moment(moment: datetime.datetime) -> str:
    local = timezone.localtime(moment)
    return _("%(date)s at %(time)s") % {"date": date_format(local, _("l, j F")), "time": date_format(local, "G:i")}
