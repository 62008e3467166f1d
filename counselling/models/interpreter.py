"""Language mediation: the services that send interpreters, and what has been asked of them."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.models.appointment import VIEW_APPOINTMENT, Appointment
from counselling.models.centre import Centre, FederalState
from counselling.models.client import Client
from counselling.models.ownership import HeldQuerySet
from counselling.rules.appointment import new_reference, reference_text
from counselling.rules.interpreter import LIVE
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.languages import SPOKEN_LANGUAGES, language_choices, language_label
from ibs_portal.privacy.declaration import NoPersonalData, Retention, Subject


class InterpreterService(models.Model):
    """A service for language mediation: a list of the office, kept in the set-up."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    languages = ArrayField(
        models.CharField(max_length=8), verbose_name=_("languages"), default=list, help_text=_("What it can send.")
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Orders go there."))
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    lead_days = models.PositiveSmallIntegerField(
        _("working days before"), default=3, help_text=_("So many working days before the appointment it is ordered.")
    )
    federal_state = models.CharField(
        _("public holidays of"), max_length=2, choices=FederalState, default=FederalState.SAXONY
    )
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("For example: hours, who pays."))
    is_active = models.BooleanField(_("in use"), default=True, help_text=_("Switch off instead of deleting."))
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("interpreter service")
        verbose_name_plural = _("interpreter services")
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(languages__contained_by=SPOKEN_LANGUAGES),
                name="counselling_interpreterservice_languages",
                violation_error_message=_("Choose languages from the list."),
            ),
            models.CheckConstraint(
                condition=Q(lead_days__lte=30),
                name="counselling_interpreterservice_lead",
                violation_error_message=_("At most thirty working days before."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class InterpreterClosure(models.Model):
    """Days on which a service takes no orders and sends nobody."""

    service = models.ForeignKey(
        InterpreterService, models.CASCADE, related_name="closures", verbose_name=_("interpreter service")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("closure of a service")
        verbose_name_plural = _("closures of a service")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="counselling_interpreterclosure_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%d.%m.%Y}–{self.ends_on:%d.%m.%Y}"


class InterpreterRequestQuerySet(HeldQuerySet):
    def visible_to(self, user: Any) -> Self:
        """As appointments: of the own organisation, for the counter too."""
        return self.held_for(user, VIEW_APPOINTMENT)

    def open(self) -> Self:
        return self.exclude(state__in=("cancelled", "done"))


class InterpreterRequest(models.Model):
    """One interpreter for one span of time. The order names a number, a language, time and place: no client."""

    class Kind(models.TextChoices):
        IN_PERSON = "in_person", pgettext_lazy("interpreter", "in person")
        PHONE = "phone", pgettext_lazy("interpreter", "by phone")
        VIDEO = "video", pgettext_lazy("interpreter", "by video")

    class State(models.TextChoices):
        NEEDED = "needed", pgettext_lazy("interpreter", "to be ordered")
        ORDERED = "ordered", pgettext_lazy("interpreter", "ordered")
        CONFIRMED = "confirmed", pgettext_lazy("interpreter", "confirmed")
        REFUSED = "refused", pgettext_lazy("interpreter", "refused")
        CANCELLED = "cancelled", pgettext_lazy("interpreter", "cancelled")
        DONE = "done", pgettext_lazy("interpreter", "done")

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+", verbose_name=_("centre"))
    appointment = models.ForeignKey(
        Appointment,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="interpreters",
        verbose_name=_("appointment"),
    )
    client = models.ForeignKey(
        Client, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("client")
    )
    service = models.ForeignKey(
        InterpreterService, models.PROTECT, related_name="+", verbose_name=_("interpreter service")
    )
    language = models.CharField(_("language"), max_length=8, choices=language_choices)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.IN_PERSON)
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    place = models.CharField(_("place"), max_length=200, blank=True, help_text=_("Empty: the counselling centre."))
    note = models.CharField(
        _("message to the service"), max_length=300, blank=True, help_text=_("No names and nothing about the person.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEEDED)
    ordered_at = models.DateTimeField(_("ordered at"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    reference = models.CharField(
        _("reference number"), max_length=12, unique=True, default=new_reference, editable=False
    )
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("created by"), editable=False)

    objects = InterpreterRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("interpreter request")
        verbose_name_plural = _("interpreter requests")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["controller", "starts_at"], name="counselling_interpreter_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment"],
                condition=~Q(state="cancelled"),
                name="counselling_interpreterrequest_one_live",
                violation_error_message=_("There is already an interpreter request for this appointment."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(10, 480)),
                name="counselling_interpreterrequest_minutes",
                violation_error_message=_("An interpreter comes for 10 to 480 minutes."),
            ),
            models.CheckConstraint(
                condition=Q(state="needed") | Q(state="cancelled") | Q(ordered_at__isnull=False),
                name="counselling_interpreterrequest_ordered_when",
                violation_error_message=_("What is ordered says since when."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("language", "note", "reference")
        other = (
            *("controller", "centre", "appointment", "client", "service", "kind", "starts_at", "minutes", "place"),
            *("state", "ordered_at", "changed_at", "created_at", "created_by"),
        )
        retention = Retention.ENQUIRY

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%d.%m.%Y %H:%M} ({self.reference_text})"

    @property
    def reference_text(self) -> str:
        return reference_text(self.reference)

    @property
    def language_name(self) -> str:
        return language_label(self.language)

    @property
    def place_text(self) -> str:
        return self.place or f"{self.centre.name}, {self.centre.address}"

    @property
    def is_stale(self) -> bool:
        """Ordered for an appointment that was cancelled or moved since: the order must be taken back or changed."""
        row = self.appointment
        return row is not None and self.state in LIVE and (row.is_cancelled or row.starts_at != self.starts_at)
