"""Where a person lands after logging in, and the guards that views share."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin, UserPassesTestMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views import View


class RolePermissionMixin(PermissionRequiredMixin):
    """Closes a view to everybody without ``permission_required`` (403); anonymous people go to the login."""


def first_or_404(rows: Sequence[Any]) -> Any:
    if not rows:
        raise Http404
    return rows[0]


class GuardedRowMixin(RolePermissionMixin):
    """Doors in front of a row: who must not know of it gets 404, who must not act on it gets 403.

    The role first (``permission_required``; without one the rows alone decide), then ``self.row`` from
    ``get_rows()`` (a ``visible_to``), then ``may_act()``.
    """

    permission_required: str | tuple[str, ...] = ()

    def get_rows(self) -> Any:
        raise NotImplementedError(f"{type(self).__name__} needs get_rows().")

    def get_row(self, pk: int) -> Any:
        return get_object_or_404(self.get_rows(), pk=pk)

    def may_act(self) -> bool:
        return True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.row: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.has_permission():
            self.row = self.get_row(kwargs["pk"])
            if not self.may_act():
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class StaffRequiredMixin(UserPassesTestMixin):
    """Closes a view to everybody who does not work in the portal (403); anonymous people go to the login."""

    def test_func(self) -> bool:
        return self.request.user.is_authenticated and self.request.user.is_portal_staff


class LandingView(View):
    """Leads each person to the page where her work begins."""

    def get(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_portal_staff:
            return redirect("website:staff_home")
        if user.has_perm("volunteers.use_own_worker_pages"):
            return redirect("volunteers:worker_continue")
        if user.has_perm("volunteers.use_own_volunteer_pages"):
            return redirect("volunteers:my_continue")
        return redirect("account_email")
