"""A volunteer accompanies a skilled worker: asked, answered, active, ended."""

import datetime
from dataclasses import dataclass
from typing import Any, Self, cast

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import Retention, Subject
from volunteers.models.checkin import CheckIn
from volunteers.models.match_pause import MatchPause
from volunteers.models.programme import ProgrammeRowQuerySet
from volunteers.models.stand_in import StandIn
from volunteers.models.volunteer import Volunteer
from volunteers.models.worker import SkilledWorker
from volunteers.rules.match import answer_until
from volunteers.rules.matching import PERFECT, Reason


@dataclass(frozen=True)
class Card:
    """One side of a match as the other side sees it."""

    given_name: str
    district: str
    name: str = ""
    phone: str = ""
    email: str = ""
    # Which both speak; told where the row of the match does not say it.
    languages: tuple[str, ...] = ()


# What the desk alone reads of a match: neither side learns why the other ended it, or what spoke for the two.
DESK_ONLY = (
    *("reasons", "overridden", "override_note", "end_reason"),
    *("volunteer_answered_how", "worker_answered_how"),
)


class MatchQuerySet(ProgrammeRowQuerySet):
    def without_the_desks(self) -> Self:
        """With the columns that a side may read: others are closed to the role of its pages."""
        return self.defer(*DESK_ONLY)

    def own_of(self, user: Any) -> Self:
        """Both sides see their match, and whoever stands in as long as she does."""
        return (self.of_side(user) | self.stood_in_by(user)).without_the_desks()

    def stood_in_by(self, user: Any) -> Self:
        """Where this volunteer takes the companion's place today."""
        mine = StandIn.objects.in_force(timezone.localdate()).filter(volunteer__user=user)
        return self.filter(pk__in=mine.values("match")).without_the_desks()

    def of_side(self, user: Any) -> Self:
        """The own matches of a volunteer or a worker, from the question on, unless it did not come about.

        Neither side's row is joined: an inner join to a row that the database does not show would drop the match.
        """
        volunteers = Volunteer.objects.filter(user=user).values("pk")
        workers = SkilledWorker.objects.filter(user=user).values("pk")
        sides = Q(volunteer__in=volunteers) | Q(worker__in=workers)
        return self.filter(sides, state__in=Match.SHOWN_TO_BOTH).without_the_desks()

    def holding_a_place(self) -> Self:
        """Those that take up one of the volunteer's and the group's places."""
        return self.filter(state__in=Match.HOLDING)

    def asked(self) -> Self:
        return self.filter(state=Match.State.ASKED)

    def active(self) -> Self:
        return self.filter(state=Match.State.ACTIVE)

    def with_last_meeting(self) -> Self:
        """Adds ``last_met_on``."""
        return self.annotate(last_met_on=models.Max("meetings__on"))

    def with_pause(self) -> Self:
        """Adds ``paused_until`` and ``pause_kind`` of the break that lasts, ``resumed_on`` of the one before.

        ``pauses_from`` is the first day of the next one that is planned.
        """
        mine = MatchPause.objects.filter(match=models.OuterRef("pk")).order_by("-ended_on")
        return self.annotate(
            paused_until=Subquery(mine.open().values("until")[:1]),
            pause_kind=Subquery(mine.open().values("kind")[:1]),
            resumed_on=Subquery(mine.exclude(ended_on=None).values("ended_on")[:1]),
            pauses_from=Subquery(mine.planned().values("starts_on")[:1]),
        )

    def with_checkins(self, today: datetime.date) -> Self:
        """Adds what the traffic light reads of check-ins and breaks: see ``Pulse``. Going on is a sign of life."""
        self = self.with_pause()
        mine = CheckIn.objects.filter(match=models.OuterRef("pk"))
        answers = mine.answered().order_by("-answered_at")
        answered = Coalesce(Subquery(answers.values("answered_at__date")[:1]), models.F("started_on"))
        heard = Greatest(answered, models.F("resumed_on"))
        ignored = mine.filter(
            answer="", due_on__lte=today - datetime.timedelta(days=7), due_on__gt=models.OuterRef("heard_on")
        )
        per_match = ignored.order_by().values("match").annotate(number=models.Count("pk")).values("number")
        return self.annotate(
            heard_on=heard,
            asks_for_help=Exists(mine.asking_for_help()),
            volunteer_says=Subquery(answers.filter(side="volunteer").values("answer")[:1]),
            worker_says=Subquery(answers.filter(side="worker").values("answer")[:1]),
            welcome=Subquery(answers.filter(welcome__isnull=False).values("welcome")[:1]),
            ignored=Coalesce(Subquery(per_match), 0),
        )

    def with_people(self) -> Self:
        """With both rows, for those who see both: the desk."""
        return self.select_related("volunteer", "worker", "need", "programme__organisation")


class Match(models.Model):
    """One volunteer and one worker; the coordinator approved, and both are asked before it begins."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ASKED = "asked", _("asked")
        ACTIVE = "active", _("active")
        ENDED = "ended", _("ended")
        DECLINED = "declined", _("declined")
        EXPIRED = "expired", _("not answered in time")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")

    class EndReason(models.TextChoices):
        GOAL_REACHED = "goal_reached", _("Arrived well: companionship is no longer needed")
        NO_TIME = "no_time", _("No time any more")
        MOVED = "moved", _("Moved away")
        DID_NOT_FIT = "did_not_fit", _("They did not get on")
        NO_CONTACT = "no_contact", _("Contact broke off")
        OTHER = "other", _("Other reason")

    HOLDING = (State.ASKED, State.ACTIVE)
    SHOWN_TO_BOTH = (State.ASKED, State.ACTIVE, State.ENDED)

    programme = models.ForeignKey(
        "volunteers.Programme", models.PROTECT, related_name="matches", verbose_name=_("programme")
    )
    need = models.ForeignKey("volunteers.MatchNeed", models.PROTECT, related_name="matches", verbose_name=_("need"))
    volunteer = models.ForeignKey(
        "volunteers.Volunteer", models.PROTECT, related_name="matches", verbose_name=_("volunteer")
    )
    worker = models.ForeignKey(
        "volunteers.SkilledWorker", models.PROTECT, related_name="matches", verbose_name=_("skilled worker")
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PROPOSED)
    score = models.PositiveSmallIntegerField(_("score"), help_text=_("From 0 to 1000, at the time of approval."))
    reasons = models.JSONField(_("reasons"), default=list, blank=True, help_text=_("The terms of the score as codes."))
    overridden = ArrayField(
        models.CharField(max_length=30),
        default=list,
        blank=True,
        verbose_name=_("overridden rules"),
        help_text=_("Codes of the rules that a coordinator decided otherwise."),
    )
    override_note = models.CharField(_("why all the same"), max_length=300, blank=True)
    approved_by = models.ForeignKey(
        "accounts.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="approved_matches",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    volunteer_answer = models.CharField(_("answer of the volunteer"), max_length=3, choices=Answer, blank=True)
    volunteer_answered_at = models.DateTimeField(_("volunteer answered at"), null=True, blank=True)
    volunteer_answered_how = models.CharField(_("how the volunteer answered"), max_length=120, blank=True)
    worker_answer = models.CharField(_("answer of the skilled worker"), max_length=3, choices=Answer, blank=True)
    worker_answered_at = models.DateTimeField(_("skilled worker answered at"), null=True, blank=True)
    worker_answered_how = models.CharField(_("how the skilled worker answered"), max_length=120, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    started_on = models.DateField(_("began on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("reason of the end"), max_length=16, choices=EndReason, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        ordering = ["-id"]
        permissions = [
            ("propose_match", _("Can see needs and proposals")),
            ("approve_match", _("Can approve and withdraw matches")),
            ("end_match", _("Can end matches")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["need"],
                condition=Q(state__in=["proposed", "asked", "active"]),
                name="volunteers_match_one_per_need",
                violation_error_message=_("There is already a match for this need."),
            ),
            models.UniqueConstraint(
                fields=["volunteer", "worker"],
                condition=Q(state__in=["proposed", "asked", "active"]),
                name="volunteers_match_pair_once",
                violation_error_message=_("These two already are a match."),
            ),
            # Whoever stands in stands in for this volunteer: a key over both columns says so.
            models.UniqueConstraint(fields=["id", "volunteer"], name="volunteers_match_of_volunteer"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="") & ~Q(state="ended")
                | Q(ended_on__isnull=False, state="ended") & ~Q(end_reason=""),
                name="volunteers_match_end_with_reason",
                violation_error_message=_("An ended match has a last day and a reason, any other has neither."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["active", "ended"])
                | Q(started_on__isnull=False, volunteer_answer="yes", worker_answer="yes"),
                name="volunteers_match_both_said_yes",
                violation_error_message=_("A match begins when both sides have said yes."),
            ),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(approved_at__isnull=False),
                name="volunteers_match_approved",
                violation_error_message=_("Nobody is asked before a coordinator has approved."),
            ),
            models.CheckConstraint(
                condition=(Q(volunteer_answer="") & Q(volunteer_answered_at__isnull=True))
                | (~Q(volunteer_answer="") & Q(volunteer_answered_at__isnull=False)),
                name="volunteers_match_volunteer_answered",
                violation_error_message=_("An answer has a time."),
            ),
            models.CheckConstraint(
                condition=(Q(worker_answer="") & Q(worker_answered_at__isnull=True))
                | (~Q(worker_answer="") & Q(worker_answered_at__isnull=False)),
                name="volunteers_match_worker_answered",
                violation_error_message=_("An answer has a time."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("started_on")),
                name="volunteers_match_ends_after_beginning",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(overridden=[], override_note="") | ~Q(overridden=[]) & ~Q(override_note=""),
                name="volunteers_match_override_with_note",
                violation_error_message=_("Whoever overrides a rule says why, and nobody else."),
            ),
            models.CheckConstraint(
                condition=Q(score__lte=PERFECT),
                name="volunteers_match_score",
                violation_error_message=_("A score lies between 0 and 1000."),
            ),
        ]
        indexes = [models.Index(fields=["programme", "state", "-id"], name="volunteers_match_state")]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = (
            "need",
            "volunteer",
            "worker",
            "reasons",
            "overridden",
            "override_note",
            "volunteer_answer",
            "volunteer_answered_at",
            "volunteer_answered_how",
            "worker_answer",
            "worker_answered_at",
            "worker_answered_how",
            "end_reason",
        )
        other = (
            "programme",
            "state",
            "score",
            "approved_by",
            "approved_at",
            "reminded_at",
            "started_on",
            "ended_on",
            "created_at",
        )
        retention = Retention.VOLUNTEER
        outlives = ("reasons", "overridden", "override_note", "volunteer_answered_how", "worker_answered_how")

    def __str__(self) -> str:
        return f"{self.volunteer} – {self.worker}"

    @property
    def is_asked(self) -> bool:
        return self.state == self.State.ASKED

    @property
    def is_active(self) -> bool:
        return self.state == self.State.ACTIVE

    @property
    def both_said_yes(self) -> bool:
        """From then on each side sees the other's contact details."""
        return self.volunteer_answer == self.worker_answer == self.Answer.YES

    @property
    def asked_at(self) -> datetime.datetime:
        """The moment of the approval: a constraint sees to it that whoever is asked has been approved."""
        return cast(datetime.datetime, self.approved_at)

    @property
    def answer_until(self) -> datetime.datetime:
        return answer_until(self.asked_at)

    def score_reasons(self) -> list[Reason]:
        return [Reason.from_json(data) for data in self.reasons]

    def card_for(self, side: str) -> "Card":
        """What ``side`` may know of the other: contact details once both have said yes, and until the end."""
        other = self.worker if side == "volunteer" else self.volunteer
        if not self.both_said_yes:
            return Card(other.given_name, other.district)
        if not self.is_active:
            return Card(other.given_name, other.district, other.name)
        return Card(other.given_name, other.district, other.name, other.phone, other.email)

    def answer_of(self, side: str) -> str:
        """``side`` is ``volunteer`` or ``worker``."""
        return getattr(self, f"{side}_answer")
