"""Running numbers per controller: file numbers without a year, case numbers with one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import Organisation
from ibs_portal.privacy.declaration import NoPersonalData


class NumberSeries(models.Model):
    """The last number given; its row lock makes two people at once get two numbers."""

    class Kind(models.TextChoices):
        CLIENT = "client", _("client files")
        CASE = "case", _("cases")

    controller = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name=_("controller"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField(_("year"), default=0)
    last = models.PositiveIntegerField(_("last number"), default=0)

    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = [
            models.UniqueConstraint(fields=["controller", "kind", "year"], name="counselling_numberseries_one"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year or ''}: {self.last}"
