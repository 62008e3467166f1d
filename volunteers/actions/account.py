"""The account of somebody who signs up."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.actions import create_account
from ibs_portal.accounts.models import User
from ibs_portal.database.identity import at_the_door
from volunteers.models import Programme
from volunteers.queries.narrow import address_on_file

ROLES = {"volunteer": "volunteer", "worker": "skilled_worker"}


@transaction.atomic
def make_account(details: Mapping[str, Any], *, programme: Programme, side: str, by: User | None) -> tuple[User, bool]:
    """An account without a password for a sign-up, and whether the programme's desk has a row of this address already.

    ``ValidationError`` with code ``known_email`` if somebody has an account of it, also one that the door of this
    process does not see.
    """
    known = ValidationError(_("This e-mail address is already in use."), code="known_email")
    email, language, on_file = details["email"], details["contact_language"], address_on_file(side, programme)
    name = f"{details['given_name']} {details['family_name']}".strip()[:150]
    with at_the_door():
        has_account = User.objects.filter(email__iexact=email).exists()
    if has_account or on_file == "account":
        raise known
    try:
        with transaction.atomic():
            return create_account(email, name=name, by=by, roles=(ROLES[side],), language=language), bool(on_file)
    except IntegrityError:
        raise known from None
