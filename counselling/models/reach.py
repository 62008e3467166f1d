"""How a person may be reached, and how never: for some a call or a letter is a danger."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ibs_portal.privacy.sealed_line import SealedLineField


class Way(models.TextChoices):
    CALL = "call", pgettext_lazy("way to reach", "call")
    MESSAGE = "message", pgettext_lazy("way to reach", "leave a message")
    TEXT = "text", pgettext_lazy("way to reach", "text message")
    EMAIL = "email", pgettext_lazy("way to reach", "e-mail")
    LETTER = "letter", pgettext_lazy("way to reach", "letter")


def ways(verbose_name: Any, **more: Any) -> ArrayField:
    return ArrayField(models.CharField(max_length=10, choices=Way), verbose_name=verbose_name, default=list, **more)


class Reach(models.Model):
    """The part of a client that says how to get in touch. A way in neither list has not been asked about."""

    email = models.EmailField(_("e-mail"), max_length=120, blank=True)
    safe_ways = ways(_("we may"), blank=True)
    unsafe_ways = ways(_("we must not"), blank=True)
    preferred_way = models.CharField(_("preferred way"), max_length=10, choices=Way, blank=True)
    preferred_time = models.CharField(_("best time"), max_length=80, blank=True)
    is_address_unsafe = models.BooleanField(_("do not contact at this address"), default=False)
    reach_note = SealedLineField(_("to be minded"), max_length=120, blank=True)

    class Meta:
        abstract = True


REACH_CONSTRAINTS = [
    models.CheckConstraint(
        condition=Q(safe_ways__contained_by=Way.values) & Q(unsafe_ways__contained_by=Way.values),
        name="counselling_client_ways",
        violation_error_message=_("Choose from the ways to get in touch."),
    ),
    models.CheckConstraint(
        condition=~Q(safe_ways__overlap=models.F("unsafe_ways")),
        name="counselling_client_ways_apart",
        violation_error_message=_("The same way cannot be both allowed and forbidden."),
    ),
    models.CheckConstraint(
        condition=Q(preferred_way="") | ~Q(unsafe_ways__contains=[models.F("preferred_way")]),
        name="counselling_client_preferred_way_is_safe",
        violation_error_message=_("The preferred way is among those that are forbidden."),
    ),
]
