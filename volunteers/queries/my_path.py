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
from volunteers.rules import promise

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
    today: datetime.date,
) -> list[PathStep]:
    """The steps in order; the first that is not done is the next one, and says by when."""
    status, day = volunteer.status, promise.profile_by(volunteer.applied_on)
    is_told = bool(volunteer.profile_completed_at) or status not in ("applied", "interview")
    facts = [
        (True, _("Signed up"), date_format(volunteer.applied_on, "DATE_FORMAT"), ""),
        (bool(volunteer.confirmed_at or not volunteer.email), _("E-mail address confirmed"), "", ""),
        (
            is_told,
            _("Your profile"),
            "" if is_told else by_when(_("Two short pages, please by %(day)s."), day, today),
            reverse("volunteers:my_continue"),
        ),
        (status in INTERVIEWED, _("Getting to know each other"), _interview(volunteer, today), ""),
        (status in TRAINED, _("Training"), *_training(volunteer, registrations, today)),
        (membership is not None, _("Your group"), _group(volunteer, membership, today), ""),
        (has_match, _("Somebody to accompany"), "" if has_match else _proposal(volunteer, today), ""),
    ]
    return in_order(facts)


def in_order(facts: list[tuple[bool, str, str, str]]) -> list[PathStep]:
    """Steps from whether each is done, its title, its words and its address; only the next one can be opened."""
    first_open = next((n for n, fact in enumerate(facts) if not fact[0]), len(facts))
    return [
        PathStep(
            DONE if done else NEXT if n == first_open else LATER,
            title,
            text if done or n <= first_open else "",
            url if n == first_open else "",
        )
        for n, (done, title, text, url) in enumerate(facts)
    ]


def by_when(words: str, day: datetime.date, today: datetime.date) -> str:
    """The promise with its day; once the day is over, what to do about it."""
    if day < today:
        return _("It takes longer than we had hoped. Please call us if you have heard nothing.")
    return words % {"day": date_format(day, _("l, j F"))}


def _interview(volunteer: Volunteer, today: datetime.date) -> str:
    if volunteer.status == "interview" and volunteer.interview_at:
        return _moment(volunteer.interview_at)
    if volunteer.status != "applied":
        return ""
    day = promise.call_by(volunteer.status_since, volunteer.programme.federal_state)
    return by_when(_("We call you by %(day)s."), day, today)


def _training(volunteer: Volunteer, registrations: list[TrainingRegistration], today: datetime.date) -> tuple[str, str]:
    open_ones = [r for r in registrations if r.status in ("invited", "confirmed")]
    if not open_ones:
        if volunteer.status != "accepted":
            return "", ""
        day = promise.invite_by(volunteer.status_since, volunteer.programme.federal_state)
        return by_when(_("We invite you to a training by %(day)s."), day, today), ""
    session = open_ones[0].session
    url = reverse("volunteers:my_training", args=[open_ones[0].pk])
    words = f"{session.training}, {_moment(session.starts_at)}, {session.place}"
    if open_ones[0].status == "invited":
        day = promise.answer_by(timezone.localdate(session.starts_at), today)
        words += ". " + by_when(_("Please answer by %(day)s."), day, today)
    return words, url


def _group(volunteer: Volunteer, membership: GroupMembership | None, today: datetime.date) -> str:
    if membership is None:
        if volunteer.status != "trained":
            return ""
        day = promise.group_by(volunteer.status_since, volunteer.programme.federal_state)
        return by_when(_("We find a group for you by %(day)s."), day, today)
    words = ", ".join(filter(None, (membership.group.name, membership.group.meets)))
    return german_part(words)


def _proposal(volunteer: Volunteer, today: datetime.date) -> str:
    day = promise.propose_by(volunteer.status_since, volunteer.programme.federal_state)
    words = str(PROPOSAL_FOLLOWS)
    if volunteer.status == "active" and day >= today:
        words += " " + by_when(_("If you have heard nothing by %(day)s, please ask us."), day, today)
    return words


def _moment(moment: datetime.datetime) -> str:
    local = timezone.localtime(moment)
    return _("%(date)s at %(time)s") % {"date": date_format(local, _("l, j F")), "time": date_format(local, "G:i")}
