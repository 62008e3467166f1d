"""Mails to both sides of a match, and the signed link by which they answer without an account."""

import datetime
from typing import Any

from django.utils.functional import Promise

from volunteers.emails.letter import send_from_programme
from volunteers.emails.links import Link, LinkForgedError
from volunteers.emails.meeting import meeting_url
from volunteers.models import Match
from volunteers.rules.match import DAYS_TO_ANSWER

SIDES = ("volunteer", "worker")
ANSWER = Link("volunteers:match_answer", ("match", "side"), days=DAYS_TO_ANSWER)


def answer_token(match: Match, side: str) -> str:
    """A token that names the match and the side; it is worth nothing once that side has answered."""
    return ANSWER.token(match=match.pk, side=SIDES.index(side))


def read_token(token: str) -> tuple[int, str]:
    """Key of the match and side; ``LinkExpiredError`` or ``LinkForgedError``."""
    found = ANSWER.read(token)
    if found["side"] not in range(len(SIDES)):
        raise LinkForgedError
    return found["match"], SIDES[found["side"]]


def answer_url(match: Match, side: str) -> str:
    """The address of the page where this side answers, in the language of the person."""
    return ANSWER.url(_language(match, side), match=match.pk, side=SIDES.index(side))


def ask_both(match: Match) -> None:
    """Asks both sides; whoever has no e-mail address is asked by the coordinator."""
    for side in SIDES:
        context = {"answer_url": answer_url(match, side), "help": list(match.need.help.all())}
        send_to_side(match, side, f"match_asked_{side}", **context)


def remind(match: Match, *, sides: tuple[str, ...]) -> None:
    """The question once more, with the last day to answer."""
    for side in sides:
        context = {"answer_url": answer_url(match, side), "answer_until": match.answer_until}
        send_to_side(match, side, "match_reminder", **context)


def tell_both_of_beginning(match: Match) -> None:
    """Both said yes: each gets the other's contact details."""
    for side in SIDES:
        link = {"meeting_url": meeting_url(match)} if side == "volunteer" else {}
        send_to_side(match, side, "match_begun", **link)


def tell_of_no_match(match: Match, *, sides: tuple[str, ...] = SIDES) -> None:
    """It does not come about; nobody is told who said no."""
    for side in sides:
        send_to_side(match, side, "match_not_begun")


def tell_both_of_end(match: Match, *, thanks_of: str = "", thanks: str = "") -> None:
    """To both sides; the words of thanks of one go to the other."""
    for side in SIDES:
        send_to_side(match, side, "match_ended", thanks=thanks if side != thanks_of else "")


def tell_both_of_pause(
    match: Match, *, days: tuple[datetime.date, datetime.date], kind: str | Promise, is_planned: bool
) -> None:
    """It rests until the second day, from now or from the first on, and why: what both may read."""
    letter = "match_pause_planned" if is_planned else "match_paused"
    for side in SIDES:
        send_to_side(match, side, letter, starts_on=days[0], until=days[1], kind=kind)


def tell_both_of_no_pause(match: Match, *, starts_on: datetime.date) -> None:
    """What was planned does not take place."""
    for side in SIDES:
        send_to_side(match, side, "match_pause_cancelled", starts_on=starts_on)


def tell_both_of_resuming(match: Match) -> None:
    for side in SIDES:
        send_to_side(match, side, "match_resumed")


def send_to_side(match: Match, side: str, letter: str, **context: Any) -> None:
    """One of the letters about a match, which are there in all languages of letters; nothing without an address."""
    person = getattr(match, side)
    if not person.email:
        return
    context |= {"person": person, "other": match.card_for(side), "programme": match.programme, "side": side}
    send_from_programme(
        letter,
        to=person.email,
        language=_language(match, side),
        context=context,
    )


def _language(match: Match, side: str) -> str:
    return getattr(match, side).contact_language
