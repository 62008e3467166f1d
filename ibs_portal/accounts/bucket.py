"""One bucket for public forms: it slows programs down and locks nobody out.

Thirty sendings of a form within an hour from one address pass. After that each sending has to wait some seconds: the
page comes back with all that was typed and a signed ticket, and is good once the ticket is old enough. So a flood
from an office's address costs everybody behind it seconds, never the form.
"""

import secrets

from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest

RATE = "30/h/ip"
WAIT, GOOD_FOR = 15, 60 * 60
FIELD = "ticket"
SIGNER = signing.TimestampSigner(key=settings.SEAL_KEY, salt="public form")


def is_full(request: HttpRequest, form: str) -> bool:
    """Counts one sending of this form and tells whether it has to wait; a ticket that is old enough passes, once."""
    if consume(request, app="portal", action=form, config={form: RATE}) is not None:
        return False
    return not _has_waited(request.POST.get(FIELD, ""), form)


def new_ticket(form: str) -> str:
    """For the page that asks to wait: goes into the hidden field ``ticket``."""
    return SIGNER.sign(f"{form}:{secrets.token_urlsafe(9)}")


def _has_waited(ticket: str, form: str) -> bool:
    if _read(ticket, max_age=WAIT) or not (name := _read(ticket, max_age=GOOD_FOR)):
        return False
    return name.startswith(f"{form}:") and cache.add(f"ticket:{name}", 1, GOOD_FOR)


def _read(ticket: str, *, max_age: int) -> str:
    """What a ticket says that is at most so many seconds old; empty otherwise."""
    try:
        return SIGNER.unsign(ticket, max_age=max_age)
    except signing.BadSignature:
        return ""
