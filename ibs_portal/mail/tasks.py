"""Jobs that hand mails to the mail server."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

# A mail server that is away for a night loses no mail: 1, 2, 4 … minutes, some 17 hours in all.
PATIENCE = RetryStrategy(max_attempts=11, exponential_wait=30)


@app.task(name="mail.deliver", queue="mail", retry=PATIENCE)
def deliver(
    *,
    subject: str,
    body: str,
    sender: str,
    recipients: list[str],
    reply_to: list[str],
    attachments: Sequence[Sequence[str]] = (),
) -> None:
    """Delivers one mail through the backend of ``MAIL_DELIVERY_BACKEND``."""
    connection = get_connection(settings.MAIL_DELIVERY_BACKEND)
    files = [(name, content, mime_type) for name, content, mime_type in attachments]
    EmailMessage(subject, body, sender, recipients, reply_to=reply_to, attachments=files, connection=connection).send()
