"""When somebody has time in an ordinary week: twenty-one slots, such as ``tue_evening``."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

WEEKDAYS = (
    ("mon", _("Monday")),
    ("tue", _("Tuesday")),
    ("wed", _("Wednesday")),
    ("thu", _("Thursday")),
    ("fri", _("Friday")),
    ("sat", _("Saturday")),
    ("sun", _("Sunday")),
)
PARTS = (("morning", _("in the morning")), ("afternoon", _("in the afternoon")), ("evening", _("in the evening")))
SLOTS = tuple(f"{day}_{part}" for day, _day in WEEKDAYS for part, _part in PARTS)


def slot_choices() -> list[tuple[str, str]]:
    """Choices for a field; the label names day and part, as a screen reader needs it."""
    return [(f"{day}_{part}", f"{day_name} {part_name}") for day, day_name in WEEKDAYS for part, part_name in PARTS]


def by_day(slots: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Chosen slots as words, a day each and in order of the week: ``[("Tuesday", ["in the evening"])]``."""
    chosen = set(slots)
    week = [(str(name), [str(w) for part, w in PARTS if f"{day}_{part}" in chosen]) for day, name in WEEKDAYS]
    return [(name, parts) for name, parts in week if parts]
