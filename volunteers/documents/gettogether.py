"""Badges of a get-together: the code as text and as a QR code."""

from collections.abc import Iterable
from dataclasses import dataclass

import segno
from django.utils.translation import override

from volunteers.models import Participant


@dataclass(frozen=True)
class BadgeCard:
    participant: Participant
    given_name: str
    # A picture in the address itself: the page has no other file, and prints without the network.
    qr: str


def badge_cards(participants: Iterable[Participant]) -> list[BadgeCard]:
    return [BadgeCard(row, row.person.given_name, _qr(row)) for row in participants]


def _qr(participant: Participant) -> str:
    with override(participant.person.contact_language):
        return segno.make(participant.url, error="m", micro=False).svg_data_uri(border=2, scale=3)
