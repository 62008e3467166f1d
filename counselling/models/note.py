"""Additions to notes: what was written stays as it was, and the correction stands below with its date."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.models.case import Case
from counselling.models.client import Client
from counselling.models.contact import ContactNote, ContactNoteQuerySet
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_text import Opened, SealedTextField, opened


class NoteAddendum(models.Model):
    """Read by the same people as the note. Never changed: a further one is added."""

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    note = models.ForeignKey(ContactNote, models.CASCADE, related_name="addenda", verbose_name=_("note"))
    # As the note has them: who may read is asked on each row.
    client = models.ForeignKey(Client, models.PROTECT, related_name="+", verbose_name=_("client"))
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("case"))
    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("author"))
    # Names the row towards the encryption.
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    text = SealedTextField(_("addition"), max_length=4000)
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)

    objects = ContactNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("addition to a note")
        verbose_name_plural = _("additions to notes")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=b""),
                name="counselling_noteaddendum_not_empty",
                violation_error_message=_("An addition has a text."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("text",)
        other = ("controller", "note", "client", "case", "author", "token", "created_at")
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def opened(self) -> Opened:
        """The text, or why it cannot be read."""
        return opened(self, "text")
