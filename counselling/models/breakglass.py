"""Opening the notes of a file in an emergency: with a typed reason, for some hours, seen by who leads its cases."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.models.client import Client
from counselling.models.ownership import HeldQuerySet
from counselling.rules.sharing import OPEN_FOR, SHORTEST_REASON
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.encryption import LONGER
from ibs_portal.privacy.sealed_line import SealedLineField


class BreakGlassQuerySet(HeldQuerySet):
    def open_for(self, user: Any) -> Self:
        """What this person has opened and what has not closed again; the clock is that of the database."""
        return self.filter(user=user, controller_id=user.organisation_id, expires_at__gt=Now())

    def visible_to(self, user: Any) -> Self:
        """Everybody who works with the files: who opened notes is no secret from colleagues."""
        return self.with_file_open_to(user)


class BreakGlass(models.Model):
    """One opening. Rows are only added, and nothing prolongs them."""

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    client = models.ForeignKey(Client, models.CASCADE, related_name="openings", verbose_name=_("client"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("opened by"))
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    reason = SealedLineField(_("reason"), max_length=300)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("open until"), editable=False)

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        verbose_name = _("opening of notes")
        verbose_name_plural = _("openings of notes")
        ordering = ["-opened_at", "-pk"]
        permissions = [("open_notes", _("Can open the notes of a file with a typed reason"))]
        indexes = [models.Index(fields=["user", "-expires_at"], name="counselling_breakglass_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("opened_at")) & Q(expires_at__lte=F("opened_at") + OPEN_FOR),
                name="counselling_breakglass_hours",
                violation_error_message=_("Notes are opened for eight hours at most."),
            ),
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length("reason"), SHORTEST_REASON + LONGER),
                name="counselling_breakglass_reason",
                violation_error_message=_("Say why, in ten characters or more."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("reason",)
        other = ("controller", "client", "user", "opened_at", "expires_at", "token")
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
