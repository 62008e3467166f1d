"""One bucket for public forms: many from one address in an hour are a program, not an office full of people."""

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest

RATE = "30/h/ip"


def is_full(request: HttpRequest, form: str) -> bool:
    """Counts one sending of this form and tells whether it is one too many; it empties by itself."""
    return consume(request, app="portal", action=form, config={form: RATE}) is None
