"""Two doors in front of a row: who must not know of it gets 404, who must not act on it gets 403."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from ibs_portal.accounts.views import RolePermissionMixin


class GuardedRowMixin(RolePermissionMixin):
    """Role first, then ``self.row`` from ``get_rows()`` (a ``visible_to``), then ``may_act()``."""

    def get_rows(self) -> Any:
        raise NotImplementedError(f"{type(self).__name__} needs get_rows().")

    def may_act(self) -> bool:
        return True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.row = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.has_permission():
            self.row = get_object_or_404(self.get_rows(), pk=kwargs["pk"])
            if not self.may_act():
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
