"""What goes on from year to year: a festival, a sewing circle, a cooking evening."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import NoPersonalData
from projects.models.translated import Translated


class ProjectQuerySet(models.QuerySet["Project"]):
    def public(self) -> "ProjectQuerySet":
        return self.filter(is_public=True)

    def visible_to(self, user: User) -> "ProjectQuerySet":
        """Projects of the person's own organisation; nobody without the permission sees any."""
        if not user.has_perm("projects.view_staff_event"):
            return self.none()
        return self.filter(organisation=user.organisation_id)


class Project(models.Model):
    """Belongs to one organisation, which also decides on the data of its guests."""

    class Kind(models.TextChoices):
        FESTIVAL = "festival", _("Festival, once a year")
        MEETING = "meeting", _("Regular meeting")
        EVENTS = "events", _("Single events")

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="projects", verbose_name=_("organisation")
    )
    slug = models.SlugField(_("short address"), unique=True, help_text=_("Stands in the address, also on flyers."))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.EVENTS)
    title_de = models.CharField(_("title in German"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    summary_de = models.CharField(_("one sentence in German"), max_length=240)
    summary_en = models.CharField(_("one sentence in English"), max_length=240, blank=True)
    description_de = models.TextField(_("description in German"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    is_public = models.BooleanField(_("public"), default=True, help_text=_("Shown on the public pages."))
    order = models.PositiveSmallIntegerField(_("position"), default=100, help_text=_("Small numbers come first."))

    title, summary, description = Translated(), Translated(), Translated()
    objects = ProjectQuerySet.as_manager()
    Privacy = NoPersonalData

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["order", "title_de"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("projects:project_detail", args=[self.slug])
