"""The mail to somebody whose consent the desk has written down."""

import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from ibs_portal.languages import letter_language
from volunteers.emails.letter import send_from_programme
from volunteers.models import SkilledWorker, Volunteer
from volunteers.rules.consent_words import TITLES


def send_recorded(
    person: Volunteer | SkilledWorker, *, kind: str, is_given: bool, told_on: datetime.date, said_by: str
) -> bool:
    """So that nobody agrees to anything without knowing of it; ``False`` if the person has no e-mail address."""
    if not person.email:
        return False
    language = letter_language(person.contact_language)
    with override(language):
        title = str(TITLES[kind])
    context = {
        "person": person,
        "programme": person.programme,
        "title": title,
        "is_given": is_given,
        "told_on": told_on,
        "said_by": said_by,
        "consents_url": settings.SITE_URL + reverse("volunteers:my_consents") if person.user_id else "",
    }
    send_from_programme("consent_recorded", to=person.email, language=language, context=context)
    return True
