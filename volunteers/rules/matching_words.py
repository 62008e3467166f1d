"""Reasons and obstacles of matching in the words of the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ibs_portal.languages import language_label
from volunteers.rules.availability import PARTS, WEEKDAYS
from volunteers.rules.matching import Obstacle, Reason
from volunteers.rules.situation import SITUATIONS

TITLES = {
    "language": gettext_lazy("Language"),
    "times": gettext_lazy("Times"),
    "help": gettext_lazy("Help wanted"),
    "district": gettext_lazy("Way"),
    "waiting": gettext_lazy("Waiting"),
    "interests": gettext_lazy("Interests"),
    "situation": gettext_lazy("Life situation"),
}


@dataclass(frozen=True)
class WordedReason:
    """One line of the reasons: a title, a meter from 0 to 100, and what it says in words."""

    title: str
    percent: int
    words: str


def worded(reason: Reason, offers: Mapping[str, str]) -> WordedReason:
    """``offers`` maps codes of help to names in the reader's language."""
    # Old matches keep the points of their day, also where a term weighs less by now.
    percent = min(100, round(100 * reason.points / reason.maximum))
    return WordedReason(str(TITLES[reason.code]), percent, WORDS[reason.code](reason, offers))


def worded_obstacle(obstacle: Obstacle) -> str:
    """One sentence that says what stands in the way."""
    return OBSTACLES[obstacle.code](obstacle)


def worded_slots(slots: tuple[str, ...]) -> str:
    """``("tue_evening",)`` → "Tuesday in the evening"; at most three, then "and 2 more"."""
    names = dict(WEEKDAYS), dict(PARTS)
    words = [f"{names[0][day]} {names[1][part]}" for day, part in (slot.split("_") for slot in in_order(slots)[:3])]
    more = len(slots) - 3
    return ", ".join(words) + (ngettext(" and %d more", " and %d more", more) % more if more > 0 else "")


def in_order(slots: tuple[str, ...]) -> list[str]:
    """In the order of the week."""
    days, parts = [day for day, _name in WEEKDAYS], [part for part, _name in PARTS]
    return sorted(slots, key=lambda slot: (days.index(slot.split("_")[0]), parts.index(slot.split("_")[1])))


def _language(reason: Reason, offers: Mapping[str, str]) -> str:
    names = ", ".join(language_label(code) for code in reason.facts)
    return {"fluent": _("both speak it fluently: %s"), "good": _("both speak it well: %s")}.get(
        reason.case, _("no common language")
    ).replace("%s", names)


def _times(reason: Reason, offers: Mapping[str, str]) -> str:
    if reason.case == "some":
        return worded_slots(reason.facts)
    if reason.case == "hours":
        hours = {"hours": hours_words(int(reason.facts[0])), "times": worded_slots(reason.facts[1:])}
        return _("%(hours)s in common in four weeks: %(times)s") % hours
    if reason.case == "little" and int(reason.facts[0]):
        return _("only %s in common in four weeks") % hours_words(int(reason.facts[0]))
    return _("no common time") if reason.case in ("none", "little") else _("times are not known yet")


def hours_words(minutes: int) -> str:
    """``90`` → "1.5 hours", ``180`` → "3 hours"."""
    hours = Decimal(minutes) / 60
    return ngettext("%s hour", "%s hours", 1 if hours == 1 else 2) % number_format(hours.normalize(), use_l10n=True)


def _help(reason: Reason, offers: Mapping[str, str]) -> str:
    if reason.case == "unknown":
        return _("no wish named")
    names = ", ".join(offers.get(code, code) for code in reason.facts)
    return {"all": _("offers all of it: %s"), "some": _("offers: %s"), "none": _("likes to do other things")}[
        reason.case
    ].replace("%s", names)


def _district(reason: Reason, offers: Mapping[str, str]) -> str:
    place = "".join(reason.facts)
    return {
        "minutes": _("%s minutes apart"),
        "same": _("same district: %s"),
        "same_postcode": _("same postcode: %s"),
        "same_town": _("same town"),
        "far": _("further away"),
        "unknown": _("place is not known"),
    }[reason.case].replace("%s", place)


def _waiting(reason: Reason, offers: Mapping[str, str]) -> str:
    days = int(reason.facts[0])
    if not days:
        return _("no waiting time yet")
    return ngettext("has been waiting for %d day", "has been waiting for %d days", days) % days


def _interests(reason: Reason, offers: Mapping[str, str]) -> str:
    if reason.case == "some":
        return _("both: %s") % ", ".join(word[:1].upper() + word[1:] for word in reason.facts)
    return _("different ones") if reason.case == "none" else _("not known")


def _situation(reason: Reason, offers: Mapping[str, str]) -> str:
    if reason.case == "some":
        names = dict(SITUATIONS)
        return _("both: %s") % ", ".join(str(names.get(code, code)) for code in reason.facts)
    return _("different ones") if reason.case == "none" else _("nothing said")


WORDS: dict[str, Callable[[Reason, Mapping[str, str]], str]] = {
    "language": _language,
    "times": _times,
    "help": _help,
    "district": _district,
    "waiting": _waiting,
    "interests": _interests,
    "situation": _situation,
}
WISHES: dict[str, Callable[[], str]] = {
    "woman": lambda: _("A woman is wished for."),
    "man": lambda: _("A man is wished for."),
}
VOLUNTEER_WISHES: dict[str, Callable[[], str]] = {
    "woman": lambda: _("Wishes to accompany a woman."),
    "man": lambda: _("Wishes to accompany a man."),
}
OBSTACLES: dict[str, Callable[[Obstacle], str]] = {
    "not_active": lambda found: _("Is not active at the moment."),
    "training_missing": lambda found: _("Training is missing or has run out: %s.") % ", ".join(found.facts),
    "clearance_missing": lambda found: _("The certificate of conduct is missing or has run out."),
    "no_place": lambda found: (
        _("Accompanies three people already: nobody accompanies more.")
        if found.facts
        else _("Has no free place: accompanies as many people as agreed.")
    ),
    "group_full": lambda found: _("The group accompanies as many people as it can."),
    "no_common_language": lambda found: _("No language that both speak well."),
    "gender_wish": lambda found: WISHES[found.facts[0]](),
    "no_common_time": lambda found: (
        _("Only %s in common in the coming four weeks.") % hours_words(int(found.facts[0]))
        if found.facts[0] != "0"
        else _("No common time in the coming four weeks.")
    ),
    "too_far": lambda found: (
        _("%(minutes)s minutes apart, %(limit)s are wished at most.")
        % dict(zip(("minutes", "limit"), found.facts, strict=True))
    ),
    "volunteer_gender_wish": lambda found: VOLUNTEER_WISHES[found.facts[0]](),
    "excluded": lambda found: _("These two must not meet: it is noted by the desk."),
    "declined_before": lambda found: _("One of the two said no before."),
    "did_not_fit": lambda found: _("They were a match before and did not get on."),
}
# The rules by name, for matches that a coordinator approved all the same.
RULES = {
    "no_place": gettext_lazy("Had no free place"),
    "group_full": gettext_lazy("The group was full"),
    "no_common_language": gettext_lazy("No common language"),
    "no_common_time": gettext_lazy("Too little common time"),
    "too_far": gettext_lazy("The way was too long"),
    "gender_wish": gettext_lazy("Wish of the skilled worker for a woman or a man"),
    "volunteer_gender_wish": gettext_lazy("Wish of the volunteer for a woman or a man"),
    "declined_before": gettext_lazy("One of the two had said no before"),
    "did_not_fit": gettext_lazy("They had not got on before"),
}


def overridden_rule(code: str) -> str:
    return str(RULES.get(code, code))
