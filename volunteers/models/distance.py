"""How long it takes from one part of town to another: the programme's own table, nothing is asked outside."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least, Lower
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import NoPersonalData
from volunteers.models.programme import Programme, ProgrammeRowQuerySet


class DistrictDistance(models.Model):
    """Two districts or postcodes and the minutes between them, the same in both directions."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="distances", verbose_name=_("programme"))
    first = models.CharField(_("from"), max_length=80, help_text=_("A district or a postcode, as people write it."))
    second = models.CharField(_("to"), max_length=80)
    minutes = models.PositiveSmallIntegerField(_("minutes"), help_text=_("By bus or bicycle, in both directions."))

    objects = ProgrammeRowQuerySet.as_manager()
    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("distance between districts")
        verbose_name_plural = _("distances between districts")
        ordering = ["first", "second"]
        constraints = [
            models.UniqueConstraint(
                "programme",
                Least(Lower("first"), Lower("second")),
                Greatest(Lower("first"), Lower("second")),
                name="volunteers_districtdistance_pair",
                violation_error_message=_("These two are in the table already, in this or the other direction."),
            ),
            models.CheckConstraint(
                condition=~Q(first__iexact=F("second")),
                name="volunteers_districtdistance_two",
                violation_error_message=_("From and to are the same."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=240),
                name="volunteers_districtdistance_minutes",
                violation_error_message=_("Minutes lie between 1 and 240."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} – {self.second}"
