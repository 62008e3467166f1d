"""Figures of the year: counts without a key to anybody, one feature at a time.

The database keeps them (``migrations/0007_figures.py``): whatever adds, changes or deletes a contact or a case,
its share in the figures is corrected when the transaction ends. ``counted`` on the row notes that share. A row
that goes within a quarter of an hour was a slip and is taken out again; a row that goes later was erased, and
what it counted stays, as ``is_kept``. No cell joins two features, so nobody can be found in them again.
"""

from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.models.centre import Centre
from counselling.models.ownership import HeldQuerySet
from ibs_portal.accounts.models import Organisation
from ibs_portal.privacy.declaration import NoPersonalData

VIEW_REPORT = "counselling.view_report"


class FigureQuerySet(HeldQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the own organisation, also for parts of it that have no people any more."""
        return self.held_for(user, VIEW_REPORT)


class Figure(models.Model):
    """How many contacts (or cases) of a month have one feature: ``channel`` is ``phone``.

    ``people_month``, ``_quarter`` and ``_year`` count those of them that are a person's first in that time, so
    that the people of a quarter are counted once.
    """

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+", verbose_name=_("centre"))
    month = models.DateField(_("month"))
    feature = models.CharField(_("feature"), max_length=20)
    value = models.CharField(_("value"), max_length=40)
    is_kept = models.BooleanField(_("of erased people"), default=False)
    number = models.IntegerField(_("number"))
    minutes = models.IntegerField(_("minutes"), default=0)
    persons = models.IntegerField(_("persons"), default=0)
    people_month = models.IntegerField(_("people of the month"), default=0)
    people_quarter = models.IntegerField(_("people of the quarter"), default=0)
    people_year = models.IntegerField(_("people of the year"), default=0)

    Privacy = NoPersonalData
    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.UniqueConstraint(
                fields=["controller", "month", "feature", "value", "centre", "is_kept"], name="counselling_figure_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y} {self.feature}:{self.value} = {self.number}"


class ReleasedFiguresQuerySet(HeldQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Partners see what any centre released, the house its own."""
        return self.all() if user.has_perm("website.view_partner_figures") else self.held_for(user, VIEW_REPORT)


class ReleasedFigures(models.Model):
    """A report as the head released it for partners: safe figures only, as they were on that day."""

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    time = models.CharField(_("time"), max_length=10)
    content = models.JSONField(_("content"), default=dict)
    released_at = models.DateTimeField(_("released at"), default=timezone.now)

    Privacy = NoPersonalData
    objects = ReleasedFiguresQuerySet.as_manager()

    class Meta:
        verbose_name = _("released figures")
        verbose_name_plural = _("released figures")
        ordering = ["-time", "controller"]
        permissions = [("release_figures", _("Can release figures for partners"))]
        constraints = [
            models.UniqueConstraint(fields=["controller", "time"], name="counselling_releasedfigures_one"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.time}"
