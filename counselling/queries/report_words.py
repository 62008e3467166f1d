"""What the features of a report and their values are called."""

from collections.abc import Callable, Iterable

from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from counselling.models import Case, Channel, EndReason, Outcome, Topic
from counselling.models.vocabulary import GENDERS, country_label
from counselling.rules.origin import REGIONS
from counselling.rules.report import Period
from ibs_portal.languages import SPOKEN_LANGUAGES, language_label

TITLES = {
    "topic": gettext_lazy("Topics"),
    "channel": gettext_lazy("How people came in touch"),
    "language": gettext_lazy("Language of the talk"),
    "region": gettext_lazy("Regions of origin"),
    "origin": gettext_lazy("Countries of origin"),
    "sex": gettext_lazy("Gender"),
    "age": gettext_lazy("Age"),
    "minutes": pgettext_lazy("report", "Duration"),
    "turn": gettext_lazy("First and repeated contacts"),
    "outcome": pgettext_lazy("report", "Result"),
    "opened": gettext_lazy("Cases opened"),
    "closed": gettext_lazy("Cases closed"),
    "ended": gettext_lazy("Reasons for the end"),
}
NOT_SAID = {"unknown": gettext_lazy("not recorded"), "none": gettext_lazy("without a file")}
WORDS: dict[str, dict[str, str | Promise]] = {
    "channel": dict(Channel.choices),
    "sex": {**dict(GENDERS), **NOT_SAID},
    "age": {
        "under_18": gettext_lazy("under 18"),
        "18_26": gettext_lazy("18 to 26"),
        "27_39": gettext_lazy("27 to 39"),
        "40_59": gettext_lazy("40 to 59"),
        "60_plus": gettext_lazy("60 and older"),
        **NOT_SAID,
    },
    "minutes": {
        "to_5": gettext_lazy("up to 5 minutes"),
        "to_15": gettext_lazy("6 to 15 minutes"),
        "to_30": gettext_lazy("16 to 30 minutes"),
        "to_60": gettext_lazy("31 to 60 minutes"),
        "over_60": gettext_lazy("more than an hour"),
    },
    "turn": {
        "first": gettext_lazy("First contact of a person"),
        "repeat": gettext_lazy("Further contacts"),
        "none": NOT_SAID["none"],
    },
    "outcome": dict(Outcome.choices),
    "region": {
        "middle_east": gettext_lazy("Middle East and Türkiye"),
        "ukraine_moldova": gettext_lazy("Ukraine and Moldova"),
        "central_asia": gettext_lazy("Afghanistan, Pakistan, Central Asia"),
        "eu": gettext_lazy("European Union"),
        "balkans": gettext_lazy("Western Balkans"),
        "east_africa": gettext_lazy("East Africa and Horn of Africa"),
        "north_africa": gettext_lazy("North Africa"),
        "russia_caucasus": gettext_lazy("Russia, Belarus, Caucasus"),
        "asia": gettext_lazy("South, East and South-East Asia"),
        "west_africa": gettext_lazy("West and Central Africa"),
        "america": gettext_lazy("America"),
        "germany": gettext_lazy("Germany"),
        "stateless": pgettext_lazy("nationality", "stateless"),
        "elsewhere": gettext_lazy("elsewhere"),
        **NOT_SAID,
    },
    "opened": dict(Case.Kind.choices),
    "closed": dict(Case.Kind.choices),
    "ended": dict(EndReason.choices),
}
ORDERS = {
    **{feature: tuple(words) for feature, words in WORDS.items()},
    "language": tuple(SPOKEN_LANGUAGES),
    "region": REGIONS,
}
OTHERS = "others"


def topic_words() -> dict[str, str]:
    """Labels of all topics by their keys, also of those that are no longer in use; one query."""
    return {str(topic.pk): str(topic.label) for topic in Topic.objects.all()}


def labeller(topics: dict[str, str]) -> Callable[[str, str], str]:
    """``label(feature, value)`` in the language of the reader."""

    def label(feature: str, value: str) -> str:
        if value == OTHERS:
            return _("others")
        if feature == "topic":
            return topics.get(value, _("a former topic"))
        if feature == "language":
            return language_label(value)
        if feature == "origin" and value in NOT_SAID:
            return str(NOT_SAID[value])
        if feature == "origin":
            return country_label(value) if len(value) == 2 or value == "stateless" else str(WORDS["region"][value])
        return str(WORDS[feature].get(value, value))

    return label


def month_name(number: int) -> str:
    """``1`` is January."""
    return str(MONTHS[number])


def period_label(period: Period) -> str:
    """``October 2026``, ``3rd quarter 2026``, ``2026``."""
    if period.kind == "month":
        return f"{month_name(period.first)} {period.year}"
    if period.kind == "quarter":
        return _("Quarter %(number)s of %(year)s") % {"number": period.quarter, "year": period.year}
    return str(period.year)


def listed(words: Iterable[str]) -> str:
    """``a, b and c``."""
    *first, last = list(words) or [""]
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last
