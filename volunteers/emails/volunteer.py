"""Mails to volunteers; they leave after the commit and say nothing about anybody else."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from volunteers.emails.letter import send_from_programme
from volunteers.models import CompanionGroup, Volunteer

# Status → letter; other changes of status need no mail.
STATUS_LETTERS = {"interview": "interview", "accepted": "accepted", "paused": "paused", "left": "left"}


def send_to(volunteer: Volunteer, letter: str, **context: Any) -> bool:
    """Sends ``emails/volunteers/<letter>.txt``; ``False`` if the volunteer has no e-mail address."""
    if not volunteer.email:
        return False
    context = {"volunteer": volunteer, "programme": volunteer.programme, "home_url": _home(), **context}
    send_from_programme(letter, to=volunteer.email, language=volunteer.contact_language, context=context)
    return True


def send_status(volunteer: Volunteer) -> bool:
    letter = STATUS_LETTERS.get(volunteer.status)
    return send_to(volunteer, letter) if letter else False


def send_group_welcome(volunteer: Volunteer, group: CompanionGroup) -> bool:
    return send_to(volunteer, "group", group=group)


def send_about_group(volunteer: Volunteer, letter: str, **context: Any) -> bool:
    """A letter about a group, with the way to the page of the own group."""
    return send_to(volunteer, letter, group_url=settings.SITE_URL + reverse("volunteers:my_group"), **context)


def send_back(volunteer: Volunteer) -> bool:
    """A break is over: welcome, and the way to another one."""
    return send_to(volunteer, "back", pause_url=settings.SITE_URL + reverse("volunteers:my_pause"))


def _home() -> str:
    return settings.SITE_URL + reverse("volunteers:my_home")
