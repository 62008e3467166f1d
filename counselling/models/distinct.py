"""Two people whose names are alike, and somebody has looked: they are not one and the same."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.models.client import Client
from counselling.models.ownership import HeldQuerySet
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Retention, Subject


class DistinctPairQuerySet(HeldQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.with_file_open_to(user)


class DistinctPair(models.Model):
    """Without order: the older file is always the first, so that a pair stands here once."""

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    client = models.ForeignKey(Client, models.CASCADE, related_name="+", verbose_name=_("client"))
    other = models.ForeignKey(Client, models.CASCADE, related_name="+", verbose_name=_("somebody else"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    objects = DistinctPairQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair of different people")
        verbose_name_plural = _("pairs of different people")
        constraints = [
            models.UniqueConstraint(fields=["client", "other"], name="counselling_distinctpair_once"),
            models.CheckConstraint(
                condition=Q(client__lt=F("other")),
                name="counselling_distinctpair_order",
                violation_error_message=_("The older file of a pair comes first."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ()
        other = ("controller", "client", "other", "by", "at")
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
