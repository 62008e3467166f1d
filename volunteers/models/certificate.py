"""Certificates of volunteering that anybody can check, and what a state asks for before it gives its card."""

from typing import Any, Self, cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ibs_portal.privacy.declaration import NoPersonalData, Retention, Subject
from volunteers.models.programme import FederalState, OfVolunteerQuerySet, Programme
from volunteers.models.volunteer import Volunteer
from volunteers.rules.card import Terms
from volunteers.rules.certificate import readable_code


class CertificateQuerySet(OfVolunteerQuerySet):
    def genuine(self) -> Self:
        return self.filter(revoked_on=None)


class Certificate(models.Model):
    """What a volunteer did in a time, as it stands on paper.

    ``content`` is the paper itself: hours that are corrected later do not change a certificate that somebody holds.
    Without a volunteer it says nothing about anybody any more, but the paper can still be checked.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    volunteer = models.ForeignKey(
        Volunteer, models.CASCADE, null=True, blank=True, related_name="certificates", verbose_name=_("volunteer")
    )
    code = models.CharField(_("code"), max_length=10, unique=True)
    initials = models.CharField(_("first letters of the name"), max_length=12)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    minutes = models.PositiveIntegerField(_("minutes"))
    content = models.JSONField(_("what it says"), default=dict, blank=True)
    issued_on = models.DateField(_("issued on"), default=timezone.localdate)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("issued by"),
    )
    revoked_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    revoke_reason = models.CharField(_("reason for withdrawing"), max_length=200, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_on", "-pk"]
        permissions = [("issue_certificate", _("Issue and withdraw certificates of volunteers"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")) & Q(issued_on__gte=F("until")),
                name="volunteers_certificate_days",
                violation_error_message=_("A certificate says what has been done: its last day is over."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1),
                name="volunteers_certificate_minutes",
                violation_error_message=_("There are no hours to certify."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_on=None) | ~Q(revoke_reason=""),
                name="volunteers_certificate_revoked",
                violation_error_message=_("A withdrawn certificate has a reason."),
            ),
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("code", "initials", "since", "until", "minutes", "content", "revoke_reason")
        other = ("programme", "volunteer", "issued_on", "issued_by", "revoked_on")
        retention = Retention.VOLUNTEER
        outlives = ("volunteer", "content", "issued_by")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.readable_code}"

    @property
    def readable_code(self) -> str:
        return readable_code(self.code)

    @property
    def is_genuine(self) -> bool:
        return self.revoked_on is None

    @property
    def check_url(self) -> str:
        """The address that the QR code leads to; in German, as the paper is."""
        with override("de"):
            return settings.SITE_URL + reverse("volunteers:certificate_verify", args=[self.readable_code])


class CardTermsQuerySet(models.QuerySet):
    def of(self, programme: Any) -> "CardTerms | None":
        """What the programme itself says, else what its state says."""
        rows = self.filter(federal_state=programme.federal_state).filter(Q(programme=programme.pk) | Q(programme=None))
        return cast("CardTerms | None", rows.order_by(F("programme").asc(nulls_last=True)).first())


class CardTerms(models.Model):
    """What is asked for before a volunteer gets the card of a state; a town may ask for something else."""

    federal_state = models.CharField(_("federal state"), max_length=2, choices=FederalState)
    programme = models.ForeignKey(
        Programme,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("programme"),
        help_text=_("Only where a town differs from its state."),
    )
    hours_a_week = models.PositiveSmallIntegerField(_("hours a week"), default=0)
    hours_a_year = models.PositiveSmallIntegerField(
        _("hours a year"), default=0, help_text=_("Either of both is enough. 0: is not asked for.")
    )
    years = models.PositiveSmallIntegerField(_("active for years"), default=0)
    minimum_age = models.PositiveSmallIntegerField(
        _("minimum age"), null=True, blank=True, help_text=_("Only told: the portal knows nobody's age.")
    )
    url = models.URLField(_("where it is applied for"), blank=True)

    objects = CardTermsQuerySet.as_manager()
    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("terms of the volunteers' card")
        verbose_name_plural = _("terms of the volunteers' card")
        ordering = ["federal_state", "programme"]
        constraints = [
            models.UniqueConstraint(
                fields=["federal_state", "programme"],
                name="volunteers_cardterms_one",
                nulls_distinct=False,
                violation_error_message=_("There are terms for this already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.programme or self.get_federal_state_display())

    @property
    def terms(self) -> Terms:
        return Terms(self.hours_a_week, self.hours_a_year, self.years)
