"""That the mail with which a week begins has been sent: once, whatever runs twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import NoPersonalData


class WeeklyDigest(models.Model):
    """The mail of one week to the coordinators of one programme."""

    programme = models.ForeignKey("volunteers.Programme", models.CASCADE, related_name="+", verbose_name=_("programme"))
    monday = models.DateField(_("week that begins on"))
    sent_at = models.DateTimeField(_("sent at"))

    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("weekly mail")
        verbose_name_plural = _("weekly mails")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "monday"],
                name="volunteers_weeklydigest_once",
                violation_error_message=_("The mail of this week has been sent already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {self.monday:%d.%m.%Y}"
