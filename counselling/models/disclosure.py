"""A file that one controller shows another for a while, and why; and what of all rows a person reads thereby."""

import datetime
import uuid
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.models.ownership import VIEW_FILE, HeldQuerySet
from counselling.models.ranges import DateRange
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_line import SealedLineField

# Two years with a leap day; nothing is shown for ever.
LONGEST_DISCLOSURE = datetime.timedelta(days=731)


class Scope(models.TextChoices):
    """Notes on talks are in neither: they stay with author, owner and deputy."""

    FILE = "file", _("the file with contacts and follow-ups")
    FACTS = "facts", _("facts and cases, no contacts")


class Basis(models.TextChoices):
    CONSENT = "consent", _("consent of the person, released from confidentiality (Art. 6(1)(a), 9(2)(a) GDPR)")
    DUTY = "duty", _("legal duty or task of the authority (Art. 6(1)(c), (e) GDPR)")
    VITAL = "vital", _("danger to life or health (Art. 6(1)(d) GDPR)")


class DisclosureQuerySet(HeldQuerySet):
    def live(self) -> Self:
        today = timezone.localdate()
        return self.filter(withdrawn_at=None, starts_on__lte=today, ends_on__gte=today)

    def shown_to(self, user: Any) -> Self:
        """What other controllers show this person's organisation today."""
        organisation_id = getattr(user, "organisation_id", None)
        if organisation_id is None or not user.has_perm(VIEW_FILE):
            return self.none()
        return self.live().filter(recipient_id=organisation_id).not_hidden_from(user)

    def visible_to(self, user: Any) -> Self:
        """Those that the own organisation gave, and those that it was given."""
        organisation_id = getattr(user, "organisation_id", None)
        if organisation_id is None or not user.has_perm(VIEW_FILE):
            return self.none()
        given_or_taken = self.filter(Q(controller_id=organisation_id) | Q(recipient_id=organisation_id))
        return given_or_taken.not_hidden_from(user)


class Disclosure(models.Model):
    """Written once; only its end may be set earlier, by withdrawing it."""

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    client = models.ForeignKey(
        "counselling.Client", models.CASCADE, related_name="disclosures", verbose_name=_("client")
    )
    recipient = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("shown to"))
    basis = models.CharField(_("legal basis"), max_length=10, choices=Basis)
    scope = models.CharField(_("what is shown"), max_length=10, choices=Scope)
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    reason = SealedLineField(_("reason"), max_length=300)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("withdrawn by"), editable=False
    )

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        ordering = ["-starts_on", "-pk"]
        permissions = [("disclose_file", _("Can show any file of the own organisation to another controller"))]
        constraints = [
            models.CheckConstraint(
                condition=~Q(recipient=F("controller")),
                name="counselling_disclosure_to_another",
                violation_error_message=_("Your own organisation has the file already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")) & Q(ends_on__lte=F("starts_on") + LONGEST_DISCLOSURE),
                name="counselling_disclosure_ends",
                violation_error_message=_("A disclosure ends after it began, and within two years."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=b""),
                name="counselling_disclosure_has_reason",
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="counselling_disclosure_withdrawn_by_somebody",
                violation_error_message=_("Whoever withdraws a disclosure is named."),
            ),
            ExclusionConstraint(
                name="counselling_disclosure_no_overlap",
                expressions=[
                    ("client", RangeOperators.EQUAL),
                    ("recipient", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_at=None),
                violation_error_message=_("This file is already shown to this organisation on some of these days."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("reason",)
        other = (
            "controller",
            "client",
            "recipient",
            "basis",
            "scope",
            "starts_on",
            "ends_on",
            "by",
            "created_at",
            "withdrawn_at",
            "withdrawn_by",
            "token",
        )
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_live(self) -> bool:
        return self.withdrawn_at is None and self.starts_on <= timezone.localdate() <= self.ends_on

    @property
    def is_over(self) -> bool:
        return self.withdrawn_at is not None or self.ends_on < timezone.localdate()

    @property
    def can_be_withdrawn(self) -> bool:
        return self.withdrawn_at is None and timezone.localdate() <= self.ends_on


class FileQuerySet(HeldQuerySet):
    """Rows of files. The other controller's are read while they are disclosed, and never changed."""

    # The disclosures that show such rows.
    scopes: tuple[str, ...] = (Scope.FILE, Scope.FACTS)

    def visible_to(self, user: Any) -> Self:
        """What the database lets this person read."""
        return self.with_file_shown_to(user)

    def with_file_shown_to(self, user: Any) -> Self:
        """Rows of files that this person may read: of the own organisation, and disclosed ones."""
        if getattr(user, "organisation_id", None) is None or not user.has_perm(VIEW_FILE):
            return self.none()
        shown = Disclosure.objects.shown_to(user).filter(scope__in=self.scopes).values("client")
        own_or_shown = self.filter(Q(controller_id=user.organisation_id) | Q(**{f"{self.client_path}__in": shown}))
        return own_or_shown.not_hidden_from(user)
