"""Whose rows are whose: each row of a client's file carries its controller, and is read by its staff only."""

from typing import Any, Self

from django.db import models

VIEW_FILE = "counselling.view_client_file"


class HeldQuerySet(models.QuerySet):
    """Rows with a ``controller``. A superuser sees none at all."""

    def held_for(self, user: Any, permission: str) -> Self:
        """The rows of the person's own organisation, if she has the work permission, else nothing."""
        organisation_id = getattr(user, "organisation_id", None)
        if organisation_id is None or not user.has_perm(permission):
            return self.none()
        return self.filter(controller_id=organisation_id)

    def with_file_open_to(self, user: Any) -> Self:
        """Rows of files that this person works with: of her own organisation, also where others have been disclosed."""
        return self.held_for(user, VIEW_FILE)
