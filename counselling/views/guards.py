"""Two doors in front of a row: who must not know of it gets 404, who must not act on it gets 403."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404


class GuardedRowMixin:
    """Fetches ``self.row`` through ``get_rows()`` (a ``visible_to``) and asks ``may_act()`` before anything else."""

    def get_rows(self) -> Any:
        raise NotImplementedError(f"{type(self).__name__} needs get_rows().")

    def may_act(self) -> bool:
        return True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = get_object_or_404(self.get_rows(), pk=kwargs["pk"])
        if not self.may_act():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
