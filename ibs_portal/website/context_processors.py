"""What every page knows: whether it is a demo, and whether somebody is there now."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from counselling.queries.opening import OpeningNow, opening_now
from ibs_portal.website.freshness import LONGEST, keep


def portal(request: HttpRequest) -> dict:
    """``opening_now`` costs nothing on pages that do not show it."""
    return {
        "demo": settings.DEMO,
        "opening_now": None if is_staff_of_another_house(request) else SimpleLazyObject(opening_now_kept),
        "hours_url": reverse_lazy("counselling:opening_hours"),
    }


def is_staff_of_another_house(request: HttpRequest) -> bool:
    """Who works at no counter needs no sign of its door: the tab at the head of staff pages stays away."""
    return request.path_info.startswith("/intern/") and not request.user.has_perm("counselling.view_counter")


def opening_now_kept() -> OpeningNow | None:
    """The state of the door in the reader's language, kept until it changes."""
    now = timezone.now()

    def build():
        opening = opening_now()
        return opening, opening.expires if opening else now + LONGEST

    return keep(("opening", get_language()), build, now=now)
