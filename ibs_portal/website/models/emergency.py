"""Numbers that help when no one of us is there."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ibs_portal.languages import SPOKEN_LANGUAGES, language_label
from ibs_portal.privacy.declaration import NoPersonalData
from ibs_portal.website.models.texts import InReadersLanguage


class EmergencyContactQuerySet(models.QuerySet):
    def visible(self) -> "EmergencyContactQuerySet":
        return self.filter(is_visible=True)


class EmergencyContact(models.Model):
    """A number for emergencies or advice, with the languages spoken there."""

    class Kind(models.TextChoices):
        EMERGENCY = "emergency", _("Danger to life or health")
        ADVICE = "advice", _("Advice and help by phone")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ADVICE)
    label_de = models.CharField(_("name, German"), max_length=120)
    label_en = models.CharField(_("name, English"), max_length=120, blank=True)
    number = models.CharField(_("phone number"), max_length=40, unique=True)
    languages = ArrayField(
        models.CharField(max_length=12, choices=[(code, code) for code in SPOKEN_LANGUAGES]),
        default=list,
        blank=True,
        verbose_name=_("languages"),
    )
    note_de = models.CharField(_("when to call, German"), max_length=240, blank=True)
    note_en = models.CharField(_("when to call, English"), max_length=240, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=10, help_text=_("Small numbers stand first."))
    is_visible = models.BooleanField(_("visible"), default=True)

    label = InReadersLanguage()
    note = InReadersLanguage()
    objects = EmergencyContactQuerySet.as_manager()
    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("emergency number")
        verbose_name_plural = _("emergency numbers")
        ordering = ["order", "label_de"]

    def __str__(self) -> str:
        return f"{self.label_de} {self.number}"

    @property
    def language_labels(self) -> list[str]:
        """Names of the languages in the reader's language."""
        return [language_label(code) for code in self.languages]
