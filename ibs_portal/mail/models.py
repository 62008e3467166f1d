"""What the demo would have sent; real portals keep no copy of a mail."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.declaration import Retention, Subject


class DemoMail(models.Model):
    """A mail that the demo delivers to its own page instead of to a person."""

    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    recipient = models.CharField(_("recipient"), max_length=500)
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text"))

    class Meta:
        verbose_name = _("demo mail")
        verbose_name_plural = _("demo mails")
        ordering = ["-id"]

    class Privacy:
        subject = Subject.ACCOUNT
        personal = ("recipient", "subject", "body")
        other = ("sent_at",)
        retention = Retention.MAIL

    def __str__(self) -> str:
        return self.subject
