"""Mails to skilled workers on their way; those about a match are in ``matching.py``."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from volunteers.emails.letter import send_from_programme
from volunteers.models import SkilledWorker


def send_to_worker(worker: SkilledWorker, letter: str, **context: Any) -> bool:
    """Sends ``emails/volunteers/<letter>.txt``; ``False`` if the worker has no e-mail address."""
    if not worker.email:
        return False
    home = settings.SITE_URL + reverse("volunteers:worker_continue")
    context = {"worker": worker, "programme": worker.programme, "home_url": home, **context}
    send_from_programme(letter, to=worker.email, language=worker.contact_language, context=context)
    return True
