"""Mails about the end of somebody's data."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from volunteers.emails.letter import send_from_programme
from volunteers.models import Erasure, Programme


def send_to_person(person: Any, letter: str, *, erasure: Erasure) -> bool:
    """``False`` if the person has no e-mail address."""
    if not person.email:
        return False
    context = {
        "person": person,
        "programme": person.programme,
        "erasure": erasure,
        "data_url": settings.SITE_URL + reverse("volunteers:my_data"),
    }
    send_from_programme(letter, to=person.email, language=person.contact_language, context=context)
    return True


def send_to_coordination(programme: Programme, erasure: Erasure) -> bool:
    """That somebody asked for it, without a name: that stands behind the login."""
    if not programme.contact_email:
        return False
    url = settings.SITE_URL + reverse("volunteers:erasure_list")
    context = {"programme": programme, "erasure": erasure, "list_url": url}
    send_from_programme("erasure_told", to=programme.contact_email, language="de", context=context)
    return True
