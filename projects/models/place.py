"""Where things happen."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ibs_portal.privacy.declaration import NoPersonalData
from projects.models.translated import Translated


class Place(models.Model):
    name = models.CharField(_("name"), max_length=120)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=80)
    is_step_free = models.BooleanField(
        _("step-free"), default=False, help_text=_("Somebody in a wheelchair gets in without help.")
    )
    hint_de = models.CharField(
        _("hint in German"), max_length=200, blank=True, help_text=_("How to find it: entrance, floor, stop.")
    )
    hint_en = models.CharField(_("hint in English"), max_length=200, blank=True)

    hint = Translated()
    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = pgettext_lazy("where", "places")
        ordering = ["town", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "street", "town"],
                name="projects_place_once",
                violation_error_message=_("This place is already there."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short_address(self) -> str:
        """Name and street, for people who know the town."""
        return ", ".join(dict.fromkeys(filter(None, (self.name, self.street))))

    @property
    def address(self) -> str:
        """Name, street and town in one line; a name that is the street is said once."""
        town = f"{self.postcode} {self.town}".strip()
        return ", ".join(dict.fromkeys(filter(None, (self.name, self.street, town))))
