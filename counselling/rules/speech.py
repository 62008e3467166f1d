"""Languages and how well they are spoken."""

from collections.abc import Iterable, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOTHER, WELL, SOME = "mother_tongues", "speaks_well", "speaks_some"
LEVELS = (MOTHER, WELL, SOME)
UNASKED = "languages"


def best_first(levels: Mapping[str, Sequence[str]], unasked: Iterable[str]) -> list[str]:
    """All languages once: mother tongues, spoken well, those nobody asked about, spoken a little."""
    ordered = [*levels[MOTHER], *levels[WELL], *unasked, *levels[SOME]]
    return list(dict.fromkeys(ordered))


def check_one_level(levels: Mapping[str, Sequence[str]]) -> None:
    """``ValidationError`` at the later field if a language stands in two."""
    seen: set[str] = set()
    for name in LEVELS:
        if seen & set(levels[name]):
            raise ValidationError(
                {name: _("A language stands here and in a field above. Leave it in one.")}, code="twice"
            )
        seen |= set(levels[name])


def kept_levels(levels: Mapping[str, Sequence[str]], languages: Sequence[str]) -> dict[str, list[str]]:
    """The levels of those languages that are still there: whoever changes only the list forgets no level."""
    return {name: [code for code in levels[name] if code in languages] for name in LEVELS}


def without_level(languages: Iterable[str], levels: Mapping[str, Sequence[str]]) -> list[str]:
    known = {code for name in LEVELS for code in levels[name]}
    return [code for code in languages if code not in known]
