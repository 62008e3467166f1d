"""Pages that the law asks for: imprint, data protection, accessibility; each organisation answers for its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import Organisation
from ibs_portal.privacy.declaration import NoPersonalData
from ibs_portal.website.models.texts import InReadersLanguage


class LegalPageQuerySet(models.QuerySet):
    def published(self) -> "LegalPageQuerySet":
        return self.filter(is_published=True)


class LegalPage(models.Model):
    """One organisation's part of one of the three pages."""

    class Kind(models.TextChoices):
        IMPRINT = "imprint", _("Imprint")
        PRIVACY = "privacy", _("Data protection")
        ACCESSIBILITY = "accessibility", _("Accessibility")

    class State(models.TextChoices):
        """Federal state: its law names the authorities that the texts must name."""

        SAXONY = "saxony", _("Saxony")
        LOWER_SAXONY = "lower_saxony", _("Lower Saxony")

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="legal_pages", verbose_name=_("organisation")
    )
    kind = models.CharField(_("page"), max_length=20, choices=Kind)
    state = models.CharField(_("federal state"), max_length=20, choices=State, default=State.SAXONY)
    body_de = models.TextField(
        _("text, German"),
        blank=True,
        help_text=_(
            "A blank line between paragraphs; “## ” begins a heading, “- ” an item of a list. "
            "Leave it empty to start from the preset of the federal state."
        ),
    )
    body_en = models.TextField(_("text, English"), blank=True)
    reviewed_on = models.DateField(
        _("last reviewed on"), null=True, blank=True, help_text=_("The accessibility statement is reviewed every year.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=10, help_text=_("Small numbers stand first."))
    is_published = models.BooleanField(_("published"), default=False)

    body = InReadersLanguage()
    objects = LegalPageQuerySet.as_manager()
    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("legal text")
        verbose_name_plural = _("legal texts")
        ordering = ["kind", "order", "organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                name="website_legalpage_once",
                violation_error_message=_("This organisation has this text already: change that one."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_published=False) | ~models.Q(body_de=""),
                name="website_legalpage_text",
                violation_error_message=_("A published text is not empty."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.organisation}"
