"""Appointments: one person, one member of staff, one span of time. Nobody needs a file to have one."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core import signing
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.models.centre import Centre
from counselling.models.client import Client
from counselling.models.ownership import HeldQuerySet
from counselling.models.ranges import MomentRange
from counselling.models.staff import StaffMember
from counselling.models.topic import Topic
from counselling.rules.appointment import KEPT_AFTER, LONGEST, new_reference, reference_text
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.languages import language_choices, language_label, site_language_choices
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_line import SealedLineField

VIEW_APPOINTMENT = "counselling.view_appointment"
# The staff process and the worker write links that the public process reads: the key that all of them have.
SIGNER = signing.Signer(key=settings.SEAL_KEY, salt="counselling.appointment", sep=".")


def reference_of(token: str) -> str:
    """The reference number in a signed link or form; empty if the signature is wrong."""
    try:
        return SIGNER.unsign(token)
    except signing.BadSignature:
        return ""


def signed(reference: str) -> str:
    return SIGNER.sign(reference)


class AppointmentQuerySet(HeldQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the own organisation, for the counter too; who booked has a signed link (``reference_of``)."""
        return self.held_for(user, VIEW_APPOINTMENT)

    def live(self) -> Self:
        """Those that take the time of somebody."""
        return self.filter(state__in=Appointment.LIVE)

    def booked(self) -> Self:
        return self.filter(state=Appointment.State.BOOKED)

    def between(self, start: datetime.datetime, end: datetime.datetime) -> Self:
        """Those that begin from ``start`` on and before ``end``, in order."""
        return self.filter(starts_at__gte=start, starts_at__lt=end).order_by("starts_at", "pk")

    def due_for_erasure(self, now: datetime.datetime) -> Self:
        """Half a year after their day; what came of them stands in the contact."""
        return self.filter(ends_at__lte=now - KEPT_AFTER)


class Appointment(models.Model):
    """Booked by the public (name and how to reach, no account) or by staff (for a file, or for a name)."""

    class Channel(models.TextChoices):
        IN_PERSON = "in_person", pgettext_lazy("appointment", "in person")
        PHONE = "phone", pgettext_lazy("appointment", "by phone")
        VIDEO = "video", pgettext_lazy("appointment", "by video")

    class State(models.TextChoices):
        BOOKED = "booked", pgettext_lazy("appointment", "booked")
        CAME = "came", pgettext_lazy("appointment", "came")
        MISSED = "missed", pgettext_lazy("appointment", "did not come")
        CANCELLED_BY_PERSON = "cancelled_person", pgettext_lazy("appointment", "cancelled by the person")
        CANCELLED_BY_HOUSE = "cancelled_house", pgettext_lazy("appointment", "cancelled by us")

    class CancelReason(models.TextChoices):
        """Why we cancel; chosen, not typed: the person reads it in her own language."""

        STAFF_AWAY = "staff_away", _("Your counsellor is not in on that day.")
        CLOSED = "closed", _("The counselling centre is closed on that day.")
        INTERPRETER = "interpreter", _("There is no interpreter on that day.")
        AGREED = "agreed", _("You have agreed on it with us.")
        OTHER = "other", _("Something came up at short notice.")

    # States that take the time of somebody.
    LIVE = (State.BOOKED, State.CAME, State.MISSED)
    CANCELLED = (State.CANCELLED_BY_PERSON, State.CANCELLED_BY_HOUSE)

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+", verbose_name=_("centre"))
    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="+", verbose_name=_("with"))
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.IN_PERSON)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("topic"))
    client = models.ForeignKey(
        Client, models.CASCADE, null=True, blank=True, related_name="appointments", verbose_name=_("client")
    )
    name = models.CharField(_("name"), max_length=150, blank=True, help_text=_("Of somebody without a file."))
    language = models.CharField(_("language of the talk"), max_length=8, choices=language_choices, default="de")
    contact_language = models.CharField(
        _("language of letters"), max_length=12, choices=site_language_choices, default="de"
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    needs_interpreter = models.BooleanField(_("needs an interpreter"), default=False)
    note = SealedLineField(_("message"), max_length=300, blank=True, bound_to="reference")
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.BOOKED)
    cancel_reason = models.CharField(_("why cancelled"), max_length=20, choices=CancelReason, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by"), editable=False
    )
    moved_from = models.DateTimeField(_("moved from"), null=True, blank=True, editable=False)
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)
    reference = models.CharField(
        _("reference number"), max_length=12, unique=True, default=new_reference, editable=False
    )
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("created by"), editable=False
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["controller", "starts_at"], name="counselling_appointment_day"),
            models.Index(fields=["starts_at"], condition=Q(state="booked"), name="counselling_appointment_coming"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "controller"], name="counselling_appointment_id_controller"),
            ExclusionConstraint(
                name="counselling_appointment_one_at_a_time",
                expressions=[
                    ("staff", RangeOperators.EQUAL),
                    (MomentRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=["booked", "came", "missed"]),
                violation_error_message=_("There is already an appointment at this time."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")) & Q(ends_at__lte=F("starts_at") + LONGEST),
                name="counselling_appointment_length",
                violation_error_message=_("An appointment lasts from 5 to 240 minutes."),
            ),
            models.CheckConstraint(
                condition=(Q(client=None) & ~Q(name="")) | Q(client__isnull=False, name=""),
                name="counselling_appointment_file_or_name",
                violation_error_message=_("Choose a person with a file, or enter a name."),
            ),
            models.CheckConstraint(
                condition=Q(created_by__isnull=False) | ~Q(phone="", email=""),
                name="counselling_appointment_reachable",
                violation_error_message=_("Give an e-mail address or a phone number."),
            ),
            models.CheckConstraint(
                condition=Q(state="booked", ended_at=None) | (~Q(state="booked") & Q(ended_at__isnull=False)),
                name="counselling_appointment_end_has_time",
                violation_error_message=_("An appointment that is over says since when."),
            ),
            models.CheckConstraint(
                condition=Q(cancel_reason="") | Q(state="cancelled_house"),
                name="counselling_appointment_reason_of_house",
                violation_error_message=_("Only what we cancel ourselves has a reason of ours."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = (
            *("topic", "name", "language", "contact_language", "phone", "email", "needs_interpreter", "note"),
            "reference",
        )
        other = (
            *("controller", "centre", "staff", "starts_at", "ends_at", "channel", "client", "state", "cancel_reason"),
            *("ended_at", "ended_by", "moved_from", "revision", "changed_at", "reminded_at", "created_at"),
            "created_by",
        )
        # Of somebody without a file it is like an enquiry; of a client the contact stays in the file.
        retention = Retention.ENQUIRY

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%d.%m.%Y %H:%M} ({self.reference_text})"

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE

    @property
    def is_booked(self) -> bool:
        return self.state == self.State.BOOKED

    @property
    def is_cancelled(self) -> bool:
        return self.state in self.CANCELLED

    @property
    def minutes(self) -> int:
        return round((self.ends_at - self.starts_at).total_seconds() / 60)

    @property
    def reference_text(self) -> str:
        return reference_text(self.reference)

    @property
    def token(self) -> str:
        """What the link in the mail carries: the reference number with the portal's signature."""
        return signed(self.reference)

    @property
    def language_name(self) -> str:
        return language_label(self.language)
