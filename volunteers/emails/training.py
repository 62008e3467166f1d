"""Mails about trainings, each with the calendar entry, and the signed link that answers without an account."""

import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from ibs_portal.languages import letter_language
from ibs_portal.mail.letters import Attachment
from volunteers.documents.training import FILE_NAME, method_of, session_calendar
from volunteers.emails.letter import send_from_programme
from volunteers.models import QualificationGrant, TrainingRegistration, TrainingSession
from volunteers.models.training import LIVE

# Staff ask, the person answers in the public process: the key that both have.
_signer = signing.Signer(key=settings.SEAL_KEY, salt="volunteers.training-answer")
# Status after being put on the list → letter.
LETTERS = {"invited": "invitation", "confirmed": "training_confirmed", "waiting": "training_waiting"}


def training_token(registration: TrainingRegistration) -> str:
    """Names one registration. It is good until the session begins: what is possible then, the rules say."""
    return _signer.sign_object({"registration": registration.pk})


def read_training_token(token: str) -> int | None:
    """Key of the registration; ``None`` for a link that was cut off or never ours."""
    try:
        return int(_signer.unsign_object(token)["registration"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None


def training_answer_url(registration: TrainingRegistration) -> str:
    """The page where the volunteer answers, in her language."""
    with override(letter_language(registration.volunteer.contact_language)):
        path = reverse("volunteers:training_answer", args=[training_token(registration)])
    return settings.SITE_URL + path


def send_place(registration: TrainingRegistration) -> bool:
    """Invited, put down, or on the waiting list: the last has no day to keep free yet."""
    has_entry = registration.status != TrainingRegistration.Status.WAITING
    return _send(registration, LETTERS[registration.status], has_entry=has_entry)


def send_offer(registration: TrainingRegistration) -> bool:
    return _send(registration, "training_offered")


def send_offer_expired(registration: TrainingRegistration) -> bool:
    return _send(registration, "training_expired", has_entry=False)


def tell_of_change(session: TrainingSession) -> int:
    """To everybody who comes or waits; how many mails."""
    return _tell_all(session, "training_changed")


def tell_of_cancellation(session: TrainingSession) -> int:
    """To everybody who came or waited; call it before their registrations end."""
    return _tell_all(session, "training_cancelled")


def send_renewal(grant: QualificationGrant, now: datetime.datetime) -> bool:
    """Runs out soon: when, and the next sessions that are open."""
    volunteer = grant.volunteer
    if not volunteer.email:
        return False
    sessions = TrainingSession.objects.filter(training=grant.training).open_for_all(now)[:3]
    context = {
        "volunteer": volunteer,
        "programme": volunteer.programme,
        "grant": grant,
        "sessions": list(sessions),
        "trainings_url": settings.SITE_URL + reverse("volunteers:my_trainings"),
    }
    language = volunteer.contact_language
    send_from_programme("training_renewal", to=volunteer.email, language=language, context=context)
    return True


def _tell_all(session: TrainingSession, letter: str) -> int:
    told = 0
    for registration in session.registrations.filter(status__in=LIVE).select_related("volunteer"):
        registration.session = session
        told += _send(registration, letter)
    return told


def _send(registration: TrainingRegistration, letter: str, *, has_entry: bool = True) -> bool:
    volunteer, session = registration.volunteer, registration.session
    if not volunteer.email:
        return False
    answer_url = training_answer_url(registration)
    context: dict[str, Any] = {
        "volunteer": volunteer,
        "programme": session.programme,
        "session": session,
        "registration": registration,
        "answer_url": answer_url,
    }
    send_from_programme(
        letter,
        to=volunteer.email,
        language=volunteer.contact_language,
        context=context,
        attachments=[_entry(session, answer_url)] if has_entry else [],
    )
    return True


def _entry(session: TrainingSession, url: str) -> Attachment:
    content = session_calendar(session, url=url).decode()
    return Attachment(FILE_NAME, content, f"text/calendar; method={method_of(session)}")
