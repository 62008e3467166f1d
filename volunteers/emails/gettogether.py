"""The link to the page where names are ticked."""

from volunteers.emails.letter import send_from_programme
from volunteers.models import Participant


def send_gettogether_link(participant: Participant) -> bool:
    """When and where, and the link; whoever has no e-mail address finds it on the badge."""
    person = participant.person
    if not person.email:
        return False
    context = {
        "person": person,
        "gettogether": participant.gettogether,
        "programme": participant.gettogether.programme,
        "participant": participant,
    }
    send_from_programme("gettogether", to=person.email, language=person.contact_language, context=context)
    return True
