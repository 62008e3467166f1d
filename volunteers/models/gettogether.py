"""An evening where both sides meet, and the three names that each may tick afterwards."""

import datetime
import secrets
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import NoPersonalData, Retention, Subject
from volunteers.models.cohort import Cohort
from volunteers.models.programme import Programme, ProgrammeRowQuerySet
from volunteers.models.volunteer import Volunteer
from volunteers.models.worker import SkilledWorker

# Without letters and digits that look alike: people read the code off a badge.
CODE_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ2346789"
CODE_LENGTH = 8
KEPT_AFTER = datetime.timedelta(days=30)


def new_code() -> str:
    """A code nobody can guess (39 bits), short enough for a badge."""
    return "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))


class GetTogetherQuerySet(ProgrammeRowQuerySet):
    def lock(self, pk: int) -> Any:
        """The get-together, held until the transaction ends: nobody ticks while the pairs are formed."""
        return self.select_related("programme__organisation").select_for_update(of=("self",)).get(pk=pk)

    def with_counts(self) -> Self:
        """Adds ``volunteers`` and ``workers`` who take part."""
        return self.annotate(
            volunteers=Count("participants", filter=Q(participants__volunteer__isnull=False)),
            workers=Count("participants", filter=Q(participants__worker__isnull=False)),
        )

    def to_erase(self, now: datetime.datetime) -> Self:
        return self.filter(closes_at__lt=now - KEPT_AFTER)


class GetTogether(models.Model):
    """Volunteers and skilled workers meet; until ``closes_at`` each ticks whom she would like to go on with."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="gettogethers", verbose_name=_("programme"))
    cohort = models.ForeignKey(
        Cohort, models.PROTECT, null=True, blank=True, related_name="gettogethers", verbose_name=_("cohort")
    )
    title = models.CharField(_("title"), max_length=120)
    starts_at = models.DateTimeField(_("begins"))
    place = models.CharField(_("place"), max_length=160)
    closes_at = models.DateTimeField(_("names can be ticked until"))
    tables = models.PositiveSmallIntegerField(
        _("tables"),
        default=0,
        validators=[MaxValueValidator(60)],
        help_text=_("Everybody gets a table number on the badge; 0: no tables."),
    )
    is_ranked = models.BooleanField(
        _("first, second and third choice"), default=False, help_text=_("Otherwise all three names count the same.")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    objects = GetTogetherQuerySet.as_manager()
    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("get-together")
        verbose_name_plural = _("get-togethers")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("starts_at")),
                name="volunteers_gettogether_order",
                violation_error_message=_("Names are ticked after the beginning."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("volunteers:gettogether_detail", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class ParticipantQuerySet(ProgrammeRowQuerySet):
    def own_of(self, user: Any) -> Self:
        volunteers = Volunteer.objects.filter(user=user).values("pk")
        workers = SkilledWorker.objects.filter(user=user).values("pk")
        return self.filter(Q(volunteer__in=volunteers) | Q(worker__in=workers))


class Participant(models.Model):
    """Somebody of one of the two sides at a get-together: a number on a badge, and the code that opens the page."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    gettogether = models.ForeignKey(
        GetTogether, models.CASCADE, related_name="participants", verbose_name=_("get-together")
    )
    volunteer = models.ForeignKey(
        Volunteer, models.CASCADE, null=True, blank=True, related_name="badges", verbose_name=_("volunteer")
    )
    worker = models.ForeignKey(
        SkilledWorker, models.CASCADE, null=True, blank=True, related_name="badges", verbose_name=_("skilled worker")
    )
    badge = models.PositiveSmallIntegerField(_("badge"), validators=[MinValueValidator(1)])
    table = models.PositiveSmallIntegerField(_("table"), null=True, blank=True)
    code = models.CharField(_("code"), max_length=12, unique=True, default=new_code, editable=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant of a get-together")
        verbose_name_plural = _("participants of a get-together")
        ordering = ["badge"]
        constraints = [
            models.UniqueConstraint(fields=["gettogether", "badge"], name="volunteers_participant_badge"),
            models.UniqueConstraint(fields=["gettogether", "volunteer"], name="volunteers_participant_volunteer_once"),
            models.UniqueConstraint(fields=["gettogether", "worker"], name="volunteers_participant_worker_once"),
            models.CheckConstraint(
                condition=Q(volunteer=None, worker__isnull=False) | Q(volunteer__isnull=False, worker=None),
                name="volunteers_participant_one_side",
                violation_error_message=_("A participant is a volunteer or a skilled worker."),
            ),
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("volunteer", "worker", "badge", "table", "code")
        other = ("programme", "gettogether")
        retention = Retention.GET_TOGETHER

    def __str__(self) -> str:
        return f"{self.gettogether} {self.badge}"

    @property
    def person(self) -> Any:
        return self.volunteer or self.worker

    @property
    def code_text(self) -> str:
        """As it is printed: two groups of four."""
        return f"{self.code[:4]}-{self.code[4:]}"

    @property
    def url(self) -> str:
        return settings.SITE_URL + reverse("volunteers:gettogether_tick", args=[self.code])


class TickQuerySet(ProgrammeRowQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Nobody reads what somebody ticked: the page of the badge and the forming of pairs do, each as an errand."""
        return self.none()


class Tick(models.Model):
    """One name that somebody ticked. Erased as soon as the pairs are formed."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    gettogether = models.ForeignKey(GetTogether, models.DO_NOTHING, related_name="+", verbose_name=_("get-together"))
    # The database erases ticks with their participants: whoever takes somebody off the list may not read them.
    participant = models.ForeignKey(Participant, models.DO_NOTHING, related_name="+", verbose_name=_("ticked by"))
    ticked = models.ForeignKey(Participant, models.DO_NOTHING, related_name="+", verbose_name=_("ticked"))
    rank = models.PositiveSmallIntegerField(_("choice"))

    objects = TickQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticked name")
        verbose_name_plural = _("ticked names")
        ordering = ["participant", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "ticked"], name="volunteers_tick_once"),
            models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=3), name="volunteers_tick_rank"),
            models.CheckConstraint(condition=~Q(participant=F("ticked")), name="volunteers_tick_not_oneself"),
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("participant", "ticked", "rank")
        other = ("programme", "gettogether")
        retention = Retention.GET_TOGETHER

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class ProposedPair(models.Model):
    """What came out: two who may go on together, for the coordinator to approve like any proposal."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    gettogether = models.ForeignKey(GetTogether, models.CASCADE, related_name="pairs", verbose_name=_("get-together"))
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="+", verbose_name=_("volunteer"))
    worker = models.ForeignKey(SkilledWorker, models.CASCADE, related_name="+", verbose_name=_("skilled worker"))
    is_mutual = models.BooleanField(_("both ticked each other"))
    position = models.PositiveSmallIntegerField(_("position"))

    objects = ProgrammeRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair of a get-together")
        verbose_name_plural = _("pairs of a get-together")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["gettogether", "volunteer"], name="volunteers_pair_volunteer_once"),
            models.UniqueConstraint(fields=["gettogether", "worker"], name="volunteers_pair_worker_once"),
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("volunteer", "worker", "is_mutual")
        other = ("programme", "gettogether", "position")
        retention = Retention.GET_TOGETHER

    def __str__(self) -> str:
        return f"{self.volunteer} – {self.worker}"
