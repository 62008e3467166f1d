"""Whose rows are whose: each row of a client's file carries its controller, and is read by its staff only."""

from typing import Any, Self

from django.db import models

VIEW_FILE = "counselling.view_client_file"


class ControlledQuerySet(models.QuerySet):
    """Rows with a ``controller``. Nobody sees the other controller's; a superuser sees none at all."""

    def held_for(self, user: Any, permission: str) -> Self:
        """The rows of the person's own organisation, if she has the work permission, else nothing."""
        organisation_id = getattr(user, "organisation_id", None)
        if organisation_id is None or not user.has_perm(permission):
            return self.none()
        return self.filter(controller_id=organisation_id)

    def visible_to(self, user: Any) -> Self:
        return self.held_for(user, VIEW_FILE)
