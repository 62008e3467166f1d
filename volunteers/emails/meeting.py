"""The link by which a volunteer notes meetings without logging in."""

from volunteers.emails.links import Link
from volunteers.models import Match, Volunteer

# Each check-in brings a fresh one, every two months at least.
MEETING = Link("volunteers:meeting_log", ("match", "volunteer"), days=120)


def meeting_url(match: Match, *, volunteer: Volunteer | None = None) -> str:
    """For the companion, or for the ``volunteer`` who stands in."""
    volunteer = volunteer or match.volunteer
    return MEETING.url(volunteer.contact_language, match=match.pk, volunteer=volunteer.pk)
