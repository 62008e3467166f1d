"""The board of a run: what it proposed, how it stands now, who stays without, and what else would be possible."""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volunteers.models import MatchingProposal, MatchingRun, MatchNeed, Programme, Volunteer
from volunteers.queries.assignment import Desk, Plan, desk_of, latest_proposals, latest_run
from volunteers.queries.crowd import Candidate
from volunteers.rules.matching_words import WordedReason, worded, worded_obstacle
from volunteers.rules.recruiting_words import step_line
from volunteers.rules.relaxation import single_steps

ALTERNATIVES = 3


@dataclass(frozen=True)
class Alternative:
    """Somebody else who is possible for the same need."""

    volunteer: Volunteer
    score: int

    @property
    def percent(self) -> int:
        return round(self.score / 10)


@dataclass(frozen=True)
class Card:
    """One proposal as it stands now. ``problem`` says why it cannot be approved any more, in words."""

    proposal: MatchingProposal
    need: MatchNeed
    days: int
    is_coming: bool
    volunteer: Volunteer
    candidate: Candidate | None
    score: int
    reasons: list[WordedReason]
    alternatives: list[Alternative]
    problem: str = ""

    @property
    def percent(self) -> int:
        return round(self.score / 10)


@dataclass(frozen=True)
class Waiting:
    """A need without a proposal, and why in words."""

    need: MatchNeed
    days: int
    is_coming: bool
    why: list[str]


@dataclass(frozen=True)
class Board:
    """``better`` says what a new run would gain, in words; empty if the proposals are the best there are."""

    programme: Programme
    desk: Desk
    run: MatchingRun | None
    cards: list[Card]
    waiting: list[Waiting]
    better: str = ""

    @cached_property
    def places(self) -> int:
        return self.desk.places

    @property
    def fixed(self) -> Plan:
        """Fixed pairs that are still possible."""
        return {c.need.pk: c.volunteer.pk for c in self.cards if c.proposal.is_fixed and not c.problem}


def board_of(programme: Programme, *, today: datetime.date) -> Board:
    """Everything is judged now, with the weights of the run: who has left or is full since then is told apart."""
    proposals = latest_proposals(programme)
    run = proposals[0].run if proposals else latest_run(programme)
    desk = desk_of(programme, today=today, weights=run.weights if run else None)
    proposals = [proposal for proposal in proposals if proposal.need_id in desk.needs]
    names = {offer.code: str(offer) for need in desk.needs.values() for offer in need.help.all()}
    cards = [_card(desk, proposal, names, today) for proposal in proposals]
    cards = sorted(_within_room(desk, cards), key=_order)
    plan = {card.need.pk: card.volunteer.pk for card in cards if not card.problem}
    proposed = {card.need.pk for card in cards}
    waiting = [_waiting(desk, need, today) for pk, need in desk.needs.items() if pk not in proposed]
    board = Board(programme, desk, run, cards, waiting)
    return replace(board, better=_better(desk, plan, board.fixed)) if run else board


def _card(desk: Desk, proposal: MatchingProposal, names: dict[str, str], today: datetime.date) -> Card:
    need, volunteer = desk.needs[proposal.need_id], proposal.volunteer
    score = desk.points.get((need.pk, volunteer.pk))
    reasons = desk.reasons(need.pk, volunteer.pk) if score is not None else tuple(proposal.score_reasons())
    others = [(other, points) for other, points in desk.best_for(need.pk) if other != volunteer.pk]
    return Card(
        proposal,
        need,
        need.waiting_days(today),
        need.worker.is_coming(today),
        volunteer,
        desk.candidates.get(volunteer.pk),
        proposal.score if score is None else score,
        [worded(reason, names) for reason in reasons],
        [Alternative(desk.candidates[other].volunteer, points) for other, points in others[:ALTERNATIVES]],
        "" if score is not None else _problem(desk, need, volunteer),
    )


def _order(card: Card) -> tuple[Any, ...]:
    """What can be approved first; the most urgent, then the best."""
    return bool(card.problem), card.need.priority, -card.score, card.need.pk


def _within_room(desk: Desk, cards: list[Card]) -> Iterator[Card]:
    """Places may have become fewer since the run: fixed pairs keep theirs first, then the most urgent."""
    plan: Plan = {}
    for card in sorted(cards, key=lambda card: (not card.proposal.is_fixed, *_order(card))):
        if not card.problem:
            try:
                desk.check_room({**plan, card.need.pk: card.volunteer.pk})
            except ValidationError:
                words = _("%(name)s has fewer free places by now than proposals.") % {"name": card.volunteer}
                yield replace(card, problem=words)
                continue
            plan[card.need.pk] = card.volunteer.pk
        yield card


def _problem(desk: Desk, need: MatchNeed, volunteer: Volunteer) -> str:
    if volunteer.pk not in desk.candidates:
        return _("%(name)s has left the programme.") % {"name": volunteer}
    return " ".join(worded_obstacle(obstacle) for obstacle in desk.obstacles(need.pk, volunteer.pk))


def _waiting(desk: Desk, need: MatchNeed, today: datetime.date) -> Waiting:
    possible = len(desk.best_for(need.pk))
    days, is_coming = need.waiting_days(today), need.worker.is_coming(today)
    if possible:
        words = ngettext(
            "%(number)d volunteer would be possible, but every free place goes to somebody else.",
            "%(number)d volunteers would be possible, but every free place goes to somebody else.",
            possible,
        )
        return Waiting(need, days, is_coming, [words % {"number": possible}])
    return Waiting(need, days, is_coming, list(_in_the_way(desk, need)))


def _in_the_way(desk: Desk, need: MatchNeed) -> Iterator[str]:
    """The single steps that open most volunteers, two at most; without one, what most often stands in the way."""
    why = {volunteer: desk.obstacles(need.pk, volunteer) for volunteer in desk.candidates}
    steps = single_steps(desk.seekers[need.pk], [(desk.candidates[pk].companion, found) for pk, found in why.items()])
    if steps:
        yield _("Nobody is possible. What would help:")
        yield from (step_line(step) for step in steps[:2])
        return
    with_place = [obstacles for volunteer, obstacles in why.items() if desk.candidates[volunteer].places_free]
    counted = Counter(worded_obstacle(obstacle) for obstacles in with_place for obstacle in obstacles)
    if not counted:
        yield _("Nobody has a free place.")
    for words, number in counted.most_common(2):
        line = ngettext("%(number)d volunteer: %(words)s", "%(number)d volunteers: %(words)s", number)
        yield line % {"number": number, "words": words}


def _better(desk: Desk, plan: Plan, fixed: Plan) -> str:
    """What the best at this moment has over what the run proposed, as far as that is still possible."""
    best = desk.plan(fixed)
    now, then = desk.rank(best), desk.rank(plan)
    if now <= then:
        return ""
    more, points = len(best) - len(plan), now[-1] - then[-1]
    if more > 0:
        words = ngettext("%(number)d more proposal is possible.", "%(number)d more proposals are possible.", more)
        return words % {"number": more}
    if now[:-1] == then[:-1]:
        words = ngettext("%(number)d more point is possible.", "%(number)d more points are possible.", points)
        return words % {"number": points}
    return _("Somebody more urgent can be given a proposal.")


def programmes_of(user: Any) -> list[Programme]:
    """Programmes that the organisation of the coordinator runs."""
    return list(Programme.objects.filter(organisation=user.organisation_id)) if user.organisation_id else []


def people_to_ask(desk: Desk) -> list[Volunteer]:
    """Everybody a coordinator may ask about, by name."""
    return sorted((c.volunteer for c in desk.candidates.values()), key=lambda volunteer: str(volunteer).casefold())
