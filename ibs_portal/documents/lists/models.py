"""An uploaded list: kept only until it is taken over, and for a day at most."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StagedList(models.Model):
    """``rows`` are those of the file until they are taken over, then the refused ones with their reasons.

    After a day they go. What stays is a fingerprint, so that the same file is recognised, and two numbers.
    """

    class State(models.TextChoices):
        STAGED = "staged", pgettext_lazy("import", "waiting")
        DONE = "done", pgettext_lazy("import", "taken over")

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STAGED, editable=False)
    file_name = models.CharField(_("file"), max_length=120, blank=True)
    digest = models.CharField(_("fingerprint"), max_length=64, editable=False)
    rows = models.JSONField(_("rows"), default=list, editable=False)
    heading_row = models.PositiveSmallIntegerField(_("row of the headings"), default=0)
    mapping = models.JSONField(_("columns"), default=list)
    taken = models.PositiveIntegerField(_("taken over"), default=0, editable=False)
    refused = models.PositiveIntegerField(_("refused"), default=0, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_staged(self) -> bool:
        return self.state == self.State.STAGED and bool(self.rows)

    @property
    def headings(self) -> list[str]:
        return self.rows[self.heading_row] if self.heading_row < len(self.rows) else []

    @property
    def below_headings(self) -> list[tuple[int, list[str]]]:
        """Number, as Excel counts, and cells of the rows that say something."""
        below = self.rows[self.heading_row + 1 :]
        return [(number, cells) for number, cells in enumerate(below, start=self.heading_row + 2) if any(cells)]
