"""Trainings, their dates, who is invited, and what they qualify for."""

import datetime
from typing import Any, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import NoPersonalData, Retention, Subject
from volunteers.models.programme import OfVolunteerQuerySet, Programme, ProgrammeRowQuerySet
from volunteers.models.volunteer import Volunteer
from volunteers.rules.training import renewal_until


class TrainingQuerySet(ProgrammeRowQuerySet):
    def mandatory(self) -> Self:
        return self.filter(is_mandatory=True, is_active=True)


class Training(models.Model):
    """Something companions learn; a mandatory one comes before the first companionship."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="trainings", verbose_name=_("programme"))
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("what it is about"), blank=True)
    is_mandatory = models.BooleanField(
        _("everyone needs it"), default=False, help_text=_("Nobody accompanies without it.")
    )
    valid_months = models.PositiveSmallIntegerField(
        _("valid for months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty if it never runs out."),
    )
    is_active = models.BooleanField(_("still offered"), default=True)

    objects = TrainingQuerySet.as_manager()
    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        ordering = ["-is_mandatory", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "title"],
                name="volunteers_training_title",
                violation_error_message=_("There is already a training of this title."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class TrainingSessionQuerySet(ProgrammeRowQuerySet):
    def upcoming(self, now: datetime.datetime) -> Self:
        return self.filter(starts_at__gte=now).order_by("starts_at")

    def lock(self, pk: int) -> Any:
        """The session, held until the transaction ends: places are given out one after the other."""
        rows = self.select_related("programme__organisation", "training")
        return rows.select_for_update(of=("self",)).get(pk=pk)

    def taking_place(self) -> Self:
        return self.filter(cancelled_at=None)

    def open_for_all(self, now: datetime.datetime) -> Self:
        """Those that volunteers may put themselves down for."""
        return self.taking_place().filter(is_open=True).upcoming(now)

    def with_counts(self) -> Self:
        """Adds ``taken`` (places in use: invited, offered, confirmed, attended), ``confirmed`` and ``waiting``."""
        status = TrainingRegistration.Status
        return self.annotate(
            taken=Count("registrations", filter=Q(registrations__status__in=TAKES_PLACE)),
            confirmed=Count("registrations", filter=Q(registrations__status=status.CONFIRMED)),
            waiting=Count("registrations", filter=Q(registrations__status=status.WAITING)),
        )


class TrainingSession(models.Model):
    """A training on one date, at one place, with so many places."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    training = models.ForeignKey(Training, models.PROTECT, related_name="sessions", verbose_name=_("training"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    place = models.CharField(_("place"), max_length=160)
    capacity = models.PositiveSmallIntegerField(_("places"), default=15, validators=[MinValueValidator(1)])
    is_open = models.BooleanField(
        _("volunteers may put themselves down"),
        default=False,
        help_text=_("On their own page, as long as there are places; after that on the waiting list."),
    )
    # For calendars: how often time or place have changed, and when last (RFC 5545, SEQUENCE and DTSTAMP).
    revision = models.PositiveIntegerField(_("changes"), default=0, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True, editable=False)
    cancel_reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = TrainingSessionQuerySet.as_manager()

    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("training session")
        verbose_name_plural = _("training sessions")
        ordering = ["-starts_at"]
        permissions = [("plan_training", _("Plan trainings, invite to them and record who came"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="volunteers_session_order",
                violation_error_message=_("The session must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="volunteers_session_capacity",
                violation_error_message=_("A session has at least one place."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=False) & ~Q(cancel_reason="") | Q(cancelled_at=None, cancel_reason=""),
                name="volunteers_session_cancelled",
                violation_error_message=_("A cancelled session says when and why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.training}, {timezone.localtime(self.starts_at):%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("volunteers:session_detail", args=[self.pk])

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None


class TrainingRegistrationQuerySet(OfVolunteerQuerySet):
    def waiting(self) -> Self:
        """The waiting list in its order."""
        return self.filter(status=TrainingRegistration.Status.WAITING).order_by("waiting_since", "pk")

    def expired_offers(self, now: datetime.datetime) -> Self:
        return self.filter(status=TrainingRegistration.Status.OFFERED, offer_expires_at__lte=now)

    def live(self) -> Self:
        """Who comes, may come or waits: those who hear of every change."""
        return self.filter(status__in=LIVE)

    def on_list(self) -> Self:
        """Whose attendance is recorded."""
        return self.filter(status__in=ON_LIST)


class TrainingRegistration(models.Model):
    """One volunteer's way through one session: invited or waiting, answered, there or not."""

    class Status(models.TextChoices):
        INVITED = "invited", _("Invited")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Declined")
        WAITING = "waiting", _("On the waiting list")
        OFFERED = "offered", _("Place offered")
        EXPIRED = "expired", _("Offer not answered in time")
        CANCELLED = "cancelled", _("Session cancelled")
        ATTENDED = "attended", _("Was there")
        MISSED = "missed", _("Was not there")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    session = models.ForeignKey(
        TrainingSession, models.PROTECT, related_name="registrations", verbose_name=_("training session")
    )
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="registrations", verbose_name=_("volunteer"))
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.INVITED)
    invited_at = models.DateTimeField(_("invited at"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True)
    offer_expires_at = models.DateTimeField(_("offer until"), null=True, blank=True)

    objects = TrainingRegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to a training")
        verbose_name_plural = _("invitations to trainings")
        ordering = ["volunteer__family_name", "volunteer__given_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "volunteer"],
                name="volunteers_registration_once",
                violation_error_message=_("This volunteer is already invited."),
            ),
            models.CheckConstraint(
                condition=Q(status="offered", offer_expires_at__isnull=False)
                | ~Q(status="offered") & Q(offer_expires_at=None),
                name="volunteers_registration_offer_has_deadline",
                violation_error_message=_("An offer has a deadline, and only an offer has one."),
            ),
            models.CheckConstraint(
                condition=~Q(status="waiting") | Q(waiting_since__isnull=False),
                name="volunteers_registration_waits_since",
                violation_error_message=_("Whoever waits has a place in the line."),
            ),
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("session", "status", "invited_at", "answered_at", "waiting_since", "offer_expires_at")
        other = ("programme", "volunteer")
        retention = Retention.VOLUNTEER
        outlives = ()

    def __str__(self) -> str:
        return f"{self.volunteer} – {self.session}"


Status = TrainingRegistration.Status
# An invitation or offer holds a place until it is declined; whoever was there had one.
TAKES_PLACE = (Status.INVITED, Status.OFFERED, Status.CONFIRMED, Status.ATTENDED)
LIVE = (Status.INVITED, Status.OFFERED, Status.CONFIRMED, Status.WAITING)
ON_LIST = (Status.INVITED, Status.CONFIRMED, Status.ATTENDED, Status.MISSED)


class QualificationGrantQuerySet(OfVolunteerQuerySet):
    def valid_on(self, today: datetime.date) -> Self:
        """Those in force on that day, the last day included."""
        return self.filter(granted_on__lte=today).filter(Q(expires_on=None) | Q(expires_on__gte=today))

    def to_renew(self, today: datetime.date) -> Self:
        """Run out, or run out within six months, and no later one of the same training is there."""
        newer = QualificationGrant.objects.filter(volunteer=OuterRef("volunteer"), training=OuterRef("training"))
        newer = newer.filter(Q(expires_on=None) | Q(expires_on__gt=OuterRef("expires_on")))
        rows = self.filter(~Exists(newer), expires_on__lte=renewal_until(today), training__is_active=True)
        return rows.exclude(volunteer__status="left").order_by("expires_on", "pk")


class QualificationGrant(models.Model):
    """What a volunteer has learnt, until ``expires_on`` (last valid day) or for good."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="qualifications", verbose_name=_("volunteer"))
    training = models.ForeignKey(Training, models.PROTECT, related_name="qualifications", verbose_name=_("training"))
    granted_on = models.DateField(_("granted on"))
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded of renewal at"), null=True, blank=True, editable=False)

    objects = QualificationGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("qualification")
        verbose_name_plural = _("qualifications")
        ordering = ["-granted_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "training", "granted_on"], name="volunteers_qualification_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("granted_on")),
                name="volunteers_qualification_order",
                violation_error_message=_("A qualification cannot run out before it is granted."),
            ),
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("training", "granted_on", "expires_on", "reminded_at")
        other = ("programme", "volunteer")
        retention = Retention.VOLUNTEER

    def __str__(self) -> str:
        return f"{self.volunteer}: {self.training}"
