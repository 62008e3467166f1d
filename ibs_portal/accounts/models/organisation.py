"""Who carries the services: city, county, agency, partners, employers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import NoPersonalData


class Organisation(models.Model):
    """A body with people and, if it is a controller (Art. 4 No. 7 DSGVO), with data of its own."""

    class Kind(models.TextChoices):
        CITY = "city", _("City")
        COUNTY = "county", _("County")
        AGENCY = "agency", _("Volunteer agency")
        AUTHORITY = "authority", _("Authority")
        EMPLOYER = "employer", _("Employer")
        ASSOCIATION = "association", _("Association")

    name = models.CharField(_("name"), max_length=160, unique=True)
    short_name = models.CharField(_("short name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    is_controller = models.BooleanField(
        _("controller"),
        default=False,
        help_text=_("Decides on purposes and means of its own data (Art. 4 No. 7 GDPR)."),
    )
    contact_details = models.TextField(
        _("address for the imprint"), blank=True, help_text=_("Name, street, town, phone and e-mail, a line each.")
    )

    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
