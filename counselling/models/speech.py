"""What a person speaks and how well; ``languages`` of the client stays the whole list, the best first."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def languages(verbose_name: Any) -> ArrayField:
    return ArrayField(models.CharField(max_length=8), verbose_name=verbose_name, default=list, blank=True)


class Speech(models.Model):
    """Each language of a client stands in at most one of these lists; in none of them if nobody asked how well."""

    mother_tongues = languages(_("mother tongue"))
    speaks_well = languages(_("speaks well"))
    speaks_some = languages(_("speaks some"))
    needs_interpreter = models.BooleanField(_("needs language mediation"), default=False)

    class Meta:
        abstract = True


def _part_of_all(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{name}__contained_by": F("languages")}),
        name=f"counselling_client_{name}",
        violation_error_message=_("Choose languages from the list."),
    )


SPEECH_CONSTRAINTS = [
    *(_part_of_all(name) for name in ("mother_tongues", "speaks_well", "speaks_some")),
    models.CheckConstraint(
        condition=~Q(mother_tongues__overlap=F("speaks_well"))
        & ~Q(mother_tongues__overlap=F("speaks_some"))
        & ~Q(speaks_well__overlap=F("speaks_some")),
        name="counselling_client_one_level",
        violation_error_message=_("Each language has one level."),
    ),
]
