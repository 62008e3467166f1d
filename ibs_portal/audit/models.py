"""The trail: who did or saw what, and when; never a word of the content itself."""

from django.db import models
from django.db.models import Func, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# The database knows under which request it works; whoever writes an entry need not say it.
CURRENT_REQUEST = Coalesce(Func(Value("portal.request"), Value(True), function="current_setting"), Value(""))


class Entry(models.Model):
    """One act. Rows are only added: the serving login has no right to change or delete them.

    There are no foreign keys, because the trail outlives what it speaks of.
    """

    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    actor_id = models.BigIntegerField(_("who"), null=True, editable=False)
    organisation_id = models.BigIntegerField(_("organisation"), null=True, editable=False)
    verb = models.CharField(_("what"), max_length=60, editable=False)
    model = models.CharField(_("kind of row"), max_length=60, editable=False)
    object_id = models.BigIntegerField(_("row"), null=True, editable=False)
    fields = models.CharField(_("fields by name"), max_length=500, blank=True, editable=False)
    reason = models.CharField(_("why"), max_length=300, blank=True, editable=False)
    request_id = models.CharField(_("request"), max_length=32, db_default=CURRENT_REQUEST, editable=False)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("trail")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["model", "object_id", "-id"], name="audit_entry_object"),
            models.Index(fields=["actor_id", "-id"], name="audit_entry_actor"),
        ]

    # The trail imports nothing of the portal, so it declares itself without the enumerations.
    class Privacy:
        subject = "account"
        personal = ("actor_id", "reason")
        other = ("at", "organisation_id", "verb", "model", "object_id", "fields", "request_id")
        retention = "2 years"

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M} {self.verb} {self.model} {self.object_id or ''}".strip()
