"""What a centre offers at times of its own: the phone, the e-mail, a service at another place.

The door needs no row: lines, periods and single days without an offering are the door's. Members of staff have
their own consultation hours in ``models/calendar.py``.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counselling.models.centre import Centre
from ibs_portal.privacy.declaration import NoPersonalData

CHANNELS = ("phone", "email")


class OfferingQuerySet(models.QuerySet["Offering"]):
    def active(self) -> "OfferingQuerySet":
        return self.filter(is_active=True)

    def visible_to(self, user: Any) -> "OfferingQuerySet":
        """Those of centres that the person's own organisation carries."""
        return self.filter(centre__in=Centre.objects.visible_to(user))


class Offering(models.Model):
    """One thing with a week of its own; number and address of phone and e-mail stand with the centre."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("E-mail")
        SERVICE = "service", _("Service")

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="offerings", verbose_name=_("centre"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SERVICE)
    name = models.CharField(
        _("name"), max_length=80, blank=True, help_text=_("As the public reads it, for example: Language mediation.")
    )
    place = models.CharField(
        _("place"), max_length=120, blank=True, help_text=_("For example: Town hall, room 12. Empty: in the centre.")
    )
    address = models.CharField(_("address"), max_length=160, blank=True)
    public_note = models.CharField(_("text for the public"), max_length=200, blank=True)
    follows_house = models.BooleanField(
        _("closed when the centre is closed"),
        default=True,
        help_text=_("Closures of the centre count here as well."),
    )
    is_active = models.BooleanField(_("in use"), default=True, help_text=_("Switch off instead of deleting."))

    Privacy = NoPersonalData
    objects = OfferingQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer with hours of its own")
        verbose_name_plural = _("offers with hours of their own")
        ordering = ["centre", "kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="service") & ~Q(name="")) | (~Q(kind="service") & Q(name="", place="", address="")),
                name="counselling_offering_named_service",
                violation_error_message=_("A service needs a name; phone and e-mail have none and no place."),
            ),
            models.UniqueConstraint(
                fields=["centre", "kind"],
                condition=Q(kind__in=CHANNELS),
                name="counselling_offering_one_channel",
                violation_error_message=_("This channel has hours of its own already."),
            ),
            models.UniqueConstraint(
                fields=["centre", "name"],
                condition=Q(kind="service", is_active=True),
                name="counselling_offering_one_name",
                violation_error_message=_("There is already a service of this name."),
            ),
            models.UniqueConstraint(fields=["id", "centre"], name="counselling_offering_id_centre"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.get_kind_display())
