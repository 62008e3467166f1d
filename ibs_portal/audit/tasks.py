"""Work that is done by itself: sealing the trail, and telling the outside where it has got to."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from procrastinate.contrib.django import app

from ibs_portal.audit.sealing import head, note_head, seal_new_entries
from ibs_portal.database.identity import asking_as_job


@app.periodic(cron="*/5 * * * *")
@app.task(name="audit.seal", queueing_lock="audit.seal")
def seal_trail(timestamp: int) -> None:
    """Every five minutes."""
    if not seal_new_entries():
        return
    with asking_as_job():
        newest = head()
    if newest is not None:
        note_head(newest)


@app.periodic(cron="45 5 * * *")
@app.task(name="audit.send_head", queueing_lock="audit.send_head")
def send_head(timestamp: int) -> None:
    """Every morning: the head leaves the house by mail, so that nobody in the house can rewrite what came before."""
    with asking_as_job(), translation.override(settings.LANGUAGE_CODE):
        newest = head()
        if newest is None:
            return
        text = render_to_string("emails/audit/head.txt", {"head": newest, "site_url": settings.SITE_URL})
        subject, _newline, body = text.strip().partition("\n")
        EmailMessage(subject, body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [settings.OPERATOR_MAIL]).send()
