"""Matches as their two sides see them, and as the desk watches over them."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ibs_portal.languages import language_label
from volunteers.models import Match, MatchNeed, MatchPause, Meeting, Offer, StandIn
from volunteers.models.match import Card
from volunteers.queries.narrow import cards, stand_in_names
from volunteers.queries.stand_ins import ShownStandIn, stand_ins_by_match
from volunteers.rules.match import Light, Pulse, Sign, days_since, light_of, signs_of

SHOWN = 5
SIDES = ("volunteer", "worker")


@dataclass(frozen=True)
class OwnMatch:
    """A match for one of its two people: ``side`` is hers, ``other`` what she may know of the other."""

    match: Match
    side: str
    other: Card
    # Who takes the companion's place, now or soon.
    stand_ins: tuple[ShownStandIn, ...] = ()
    # Breaks that are planned, the next first.
    planned: tuple[MatchPause, ...] = ()

    @property
    def my_answer(self) -> str:
        return self.match.answer_of(self.side)

    @property
    def waits_for_me(self) -> bool:
        return self.match.is_asked and not self.my_answer

    @property
    def common_languages(self) -> list[str]:
        """Names of the languages both speak, in the language of the page."""
        return [language_label(code) for code in self.other.languages]

    @property
    def waits_for_other(self) -> bool:
        return self.match.is_asked and self.my_answer == Match.Answer.YES

    @property
    def pause_reason(self) -> str | Promise:
        """Why it takes a break, for a match from ``with_pause()``; both sides may read it."""
        code = getattr(self.match, "pause_kind", None)
        return MatchPause.Kind(code).label if code else ""


def my_matches(user: Any, *, with_ended: bool = False) -> list[OwnMatch]:
    """The own matches of the volunteer or skilled worker who is asking, those that wait for an answer first."""
    matches = Match.objects.of_side(user).with_last_meeting().with_pause()
    if not with_ended:
        matches = matches.exclude(state=Match.State.ENDED)
    stand_ins, planned = stand_ins_by_match(), _planned_by_match(user)
    own = [
        replace(one, stand_ins=tuple(stand_ins.get(one.match.pk, ())), planned=tuple(planned[one.match.pk]))
        for one in own_matches(matches)
    ]
    return sorted(own, key=lambda o: (not o.waits_for_me, not o.match.is_active, -o.match.pk))


def _planned_by_match(user: Any) -> dict[int, list[MatchPause]]:
    planned: dict[int, list[MatchPause]] = defaultdict(list)
    for pause in MatchPause.objects.own_of(user).planned():
        planned[pause.match_id].append(pause)
    return planned


def planned_pauses_of(match: Match) -> tuple[MatchPause, ...]:
    return tuple(MatchPause.objects.planned().filter(match=match))


def own_matches(matches: Collection[Match]) -> list[OwnMatch]:
    """Matches of the person who is asking, from her side. The other's row is not hers to read."""
    known = cards()
    sides = {match: next(side for side in SIDES if (match.pk, side) in known) for match in matches}
    return [OwnMatch(match, side, known[match.pk, side]) for match, side in sides.items()]


def help_of(match: Match) -> Any:
    """What the skilled worker wishes for help with; the desk's note beside it stays where it is."""
    return Offer.objects.filter(wished_in__need=match.need_id)


# --- Meetings ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hours:
    """Minutes of meetings, in all and in one calendar year."""

    minutes: int
    this_year: int

    @classmethod
    def of(cls, meetings: Any, *, today: datetime.date) -> "Hours":
        in_year = meetings.filter(on__year=today.year).aggregate(sum=Sum("minutes"))["sum"]
        return cls(meetings.minutes(), in_year or 0)


# --- The traffic light -------------------------------------------------------------------------------------

TONES = {Light.GOOD: "success", Light.QUIET: "warning", Light.SILENT: "danger"}
SIGN_WORDS: dict[Sign, str | Promise] = {
    Sign.HELP: gettext_lazy("asks you to get in touch"),
    Sign.SILENT: gettext_lazy("silent for long"),
    Sign.HARDLY_WELCOME: gettext_lazy("hardly feels welcome"),
    Sign.QUIET: gettext_lazy("quiet"),
    Sign.FAIR: gettext_lazy("goes only so-so"),
    Sign.IGNORED: gettext_lazy("check-ins not answered"),
    Sign.NO_MEETING: gettext_lazy("no meeting for long"),
}


@dataclass(frozen=True)
class WatchedMatch:
    """An active match from ``with_last_meeting()`` and ``with_checkins()``, with its light in words.

    ``days`` counts from the last sign of life: a meeting, or an answer to a check-in.
    """

    match: Any
    signs: tuple[Sign, ...]
    days: int
    days_without_meeting: int

    @property
    def light(self) -> Light:
        return light_of(list(self.signs))

    @property
    def tone(self) -> str:
        return "info" if self.match.paused_until and not self.signs else TONES[self.light]

    @property
    def words(self) -> str:
        """Why it is not green, in a few words."""
        words = [str(SIGN_WORDS[sign]) for sign in self.signs]
        if self.match.paused_until:
            words.append(_("takes a break until %s") % date_format(self.match.paused_until, "SHORT_DATE_FORMAT"))
        words = words or [_("going well")]
        if self.match.pauses_from:
            words.append(_("break from %s") % date_format(self.match.pauses_from, "SHORT_DATE_FORMAT"))
        return ", ".join(words)

    @property
    def last_meeting(self) -> str:
        if self.match.last_met_on is None:
            return _("no meeting yet, began %s") % _days_ago(self.days_without_meeting)
        return _("last meeting %s") % _days_ago(self.days_without_meeting)

    @property
    def order(self) -> tuple[int, bool, int, int]:
        """The gravest first, then the quietest, those that take a break last."""
        return (list(TONES).index(self.light) * -1, bool(self.match.paused_until), -self.days, self.match.pk)


def watched(match: Any, *, today: datetime.date) -> WatchedMatch:
    """``match`` comes from ``with_last_meeting().with_checkins(today)``."""
    met, heard, resumed = match.last_met_on, match.heard_on, match.resumed_on or match.started_on
    pulse = Pulse(
        days=days_since(max(met, heard) if met else heard, match.started_on, today=today),
        days_without_meeting=days_since(met, resumed, today=today),
        asks_for_help=match.asks_for_help,
        says=(match.volunteer_says or "", match.worker_says or ""),
        welcome=match.welcome,
        ignored=match.ignored,
        is_paused=match.paused_until is not None,
    )
    without_meeting = days_since(met, match.started_on, today=today)
    return WatchedMatch(match, tuple(signs_of(pulse)), pulse.days, without_meeting)


def watch(user: Any, *, today: datetime.date) -> list[WatchedMatch]:
    """All active matches of the programme, those that need a look first."""
    matches = Match.objects.visible_to(user).active().with_people().with_last_meeting().with_checkins(today)
    return sorted((watched(match, today=today) for match in matches), key=lambda w: w.order)


def _days_ago(days: int) -> str:
    if days == 0:
        return _("today")
    return ngettext("%d day ago", "%d days ago", days) % days


# --- The start page of staff -------------------------------------------------------------------------------


def heute_matching(user: Any, *, now: datetime.datetime) -> dict[str, Any] | None:
    """Open needs with waiting days and how many are still to arrive, open questions, quiet matches, declined stand-ins.

    ``None`` without a part in it. Four queries. Lists are cut at five; ``…_count`` says how many there are.
    """
    if not user.has_perm("volunteers.approve_match") or not user.organisation_id:
        return None
    today = timezone.localdate(now)
    needs = list(MatchNeed.objects.visible_to(user).open().select_related("worker__cohort"))
    coming_count = sum(need.worker.is_coming(today) for need in needs)
    needs = [need for need in needs if not need.worker.is_coming(today)]
    asked = list(Match.objects.visible_to(user).asked().with_people().order_by("approved_at"))
    declined = list(StandIn.objects.visible_to(user).to_be_asked_anew(today).with_people())
    quiet = [w for w in watch(user, today=today) if w.light is not Light.GOOD]
    return {
        "needs": [{"need": need, "days": need.waiting_days(today)} for need in needs[:SHOWN]],
        "need_count": len(needs),
        "coming_count": coming_count,
        "asked": [{"match": match, "days": (now - match.asked_at).days} for match in asked[:SHOWN]],
        "asked_count": len(asked),
        "declined": declined[:SHOWN],
        "declined_count": len(declined),
        "quiet": quiet[:SHOWN],
        "quiet_count": len(quiet),
    }


def pauses_of(match: Match) -> list[MatchPause]:
    """All breaks of a match, the latest first."""
    return list(MatchPause.objects.filter(match=match))


def meetings_of(match: Match) -> Any:
    return Meeting.objects.filter(match=match)


@dataclass(frozen=True)
class OwnMeeting:
    """A meeting as one of the two sees it, with the other's first name."""

    meeting: Meeting
    name: str


def own_meetings(meetings: Iterable[Meeting], side: str) -> list[OwnMeeting]:
    """Meetings of the person who is asking, who is on this side of their matches or stood in.

    The name of whoever stood in, or for whom somebody did, is told as long as it lasts.
    """
    known, deputies = cards(), {(n.match, n.volunteer): n.deputy for n in stand_in_names().values() if not n.is_mine}
    return [OwnMeeting(meeting, _with_whom(meeting, side, known, deputies)) for meeting in meetings]


def _with_whom(meeting: Meeting, side: str, known: dict, deputies: dict) -> str:
    card = known.get((meeting.match_id, side))
    if side == "worker" and (name := deputies.get((meeting.match_id, meeting.volunteer_id))):
        return name
    return card.given_name if card else _("as a stand-in")
