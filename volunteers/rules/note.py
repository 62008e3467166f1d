"""Whose note it is."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def check_author(*, is_own: bool) -> None:
    """A note is taken back by whoever wrote it."""
    if not is_own:
        raise ValidationError(_("Only whoever wrote a note can take it back."), "not_own")
