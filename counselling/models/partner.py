"""Services that people are sent on to: what they offer, in which languages, when, and how to reach them.

No person stands in it: a name behind a telephone number would be somebody's data, and gone within a year.
"""

import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Trim
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.models.topic import Topic
from counselling.rules.partner import FRESH_FOR, is_stale
from ibs_portal.languages import SPOKEN_LANGUAGES, language_label
from ibs_portal.privacy.declaration import NoPersonalData


class PartnerQuerySet(models.QuerySet["Partner"]):
    def in_use(self) -> Self:
        return self.filter(is_active=True)

    def stale(self, today: datetime.date) -> Self:
        """In use, and not checked for twelve months."""
        return self.in_use().filter(Q(checked_on=None) | Q(checked_on__lt=today - FRESH_FOR))

    def offering(self, *, text: str = "", topic: Topic | None = None, language: str = "", kind: str = "") -> Self:
        """Those that fit everything that was asked for; every typed word stands somewhere in the entry."""
        rows = self
        for word in text.split()[:8]:
            places = ("name", "offers", "town", "note")
            rows = rows.filter(Q(*[(f"{place}__icontains", word) for place in places], _connector=Q.OR))
        rows = rows.filter(topics=topic) if topic else rows
        rows = rows.filter(languages__contains=[language]) if language else rows
        return rows.filter(kind=kind) if kind else rows


class Partner(models.Model):
    class Kind(models.TextChoices):
        AUTHORITY = "authority", _("Authority")
        ADVICE = "advice", _("Advice centre")
        HEALTH = "health", _("Health")
        SCHOOL = "school", _("School and childcare")
        LANGUAGE = "language", _("Language courses")
        WORK = "work", _("Work and training")
        HOUSING = "housing", _("Housing")
        LAW = "law", _("Law")
        SHELTER = "shelter", _("Protection and emergency")
        ASSOCIATION = "association", _("Association, meeting place")
        OTHER = "other", pgettext_lazy("partner", "Other")

    class Access(models.TextChoices):
        """Getting in with a wheelchair; nothing is promised that nobody looked at."""

        YES = "yes", _("step-free")
        PARTLY = "partly", _("with help")
        NO = "no", _("not step-free")
        UNKNOWN = "unknown", _("not known")

    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    topics = models.ManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))
    offers = models.TextField(
        _("what they offer"), max_length=1000, blank=True, help_text=_("For whom, and what; in plain words.")
    )
    languages = ArrayField(
        models.CharField(max_length=8), verbose_name=_("languages"), default=list, blank=True, size=20
    )
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    hours = models.TextField(_("opening hours"), max_length=500, blank=True, help_text=_("As they say it themselves."))
    access = models.CharField(_("with a wheelchair"), max_length=10, choices=Access, default=Access.UNKNOWN)
    costs = models.CharField(_("costs"), max_length=160, blank=True, help_text=_("For example: free of charge."))
    note = models.TextField(
        _("note for colleagues"),
        max_length=1000,
        blank=True,
        help_text=_("Is not printed for clients. No names of people, nothing about a case."),
    )
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    is_active = models.BooleanField(_("in use"), default=True, help_text=_("Switch off instead of deleting."))
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    Privacy = NoPersonalData
    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner service")
        verbose_name_plural = _("partner services")
        ordering = ["name", "pk"]
        permissions = [
            ("find_partner", _("Can look up partner services")),
            ("keep_partner", _("Can enter and change partner services")),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower(Trim("name")),
                Lower(Trim("town")),
                name="counselling_partner_once",
                violation_error_message=_("There is an entry with this name and town already."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="counselling_partner_named", violation_error_message=_("Enter a name.")
            ),
            models.CheckConstraint(
                condition=Q(languages__contained_by=SPOKEN_LANGUAGES),
                name="counselling_partner_languages",
                violation_error_message=_("Choose languages from the list."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def language_names(self) -> str:
        return ", ".join(map(language_label, self.languages))

    @property
    def address(self) -> str:
        return ", ".join(filter(None, [self.street, f"{self.postcode} {self.town}".strip()]))

    @property
    def is_stale(self) -> bool:
        return is_stale(self.checked_on, today=timezone.localdate())
