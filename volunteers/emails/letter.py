"""A letter of a programme: in its name, and answers go to its desk."""

from collections.abc import Iterable, Mapping
from typing import Any

from ibs_portal.mail.letters import Attachment, send_letter


def send_from_programme(
    template: str,
    *,
    to: str,
    language: str,
    context: Mapping[str, Any],
    attachments: Iterable[Attachment] = (),
) -> None:
    """Sends ``emails/volunteers/<template>.txt``; ``context`` says of which ``programme``.

    All of them are there in every language of letters, every word of it (``tests/volunteers/emails/``).
    """
    programme = context["programme"]
    send_letter(
        f"volunteers/{template}",
        to=to,
        language=language,
        context=context,
        sender=programme.name,
        reply_to=programme.contact_email,
        attachments=attachments,
        in_all_languages=True,
    )
