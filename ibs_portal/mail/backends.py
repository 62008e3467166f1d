"""Two mail backends: one that makes a job of every mail, one that keeps the demo's mails readable."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from ibs_portal.database.identity import asking_as_job
from ibs_portal.mail.models import DemoMail
from ibs_portal.mail.tasks import deliver


def as_job(message: EmailMessage) -> dict:
    """What the job needs to build the mail again. Attachments are small texts; the portal's mails have no HTML."""
    return {
        "subject": str(message.subject),
        "body": str(message.body),
        "sender": message.from_email,
        "recipients": list(message.to),
        "reply_to": list(message.reply_to),
        "attachments": [[str(part) for part in attachment] for attachment in message.attachments],
    }


class QueueBackend(BaseEmailBackend):
    """Defers mails into the job queue, in the caller's transaction: no commit, no mail."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            deliver.defer(**as_job(message))
        return len(email_messages)


class DemoBackend(BaseEmailBackend):
    """Delivers to the page ``/intern/postausgang/`` of the demo."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with asking_as_job():
            return len(DemoMail.objects.bulk_create(_shown(message) for message in email_messages))


def _shown(message: EmailMessage) -> DemoMail:
    files = "".join(f"\n[{attachment[0]}]" for attachment in message.attachments)
    return DemoMail(recipient=", ".join(message.to), subject=str(message.subject), body=f"{message.body}{files}")
