"""Drafts: what of a form is kept, and for how long."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

KEPT_FOR = datetime.timedelta(days=7)
# More than one form of a kind may be open: in two windows, on two devices.
MOST = 5
LARGEST = 30_000
# Not typed by the person: how the form was sent.
NOT_TYPED = {"csrfmiddlewaretoken", "save", "open", "keep_draft", "search", "choose", "new"}


def typed_fields(fields: Iterable[tuple[str, list[str]]]) -> dict[str, list[str]]:
    """What was typed, by the names of the fields; ``ValidationError`` if it is too much for a form of ours."""
    found = {name: values for name, values in fields if name not in NOT_TYPED}
    if sum(len(name) + sum(map(len, values)) for name, values in found.items()) > LARGEST:
        raise ValidationError(_("This is too much for a draft. Please shorten it."), code="too_large")
    return found
