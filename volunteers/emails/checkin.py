"""Asking by mail how it is going, and the links to answer and to note a meeting without an account."""

from volunteers.emails.links import Link
from volunteers.emails.matching import send_to_side
from volunteers.emails.meeting import meeting_url
from volunteers.models import CheckIn
from volunteers.rules.checkin import DAYS_TO_ANSWER

CHECKIN = Link("volunteers:checkin_answer", ("checkin",), days=DAYS_TO_ANSWER)


def ask(checkin: CheckIn) -> None:
    """One click in the mail, one on the page behind it."""
    match, side = checkin.match, checkin.side
    language = checkin.person.contact_language
    context = {"answer_url": CHECKIN.url(language, checkin=checkin.pk)}
    if side == CheckIn.Side.VOLUNTEER:
        context["meeting_url"] = meeting_url(match)
    send_to_side(match, side, "checkin_asked", **context)
