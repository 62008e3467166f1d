"""Who may do what with events and registrations. Whose they are is decided by ``visible_to`` of the models."""

from ibs_portal.accounts.models import User
from projects.models import Event, Registration


def is_own(user: User, event: Event) -> bool:
    return user.organisation_id is not None and event.project.organisation_id == user.organisation_id


def can_change_event(user: User, event: Event) -> bool:
    """Staff with event work (counsellors, coordinators, head, federal volunteer, editor), own organisation only."""
    return user.has_perm("projects.change_event") and is_own(user, event) and not event.is_cancelled


def can_cancel_event(user: User, event: Event) -> bool:
    """The same staff, as long as the event is not cancelled."""
    return user.has_perm("projects.cancel_event") and is_own(user, event) and not event.is_cancelled


def can_view_registrations(user: User, event: Event) -> bool:
    """Staff of the organisation that runs the event: it is the controller of its guests' data."""
    return user.has_perm("projects.view_registration") and is_own(user, event)


def can_change_registration(user: User, registration: Registration) -> bool:
    """Staff of the organisation that holds the registration."""
    own = user.organisation_id is not None and registration.organisation_id == user.organisation_id
    return own and user.has_perm("projects.change_registration")
