"""Who works in a centre, what she speaks, when she is there, and who stands in for her."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.models.answers import AnyOf
from counselling.models.centre import Centre
from counselling.models.ranges import DateRange
from ibs_portal.accounts.models import Organisation
from ibs_portal.database import roles
from ibs_portal.languages import SPOKEN_LANGUAGES, language_label
from ibs_portal.privacy.declaration import Retention, Subject

# Those who work in a counselling centre, counter included.
HOUSE_ROLES = (roles.COUNTER, roles.COUNSELLING)


class Weekday(models.IntegerChoices):
    """As ``date.weekday()`` counts."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class StaffMemberQuerySet(models.QuerySet["StaffMember"]):
    def shown(self) -> "StaffMemberQuerySet":
        """Those on the public team page; the database says who, since the public may not look at accounts."""
        return self.filter(AnyOf("pk", "counselling_team_shown"))

    def present_today(self) -> "StaffMemberQuerySet":
        """Those of the team page who are in the house today; when somebody is away otherwise is not told."""
        return self.filter(AnyOf("pk", "counselling_team_present"))

    def under_the_roof_of(self, user: Any) -> "StaffMemberQuerySet":
        """Colleagues: of centres that the person's organisation carries."""
        return self.filter(centre__in=Centre.objects.visible_to(user).values("pk"))

    def visible_to(self, user: Any) -> "StaffMemberQuerySet":
        """The set-up sees all, the house its colleagues, everybody else those on the public team page."""
        if not user.is_authenticated:
            return self.shown()
        if user.database_role == roles.SETUP:
            return self.all()
        if user.database_role in HOUSE_ROLES:
            return self.under_the_roof_of(user) | self.shown()
        return self.shown()


class StaffMember(models.Model):
    """A person of the team. ``controller`` is the employer, which decides whose clients she works with."""

    class Job(models.TextChoices):
        HEAD = "head", _("Head of the centre")
        COUNSELLOR = "counsellor", _("Social counselling")
        COORDINATOR = "coordinator", _("Integration coordination")
        FEDERAL_VOLUNTEER = "federal_volunteer", _("Federal Volunteer Service")
        OFFICE = "office", _("Office")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="staff_member", verbose_name=_("account")
    )
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="staff", verbose_name=_("centre"))
    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("employer"))
    job = models.CharField(_("work"), max_length=20, choices=Job)
    languages = ArrayField(
        models.CharField(max_length=8), verbose_name=_("languages spoken"), default=list, help_text=_("The best first.")
    )
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday), verbose_name=_("days in the house"), default=list, blank=True
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    is_phone_public = models.BooleanField(_("phone on the website"), default=False)
    public_name = models.CharField(
        _("name on the website"),
        max_length=150,
        blank=True,
        help_text=_("Only with the person's consent; empty the field if it is taken back."),
    )
    is_public = models.BooleanField(_("shown on the team page"), default=True)
    started_on = models.DateField(_("since"), null=True, blank=True)
    ended_on = models.DateField(_("last day"), null=True, blank=True)

    objects = StaffMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("staff member")
        verbose_name_plural = _("staff members")
        ordering = ["centre", "job", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=list(Weekday.values)),
                name="counselling_staffmember_weekdays",
                violation_error_message=_("A week has seven days, counted from 0 to 6."),
            ),
            models.CheckConstraint(
                condition=Q(languages__contained_by=SPOKEN_LANGUAGES),
                name="counselling_staffmember_languages",
                violation_error_message=_("Choose languages from the list."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(started_on=None) | Q(ended_on__gte=F("started_on")),
                name="counselling_staffmember_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
            models.UniqueConstraint(fields=["id", "controller"], name="counselling_staffmember_id_controller"),
        ]

    class Privacy:
        subject = Subject.STAFF
        personal = ("languages", "weekdays", "phone", "public_name")
        other = (
            "user",
            "centre",
            "controller",
            "job",
            "is_phone_public",
            "is_public",
            "started_on",
            "ended_on",
        )
        retention = Retention.EMPLOYMENT

    def __str__(self) -> str:
        return self.user.name

    @property
    def language_names(self) -> list[str]:
        return [language_label(code) for code in self.languages]

    @property
    def weekday_names(self) -> list[str]:
        return [str(Weekday(day).label) for day in sorted(self.weekdays)]


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def visible_to(self, user: Any) -> "AbsenceQuerySet":
        """Of colleagues under the same roof; the set-up sees all, nobody else any."""
        if not user.is_authenticated:
            return self.none()
        if user.database_role == roles.SETUP:
            return self.all()
        if user.database_role in HOUSE_ROLES:
            return self.filter(staff__in=StaffMember.objects.under_the_roof_of(user).values("pk"))
        return self.none()

    def of_controller(self, user: Any) -> "AbsenceQuerySet":
        """Those that the person's own organisation, the employer, keeps and may change."""
        if getattr(user, "organisation_id", None) is None:
            return self.none()
        return self.filter(controller_id=user.organisation_id)


class Absence(models.Model):
    """Days away and who stands in. Why is nobody's business here: only whether it was planned."""

    class Kind(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("absence", "planned")
        SHORT_NOTICE = "short_notice", pgettext_lazy("absence", "at short notice")

    staff = models.ForeignKey(StaffMember, models.CASCADE, related_name="absences", verbose_name=_("staff member"))
    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("employer"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.PLANNED)
    deputy = models.ForeignKey(
        StaffMember, models.SET_NULL, null=True, blank=True, related_name="deputises", verbose_name=_("deputy")
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-starts_on"]
        permissions = [
            ("view_team_week", _("Can see who is in")),
            ("report_absence", _("Can say that she is away herself")),
            ("plan_absence", _("Can enter absences of colleagues of the own organisation")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="counselling_absence_ends_after_start",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(deputy=F("staff")),
                name="counselling_absence_deputy_is_another",
                violation_error_message=_("Nobody stands in for herself."),
            ),
            ExclusionConstraint(
                name="counselling_absence_no_overlap",
                expressions=[
                    ("staff", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person is already away on some of these days."),
            ),
        ]

    class Privacy:
        subject = Subject.STAFF
        personal = ("starts_on", "ends_on", "kind", "deputy")
        other = ("staff", "controller")
        retention = Retention.EMPLOYMENT

    def __str__(self) -> str:
        return f"{self.staff}: {self.starts_on:%d.%m.%Y}–{self.ends_on:%d.%m.%Y}"
