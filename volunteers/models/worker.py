"""Skilled workers from abroad, and the languages they speak."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import Organisation
from ibs_portal.languages import language_choices, language_label, letter_language_choices
from ibs_portal.privacy.declaration import Retention, Subject
from volunteers.models.cohort import Cohort
from volunteers.models.countries import UNKNOWN, country_choices, country_label
from volunteers.models.programme import Programme, ProgrammeRowQuerySet
from volunteers.models.volunteer import Volunteer, VolunteerLanguage
from volunteers.rules.availability import slot_choices
from volunteers.rules.shifts import KINDS, LONGEST_CYCLE, ShiftPattern, pattern_of
from volunteers.rules.situation import situation_choices
from volunteers.rules.waiting import is_coming

CHANGE_WORKER = "volunteers.change_worker"


class SkilledWorkerQuerySet(ProgrammeRowQuerySet):
    def own_of(self, user: Any) -> Self:
        """A worker sees herself; what the other side of a match knows of her is a ``Card``."""
        return self.filter(user=user)

    def here(self) -> Self:
        return self.exclude(status=SkilledWorker.Status.LEFT)

    def confirmed(self) -> Self:
        """Without sign-ups from the web whose e-mail address nobody has confirmed yet."""
        return self.exclude(source=SkilledWorker.Source.ONLINE, confirmed_at=None)


class SkilledWorker(models.Model):
    """What a person is to one programme; most never log in."""

    class Status(models.TextChoices):
        ARRIVING = "arriving", _("Arriving soon")
        HERE = "here", _("Is here")
        LEFT = "left", _("Left the programme")

    class EndReason(models.TextChoices):
        SETTLED = "settled", _("Has settled in")
        MOVED = "moved", _("Moved away")
        RETURNED = "returned", _("Went back")
        NO_INTEREST = "no_interest", _("Does not want a companion")
        NO_ANSWER = "no_answer", _("Does not answer any more")
        CONSENT = "consent", _("Has withdrawn the consent")

    Source = Volunteer.Source

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="workers", verbose_name=_("programme"))
    cohort = models.ForeignKey(
        Cohort, models.PROTECT, null=True, blank=True, related_name="workers", verbose_name=_("cohort")
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="skilled_worker",
        verbose_name=_("account"),
    )
    given_name = models.CharField(_("first name, or the only name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    original_name = models.CharField(
        _("name in its own script"), max_length=200, blank=True, help_text=_("For example: അഞ്ജലി, فاطمة, Ирина.")
    )
    gender = models.CharField(
        _("gender"),
        max_length=8,
        choices=Volunteer.Gender,
        blank=True,
        help_text=_("Only to fulfil the wish of a volunteer; may stay empty."),
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    contact_language = models.CharField(
        _("language of mails"), max_length=12, choices=letter_language_choices, default="en"
    )
    origin = models.CharField(_("country of origin"), max_length=9, choices=country_choices, default=UNKNOWN)
    profession = models.CharField(_("profession"), max_length=120, blank=True)
    employer = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="workers", verbose_name=_("employer")
    )
    availability = ArrayField(
        models.CharField(max_length=16, choices=slot_choices), default=list, blank=True, verbose_name=_("has time")
    )
    shift_kind = models.CharField(_("shift pattern"), max_length=8, choices=KINDS, blank=True)
    shift_cycle = models.CharField(_("cycle"), max_length=LONGEST_CYCLE, blank=True)
    shift_starts_on = models.DateField(_("first day of the cycle"), null=True, blank=True)
    shifts = models.CharField(
        _("shifts"),
        max_length=200,
        blank=True,
        help_text=_("In words, what the pattern does not say: every second weekend free."),
    )
    interests = models.CharField(
        _("interests"), max_length=200, blank=True, help_text=_("Words with commas between them: choir, football.")
    )
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    district = models.CharField(_("district"), max_length=80, blank=True)
    max_minutes = models.PositiveSmallIntegerField(
        _("way at most"), null=True, blank=True, help_text=_("Minutes from door to door. Leave empty for no limit.")
    )
    situation = ArrayField(
        models.CharField(max_length=12, choices=situation_choices),
        default=list,
        blank=True,
        verbose_name=_("life situation"),
    )
    arrives_on = models.DateField(
        _("arrives on"), null=True, blank=True, help_text=_("If it is not the day of the cohort.")
    )
    arrived_on = models.DateField(_("arrived on"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.HERE)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    end_reason = models.CharField(_("reason for leaving"), max_length=12, choices=EndReason, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    source = models.CharField(_("came by"), max_length=8, choices=Source, default=Source.PHONE)
    applied_on = models.DateField(_("signed up on"), default=timezone.localdate)
    confirmed_at = models.DateTimeField(_("e-mail confirmed at"), null=True, blank=True)
    profile_completed_at = models.DateTimeField(_("profile complete since"), null=True, blank=True)
    profile_draft = models.JSONField(_("profile being filled in"), default=dict, blank=True, editable=False)
    reminders = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, editable=False, verbose_name=_("reminders sent")
    )
    welcomed_on = models.DateField(
        _("first talk on"), null=True, blank=True, help_text=_("Somebody has called: the sign-up is answered.")
    )
    # Then the row is an empty shell, to which rows of others point.
    erased_on = models.DateField(_("erased on"), null=True, blank=True, editable=False)

    objects = SkilledWorkerQuerySet.as_manager()

    class Meta:
        verbose_name = _("skilled worker")
        verbose_name_plural = _("skilled workers")
        ordering = ["family_name", "given_name", "pk"]
        # "change_worker" is the work permission; Django's own is called change_skilledworker.
        permissions = [
            ("change_worker", _("See and change skilled workers, cohorts and needs")),
            ("use_own_worker_pages", _("Use the pages of a skilled worker")),
        ]
        indexes = [models.Index(fields=["programme", "family_name", "given_name"], name="volunteers_worker_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="left", left_on__isnull=False) & ~Q(end_reason="")
                | ~Q(status="left") & Q(left_on=None, end_reason=""),
                name="volunteers_worker_left",
                violation_error_message=_("Whoever left has a day and a reason of leaving, and nobody else."),
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(arrived_on=None) | Q(left_on__gte=F("arrived_on")),
                name="volunteers_worker_order",
                violation_error_message=_("Nobody leaves before arriving."),
            ),
            models.CheckConstraint(
                condition=Q(max_minutes=None) | Q(max_minutes__gte=5, max_minutes__lte=180),
                name="volunteers_worker_max_minutes",
                violation_error_message=_("A way has 5 to 180 minutes at most, or no limit."),
            ),
            models.CheckConstraint(
                condition=Q(shift_kind="", shift_cycle="", shift_starts_on=None)
                | ~Q(shift_kind="") & ~Q(shift_cycle="") & Q(shift_starts_on__isnull=False),
                name="volunteers_worker_shifts",
                violation_error_message=_("A shift pattern has a cycle and a first day."),
            ),
            models.CheckConstraint(
                condition=Q(shift_cycle__regex="^[ELNDO]*$"),
                name="volunteers_worker_shift_letters",
                violation_error_message=_("A shift pattern has a cycle and a first day."),
            ),
            models.UniqueConstraint(
                "programme",
                Lower("email"),
                condition=~Q(email=""),
                name="volunteers_worker_email",
                violation_error_message=_("There is already a skilled worker with this e-mail address."),
            ),
        ]

    class Privacy:
        subject = Subject.SKILLED_WORKER
        personal = (
            "given_name",
            "family_name",
            "original_name",
            "email",
            "phone",
            "contact_language",
            "origin",
            "profession",
            "employer",
            "availability",
            "shift_kind",
            "shift_cycle",
            "shift_starts_on",
            "shifts",
            "interests",
            "postcode",
            "district",
            "gender",
            "max_minutes",
            "situation",
            "arrives_on",
            "arrived_on",
            "end_reason",
            "profile_draft",
        )
        other = (
            *("programme", "cohort", "user", "status", "left_on", "created_at", "source", "applied_on"),
            *("confirmed_at", "profile_completed_at", "reminders", "welcomed_on", "erased_on"),
        )
        retention = Retention.SKILLED_WORKER

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("volunteers:worker_detail", args=[self.pk])

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def origin_label(self) -> str:
        return country_label(self.origin)

    @property
    def arrival(self) -> datetime.date | None:
        """The day on which she came, or is expected to come; ``None`` if nobody noted one."""
        if self.status != self.Status.ARRIVING:
            return self.arrived_on
        return self.arrives_on or (self.cohort.arrives_on if self.cohort else None)

    def is_coming(self, today: datetime.date) -> bool:
        """Still to arrive. ``MatchNeedQuerySet`` says the same in SQL."""
        return is_coming(self.arrival, is_arriving=self.status == self.Status.ARRIVING, today=today)

    @property
    def shift_pattern(self) -> ShiftPattern | None:
        return pattern_of(self.shift_cycle, self.shift_starts_on)


class WorkerLanguageQuerySet(ProgrammeRowQuerySet):
    def own_of(self, user: Any) -> Self:
        return self.filter(worker__user=user)


class WorkerLanguage(models.Model):
    """A language a skilled worker speaks, and how well."""

    Level = VolunteerLanguage.Level

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    worker = models.ForeignKey(
        SkilledWorker, models.CASCADE, related_name="languages", verbose_name=_("skilled worker")
    )
    code = models.CharField(_("language"), max_length=8, choices=language_choices)
    level = models.PositiveSmallIntegerField(_("how well"), choices=Level, default=Level.GOOD)

    objects = WorkerLanguageQuerySet.as_manager()

    class Meta:
        verbose_name = _("language of a skilled worker")
        verbose_name_plural = _("languages of skilled workers")
        ordering = ["-level", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "code"],
                name="volunteers_worker_language_once",
                violation_error_message=_("Name each language once."),
            )
        ]

    class Privacy:
        subject = Subject.SKILLED_WORKER
        personal = ("code", "level")
        other = ("programme", "worker")
        retention = Retention.SKILLED_WORKER

    def __str__(self) -> str:
        return f"{language_label(self.code)} ({self.get_level_display()})"
