"""That somebody has seen a certificate of conduct (Führungszeugnis): the days and yes or no. Never a file."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import User
from ibs_portal.privacy.declaration import Retention, Subject
from volunteers.models.programme import OfVolunteerQuerySet, Programme
from volunteers.models.volunteer import Volunteer


class ClearanceCheck(models.Model):
    """One look at one certificate; the newest counts. What stands in it is not kept (cf. § 72a (5) SGB VIII)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="clearances", verbose_name=_("volunteer"))
    issued_on = models.DateField(_("issued on"))
    seen_on = models.DateField(_("seen on"))
    is_clear = models.BooleanField(_("nothing stands against it"))
    valid_until = models.DateField(_("to be renewed after"))
    seen_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("seen by"))

    objects = OfVolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate of conduct")
        verbose_name_plural = _("certificates of conduct")
        ordering = ["-seen_on", "-pk"]
        permissions = [("check_clearance", _("Note that a certificate of conduct was seen"))]
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "seen_on"],
                name="volunteers_clearance_once_a_day",
                violation_error_message=_("A certificate was noted for this day already."),
            ),
            models.CheckConstraint(
                condition=Q(seen_on__gte=F("issued_on")),
                name="volunteers_clearance_order",
                violation_error_message=_("A certificate is seen after it was issued."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("issued_on")),
                name="volunteers_clearance_valid",
                violation_error_message=_("A certificate is renewed after it was issued."),
            ),
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("issued_on", "seen_on", "is_clear", "valid_until")
        other = ("programme", "volunteer", "seen_by")
        retention = Retention.VOLUNTEER

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
