"""What follows when somebody proves an e-mail address to the login library."""

from typing import Any

from django.utils import timezone

from ibs_portal.database.identity import errand
from volunteers.actions.signup import confirm_signup
from volunteers.actions.volunteer import follow_address
from volunteers.actions.worker import follow_worker_address
from volunteers.actions.worker_signup import confirm_worker_signup


def note_confirmed_address(*, email_address: Any, **kwargs: Any) -> None:
    """The code of the sign-up was right: the sign-up counts from now on."""
    with errand(account=email_address.user_id):
        confirm_signup(email_address.user, now=timezone.now(), by=email_address.user)
        confirm_worker_signup(email_address.user, now=timezone.now(), by=email_address.user)


def note_changed_address(*, user: Any, to_email_address: Any, **kwargs: Any) -> None:
    """Mails go where the account says."""
    with errand(account=user.pk):
        follow_address(user, email=to_email_address.email, by=user)
        follow_worker_address(user, email=to_email_address.email, by=user)
