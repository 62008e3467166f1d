"""The mail that several people get, each for herself: the typed text in a frame of her own language."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from ibs_portal.mail.letters import write_letter
from volunteers.emails.letter import send_from_programme
from volunteers.models import CompanionGroup, Volunteer
from volunteers.rules.bulk_mail import filled_in


def send_bulk(volunteer: Volunteer, *, subject: str, text: str, group: CompanionGroup | None) -> None:
    send_from_programme(
        "bulk",
        to=volunteer.email,
        language=volunteer.contact_language,
        context=_context(volunteer, subject, text, group),
    )


def preview_bulk(volunteer: Volunteer, *, subject: str, text: str, group: CompanionGroup | None) -> tuple[str, str]:
    """Subject and text as this person will read them."""
    context = _context(volunteer, subject, text, group)
    return write_letter("volunteers/bulk", language=volunteer.contact_language, context=context, in_all_languages=True)


def _context(volunteer: Volunteer, subject: str, text: str, group: CompanionGroup | None) -> dict[str, Any]:
    names = {"given_name": volunteer.given_name, "name": volunteer.name}
    return {
        # The first line is the subject: a name with a line break must not make two of it.
        "subject": " ".join(filled_in(subject, **names).split()),
        "text": filled_in(text, **names),
        "group": group,
        "programme": volunteer.programme,
        "home_url": settings.SITE_URL + reverse("volunteers:my_home"),
    }
