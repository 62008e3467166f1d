"""Runs of matching: the best assignment at one moment, its weights, and what was proposed."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import NoPersonalData, Retention, Subject
from volunteers.models.need import MatchNeed
from volunteers.models.programme import Programme, ProgrammeRowQuerySet
from volunteers.models.volunteer import Volunteer
from volunteers.rules.matching import PERFECT, Reason, check_weights
from volunteers.rules.matching_words import TITLES


class MatchingWeights(models.Model):
    """What each term of the score counts in one programme; without a row the usual weights count."""

    programme = models.OneToOneField(
        Programme, models.PROTECT, related_name="matching_weights", verbose_name=_("programme")
    )
    points = models.JSONField(_("points"), help_text=_("The most points of each term; together 1000."))
    changed_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = ProgrammeRowQuerySet.as_manager()

    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("weights of matching")
        verbose_name_plural = _("weights of matching")

    def __str__(self) -> str:
        return str(self.programme)

    def clean(self) -> None:
        if not isinstance(self.points, dict):
            raise ValidationError({"points": _("All weights together are 1000.")})
        check_weights(self.points)


class MatchingRun(models.Model):
    """The best assignment of all open needs of a programme, as it was found at one moment. Only a proposal."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="matching_runs", verbose_name=_("programme"))
    created_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("started by")
    )
    created_at = models.DateTimeField(_("started at"), default=timezone.now)
    weights = models.JSONField(_("weights"), help_text=_("The points of each term as they were in this run."))
    needs = models.PositiveIntegerField(_("open needs"))
    places = models.PositiveIntegerField(_("free places"))
    matched = models.PositiveIntegerField(_("proposals"))
    score = models.PositiveIntegerField(_("total of points"))

    objects = ProgrammeRowQuerySet.as_manager()

    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("run of matching")
        verbose_name_plural = _("runs of matching")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(matched__lte=models.F("needs")),
                name="volunteers_matchingrun_matched",
                violation_error_message=_("There are not more proposals than needs."),
            ),
            models.UniqueConstraint(fields=["id", "programme"], name="volunteers_matchingrun_in_programme"),
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {timezone.localtime(self.created_at):%d.%m.%Y %H:%M}"

    @property
    def weights_in_words(self) -> str:
        """``"Language 280, Times 200"`` in the order of the form, with terms that there are no more at the end."""
        known = [code for code in TITLES if code in self.weights]
        codes = known + sorted(self.weights.keys() - TITLES.keys())
        return ", ".join(f"{TITLES.get(code, code)} {self.weights[code]}" for code in codes)


class MatchingProposalQuerySet(ProgrammeRowQuerySet):
    """Coordinators of the programme see them, nobody else: nobody is told of what did not come about."""

    def fixed(self) -> Self:
        return self.filter(fixed_at__isnull=False)


class MatchingProposal(models.Model):
    """One pair of a run, with its points and reasons at that moment; fixed pairs stay in the runs to come."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    run = models.ForeignKey(MatchingRun, models.CASCADE, related_name="proposals", verbose_name=_("run of matching"))
    need = models.ForeignKey(MatchNeed, models.CASCADE, related_name="proposals", verbose_name=_("need"))
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="proposals", verbose_name=_("volunteer"))
    score = models.PositiveSmallIntegerField(_("score"))
    reasons = models.JSONField(_("reasons"), default=list, blank=True, help_text=_("The terms of the score as codes."))
    fixed_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("fixed by")
    )
    fixed_at = models.DateTimeField(_("fixed at"), null=True, blank=True)

    objects = MatchingProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["run", "-score", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "need"],
                name="volunteers_matchingproposal_one_per_need",
                violation_error_message=_("A run proposes one volunteer for each need."),
            ),
            models.CheckConstraint(
                condition=models.Q(score__lte=PERFECT),
                name="volunteers_matchingproposal_score",
                violation_error_message=_("A score lies between 0 and 1000."),
            ),
        ]

    class Privacy:
        subject = Subject.VOLUNTEER
        personal = ("need", "volunteer", "reasons")
        other = ("programme", "run", "score", "fixed_by", "fixed_at")
        retention = Retention.VOLUNTEER

    def __str__(self) -> str:
        return f"{self.need} – {self.volunteer}"

    @property
    def is_fixed(self) -> bool:
        return self.fixed_at is not None

    def score_reasons(self) -> list[Reason]:
        return [Reason.from_json(data) for data in self.reasons]
