"""The link by which a volunteer notes meetings without logging in."""

from volunteers.emails.links import Link
from volunteers.models import Match

# Each check-in brings a fresh one, every two months at least.
MEETING = Link("volunteers:meeting_log", ("match", "volunteer"), days=120)


def meeting_url(match: Match) -> str:
    return MEETING.url(match.volunteer.contact_language, match=match.pk, volunteer=match.volunteer_id)
