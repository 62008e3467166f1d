"""Counselling centres: rows, never constants. One house may be carried by two organisations."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import Organisation
from ibs_portal.privacy.declaration import NoPersonalData

MOST_NEEDED = 20


class ChannelState(models.TextChoices):
    """Whether phone or e-mail is answered; staffing decides that, the door may be open all the same."""

    FULL = "full", _("fully reachable")
    LIMITED = "limited", _("reachable at times")
    OFF = "off", _("not reachable at the moment")


class FederalState(models.TextChoices):
    """Whose public holidays count; the code is that of ISO 3166-2:DE."""

    SAXONY = "SN", _("Saxony")
    LOWER_SAXONY = "NI", _("Lower Saxony")


class CentreQuerySet(models.QuerySet["Centre"]):
    def public(self) -> "CentreQuerySet":
        return self.filter(is_public=True)

    def carried_by(self, organisation_id: int | None) -> "CentreQuerySet":
        return self.filter(carriers=organisation_id) if organisation_id else self.none()

    def visible_to(self, user: Any) -> "CentreQuerySet":
        """Centres whose times this person looks after: those that her own organisation carries."""
        return self.carried_by(user.organisation_id)


class Centre(models.Model):
    """A place with a door, hours, staff, and channels that have a state of their own."""

    slug = models.SlugField(_("short name in addresses"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160, unique=True)
    short_name = models.CharField(
        _("short name"), max_length=60, help_text=_("As on the sign, for example IBS Zwickau.")
    )
    carriers = models.ManyToManyField(
        Organisation,
        related_name="centres",
        verbose_name=_("carriers"),
        help_text=_("Each carrier is a controller of its own clients' data."),
    )
    street = models.CharField(_("street and number"), max_length=120)
    postcode = models.CharField(_("postcode"), max_length=5)
    town = models.CharField(_("town"), max_length=80)
    access_text = models.CharField(
        _("floor and access"), max_length=200, blank=True, help_text=_("For example: ground floor, step-free.")
    )
    map_text = models.TextField(_("way there"), blank=True, help_text=_("Stops, car park, entrance; in plain words."))
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    phone_state = models.CharField(
        _("state of the phone"), max_length=10, choices=ChannelState, default=ChannelState.FULL
    )
    phone_note = models.CharField(_("note on the phone"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    email_state = models.CharField(
        _("state of the e-mail"), max_length=10, choices=ChannelState, default=ChannelState.FULL
    )
    email_note = models.CharField(_("note on the e-mail"), max_length=200, blank=True)
    enquiries_to = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("enquiries go to"),
        help_text=_("Which carrier answers what the public asks on the website; empty means the first one."),
    )
    appointment_text = models.CharField(
        _("how to get an appointment"), max_length=300, blank=True, help_text=_("Shown on days by appointment.")
    )
    federal_state = models.CharField(
        _("public holidays of"), max_length=2, choices=FederalState, default=FederalState.SAXONY
    )
    is_example_week = models.BooleanField(
        _("example hours"), default=False, help_text=_("The page says that the hours are an example.")
    )
    is_public = models.BooleanField(_("shown on the website"), default=True)
    order = models.PositiveSmallIntegerField(
        _("order"), default=100, help_text=_("The lowest number is the centre of the home page.")
    )
    staff_needed = models.PositiveSmallIntegerField(
        _("colleagues needed"),
        default=1,
        help_text=_("How many who counsel must be in so that the door can open."),
    )
    staff_needed_on = ArrayField(
        models.PositiveSmallIntegerField(null=True, blank=True),
        verbose_name=_("colleagues needed, by weekday"),
        default=list,
        blank=True,
        editable=False,
    )
    hours_changed_at = models.DateTimeField(_("hours last changed"), default=timezone.now, editable=False)

    Privacy = NoPersonalData
    objects = CentreQuerySet.as_manager()

    class Meta:
        verbose_name = _("centre")
        verbose_name_plural = _("centres")
        ordering = ["order", "name"]
        permissions = [
            ("close_today", _("Can announce that a centre is closed today")),
            ("change_opening", _("Can change opening hours")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(postcode__regex=r"^\d{5}$"),
                name="counselling_centre_postcode",
                violation_error_message=_("A postcode has five digits."),
            ),
            models.CheckConstraint(
                condition=models.Q(phone_state=ChannelState.OFF) | ~models.Q(phone=""),
                name="counselling_centre_phone_or_off",
                violation_error_message=_("Without a number the phone is not reachable."),
            ),
            models.CheckConstraint(
                condition=models.Q(email_state=ChannelState.OFF) | ~models.Q(email=""),
                name="counselling_centre_email_or_off",
                violation_error_message=_("Without an address the e-mail is not reachable."),
            ),
            models.CheckConstraint(
                condition=models.Q(staff_needed__lte=MOST_NEEDED),
                name="counselling_centre_staff_needed",
                violation_error_message=_("Enter a number from 0 to 20."),
            ),
            models.CheckConstraint(
                condition=models.Q(staff_needed_on__len__in=[0, 7]),
                name="counselling_centre_staff_needed_on",
                violation_error_message=_("A week has seven days."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        return f"{self.street}, {self.postcode} {self.town}"
