"""Documents of a file. Their content is encrypted and lies in a table of its own, which lists never read."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.models.assessment import OwnFileQuerySet
from counselling.models.client import Client
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.documents.inspection import LARGEST, TYPES
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_line import SealedLineField


class DocumentKind(models.TextChoices):
    RESIDENCE = "residence", pgettext_lazy("document", "Residence document, passport")
    NOTICE = "notice", pgettext_lazy("document", "Notice of an authority")
    APPLICATION = "application", pgettext_lazy("document", "Application")
    LETTER = "letter", pgettext_lazy("document", "Letter")
    CERTIFICATE = "certificate", pgettext_lazy("document", "Certificate, school report")
    CONTRACT = "contract", pgettext_lazy("document", "Contract")
    MEDICAL = "medical", pgettext_lazy("document", "Medical document")
    SIGNED = "signed", pgettext_lazy("document", "Signed form of ours")
    OTHER = "other", pgettext_lazy("document", "Other")


class Document(models.Model):
    """What it is and until when it is valid; the name of the uploaded file is not kept."""

    class Scan(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("document", "in check")
        CLEAN = "clean", pgettext_lazy("document", "checked")
        UNSCANNED = "unscanned", pgettext_lazy("document", "not scanned")
        INFECTED = "infected", pgettext_lazy("document", "dangerous, removed")

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    client = models.ForeignKey(Client, models.CASCADE, related_name="documents", verbose_name=_("client"))
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind)
    note = SealedLineField(_("in short"), max_length=200, blank=True)
    dated_on = models.DateField(_("date of the document"), null=True, blank=True)
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    media_type = models.CharField(_("type"), max_length=100, choices=[(code, t.name) for code, t in TYPES.items()])
    size = models.PositiveIntegerField(_("size"))
    # Names the row towards the encryption, and the file that is downloaded.
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    scan = models.CharField(_("virus check"), max_length=10, choices=Scan)
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("uploaded by"))

    objects = OwnFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["client", "-uploaded_at"], name="counselling_document_course")]
        constraints = [
            models.UniqueConstraint(fields=["id", "controller"], name="counselling_document_id_controller"),
            models.CheckConstraint(
                condition=Q(size__range=(1, LARGEST * 2)),
                name="counselling_document_size",
                violation_error_message=_("The file is larger than 20 MB."),
            ),
            models.CheckConstraint(
                condition=Q(dated_on=None) | Q(expires_on=None) | Q(expires_on__gte=F("dated_on")),
                name="counselling_document_expires_after_date",
                violation_error_message=_("The document expires before its date."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("kind", "note", "dated_on", "expires_on")
        other = ("controller", "client", "media_type", "size", "token", "scan", "uploaded_at", "uploaded_by")
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def about(self) -> str:
        """What the encryption binds the content to."""
        return f"counselling.document {self.token}"

    @property
    def can_be_opened(self) -> bool:
        return self.scan in (self.Scan.CLEAN, self.Scan.UNSCANNED)

    @property
    def file_name(self) -> str:
        """Says what kind of thing it is, and nothing about anybody."""
        return f"{self.kind}-{self.token.hex[:8]}.{TYPES[self.media_type].extensions[0]}"


class DocumentContent(models.Model):
    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    client = models.ForeignKey(Client, models.CASCADE, related_name="+", verbose_name=_("client"))
    document = models.OneToOneField(Document, models.CASCADE, related_name="content", verbose_name=_("document"))
    sealed = models.BinaryField(_("encrypted content"))

    objects = OwnFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("content of a document")
        verbose_name_plural = _("contents of documents")

    class Privacy:
        subject = Subject.CLIENT
        # The bytes go with the row and are handed over as a file; on a sheet of words they say nothing.
        personal = ()
        other = ("controller", "client", "document", "sealed")
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
