"""Companions: people who sign up, are trained, and accompany somebody."""

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.languages import language_choices, language_label, letter_language_choices
from ibs_portal.privacy.declaration import Retention, Subject
from volunteers.models.programme import Offer, OfVolunteerQuerySet, Programme, ProgrammeRowQuerySet
from volunteers.rules.availability import slot_choices
from volunteers.rules.situation import situation_choices


class VolunteerQuerySet(ProgrammeRowQuerySet):
    def own_of(self, user: Any) -> Self:
        """A volunteer sees herself; what the other side of a match knows of her is a ``Card``."""
        return self.filter(user=user)

    def here(self) -> Self:
        """All who have not left."""
        return self.exclude(status=Volunteer.Status.LEFT)

    def active(self) -> Self:
        return self.filter(status=Volunteer.Status.ACTIVE)

    def agreeing_to(self, kind: str) -> Self:
        """Whose consent of this kind (``data``, ``matching``, ``news``) stands: who may get a mail to a group, say."""
        return self.filter(consents__kind=kind, consents__withdrawn_at=None).distinct()

    def confirmed(self) -> Self:
        """Without sign-ups from the web whose e-mail address nobody has confirmed yet, and without erased people."""
        return self.filter(erased_on=None).exclude(source=Volunteer.Source.ONLINE, confirmed_at=None)


class Volunteer(models.Model):
    """What a person is to one programme. An account is beside it: volunteers may as well phone."""

    class Status(models.TextChoices):
        APPLIED = "applied", _("Signed up")
        INTERVIEW = "interview", _("Interview")
        ACCEPTED = "accepted", _("Accepted")
        TRAINED = "trained", _("Trained")
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Pausing")
        LEFT = "left", _("Left")

    class Gender(models.TextChoices):
        WOMAN = "woman", _("Woman")
        MAN = "man", _("Man")
        DIVERSE = "diverse", _("Diverse")

    class Wish(models.TextChoices):
        WOMAN = "woman", _("a woman")
        MAN = "man", _("a man")

    class Source(models.TextChoices):
        ONLINE = "online", _("Online")
        PHONE = "phone", _("By phone or in person")
        LIST = "list", _("From a list")

    class EndReason(models.TextChoices):
        TIME = "time", _("No time any more")
        MOVED = "moved", _("Moved away")
        OTHER_WORK = "other_work", _("Found something else")
        PERSONAL = "personal", _("Personal reasons")
        NO_ANSWER = "no_answer", _("Does not answer any more")
        NOT_SUITABLE = "not_suitable", _("Does not fit the programme")
        CONSENT = "consent", _("Has withdrawn the consent")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="volunteers", verbose_name=_("programme"))
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="volunteer",
        verbose_name=_("account"),
    )
    given_name = models.CharField(_("first name, or the only name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    gender = models.CharField(
        _("gender"),
        max_length=8,
        choices=Gender,
        blank=True,
        help_text=_("Only to fulfil the wish of a skilled worker; may stay empty."),
    )
    contact_language = models.CharField(
        _("language of mails"), max_length=12, choices=letter_language_choices, default="de"
    )
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    district = models.CharField(_("district"), max_length=80, blank=True)
    availability = ArrayField(
        models.CharField(max_length=16, choices=slot_choices), default=list, blank=True, verbose_name=_("has time")
    )
    offers = models.ManyToManyField(
        Offer, through="VolunteerOffer", blank=True, related_name="volunteers", verbose_name=_("likes to do")
    )
    interests = models.CharField(
        _("interests"), max_length=200, blank=True, help_text=_("Words with commas between them: choir, football.")
    )
    max_matches = models.PositiveSmallIntegerField(
        _("accompanies at most"), default=1, help_text=_("One to three people at a time.")
    )
    wish_gender = models.CharField(_("would like to accompany"), max_length=8, choices=Wish, blank=True)
    max_minutes = models.PositiveSmallIntegerField(
        _("way at most"), null=True, blank=True, help_text=_("Minutes from door to door. Leave empty for no limit.")
    )
    situation = ArrayField(
        models.CharField(max_length=12, choices=situation_choices),
        default=list,
        blank=True,
        verbose_name=_("life situation"),
    )
    motivation = models.TextField(_("motivation"), blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.APPLIED)
    status_since = models.DateField(_("status since"), default=timezone.localdate)
    interview_at = models.DateTimeField(_("interview at"), null=True, blank=True)
    paused_until = models.DateField(_("pausing until"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    end_reason = models.CharField(_("reason for leaving"), max_length=20, choices=EndReason, blank=True)
    source = models.CharField(_("came by"), max_length=8, choices=Source, default=Source.ONLINE)
    applied_on = models.DateField(_("signed up on"), default=timezone.localdate)
    confirmed_at = models.DateTimeField(_("e-mail confirmed at"), null=True, blank=True)
    profile_completed_at = models.DateTimeField(_("profile complete since"), null=True, blank=True)
    profile_draft = models.JSONField(_("profile being filled in"), default=dict, blank=True, editable=False)
    reminders = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, editable=False, verbose_name=_("reminders sent")
    )
    # Then the row is an empty shell, to which rows of others point.
    erased_on = models.DateField(_("erased on"), null=True, blank=True, editable=False)

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        ordering = ["family_name", "given_name", "pk"]
        permissions = [
            ("use_own_volunteer_pages", _("Use the pages of a volunteer")),
            ("view_pipeline", _("See volunteers, groups and trainings of the own programme")),
        ]
        indexes = [models.Index(fields=["programme", "status", "status_since"], name="volunteers_volunteer_pipeline")]
        constraints = [
            models.CheckConstraint(
                condition=Q(max_matches__gte=1, max_matches__lte=3),
                name="volunteers_volunteer_max_matches",
                violation_error_message=_("A volunteer accompanies one to three people."),
            ),
            models.CheckConstraint(
                condition=Q(status="left", left_on__isnull=False) & ~Q(end_reason="")
                | ~Q(status="left") & Q(left_on=None, end_reason=""),
                name="volunteers_volunteer_left",
                violation_error_message=_("Whoever left has a day and a reason of leaving, and nobody else."),
            ),
            models.CheckConstraint(
                condition=Q(status="paused") | Q(paused_until=None),
                name="volunteers_volunteer_paused",
                violation_error_message=_("Only a pause has an end of the pause."),
            ),
            models.CheckConstraint(
                condition=Q(max_minutes=None) | Q(max_minutes__gte=5, max_minutes__lte=180),
                name="volunteers_volunteer_max_minutes",
                violation_error_message=_("A way has 5 to 180 minutes at most, or no limit."),
            ),
            models.UniqueConstraint(
                "programme",
                Lower("email"),
                condition=~Q(email=""),
                name="volunteers_volunteer_email",
                violation_error_message=_("This e-mail address is already on the list of volunteers."),
            ),
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = (
            "given_name",
            "family_name",
            "email",
            "phone",
            "gender",
            "contact_language",
            "postcode",
            "district",
            "availability",
            "offers",
            "interests",
            "max_matches",
            "wish_gender",
            "max_minutes",
            "situation",
            "motivation",
            "status",
            "interview_at",
            "paused_until",
            "end_reason",
            "profile_draft",
        )
        other = (
            *("programme", "user", "status_since", "left_on", "source", "applied_on", "confirmed_at"),
            *("profile_completed_at", "reminders", "erased_on"),
        )
        retention = Retention.VOLUNTEER

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("volunteers:volunteer_detail", args=[self.pk])

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class VolunteerOffer(models.Model):
    """Something that a volunteer likes to do."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="+", verbose_name=_("volunteer"))
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="+", verbose_name=_("topic of companionship"))

    objects = OfVolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer of a volunteer")
        verbose_name_plural = _("offers of volunteers")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["volunteer", "offer"], name="volunteers_offer_once")]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("offer",)
        other = ("programme", "volunteer")
        retention = Retention.VOLUNTEER

    def __str__(self) -> str:
        return str(self.offer)


class VolunteerLanguage(models.Model):
    """A language a volunteer speaks, and how well."""

    class Level(models.IntegerChoices):
        BASIC = 1, _("a little")
        GOOD = 2, _("well")
        FLUENT = 3, _("fluently")
        NATIVE = 4, _("as a first language")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="languages", verbose_name=_("volunteer"))
    code = models.CharField(_("language"), max_length=8, choices=language_choices)
    level = models.PositiveSmallIntegerField(_("how well"), choices=Level, default=Level.GOOD)

    objects = OfVolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        ordering = ["-level", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "code"],
                name="volunteers_language_once",
                violation_error_message=_("Name each language once."),
            )
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("code", "level")
        other = ("programme", "volunteer")
        retention = Retention.VOLUNTEER

    def __str__(self) -> str:
        return f"{language_label(self.code)} ({self.get_level_display()})"
