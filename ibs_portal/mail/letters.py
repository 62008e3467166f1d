"""Writing a mail from a template, in the language of whoever reads it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import override


def send_letter(template: str, *, to: str, language: str, context: Mapping[str, Any]) -> None:
    """Sends ``templates/emails/<template>.txt``, whose first line is the subject.

    Call it from an action: the mail becomes a job in the same transaction and leaves after the commit.
    ``language`` is a site language; others fall back to German. Mails never carry case content.
    """
    known = dict(settings.LANGUAGES)
    with override(language if language in known else settings.LANGUAGE_CODE):
        text = render_to_string(f"emails/{template}.txt", {"site_url": settings.SITE_URL, **context})
    subject, _, body = text.strip().partition("\n")
    send_mail(subject.strip(), body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [to])
