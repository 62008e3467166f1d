"""What may not come together in one account."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.roles import can_be_combined


def require_combinable(role_codes: frozenset[str]) -> None:
    """``ValidationError`` if one account may not have all these roles."""
    if not can_be_combined(role_codes):
        raise ValidationError(
            _(
                "One account cannot have all these roles: files of different kinds, or work and a private role, "
                "need an account each."
            ),
            code="roles_apart",
        )
