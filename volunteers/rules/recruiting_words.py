"""Steps and the recruiting brief in the words of the page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ibs_portal.languages import language_label
from volunteers.rules.matching_words import worded_slots
from volunteers.rules.recruiting import Wanted
from volunteers.rules.relaxation import Step


def worded_step(step: Step) -> str:
    """What would have to be different, as half a sentence; how many it opens stands beside it."""
    return STEPS[step.kind](step)


STEPS: dict[str, Callable[[Step], str]] = {
    "language": lambda step: _("A little %s is enough to begin with") % language_label(step.facts[0]),
    "time": lambda step: _("Time also on %s") % worded_slots(step.facts),
    "way": lambda step: _("A way of %s minutes is fine as well") % step.facts[0],
    "gender_wish": lambda step: _("It need not be a woman") if step.facts[0] == "woman" else _("It need not be a man"),
    "volunteer_gender_wish": lambda step: (
        _("Volunteers who wish to accompany a woman say yes all the same")
        if step.facts[0] == "woman"
        else _("Volunteers who wish to accompany a man say yes all the same")
    ),
    "place": lambda step: _("A volunteer takes one person more than agreed"),
    "group": lambda step: _("The group %s accompanies one person more") % step.facts[0],
    "training": lambda step: _("The training %s for volunteers who wait for it") % step.facts[0],
    "clearance": lambda step: _("Volunteers show the certificate of conduct that is missing"),
    "group_place": lambda step: _("Trained volunteers get a group and become active"),
}


def step_line(step: Step) -> str:
    """``"Time also on Thursday in the evening: opens 2 volunteers"``."""
    opens = ngettext("opens %d volunteer", "opens %d volunteers", step.opens) % step.opens
    return _("%(step)s: %(opens)s") % {"step": worded_step(step), "opens": opens}


@dataclass(frozen=True)
class WordedWanted:
    """One line of the brief."""

    people: int
    language: str
    times: str
    districts: str
    help: str
    wishes: str


def worded_wanted(wanted: Wanted, offers: Mapping[str, str]) -> WordedWanted:
    return WordedWanted(
        wanted.people,
        language_label(wanted.language) if wanted.language else _("any language"),
        _or(worded_slots((slot,)) for slot in wanted.slots) or _("any time"),
        _or(wanted.districts) or _("anywhere in town"),
        ", ".join(offers.get(code, code) for code in wanted.help),
        _wishes(wanted),
    )


def _or(words: Iterable[str]) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    *first, last = [*words] or [""]
    return _("%(first)s or %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def _wishes(wanted: Wanted) -> str:
    women = ngettext("%d wishes for a woman", "%d wish for a woman", wanted.women) % wanted.women
    men = ngettext("%d wishes for a man", "%d wish for a man", wanted.men) % wanted.men
    return ", ".join(filter(None, [women if wanted.women else "", men if wanted.men else ""]))


def text_for_the_house(brief: Sequence[Wanted], programme: str, offers: Mapping[str, str]) -> str:
    """With every number: for colleagues and the team, not for a poster."""
    if not brief:
        return ""
    lines = [_("%(programme)s is looking for companions:") % {"programme": programme}]
    lines += [f"– {_line(worded_wanted(wanted, offers))}" for wanted in brief]
    return "\n".join(lines)


def _line(one: WordedWanted) -> str:
    people = ngettext("%d person with %s", "%d people with %s", one.people)
    return ", ".join(filter(None, [people % (one.people, one.language), one.times, one.districts, one.wishes]))


def text_for_outside(brief: Sequence[Wanted], programme: str, offers: Mapping[str, str]) -> str:
    """What may go on a poster: no number under 5, no district or wish of a few people who could be recognised."""
    if not brief:
        return ""
    lines = [_("%(programme)s is looking for companions:") % {"programme": programme}]
    lines += [f"– {_outside(wanted, worded_wanted(wanted, offers))}" for wanted in brief]
    return "\n".join([*lines, _("Would you like to join in? We are glad to hear from you.")])


def _outside(wanted: Wanted, one: WordedWanted) -> str:
    if wanted.may_leave_the_house:
        people = ngettext("%d person with %s", "%d people with %s", one.people) % (one.people, one.language)
        return ", ".join([people, one.times, one.districts])
    return ", ".join([_("some people with %s") % one.language, one.times])
