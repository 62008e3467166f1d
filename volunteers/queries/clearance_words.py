"""The state of a certificate of conduct as a badge shows it: word and tone."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from volunteers.rules import clearance as rules

CLEARANCE_STATES: dict[str, tuple[Promise, str]] = {
    rules.NOT_NEEDED: (pgettext_lazy("certificate of conduct", "not needed"), "info"),
    rules.MISSING: (pgettext_lazy("certificate of conduct", "missing"), "warning"),
    rules.AGAINST: (pgettext_lazy("certificate of conduct", "something stands against it"), "danger"),
    rules.OVER: (pgettext_lazy("certificate of conduct", "has run out"), "warning"),
    rules.SOON: (pgettext_lazy("certificate of conduct", "runs out soon"), "info"),
    rules.VALID: (pgettext_lazy("certificate of conduct", "valid"), "success"),
}
