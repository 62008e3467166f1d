"""Mails about standing in, and the signed link by which a volunteer answers without an account."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from ibs_portal.languages import STAFF_LANGUAGES
from volunteers.emails.letter import send_from_programme
from volunteers.emails.links import Link
from volunteers.emails.meeting import meeting_url
from volunteers.models import StandIn

# As long as somebody may be asked ahead, and the longest time.
STAND_IN = Link("volunteers:stand_in_answer", ("stand_in",), days=275)


def ask(stand_in: StandIn) -> None:
    """First names and part of town, the days, and the link."""
    language = stand_in.volunteer.contact_language
    _send(stand_in, stand_in.volunteer, "stand_in_asked", answer_url=STAND_IN.url(language, stand_in=stand_in.pk))


def tell_all_of_acceptance(stand_in: StandIn) -> None:
    """The one who stands in gets the link to note meetings, the worker learns who, the companion that it is settled."""
    url = meeting_url(stand_in.match, volunteer=stand_in.volunteer)
    _send(stand_in, stand_in.volunteer, "stand_in_begun", meeting_url=url)
    _send(stand_in, stand_in.match.worker, "stand_in_told_worker")
    _send(stand_in, stand_in.companion, "stand_in_told_companion")


def tell_of_refusal(stand_in: StandIn, *, to: str, language: str) -> None:
    """To the desk: the days and the way to ask somebody else, and never a name."""
    url = settings.SITE_URL + reverse("volunteers:match_detail", args=[stand_in.match_id])
    context = {"programme": stand_in.match.programme, "stand_in": stand_in, "match_url": url}
    language = language if language in STAFF_LANGUAGES else settings.LANGUAGE_CODE
    send_from_programme("stand_in_declined", to=to, language=language, context=context)


def tell_of_withdrawal(stand_in: StandIn) -> None:
    _send(stand_in, stand_in.volunteer, "stand_in_withdrawn")


def tell_of_end(stand_in: StandIn, *, with_worker: bool = True) -> None:
    """Thanks to the one who stood in; the worker learns that the companion is there again."""
    _send(stand_in, stand_in.volunteer, "stand_in_ended")
    if with_worker:
        _send(stand_in, stand_in.match.worker, "stand_in_over")


def _send(stand_in: StandIn, person: Any, letter: str, **context: Any) -> None:
    if not person.email:
        return
    programme = stand_in.match.programme
    context |= {"person": person, "programme": programme, "stand_in": stand_in, "worker": stand_in.match.worker}
    send_from_programme(
        letter,
        to=person.email,
        language=person.contact_language,
        context=context,
    )
