"""The trail: who did or saw what, and when; never a word of the content itself."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ibs_portal.audit.files import own_files
from ibs_portal.database import roles

# Entries about accounts: what whoever runs the machine may read of the trail.
TECHNICAL_APPS = ("accounts", "account", "mfa")


class EntryQuerySet(models.QuerySet["Entry"]):
    def acts(self) -> Self:
        """What somebody did, in the words of the work: ``case.closed``."""
        return self.filter(kind=Entry.Kind.ACT)

    def changes(self) -> Self:
        """Rows that were added, changed or deleted, as the database noticed it."""
        return self.filter(kind=Entry.Kind.CHANGE)

    def readings(self) -> Self:
        return self.filter(kind=Entry.Kind.READ)

    def refusals(self) -> Self:
        return self.filter(kind=Entry.Kind.REFUSED)

    def of_file(self, file: models.Model) -> Self:
        """Everything that touched this file or a row in it."""
        return self.filter(file_model=file._meta.label, file_id=file.pk)

    def held_by(self, organisation_id: int | None) -> Self:
        """About rows of this organisation; nobody's organisation holds nothing."""
        return self.none() if organisation_id is None else self.filter(holder_id=organisation_id)

    def by(self, user: Any) -> Self:
        """What this person did and saw. Not what she was refused: that would tell her whether the row exists."""
        return self.filter(actor_id=user.pk).exclude(kind=Entry.Kind.REFUSED)

    def visible_to(self, user: Any) -> Self:
        """Own entries; those of the own organisation for who oversees it; of the own cases; of accounts."""
        if not user.is_authenticated or user.database_role == roles.VISITOR:
            return self.none()
        allowed = Q(actor_id=user.pk) & ~Q(kind=Entry.Kind.REFUSED)
        if user.organisation_id is not None and user.has_perm("audit.view_trail"):
            allowed |= Q(holder_id=user.organisation_id)
        if user.database_role == roles.SETUP:
            for app in TECHNICAL_APPS:
                allowed |= Q(model__startswith=f"{app}.")
        for file_model, keys in own_files(user):
            allowed |= Q(file_model=file_model, file_id__in=keys)
        return self.filter(allowed)


class Entry(models.Model):
    """One act, one changed row, one look or one refused try. Only ever added, by functions of the database.

    There are no foreign keys, because the trail outlives what it speaks of.
    """

    class Kind(models.TextChoices):
        ACT = "act", _("act")
        CHANGE = "change", _("change of a row")
        READ = "read", _("look")
        REFUSED = "refused", _("refused")

    at = models.DateTimeField(_("when"), editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ACT, editable=False)
    actor_id = models.BigIntegerField(_("who"), null=True, editable=False)
    organisation_id = models.BigIntegerField(_("of which organisation"), null=True, editable=False)
    # What the request was in the database; "owner" for migrations, commands of the owner and tests.
    database_role = models.CharField(_("as"), max_length=40, blank=True, editable=False)
    verb = models.CharField(_("what"), max_length=80, editable=False)
    model = models.CharField(_("kind of row"), max_length=60, blank=True, editable=False)
    object_id = models.BigIntegerField(_("row"), null=True, editable=False)
    # The file that the row is part of: "who looked at this file" is one question to one index.
    file_model = models.CharField(_("kind of file"), max_length=60, blank=True, editable=False)
    file_id = models.BigIntegerField(_("file"), null=True, editable=False)
    holder_id = models.BigIntegerField(_("organisation that holds the row"), null=True, editable=False)
    fields = models.CharField(_("fields by name"), max_length=500, blank=True, editable=False)
    reason = models.CharField(_("why"), max_length=300, blank=True, editable=False)
    request_id = models.CharField(_("request"), max_length=32, blank=True, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("trail")
        ordering = ["-id"]
        permissions = [("view_trail", _("Can read the trail of the own organisation"))]
        indexes = [
            models.Index(fields=["actor_id", "-id"], name="audit_entry_actor"),
            models.Index(fields=["holder_id", "-id"], name="audit_entry_holder"),
            models.Index(
                fields=["file_model", "file_id", "-id"], condition=Q(file_id__isnull=False), name="audit_entry_file"
            ),
        ]

    # The trail imports nothing of what it watches, so it declares itself without the enumerations.
    class Privacy:
        subject = "account"
        personal = ("actor_id", "reason")
        other = (
            *("at", "kind", "organisation_id", "database_role", "verb", "model", "object_id"),
            *("file_model", "file_id", "holder_id", "fields", "request_id"),
        )
        retention = "2 years"

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M} {self.verb} {self.model} {self.object_id or ''}".strip()

    @property
    def about(self) -> type[models.Model] | None:
        """The model of the row, if there still is one of this name."""
        try:
            return apps.get_model(self.model) if self.model else None
        except LookupError:
            return None


class Seal(models.Model):
    """A row of wax: a digest over the next entries and over the seal before, so that nothing slips in or out."""

    first_entry = models.BigIntegerField(_("from entry"), editable=False)
    last_entry = models.BigIntegerField(_("to entry"), unique=True, editable=False)
    count = models.PositiveIntegerField(_("entries"), editable=False)
    digest = models.CharField(_("digest"), max_length=64, editable=False)
    previous = models.CharField(_("digest before"), max_length=64, blank=True, editable=False)
    sealed_at = models.DateTimeField(_("sealed at"), editable=False)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["id"]

    class Privacy:
        subject = "nobody"
        personal = ()
        other = ("first_entry", "last_entry", "count", "digest", "previous", "sealed_at")
        retention = "2 years"

    def __str__(self) -> str:
        return f"{self.pk}: {self.first_entry}–{self.last_entry}"
