"""Mails to several volunteers: what was written, by whom, to how many. Each gets a mail of her own."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import Organisation
from ibs_portal.privacy.declaration import NoPersonalData, Retention, Subject
from volunteers.models.group import CompanionGroup
from volunteers.models.programme import Programme, ProgrammeRowQuerySet
from volunteers.models.volunteer import Volunteer


class BulkMailQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Mails of the own house."""
        return self.filter(organisation=user.organisation_id) if user.organisation_id else self.none()


class BulkMail(models.Model):
    """Subject and text as they were typed, with placeholders and without anybody's name in their places."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    # Of a group, if it went to one.
    group = models.ForeignKey(
        CompanionGroup, models.SET_NULL, null=True, blank=True, related_name="mails", verbose_name=_("group")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    subject = models.CharField(_("subject"), max_length=120)
    text = models.TextField(_("text"), max_length=5000)
    # Made with the page: the same page sent twice is one mail.
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now, editable=False)
    count = models.PositiveIntegerField(_("recipients"), default=0, editable=False)

    objects = BulkMailQuerySet.as_manager()
    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("mail to several people")
        verbose_name_plural = _("mails to several people")
        ordering = ["-sent_at", "-pk"]
        permissions = [("send_bulk_mail", _("Write to several volunteers at once"))]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("volunteers:bulk_mail_detail", args=[self.pk])


class BulkMailRecipient(models.Model):
    """That somebody got this mail."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    mail = models.ForeignKey(BulkMail, models.CASCADE, related_name="recipients", verbose_name=_("mail"))
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="bulk_mails", verbose_name=_("volunteer"))

    objects = ProgrammeRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail to several people")
        verbose_name_plural = _("mails to several people")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["mail", "volunteer"], name="volunteers_bulk_mail_once_each"),
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("mail",)
        other = ("programme", "volunteer")
        retention = Retention.VOLUNTEER

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
