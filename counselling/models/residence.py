"""The residence status, in a table of its own: most people need none here, and no other house ever reads it."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.models.client import Client
from counselling.models.ownership import HeldQuerySet
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_text import SealedTextField


class ResidenceStatus(models.TextChoices):
    ASYLUM_PROCEDURE = "asylum_procedure", _("asylum procedure (Aufenthaltsgestattung)")
    TOLERATED = "tolerated", _("tolerated stay (Duldung)")
    TEMPORARY_PROTECTION = "temporary_protection", _("temporary protection (§ 24)")
    PERMIT = "permit", _("residence permit, limited (Aufenthaltserlaubnis)")
    SETTLED = "settled", _("settlement permit or EU long-term residence")
    EU = "eu", _("freedom of movement (EU)")
    VISA = "visa", _("visa")
    UNCLEAR = "unclear", _("unclear or without papers")


class ResidenceQuerySet(HeldQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Case workers of the own house; disclosures do not show it."""
        return self.with_file_open_to(user)


class Residence(models.Model):
    """There only while it is needed, encrypted; the purpose says what for (Art. 5(1)(b), (c) GDPR)."""

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    client = models.OneToOneField(Client, models.CASCADE, related_name="residence", verbose_name=_("client"))
    # Names the row towards the encryption.
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    status = SealedTextField(_("residence status"), max_length=30, choices=ResidenceStatus)
    purpose = SealedTextField(_("why it is recorded"), max_length=200)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))

    objects = ResidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("residence status")
        verbose_name_plural = _("residence statuses")
        constraints = [
            models.CheckConstraint(
                condition=~Q(purpose=b""),
                name="counselling_residence_has_purpose",
                violation_error_message=_("Say what the residence status is needed for."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("status", "purpose")
        other = ("controller", "client", "token", "recorded_at", "recorded_by")
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
