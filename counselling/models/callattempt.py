"""Tries to call somebody back, each with what came of it."""

from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.models.enquiry import ANSWER, Enquiry
from counselling.models.ownership import HeldQuerySet
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Retention, Subject


class CallAttemptQuerySet(HeldQuerySet):
    def visible_to(self, user: Any) -> Self:
        """With the enquiries of the own organisation."""
        return self.held_for(user, ANSWER)


class CallAttempt(models.Model):
    class Result(models.TextChoices):
        REACHED = "reached", pgettext_lazy("call", "Reached")
        MESSAGE = "message", pgettext_lazy("call", "Message left")
        NOBODY = "nobody", pgettext_lazy("call", "Nobody there")

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="calls", verbose_name=_("enquiry"))
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    result = models.CharField(_("result"), max_length=10, choices=Result)

    objects = CallAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-at", "-pk"]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("result",)
        other = ("controller", "enquiry", "at", "by")
        retention = Retention.ENQUIRY

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%d.%m.%Y %H:%M}, {self.get_result_display()}"
