"""What coordinators note about a volunteer: encrypted, in a table of its own."""

import uuid
from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import User
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_text import Opened, SealedTextField, opened
from volunteers.models.programme import Programme, ProgrammeRowQuerySet
from volunteers.models.volunteer import Volunteer


class VolunteerNoteQuerySet(ProgrammeRowQuerySet):
    def own_of(self, user: Any) -> Self:
        """A volunteer gets her notes with the export of her data, not on a page."""
        return self.none()


class VolunteerNote(models.Model):
    """Read by the coordinators of the programme. Whoever wrote it may take it back; nobody rewrites it."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="notes", verbose_name=_("volunteer"))
    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("author"))
    # Names the row towards the encryption.
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    text = SealedTextField(_("note"), max_length=4000)
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)

    objects = VolunteerNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note about a volunteer")
        verbose_name_plural = _("notes about volunteers")
        ordering = ["-written_at", "-pk"]
        permissions = [("write_notes", _("Read and write notes about volunteers"))]
        indexes = [models.Index(fields=["volunteer", "-written_at"], name="volunteers_note_course")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=b""),
                name="volunteers_note_not_empty",
                violation_error_message=_("A note has a text."),
            )
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("text",)
        other = ("programme", "volunteer", "author", "token", "written_at")
        retention = Retention.VOLUNTEER

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def opened(self) -> Opened:
        """The text, or why it cannot be read."""
        return opened(self, "text")
