"""The weekly mail to coordinators: counts and links, and never a name."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from ibs_portal.accounts.models import User
from ibs_portal.languages import STAFF_LANGUAGES
from volunteers.emails.letter import send_from_programme
from volunteers.models import Programme


def send_digest(person: User, programme: Programme, counts: dict[str, int]) -> None:
    language = person.language if person.language in STAFF_LANGUAGES else settings.LANGUAGE_CODE
    pages = {"matches_url": "match_list", "needs_url": "need_list"}
    links: dict[str, Any] = {key: settings.SITE_URL + reverse(f"volunteers:{name}") for key, name in pages.items()}
    context = {"counts": counts, "programme": programme, **links}
    send_from_programme("digest", to=person.email, language=language, context=context)
