"""The programme that people sign up for, and what its companions may offer."""

from collections.abc import Iterable
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as looked_up
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import Organisation
from ibs_portal.database import roles
from ibs_portal.privacy.declaration import NoPersonalData


class FederalState(models.TextChoices):
    """Public holidays and what an Ehrenamtskarte asks for follow from it."""

    BADEN_WUERTTEMBERG = "BW", _("Baden-Württemberg")
    BAVARIA = "BY", _("Bavaria")
    BERLIN = "BE", _("Berlin")
    BRANDENBURG = "BB", _("Brandenburg")
    BREMEN = "HB", _("Bremen")
    HAMBURG = "HH", _("Hamburg")
    HESSE = "HE", _("Hesse")
    MECKLENBURG = "MV", _("Mecklenburg-Western Pomerania")
    LOWER_SAXONY = "NI", _("Lower Saxony")
    NORTH_RHINE = "NW", _("North Rhine-Westphalia")
    RHINELAND = "RP", _("Rhineland-Palatinate")
    SAARLAND = "SL", _("Saarland")
    SAXONY = "SN", _("Saxony")
    SAXONY_ANHALT = "ST", _("Saxony-Anhalt")
    SCHLESWIG = "SH", _("Schleswig-Holstein")
    THURINGIA = "TH", _("Thuringia")


class Programme(models.Model):
    """A service with volunteers, run by one organisation with its partners."""

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="programmes",
        verbose_name=_("organisation"),
        help_text=_("Runs the programme and is responsible for its data. Its coordinators see its people."),
    )
    slug = models.SlugField(_("short name in addresses"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    town = models.CharField(_("town"), max_length=80)
    federal_state = models.CharField(_("federal state"), max_length=2, choices=FederalState)
    partners = models.ManyToManyField(
        Organisation, blank=True, related_name="partner_programmes", verbose_name=_("partners")
    )
    summary = models.TextField(_("what it is about"), blank=True, help_text=_("Two or three plain sentences."))
    next_step = models.TextField(
        _("what happens after signing up"), blank=True, help_text=_("Shown at the end of the sign-up and in the mail.")
    )
    contact_email = models.EmailField(_("e-mail for questions"), blank=True)
    contact_phone = models.CharField(_("phone for questions"), max_length=40, blank=True)
    contact_place = models.CharField(_("address for visits"), max_length=160, blank=True)
    group_seats = models.PositiveSmallIntegerField(
        _("places in a new group"), default=8, validators=[MinValueValidator(1)]
    )
    session_seats = models.PositiveSmallIntegerField(
        _("places in a new training session"), default=15, validators=[MinValueValidator(1)]
    )
    topics = models.ManyToManyField(
        "volunteers.Offer",
        blank=True,
        related_name="programmes",
        verbose_name=_("topics of companionship"),
        help_text=_("What people of this programme choose from. None chosen: all topics, also new ones."),
    )
    is_open = models.BooleanField(_("takes sign-ups"), default=True)
    most_volunteers_waiting = models.PositiveSmallIntegerField(
        _("most volunteers who wait"),
        null=True,
        blank=True,
        help_text=_("With so many sign-ups not accepted yet, the sign-up says that it is full. Empty: no limit."),
    )
    most_workers_waiting = models.PositiveSmallIntegerField(
        _("most skilled workers who wait"),
        null=True,
        blank=True,
        help_text=_("With so many sign-ups that nobody has called yet, the sign-up says that it is full."),
    )
    needs_clearance = models.BooleanField(
        _("asks for a certificate of conduct"),
        default=False,
        help_text=_("Nobody becomes active or is matched without one. The portal never keeps the certificate itself."),
    )
    clearance_years = models.PositiveSmallIntegerField(
        _("certificate of conduct counts for years"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=_("From the day it was issued."),
    )

    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["name"]
        permissions = [("view_programme_report", _("Can see the figures of the programme"))]

    def __str__(self) -> str:
        return self.name


class OfferQuerySet(models.QuerySet):
    def offered_in(self, programmes: Iterable[Programme], *, chosen: Iterable["Offer"] = ()) -> Self:
        """What may be chosen in any of these programmes; a programme that names no topics offers all.

        ``chosen`` is what somebody has chosen before: it stays, whatever the programme offers today.
        """
        own = Programme.objects.filter(pk__in=[programme.pk for programme in programmes])
        named = Exists(own.filter(topics=OuterRef("pk")))
        offered = Q(named) | Q(Exists(own.filter(topics=None)))
        return self.filter(Q(is_active=True) & offered | Q(pk__in=[offer.pk for offer in chosen]))


class Offer(models.Model):
    """Something a companion likes to do and a skilled worker may need: the word that brings both together."""

    code = models.SlugField(_("code"), unique=True)
    name_de = models.CharField(_("German name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    is_active = models.BooleanField(_("offered for choice"), default=True)

    objects = OfferQuerySet.as_manager()

    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("topic of companionship")
        verbose_name_plural = _("topics of companionship")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name_de if (get_language() or "de").startswith("de") else looked_up(self.name_en)


class ProgrammeRowQuerySet(models.QuerySet):
    """Rows that carry ``programme``.

    ``visible_to`` says what the policies of ``ibs_portal/database/rows.py`` say: a row there has a sentence here.
    """

    def visible_to(self, user: Any) -> Self:
        """Coordinators see the rows of their organisation's programmes, the people themselves what is their own."""
        role = user.database_role if user.is_authenticated else ""
        if role == roles.PROGRAMME:
            return self.of_organisation(user)
        return self.own_of(user) if role == roles.VISITOR else self.none()

    def of_organisation(self, user: Any) -> Self:
        """Rows of the programmes that the user's organisation runs; *who* may ask for them is decided before."""
        if not user.organisation_id:
            return self.none()
        return self.filter(programme__organisation_id=user.organisation_id)

    def own_of(self, user: Any) -> Self:
        """What a volunteer or skilled worker sees of these rows: nothing, where a model says no more."""
        return self.none()


class OfVolunteerQuerySet(ProgrammeRowQuerySet):
    """Rows that belong to one volunteer, who sees them."""

    def own_of(self, user: Any) -> Self:
        return self.filter(volunteer__user=user)
