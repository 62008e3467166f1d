"""Mails to both sides of a match, and the signed link by which they answer without an account."""

import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from ibs_portal.mail.letters import send_letter
from volunteers.models import Match
from volunteers.rules.match import DAYS_TO_ANSWER

SIDES = ("volunteer", "worker")
# Staff ask, the person answers in the public process: the key that both have.
_signer = signing.TimestampSigner(key=settings.SEAL_KEY, salt="volunteers.match-answer")


class LinkExpiredError(Exception):
    """The link is ours, but older than two weeks."""


class LinkForgedError(Exception):
    """The link was not made by this portal, or was cut off on its way."""


def answer_token(match: Match, side: str) -> str:
    """A token that names the match and the side; it is worth nothing once that side has answered."""
    return _signer.sign_object({"match": match.pk, "side": side})


def read_token(token: str) -> tuple[int, str]:
    """Key of the match and side; ``LinkExpiredError`` or ``LinkForgedError``."""
    try:
        data = _signer.unsign_object(token, max_age=datetime.timedelta(days=DAYS_TO_ANSWER))
        return int(data["match"]), SIDES[SIDES.index(data["side"])]
    except signing.SignatureExpired as error:
        raise LinkExpiredError from error
    except (signing.BadSignature, KeyError, TypeError, ValueError) as error:
        raise LinkForgedError from error


def answer_url(match: Match, side: str) -> str:
    """The address of the page where this side answers, in the language of the person."""
    with override(_language(match, side)):
        return settings.SITE_URL + reverse("volunteers:match_answer", args=[answer_token(match, side)])


def ask_both(match: Match) -> None:
    """Asks both sides; whoever has no e-mail address is asked by the coordinator."""
    for side in SIDES:
        context = {"answer_url": answer_url(match, side), "help": list(match.need.help.all())}
        _send(match, side, f"match_asked_{side}", **context)


def tell_both_of_beginning(match: Match) -> None:
    """Both said yes: each gets the other's contact details."""
    for side in SIDES:
        _send(match, side, "match_begun")


def tell_of_no_match(match: Match, *, sides: tuple[str, ...] = SIDES) -> None:
    """It does not come about; nobody is told who said no."""
    for side in sides:
        _send(match, side, "match_not_begun")


def tell_both_of_end(match: Match) -> None:
    for side in SIDES:
        _send(match, side, "match_ended")


def _send(match: Match, side: str, letter: str, **context: Any) -> None:
    person = getattr(match, side)
    if not person.email:
        return
    language = _language(match, side)
    context |= {"person": person, "other": match.card_for(side), "programme": match.programme, "side": side}
    send_letter(f"volunteers/{letter}", to=person.email, language=language, context=context)


def _language(match: Match, side: str) -> str:
    return getattr(match, side).contact_language
