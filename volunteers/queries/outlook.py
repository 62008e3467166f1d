"""Steps that would help somebody for whom nobody is possible, and the recruiting brief, in words."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from volunteers.models import MatchNeed, Programme
from volunteers.queries.crowd import companions, for_the_desk, seeker_of
from volunteers.queries.matching import offer_names
from volunteers.queries.weights import weights_of
from volunteers.rules.matching import rank
from volunteers.rules.pair import Companion, Seeker
from volunteers.rules.recruiting import recruiting_brief
from volunteers.rules.recruiting_words import (
    WordedWanted,
    step_line,
    text_for_outside,
    text_for_the_house,
    worded_wanted,
)
from volunteers.rules.relaxation import outlook, single_steps

# More people than that wait nowhere; the brief says so if it is cut off.
AT_MOST = 500


@dataclass(frozen=True)
class Brief:
    """Of one programme: who is wanted, the two texts to copy, and how many wait for nobody."""

    programme: Programme
    wanted: list[WordedWanted]
    unmatched: int
    waiting: int
    inside: str
    outside: str

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """For Excel."""
        return [(one.people, one.language, one.times, one.districts, one.help, one.wishes) for one in self.wanted]


@dataclass(frozen=True)
class Prospect:
    """Of one need, for the list: how many are possible, how well the best fits, and the step that helps most."""

    possible: int
    best: int | None
    step: str


def prospects(needs: Iterable[Any], programme: Programme, *, today: datetime.date) -> dict[int, Prospect]:
    """By the key of the need; the volunteers are read once. ``needs`` come from ``for_the_desk``."""
    crowd = {candidate.companion.pk: candidate.companion for candidate in companions(programme, today=today)}
    weights = weights_of(programme)
    return {need.pk: _prospect(seeker_of(need, today=today), crowd, weights) for need in needs}


def _prospect(seeker: Seeker, crowd: dict[int, Companion], weights: Mapping[str, int] | None) -> Prospect:
    ranking = rank(seeker, crowd.values(), weights=weights)
    if ranking.proposals:
        return Prospect(len(ranking.proposals), round(ranking.proposals[0].score / 10), "")
    steps = single_steps(seeker, [(crowd[pk], why) for pk, why in ranking.excluded.items()])
    return Prospect(0, None, step_line(steps[0]) if steps else "")


def briefs_for(user: Any, *, today: datetime.date) -> list[Brief]:
    """A brief for each programme that the user's organisation runs."""
    programmes = Programme.objects.filter(organisation=user.organisation_id) if user.organisation_id else []
    names = offer_names()
    needs = list(for_the_desk(MatchNeed.objects.visible_to(user).open())[:AT_MOST])
    return [_brief(p, [n for n in needs if n.programme_id == p.pk], names, today) for p in programmes]


def _brief(programme: Programme, needs: Sequence[Any], names: dict[str, str], today: datetime.date) -> Brief:
    crowd = [candidate.companion for candidate in companions(programme, today=today)]
    seekers = [seeker_of(need, today=today) for need in needs]
    unmatched: list[Seeker] = [seeker for seeker in seekers if not outlook(seeker, crowd).possible]
    brief = recruiting_brief(unmatched)
    return Brief(
        programme,
        [worded_wanted(wanted, names) for wanted in brief],
        len(unmatched),
        len(seekers),
        text_for_the_house(brief, programme.name, names),
        text_for_outside(brief, programme.name, names),
    )


def header() -> list[str]:
    """The columns of the file."""
    return [_("People waiting"), _("Language"), _("Times"), _("Districts"), _("Help wanted"), _("Wishes")]
