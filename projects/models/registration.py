"""Who comes to an event, and who waits for a place."""

import datetime
import secrets

from django.conf import settings
from django.core import signing
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import Organisation, User
from ibs_portal.languages import site_language_choices
from ibs_portal.privacy.declaration import Retention, Subject
from projects.models.event import Event
from projects.rules.registration import MOST_SEATS

# Without letters and digits that sound or look alike: people read the number out on the phone.
REFERENCE_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ2346789"
REFERENCE_LENGTH = 8
KEPT_AFTER_EVENT = datetime.timedelta(days=90)
# The staff process and the worker write links that the public process reads: the key that all of them have.
SIGNER = signing.Signer(key=settings.SEAL_KEY, salt="projects.registration", sep=".")


def new_reference() -> str:
    """A number nobody can guess (39 bits), short enough for the phone."""
    return "".join(secrets.choice(REFERENCE_LETTERS) for _letter in range(REFERENCE_LENGTH))


def reference_of(token: str) -> str:
    """The reference number in a signed link; empty if the signature is wrong."""
    try:
        return SIGNER.unsign(token)
    except signing.BadSignature:
        return ""


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def visible_to(self, user: User) -> "RegistrationQuerySet":
        """Registrations with the person's own organisation; nobody without the permission sees any.

        Guests have no account: the signed link of the mail opens one registration (``reference_of``, ``errand``).
        """
        if not user.has_perm("projects.view_registration"):
            return self.none()
        return self.filter(organisation=user.organisation_id)

    def holding(self) -> "RegistrationQuerySet":
        """Those that take places: registered, or offered and not yet answered."""
        return self.filter(state__in=Registration.HOLDING)

    def waiting(self) -> "RegistrationQuerySet":
        """The waiting list in its order."""
        return self.filter(state=Registration.State.WAITING).order_by("created_at", "pk")

    def live(self) -> "RegistrationQuerySet":
        return self.exclude(state=Registration.State.CANCELLED)

    def expired_offers(self, now: datetime.datetime) -> "RegistrationQuerySet":
        return self.filter(state=Registration.State.OFFERED, offer_expires_at__lte=now)

    def due_for_erasure(self, now: datetime.datetime) -> "RegistrationQuerySet":
        """90 days after the event nobody needs to know who was there."""
        return self.filter(event__ends_at__lte=now - KEPT_AFTER_EVENT)


class Registration(models.Model):
    class State(models.TextChoices):
        REGISTERED = "registered", _("registered")
        WAITING = "waiting", _("on the waiting list")
        OFFERED = "offered", _("place offered")
        CANCELLED = "cancelled", _("cancelled")

    class CancelCause(models.TextChoices):
        GUEST = "guest", _("by the guest")
        STAFF = "staff", _("by staff")
        EXPIRED = "expired", _("offer not answered in time")
        EVENT = "event", _("event cancelled")

    # States that take places. The trigger of the counter knows the same two.
    HOLDING = (State.REGISTERED, State.OFFERED)

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"), editable=False
    )
    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations", verbose_name=_("event"))
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    seats = models.PositiveSmallIntegerField(
        _("places"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)]
    )
    language = models.CharField(_("language"), max_length=12, choices=site_language_choices, default="de")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.REGISTERED)
    offer_expires_at = models.DateTimeField(_("offer until"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancel_cause = models.CharField(_("why cancelled"), max_length=10, choices=CancelCause, blank=True)
    reference = models.CharField(
        _("reference number"), max_length=12, unique=True, default=new_reference, editable=False
    )
    form_key = models.UUIDField(_("key of the form"), null=True, editable=False)
    created_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("event registration")
        verbose_name_plural = _("event registrations")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["event", "state", "created_at"], name="projects_registration_line"),
            models.Index(
                fields=["offer_expires_at"], condition=models.Q(state="offered"), name="projects_registration_offers"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seats__range=(1, MOST_SEATS)),
                name="projects_registration_seats",
                violation_error_message=_("Between 1 and 6 places can be booked at once."),
            ),
            models.CheckConstraint(
                condition=~models.Q(email="", phone=""),
                name="projects_registration_reachable",
                violation_error_message=_("Give an e-mail address or a phone number."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="offered", offer_expires_at__isnull=False)
                | (~models.Q(state="offered") & models.Q(offer_expires_at__isnull=True)),
                name="projects_registration_offer_has_deadline",
                violation_error_message=_("An offer has a deadline, and only an offer has one."),
            ),
            models.CheckConstraint(
                condition=(models.Q(state="cancelled", cancelled_at__isnull=False) & ~models.Q(cancel_cause=""))
                | (~models.Q(state="cancelled") & models.Q(cancelled_at__isnull=True, cancel_cause="")),
                name="projects_registration_end_has_cause",
                violation_error_message=_("A cancelled registration says when and why."),
            ),
            models.UniqueConstraint(
                fields=["event", "form_key"],
                name="projects_registration_form_once",
                violation_error_message=_("This form was already sent."),
            ),
        ]

    class Privacy:
        subject = Subject.GUEST
        personal = ("name", "email", "phone", "language", "reference")
        other = (
            *("organisation", "event", "seats", "state", "offer_expires_at"),
            *("cancelled_at", "cancel_cause", "form_key", "created_at"),
        )
        retention = Retention.EVENT_REGISTRATION

    def __str__(self) -> str:
        return f"{self.name} ({self.reference_text})"

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_offered(self) -> bool:
        return self.state == self.State.OFFERED

    @property
    def reference_text(self) -> str:
        """The reference number as it is printed: two groups of four."""
        return f"{self.reference[:4]}-{self.reference[4:]}"

    @property
    def token(self) -> str:
        """What the link in the mail carries: the reference number with the portal's signature."""
        return SIGNER.sign(self.reference)
