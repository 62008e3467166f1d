"""Enquiries: what somebody asks by the form, phone or mail, until it is answered and closed. No file is needed."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.models.centre import Centre
from counselling.models.contact import Contact
from counselling.models.ownership import HeldQuerySet
from counselling.models.topic import Topic
from counselling.rules.appointment import new_reference, reference_text
from counselling.rules.enquiry import KEPT_AFTER, LONGEST_MESSAGE
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.languages import language_choices, language_label, site_language_choices
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_line import SealedLineField

ANSWER = "counselling.answer_enquiry"
# The public process signs the number of a form and reads it again when it comes back.
SIGNER = signing.Signer(key=settings.SEAL_KEY, salt="counselling.enquiry", sep=".")


def signed(reference: str) -> str:
    return SIGNER.sign(reference)


def reference_of(token: str) -> str:
    """The number in a form or link of ours; empty if the signature is wrong."""
    try:
        return SIGNER.unsign(token)
    except signing.BadSignature:
        return ""


class EnquiryQuerySet(HeldQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the own organisation, for federal volunteers too. Whoever asked reads none."""
        return self.held_for(user, ANSWER)

    def open(self) -> Self:
        return self.exclude(state=Enquiry.State.CLOSED)

    def new(self) -> Self:
        return self.filter(state=Enquiry.State.NEW)

    def claimed_by_user(self, user: Any) -> Self:
        return self.open().filter(claimed_by=user)

    def waiting_for_call(self) -> Self:
        """Somebody waits for the phone to ring."""
        return self.filter(state__in=[Enquiry.State.NEW, Enquiry.State.CLAIMED], reach=Enquiry.Reach.PHONE)

    def closed(self) -> Self:
        return self.filter(state=Enquiry.State.CLOSED)

    def due_for_erasure(self, now: datetime.datetime) -> Self:
        return self.filter(closed_at__lte=now - KEPT_AFTER)


class Enquiry(models.Model):
    class Channel(models.TextChoices):
        WEB = "web", pgettext_lazy("enquiry", "form on the website")
        PHONE = "phone", pgettext_lazy("enquiry", "phone")
        EMAIL = "email", pgettext_lazy("enquiry", "e-mail")
        IN_PERSON = "in_person", pgettext_lazy("enquiry", "at the counter")
        LETTER = "letter", pgettext_lazy("enquiry", "letter")

    class Reach(models.TextChoices):
        PHONE = "phone", pgettext_lazy("reach", "by phone")
        EMAIL = "email", pgettext_lazy("reach", "by e-mail")
        VISIT = "visit", pgettext_lazy("reach", "comes by")

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("enquiry", "new")
        CLAIMED = "claimed", pgettext_lazy("enquiry", "taken on")
        ANSWERED = "answered", pgettext_lazy("enquiry", "answered")
        CLOSED = "closed", pgettext_lazy("enquiry", "closed")

    class How(models.TextChoices):
        EMAIL = "email", pgettext_lazy("answer", "By e-mail")
        PHONE = "phone", pgettext_lazy("answer", "On the phone")
        IN_PERSON = "in_person", pgettext_lazy("answer", "In person")

    class CloseReason(models.TextChoices):
        ANSWERED = "answered", pgettext_lazy("enquiry", "answered")
        CAME = "came", pgettext_lazy("enquiry", "came for counselling")
        NOT_REACHED = "not_reached", pgettext_lazy("enquiry", "not reached")
        PASSED_ON = "passed_on", pgettext_lazy("enquiry", "sent to another service")
        WITHDRAWN = "withdrawn", pgettext_lazy("enquiry", "no longer needed")
        NO_ENQUIRY = "no_enquiry", pgettext_lazy("enquiry", "advertising or a mistake")

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+", verbose_name=_("centre"))
    reference = models.CharField(
        _("reference number"), max_length=12, unique=True, default=new_reference, editable=False
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.WEB)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("topic"))
    message = SealedLineField(_("message"), max_length=LONGEST_MESSAGE, blank=True, bound_to="reference")
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language of the talk"), max_length=8, choices=language_choices, default="de")
    contact_language = models.CharField(
        _("language of letters"), max_length=12, choices=site_language_choices, default="de"
    )
    reach = models.CharField(_("wants the answer"), max_length=10, choices=Reach, default=Reach.PHONE)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    call_when = SealedLineField(_("best time for a call"), max_length=100, blank=True, bound_to="reference")
    may_leave_message = models.BooleanField(_("a message may be left"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW, editable=False)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by"), editable=False
    )
    claimed_at = models.DateTimeField(_("taken on at"), null=True, blank=True, editable=False)
    claimed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("taken on by"), editable=False
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)
    answered_how = models.CharField(_("answered how"), max_length=10, choices=How, blank=True)
    answer = SealedLineField(_("answer"), max_length=4000, blank=True, bound_to="reference")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    close_reason = models.CharField(_("why closed"), max_length=20, choices=CloseReason, blank=True)
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("became the contact")
    )

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        ordering = ["-received_at", "-pk"]
        permissions = [("answer_enquiry", _("Can answer enquiries"))]
        indexes = [
            models.Index(
                fields=["controller", "received_at", "id"],
                condition=~Q(state="closed"),
                name="counselling_enquiry_open",
            ),
            models.Index(fields=["controller", "-closed_at", "-id"], name="counselling_enquiry_closed"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "controller"], name="counselling_enquiry_id_controller"),
            models.CheckConstraint(
                condition=Q(state="new", claimed_at=None, claimed_by=None)
                | (~Q(state="new") & Q(claimed_at__isnull=False, claimed_by__isnull=False)),
                name="counselling_enquiry_claimed_by_somebody",
                violation_error_message=_("An enquiry that is no longer new has been taken on by somebody."),
            ),
            models.CheckConstraint(
                condition=(Q(state="closed") & Q(closed_at__isnull=False) & ~Q(close_reason=""))
                | (~Q(state="closed") & Q(closed_at=None, close_reason="")),
                name="counselling_enquiry_closed_with_reason",
                violation_error_message=_("A closed enquiry has a time and a reason, an open one has neither."),
            ),
            models.CheckConstraint(
                condition=(Q(answered_at=None) & Q(answered_how="", answer=b""))
                | (Q(answered_at__isnull=False) & ~Q(answered_how="")),
                name="counselling_enquiry_answered_somehow",
                violation_error_message=_("An answer says when and how it was given."),
            ),
            models.CheckConstraint(
                condition=(~Q(reach="phone") | ~Q(phone="")) & (~Q(reach="email") | ~Q(email="")),
                name="counselling_enquiry_reachable",
                violation_error_message=_("Without a number nobody can call, without an address nobody can write."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = (
            *("message", "name", "language", "contact_language", "phone", "email", "call_when"),
            *("may_leave_message", "answer", "reference", "topic"),
        )
        other = (
            *("controller", "centre", "received_at", "channel", "reach", "state", "created_by", "claimed_at"),
            *("claimed_by", "answered_at", "answered_how", "closed_at", "close_reason", "contact"),
        )
        retention = Retention.ENQUIRY

    def __str__(self) -> str:
        return self.reference_text

    @property
    def reference_text(self) -> str:
        return reference_text(self.reference)

    @property
    def language_name(self) -> str:
        return language_label(self.language)

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    @property
    def is_new(self) -> bool:
        return self.state == self.State.NEW
