"""Two files put together, and what is needed to take them apart again."""

import datetime
import uuid
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.models.client import Client
from counselling.models.ownership import HeldQuerySet
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_line import SealedJSONField

# How long it can be undone.
UNDO_FOR = datetime.timedelta(days=30)


class ClientMergeQuerySet(HeldQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.with_file_open_to(user)

    def standing(self) -> Self:
        return self.filter(undone_at=None)


class ClientMerge(models.Model):
    """``moved`` are keys by table, ``before`` the values of the kept file that gave way to those of the other."""

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    client = models.ForeignKey(Client, models.CASCADE, related_name="+", verbose_name=_("kept file"))
    merged = models.ForeignKey(Client, models.CASCADE, related_name="+", verbose_name=_("file that was put into it"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    moved = models.JSONField(_("what moved"), default=list, editable=False)
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    before = SealedJSONField(_("values before"), default=dict, editable=False)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by"), editable=False
    )

    objects = ClientMergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge of two files")
        verbose_name_plural = _("merges of two files")
        ordering = ["-at", "-pk"]
        permissions = [("merge_clients", _("Can merge two files, and undo it"))]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(undone_at=None),
                name="counselling_clientmerge_once",
                violation_error_message=_("This file has been merged already."),
            ),
            models.CheckConstraint(
                condition=~Q(client=F("merged")),
                name="counselling_clientmerge_two_files",
                violation_error_message=_("This is one and the same file."),
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="counselling_clientmerge_undone_by_somebody",
                violation_error_message=_("Whoever undoes a merge is named."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("before",)
        other = ("controller", "client", "merged", "by", "at", "moved", "undone_at", "undone_by", "token")
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
