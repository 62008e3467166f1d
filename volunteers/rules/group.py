"""Who may join a group, and whether there is a place."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ASSIGNABLE = ("accepted", "trained", "active", "paused")


def free_seats(seats: int, members: int) -> int:
    return max(seats - members, 0)


def check_seat(seats: int, members: int) -> None:
    if members >= seats:
        raise ValidationError(_("This group is full."), "full")


def check_assignable(status: str) -> None:
    if status not in ASSIGNABLE:
        raise ValidationError(_("Only people who are accepted can join a group."), "not_accepted")


def check_seats_suffice(seats: int, members: int) -> None:
    """A group is never made smaller than it is."""
    if members > seats:
        raise ValidationError({"seats": _("More people than that are already in the group.")})


def check_open(is_active: bool) -> None:
    if not is_active:
        raise ValidationError(_("This group has ended."), "ended")


def check_same_programme(group_programme: int, volunteer_programme: int) -> None:
    if group_programme != volunteer_programme:
        raise ValidationError(_("This group belongs to another programme."), "programme")


def check_request_open(state: str) -> None:
    """A request is answered or taken back once."""
    if state != "asked":
        raise ValidationError(_("This request has been answered already."), "settled")
