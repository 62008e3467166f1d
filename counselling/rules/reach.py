"""Getting in touch without putting anybody in danger."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def check_ways(safe: Collection[str], unsafe: Collection[str], preferred: str) -> None:
    """``ValidationError`` for a way that is both allowed and forbidden, or preferred and forbidden."""
    if set(safe) & set(unsafe):
        message = _("The same way cannot be both allowed and forbidden.")
        raise ValidationError({"unsafe_ways": message}, code="both")
    if preferred in unsafe:
        message = _("The preferred way is among those that are forbidden.")
        raise ValidationError({"preferred_way": message}, code="forbidden")
