"""Releases from confidentiality (§203 StGB): what may be told to whom, for what, until when; and their end."""

import datetime
import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.models.client import Client
from counselling.models.ownership import HeldQuerySet
from counselling.models.partner import Partner
from counselling.rules.release import LONGEST, LONGEST_WITH_REASON, why_not_usable
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_line import SealedLineField


class Matter(models.TextChoices):
    """What may be told. A release names each kind; what is not ticked stays in the house."""

    IDENTITY = "identity", _("name, date of birth, address")
    CONCERN = "concern", _("what help is needed")
    COURSE = "course", _("what has been done and agreed here")
    FAMILY = "family", _("family and household")
    RESIDENCE = "residence", _("residence and papers")
    INCOME = "income", _("income and benefits")
    HOUSING = "housing", _("housing")
    WORK = "work", _("school, work, language")
    HEALTH = "health", _("health")
    DOCUMENTS = "documents", _("copies of documents")


def one_recipient() -> Q:
    """A partner of the directory, or a name written by hand; never both, never neither."""
    return (Q(partner__isnull=False) & Q(recipient_name="")) | (Q(partner=None) & ~Q(recipient_name=""))


class ReleaseQuerySet(HeldQuerySet):
    def visible_to(self, user: object) -> Self:
        """Everybody who works with the files of the own organisation."""
        return self.with_file_open_to(user)

    def valid_on(self, day: datetime.date) -> Self:
        return self.filter(given_on__lte=day, valid_until__gte=day, withdrawn_at=None)


class ConfidentialityRelease(models.Model):
    """Written once. Afterwards it can be signed, once, and withdrawn, for good; the database sees to that."""

    class Form(models.TextChoices):
        WRITTEN = "written", _("in writing")
        ORAL = "oral", _("orally, noted here")

    class How(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        PHONE = "phone", _("by phone")
        WRITING = "writing", _("in writing")
        DISCARDED = "discarded", _("was never signed")

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    client = models.ForeignKey(Client, models.CASCADE, related_name="releases", verbose_name=_("client"))
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("partner service")
    )
    recipient_name = models.CharField(_("other recipient"), max_length=160, blank=True)
    matters = ArrayField(
        models.CharField(max_length=10, choices=Matter), verbose_name=_("what may be told"), default=list, blank=True
    )
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    scope_text = SealedLineField(_("what else, or what not"), max_length=300, blank=True)
    purpose = SealedLineField(_("what for"), max_length=300)
    form = models.CharField(_("how it was given"), max_length=10, choices=Form, default=Form.WRITTEN)
    given_on = models.DateField(_("given on"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"))
    reason_longer = SealedLineField(_("why longer than twelve months"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("entered by"))
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("withdrawn by"), editable=False
    )
    withdrawn_how = models.CharField(_("how it was withdrawn"), max_length=10, choices=How, blank=True, editable=False)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release from confidentiality")
        verbose_name_plural = _("releases from confidentiality")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "controller"], name="counselling_release_id_controller"),
            models.CheckConstraint(
                condition=one_recipient(),
                name="counselling_release_one_recipient",
                violation_error_message=_("Choose a partner, or write who else it is; one of the two."),
            ),
            models.CheckConstraint(
                condition=~Q(matters=[]) | ~Q(scope_text=b""),
                name="counselling_release_says_what",
                violation_error_message=_("Say what may be told."),
            ),
            models.CheckConstraint(
                condition=Q(matters__contained_by=Matter.values),
                name="counselling_release_matters",
                violation_error_message=_("Choose from the list what may be told."),
            ),
            models.CheckConstraint(
                condition=~Q(purpose=b""),
                name="counselling_release_purpose",
                violation_error_message=_("Say what for."),
            ),
            models.CheckConstraint(
                condition=Q(given_on=None) | Q(valid_until__gte=F("given_on")),
                name="counselling_release_ends",
                violation_error_message=_("The release would end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(given_on=None)
                | Q(valid_until__lte=F("given_on") + LONGEST)
                | (~Q(reason_longer=b"") & Q(valid_until__lte=F("given_on") + LONGEST_WITH_REASON)),
                name="counselling_release_not_for_ever",
                violation_error_message=_("Longer than twelve months only with a reason, and three years at most."),
            ),
            models.CheckConstraint(
                condition=~Q(form="oral") | Q(given_on__isnull=False),
                name="counselling_release_oral_is_given",
                violation_error_message=_("Say on which day the person said so."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_how="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_how="")),
                name="counselling_release_withdrawn_by_somebody",
                violation_error_message=_("A withdrawal says when, how, and who noted it."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("recipient_name", "matters", "scope_text", "purpose", "reason_longer", "withdrawn_how")
        other = (
            *("controller", "client", "partner", "form", "given_on", "valid_until", "by", "created_at"),
            *("withdrawn_at", "withdrawn_by"),
            "token",
        )
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def recipient(self) -> str:
        return self.recipient_name or str(self.partner or "")

    @property
    def matter_labels(self) -> list[str]:
        return [str(Matter(matter).label) for matter in self.matters]

    def why_not_usable(self, day: datetime.date) -> str:
        """Why nothing may be told on this day, in a sentence; ``""`` if it may."""
        withdrawn_on = timezone.localdate(self.withdrawn_at) if self.withdrawn_at else None
        return why_not_usable(self.given_on, self.valid_until, withdrawn_on, day=day)

    @property
    def is_prepared(self) -> bool:
        """Printed perhaps, not signed yet."""
        return self.given_on is None and self.withdrawn_at is None

    @property
    def is_live(self) -> bool:
        return not self.why_not_usable(timezone.localdate())
