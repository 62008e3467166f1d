"""Whose rows are whose: each row of a client's file carries its controller, and is read by its staff only."""

from typing import Any, Self

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

VIEW_FILE = "counselling.view_client_file"
VIEW_RESTRICTED = "counselling.view_restricted_file"


class HeldQuerySet(models.QuerySet):
    """Rows with a ``controller``. A superuser sees none at all."""

    # The way from a row to its client; a model without one belongs to no file.
    client_path = "client"

    def held_for(self, user: Any, permission: str) -> Self:
        """The rows of the person's own organisation, if she has the work permission, else nothing."""
        organisation_id = getattr(user, "organisation_id", None)
        if organisation_id is None or not user.has_perm(permission):
            return self.none()
        return self.filter(controller_id=organisation_id).not_hidden_from(user)

    def not_hidden_from(self, user: Any) -> Self:
        """Without rows of restricted files of others; rows without a client stay."""
        try:
            first = (
                self.model._meta.get_field(self.client_path.partition("__")[0]) if self.client_path != "pk" else None
            )
        except FieldDoesNotExist:
            return self
        hidden = apps.get_model("counselling", "Client").objects.hidden_from(user).values("pk")
        without = ~models.Q(**{f"{self.client_path}__in": hidden})
        return (
            self.filter(models.Q(**{f"{self.client_path}": None}) | without)
            if first and first.null
            else self.filter(without)
        )

    def with_file_open_to(self, user: Any) -> Self:
        """Rows of files that this person works with: of her own organisation, also where others have been disclosed."""
        return self.held_for(user, VIEW_FILE)
