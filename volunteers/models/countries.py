"""Where people come from: every country of ISO 3166, and the two answers that are none."""

import functools

from babel import Locale
from django.utils.translation import get_language, pgettext_lazy

STATELESS, UNKNOWN = "stateless", "unknown"
SPECIAL = {STATELESS: pgettext_lazy("nationality", "stateless"), UNKNOWN: pgettext_lazy("nationality", "unknown")}
# CLDR also names regions and test codes with two letters.
NO_COUNTRY = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "CP", "DG", "EA", "IC", "TA", "AC", "CQ"}


@functools.cache
def _countries(language: str) -> dict[str, str]:
    names = Locale.parse(language).territories
    found = {code: name for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in NO_COUNTRY}
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))


def country_label(code: str) -> str:
    """The country's name in the language of the page; also for stateless and unknown."""
    if code in SPECIAL:
        return str(SPECIAL[code])
    return _countries((get_language() or "de")[:2]).get(code, code)


def country_choices() -> list[tuple[str, str]]:
    special = [(code, str(label)) for code, label in SPECIAL.items()]
    return [*_countries((get_language() or "de")[:2]).items(), *special]
