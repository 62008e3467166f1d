"""Passing on that somebody met a barrier."""

from django.conf import settings
from django.db import transaction

from ibs_portal.mail.letters import send_letter


@transaction.atomic
def report_barrier(*, message: str, page: str, reply_to: str) -> None:
    """Mails the report to the operator (``settings.OPERATOR_MAIL``); the portal keeps nothing of it.

    An address in the report becomes the reply address. It is the one action without a trail: nobody is known.
    """
    send_letter(
        "website/barrier_report",
        to=settings.OPERATOR_MAIL,
        language=settings.LANGUAGE_CODE,
        context={"message": message, "page": page, "reply_to": reply_to},
        reply_to=reply_to,
    )
