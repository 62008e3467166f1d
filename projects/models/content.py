"""What an event and a series of events have in common."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models.place import Place
from projects.models.translated import Translated


class RegistrationMode(models.TextChoices):
    NONE = "none", _("Just come, no registration")
    OPEN = "open", _("With registration")


class EventContent(models.Model):
    """The words and terms of an event; a series hands its own to each new event."""

    title_de = models.CharField(_("title in German"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    description_de = models.TextField(_("description in German"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    audience_de = models.CharField(
        _("for whom, in German"), max_length=120, blank=True, help_text=_("Empty means: for everybody.")
    )
    audience_en = models.CharField(_("for whom, in English"), max_length=120, blank=True)
    price = models.CharField(_("price"), max_length=60, blank=True, help_text=_("Empty means: free of charge."))
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name=_("place")
    )
    is_online = models.BooleanField(_("online"), default=False, help_text=_("People can take part by video."))
    registration = models.CharField(
        _("registration"), max_length=10, choices=RegistrationMode, default=RegistrationMode.NONE
    )
    seats = models.PositiveSmallIntegerField(
        _("places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty means: as many as come. A number needs registration."),
    )

    title, description, audience = Translated(), Translated(), Translated()

    class Meta:
        abstract = True

    # Names of the fields above, for whoever copies or compares them.
    CONTENT = (
        *("title_de", "title_en", "description_de", "description_en", "audience_de", "audience_en"),
        *("price", "place", "is_online", "registration", "seats"),
    )

    @property
    def needs_registration(self) -> bool:
        return self.registration == RegistrationMode.OPEN

    @property
    def is_free(self) -> bool:
        return not self.price


def content_constraints(model_name: str) -> list[models.CheckConstraint]:
    """Constraints that hold for an event and for a series alike."""
    return [
        models.CheckConstraint(
            condition=models.Q(seats__isnull=True) | models.Q(registration=RegistrationMode.OPEN),
            name=f"projects_{model_name}_seats_need_registration",
            violation_error_message=_("A limited number of places needs registration."),
        ),
        models.CheckConstraint(
            condition=models.Q(seats__isnull=True) | models.Q(seats__gte=1),
            name=f"projects_{model_name}_seats_positive",
            violation_error_message=_("Give at least one place, or leave the number empty."),
        ),
    ]
