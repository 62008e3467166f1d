"""Two controllers under one roof: what belongs together has one and the same (Art. 4 No. 7 DSGVO)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def check_one_controller(controller_id: int | None, *rows: Any) -> int:
    """The controller; raises ``ValidationError`` if any row (``None`` is skipped) is held by another one.

    People are asked for ``organisation_id``, rows of a file for ``controller_id``.
    """
    for row in rows:
        if row is not None and _controller_of(row) != controller_id:
            raise ValidationError(_("This belongs to another organisation."), code="other_controller")
    if controller_id is None:
        raise ValidationError(_("You belong to no organisation."), code="no_controller")
    return controller_id


def _controller_of(row: Any) -> int | None:
    return row.organisation_id if hasattr(row, "organisation_id") else row.controller_id
