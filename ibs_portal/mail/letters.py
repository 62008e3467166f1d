"""Writing a mail from a template, in the language of whoever reads it."""

from collections.abc import Iterable, Mapping
from email.utils import parseaddr
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context, Engine
from django.utils.translation import override


class Attachment(NamedTuple):
    """A small text file, such as a calendar entry; it waits with its mail in the queue of jobs."""

    name: str
    content: str
    mime_type: str


def write_letter(
    template: str, *, language: str, context: Mapping[str, Any], in_all_languages: bool = False
) -> tuple[str, str]:
    """Subject (the first line) and text of ``templates/emails/<template>.txt``.

    A mail is plain text: nothing is escaped, or a name like D'Angelo would arrive as ``D&#x27;Angelo``.
    ``language`` is a site language; others fall back to German. ``in_all_languages``: this letter is there in the
    languages of letters as well (``LANGUAGES_OF_LETTERS``), every word of it.
    """
    values = Context({"site_url": settings.SITE_URL, **context}, autoescape=False)
    known = dict(settings.LANGUAGES_OF_LETTERS if in_all_languages else settings.LANGUAGES)
    with override(language if language in known else settings.LANGUAGE_CODE):
        text = Engine.get_default().get_template(f"emails/{template}.txt").render(values)
    subject, _, body = text.strip().partition("\n")
    return subject.strip(), body.strip() + "\n"


def send_letter(
    template: str,
    *,
    to: str,
    language: str,
    context: Mapping[str, Any],
    sender: str = "",
    reply_to: str = "",
    attachments: Iterable[Attachment] = (),
    in_all_languages: bool = False,
) -> None:
    """Sends a letter. Call it from an action: the mail becomes a job in the same transaction.

    It leaves after the commit, and never if the transaction fails. Mails never carry case content. ``sender`` is the
    name in front of the portal's own address: another address would not be this server's to write from.
    """
    subject, body = write_letter(template, language=language, context=context, in_all_languages=in_all_languages)
    answers = [reply_to] if reply_to else []
    files = [(name, content, mime_type) for name, content, mime_type in attachments]
    EmailMessage(subject, body, written_by(sender), [to], reply_to=answers, attachments=files).send()


def written_by(name: str) -> str:
    """The portal's address, with this name in front of it if there is one."""
    if not name:
        return settings.DEFAULT_FROM_EMAIL
    _own, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    quoted = " ".join(name.replace("\\", " ").replace('"', " ").split())
    return f'"{quoted}" <{address}>'
